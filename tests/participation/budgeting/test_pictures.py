"""What helps to choose on the ballot: pictures with words, plain language, categories, looking for a proposal without losing a choice."""

import hashlib
import json
import re

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from participation.budgeting.actions.categories import CategoryPlan, add_category, sort_proposals
from participation.budgeting.actions.pictures import take_picture_away
from participation.budgeting.actions.rounds import configuration_hash
from participation.budgeting.models import FrozenText, Proposal, ProposalPicture, Round
from people.models import AuditEvent
from portal.exceptions import NotPermitted
from tests.participation.budgeting.test_delivery import png
from tests.participation.budgeting.test_views import ballot_url, code_in, fields_of, text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import sign_in

pytestmark = pytest.mark.django_db
ALT = {"alt_fi": "Mäki illalla, kaksi lamppua", "alt_sv": "Backen på kvällen"}


@pytest.fixture
def preparing(place, cast):
    return build_town(place, cast, timezone.now(), state="preparation")


@pytest.fixture
def keeper(cast):
    return sign_in(Client(), cast.coordinator)


def pictured(town, client, title="Valot", **fields):
    [number] = town.ids(title)
    return client.post(url("picture_choice", town, proposal=number), {"picture": png(), **ALT, **fields})


def opened(town):
    town.publish()
    town.open()
    return town


def test_a_picture_stands_on_the_ballot_and_the_proposals_page_with_its_words(preparing, keeper):
    assert pictured(preparing, keeper).status_code == 302
    town = opened(preparing)
    [number] = town.ids("Valot")
    address = url("proposal_picture", town, proposal=number)
    visitor = Client()
    for page in (ballot_url(town), url("proposal_detail", town, proposal=number)):
        html = visitor.get(page).content.decode()
        assert address in html
        assert f'alt="{ALT["alt_fi"]}"' in html
    picture = visitor.get(address)
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")
    assert f'alt="{ALT["alt_sv"]}"' in visitor.get(url("ballot", town, "sv") + "?alue=etela").content.decode()


def test_before_the_proposals_are_out_nobody_else_sees_the_picture(preparing, keeper, cast):
    pictured(preparing, keeper)
    address = url("proposal_picture", preparing, proposal=preparing.ids("Valot")[0])
    assert b"".join(keeper.get(address).streaming_content).startswith(b"\x89PNG")
    assert Client().get(address).status_code == 404
    assert sign_in(Client(), cast.resident).get(address).status_code == 404


def test_a_picture_needs_words_and_must_be_one(preparing, keeper):
    for fields in ({"alt_fi": ""}, {"picture": ""}):
        answer = pictured(preparing, keeper, **fields)
        assert answer.status_code == 200
        assert "error-message" in answer.content.decode()
    assert not ProposalPicture.objects.exists()


def test_another_picture_takes_the_place_of_the_first_and_no_file_is_left_over(preparing, keeper, django_capture_on_commit_callbacks):
    pictured(preparing, keeper)
    first = ProposalPicture.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        pictured(preparing, keeper, alt_fi="Toinen")
    assert ProposalPicture.objects.get().alt_fi == "Toinen"
    assert not default_storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(url("picture_choice", preparing, proposal=preparing.ids("Valot")[0]), {"away": "1"})
    assert not ProposalPicture.objects.exists()
    assert AuditEvent.objects.filter(event="round.unpictured").count() == 1


def test_picture_and_plain_words_are_frozen_with_the_proposal_and_may_only_be_taken_away(preparing, keeper, cast):
    pictured(preparing, keeper)
    Proposal.objects.update(plain_fi="Mäelle tulee valo.")
    town = opened(preparing)
    pictured(town, keeper, "Skeitti")
    assert ProposalPicture.objects.count() == 1
    for change in (
        lambda: ProposalPicture.objects.update(alt_fi="Muu"),
        lambda: ProposalPicture.objects.create(
            proposal_id=town.ids("Skeitti")[0], file="x.png", kind="image/png", width=1, height=1, sha256="0" * 64, alt_fi="Ramppi"
        ),
        lambda: Proposal.objects.update(plain_fi="Ei valoa."),
        lambda: FrozenText.objects.update(content="{}"),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
    proposal = Proposal.objects.select_related("area__round__organisation").get(pk=town.ids("Valot")[0])
    with pytest.raises(NotPermitted):
        take_picture_away(proposal=proposal, by=cast.official, now=town.now)
    take_picture_away(proposal=proposal, by=town.keeper, now=town.now)
    assert not ProposalPicture.objects.exists()


def test_the_frozen_text_is_published_and_gives_the_checksum_of_page_and_protocol(preparing, keeper):
    pictured(preparing, keeper)
    Proposal.objects.filter(title_fi__startswith="Valot").update(upkeep=120, plain_fi="Mäelle tulee valo.")
    assert Client().get(url("frozen_configuration", preparing)).status_code == 404
    assert keeper.get(url("frozen_configuration", preparing)).status_code == 404
    town = opened(preparing)
    file = Client().get(url("frozen_configuration", town)).content
    assert hashlib.sha256(file).hexdigest() == town.round.configuration_hash
    told = json.loads(file)
    [lights] = [one for one in told["proposals"] if one["title_fi"].startswith("Valot")]
    assert told["format"] == 2
    assert (lights["upkeep"], lights["plain_fi"], lights["picture"]) == (120, "Mäelle tulee valo.", ProposalPicture.objects.get().sha256)
    assert url("frozen_configuration", town) in Client().get(url("round_detail", town)).content.decode()


def test_the_upkeep_changes_the_checksum(preparing):
    hashes = set()
    for upkeep in (100, 101):
        Proposal.objects.update(upkeep=upkeep)
        hashes.add(configuration_hash(preparing.round))
    assert len(hashes) == 2


@pytest.mark.parametrize(("language", "link"), [("fi", "Selkokielellä"), ("sv", "På lätt språk"), ("en", "In plain language")])
def test_plain_words_stand_behind_a_link_where_the_town_has_written_them(preparing, keeper, language, link):
    assert "Selkokielellä" not in text_of(Client().get(url("round_list")))
    words = {f"plain_{one}": f"Lyhyesti {one}." for one in ("fi", "sv", "en")}
    Proposal.objects.filter(title_fi__startswith="Valot").update(**words)
    Round.objects.update(**{name: f"Kierros: {text}" for name, text in words.items()})
    town = opened(preparing)
    page = text_of(Client().get(url("ballot", town, language) + "?alue=etela"))
    assert page.count(link) == 2
    assert f"Lyhyesti {language}." in page
    assert f"Kierros: Lyhyesti {language}." in text_of(Client().get(url("round_detail", town, language)))


# Looking for a proposal


@pytest.fixture
def sorted_town(preparing):
    """Parks and sport, so that there is something to look for."""
    town = preparing
    for name in ("Puistot", "Liikunta"):
        add_category(round=town.round, plan=CategoryPlan(name, max_choices=2 if name == "Puistot" else None), by=town.keeper, now=town.now)
    parks, sport = town.round.categories.all()
    places = dict.fromkeys(town.ids("Penkkejä", "Valot"), parks.pk) | dict.fromkeys(town.ids("Skeitti", "Ulkokunto"), sport.pk)
    sort_proposals(round=town.round, places=places, by=town.keeper, now=town.now)
    return opened(town)


def outside_details(response):
    """The titles that are in sight at once."""
    html = re.sub(r"<details class=\"block\">.*?</details>", "", response.content.decode(), flags=re.S)
    return set(re.findall(r'data-label="([^"]+)"', html))


def test_looking_for_a_category_keeps_every_choice_also_those_out_of_sight(sorted_town, monkeypatch):
    town, client = sorted_town, sign_in(Client(), sorted_town.voter())
    monkeypatch.setattr("participation.budgeting.queries.booth.LONG", 4)
    page = client.get(ballot_url(town))
    parks = town.round.categories.get(name_fi="Puistot")
    chosen = town.ids("Skeitti", "Valot")
    sought = client.post(ballot_url(town), {**fields_of(page), "proposals": chosen, "laji": parks.pk, "count": "show"})
    seen = outside_details(sought)
    assert {title.split()[0] for title in seen} == {"Penkkejä", "Valot", "Skeittirampin"}, "parks, and what was chosen"
    fields = fields_of(sought)
    assert sorted(map(int, fields["proposals"])) == sorted(chosen)
    assert len(re.findall(r'name="proposals"', sought.content.decode())) == len(re.findall(r'name="proposals"', page.content.decode()))
    assert "2 ehdotusta löytyi" in text_of(sought)
    assert code_in(client.post(ballot_url(town), {**fields, "send": "1"}))


@pytest.mark.parametrize(("words", "found"), [("valot", {"Valot"}), ("LAUNEEN penkkejä", {"Penkkejä"}), ("ei mitään", set())])
def test_looking_for_words(sorted_town, words, found):
    page = Client().get(ballot_url(sorted_town), {"alue": "etela", "haku": words})
    assert {title.split()[0] for title in outside_details(page)} == found


@pytest.mark.parametrize("sought", [{"laji": "x"}, {"laji": "9" * 30}, {"laji": "0", "haku": "\x00"}, {"haku": "a" * 5000}])
def test_what_cannot_be_looked_for_breaks_nothing(sorted_town, sought):
    assert Client().get(ballot_url(sorted_town), {"alue": "etela", **sought}).status_code == 200


def test_a_short_ballot_has_no_search_and_enter_in_it_never_sends(sorted_town):
    page = Client().get(ballot_url(sorted_town)).content.decode()
    assert 'name="haku"' not in page
    page = Client().get(ballot_url(sorted_town), {"alue": "etela", "haku": "valot"}).content.decode()
    form = page[page.index('<form method="post" novalidate autocomplete="off">') :]
    assert re.search(r'type="submit"[^>]*name="(\w+)"', form).group(1) == "count", "the first button is what Enter presses"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_limits_of_a_category_are_told_before_the_vote(sorted_town, language):
    told = {"fi": "Lajista ”Puistot”", "sv": "Puistot", "en": "Of “Puistot” you may choose at most 2"}[language]
    for name in ("ballot", "round_detail"):
        assert told in text_of(Client().get(url(name, sorted_town, language), {"alue": "etela"}))
    assert "Puistot" in text_of(Client().get(url("proposal_detail", sorted_town, language, proposal=sorted_town.ids("Valot")[0])))
