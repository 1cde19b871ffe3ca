"""Two who said the same: one answer, two codes; support and followers move along once."""

import pytest
from django.test import Client

from participation.matters import actions
from participation.matters.actions import ON_MERGE
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import Follow, Subscriber, Support
from people.models import OutboxMail
from portal.exceptions import NotPermitted, NotVisible, RuleBroken
from tests.participation.matters.story import fresh, leave
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(place, desk):
    """Two shown ideas about the same, the second to be joined to the first."""
    kept = desk.take(leave(place.lahti, title="Penkkejä rantaan", reply_email="yksi@example.org"), "show")
    joined = desk.take(leave(place.lahti, title="Lisää penkkejä", text="Rannalla ei voi istua.", reply_email="toinen@example.org"), "show")
    return joined, kept


@pytest.fixture
def join(desk, cast):
    def take(joined, kept, **words):
        return actions.merge_matters(matter=fresh(joined), into=fresh(kept), by=cast.coordinator, now=desk.tick(), **words)

    return take


def test_support_and_followers_move_without_doubling(cast, pair, join):
    joined, kept = pair
    both, one = cast.resident, cast.other_coordinator
    for matter, people in ((joined, (both, one)), (kept, (both,))):
        for person in people:
            actions.support_idea(matter=matter, by=person, now=NOW)
            Follow.objects.create(matter=matter, user=person, at=NOW)
    reader = Subscriber.objects.create(email="lukija@example.org", key="k" * 43, asked_at=NOW, confirmed_at=NOW)
    for matter in pair:
        Follow.objects.create(matter=matter, subscriber=reader, at=NOW)
    join(joined, kept)
    assert sorted(Support.objects.filter(matter=kept).values_list("user", flat=True)) == sorted([both.pk, one.pk])
    assert (fresh(kept).support_count, fresh(joined).support_count) == (2, 0)
    assert Follow.objects.filter(matter=kept).count() == 3
    assert not Support.objects.filter(matter=joined).exists()
    assert not Follow.objects.filter(matter=joined).exists()


def test_both_keep_their_code_and_the_joined_one_reads_the_answer(cast, desk, pair, visitor, join):
    joined, kept = pair
    join(joined, kept, text="Kirjoititte samasta.")
    desk.answer(kept, outcome=Outcome.REPLY, text="Penkit tulevat rantaan.")
    for code in (joined.code, kept.code):
        page = visitor.get(f"/fi/asiat/{code}/")
        assert page.status_code == 200
        assert "Penkit tulevat rantaan." in page.content.decode()
    own = visitor.get(f"/fi/asiat/{joined.code}/").content.decode()
    for words in ("Yhdistetty toiseen asiaan", "Jatkuu yhdessä", "Penkkejä rantaan", "Kirjoititte samasta.", joined.code):
        assert words in own, words
    assert kept.code not in own


def test_a_shared_link_of_the_joined_one_leads_to_the_other(cast, pair, visitor, join):
    joined, kept = pair
    join(joined, kept)
    answer = visitor.get(f"/fi/asiat/{joined.reference}/")
    assert (answer.status_code, answer.url) == (302, f"/fi/asiat/{kept.reference}/")
    assert joined.title not in visitor.get("/fi/lahti/ideat/").content.decode()


def test_both_senders_hear_of_later_steps_each_with_the_own_code(cast, desk, pair, join):
    joined, kept = pair
    join(joined, kept)
    OutboxMail.objects.all().delete()
    desk.answer(kept, outcome=Outcome.REPLY)
    bodies = dict(OutboxMail.objects.filter(to__in=["yksi@example.org", "toinen@example.org"]).values_list("to", "body"))
    assert set(bodies) == {"yksi@example.org", "toinen@example.org"}
    assert kept.code in bodies["yksi@example.org"]
    assert joined.code in bodies["toinen@example.org"]
    assert kept.code not in bodies["toinen@example.org"]


def test_of_a_private_matter_the_joined_sender_reads_what_came_since_and_never_the_others_words(place, cast, desk, visitor, join):
    kept = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Naapurin nimi", text="Salainen asia.")
    desk.prepare(kept, text="Soitimme lähettäjälle kotiin.")
    joined = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Sama melu")
    join(joined, kept)
    before = visitor.get(f"/fi/asiat/{joined.code}/").content.decode()
    assert "vastaus tulee viimeistään" in before
    desk.answer(kept, outcome=Outcome.REPLY, text="Melu loppuu ensi viikolla.")
    own = visitor.get(f"/fi/asiat/{joined.code}/").content.decode()
    assert "Melu loppuu ensi viikolla." in own
    for words in ("Naapurin nimi", "Salainen asia.", "Soitimme lähettäjälle", kept.reference, kept.code):
        assert words not in own, words
    assert visitor.get(f"/fi/asiat/{joined.reference}/").status_code == 404


def test_a_chain_is_made_flat(cast, desk, pair, place, join):
    first, second = pair
    third = desk.take(leave(place.lahti), "show")
    join(first, second)
    join(second, third)
    assert fresh(first).merged_into == fresh(second).merged_into == third


@pytest.mark.parametrize("wrong", ["itself", "ended", "private_answer", "hidden", "joined"])
def test_what_cannot_carry_another_is_refused_and_nothing_changes(place, cast, desk, pair, wrong, join):
    joined = pair[0]
    target = {
        "itself": lambda: joined,
        "ended": lambda: desk.take(leave(place.lahti), "decline"),
        "private_answer": lambda: desk.take(leave(place.lahti, kind=MatterKind.QUESTION), "answer"),
        "hidden": lambda: leave(place.lahti, kind=MatterKind.FEEDBACK),
        "joined": lambda: desk.take(leave(place.lahti), "show", "merge"),
    }[wrong]()
    with pytest.raises(RuleBroken):
        join(joined, target)
    assert fresh(joined).state == MatterState.OPEN
    assert not fresh(joined).steps.filter(kind=StepKind.MERGED).exists()


def test_only_those_of_the_desk_join_and_only_to_what_is_on_it(place, cast, desk, pair, join):
    joined, kept = pair
    for person, refusal in ((cast.moderator, NotPermitted), (cast.resident, NotVisible), (cast.county_coordinator, NotVisible)):
        with pytest.raises(refusal):
            actions.merge_matters(matter=fresh(joined), into=fresh(kept), by=person, now=NOW)
    foreign = leave(place.heinola, kind=MatterKind.FEEDBACK)
    with pytest.raises(NotVisible):
        join(joined, foreign)


def test_what_others_wait_for_is_not_taken_back(cast, pair, visitor, join):
    joined, kept = pair
    join(joined, kept)
    assert "Peru viesti" not in visitor.get(f"/fi/asiat/{kept.code}/").content.decode()
    visitor.post(f"/fi/asiat/{kept.code}/peru/")
    assert fresh(kept).state == MatterState.OPEN


def test_what_slices_above_keep_moves_along(cast, pair, monkeypatch, join):
    moved = []
    monkeypatch.setattr(ON_MERGE, "_places", [])
    ON_MERGE.put(lambda matter, target: moved.append((matter.pk, target.pk)))
    join(*pair)
    assert moved == [(pair[0].pk, pair[1].pk)]


def test_the_desk_tells_what_was_joined(cast, pair, join):
    joined, kept = pair
    join(joined, kept)
    desk = sign_in(Client(), cast.coordinator)
    assert joined.reference.upper() in desk.get(f"/fi/tyopoyta/asiat/{kept.reference}/").content.decode()
