"""The path's page, the code, the desk: through HTTP, by those who may and those who may not."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from interfaces.contacts.enums import Side
from participation.matters import actions
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import Matter, Step
from participation.matters.queries import LED_TO, LedTo
from people.models import OutboxMail
from tests.participation.matters.story import HETU, assign, fresh, leave, post_of
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


@pytest.fixture
def idea(place, desk):
    return desk.take(leave(place.lahti, topic=place.exercise), "show")


@pytest.fixture
def at_desk(cast):
    """Browsers of the cast, signed in."""
    return {name: sign_in(Client(), person) for name, person in cast.everyone().items()}


def page_of(matter, address=None, language="fi"):
    return f"/{language}/asiat/{address or matter.reference}/"


def desk_of(matter, word=""):
    return f"/fi/tyopoyta/asiat/{matter.reference}/" + (f"{word}/" if word else "")


def sent(matter, **words):
    return {"version": fresh(matter).version, "token": uuid4(), **words}


# The path


def test_everyone_reads_an_idea_and_only_the_sender_sees_the_code(visitor, idea):
    open_page = visitor.get(page_of(idea)).content.decode()
    assert idea.title in open_page
    assert idea.code not in open_page
    secret = visitor.get(page_of(idea, idea.code))
    assert idea.code in secret.content.decode()
    assert "no-store" in secret["Cache-Control"]


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: code.removeprefix("KUU-")])
def test_the_code_opens_the_path_however_it_is_typed(visitor, idea, change):
    assert visitor.get(page_of(idea, change(idea.code))).status_code == 200


def test_what_is_not_shown_is_not_there_for_others_but_opens_with_its_code(visitor, place, cast, at_desk):
    for matter in (leave(place.lahti), leave(place.lahti, kind=MatterKind.FEEDBACK)):
        assert visitor.get(page_of(matter)).status_code == 404
        assert at_desk["other_coordinator"].get(page_of(matter)).status_code == 404
        assert visitor.get(page_of(matter, matter.code)).status_code == 200


def test_an_author_sees_the_own_matter_and_its_code_without_typing_it(place, cast, at_desk):
    matter = leave(place.lahti, kind=MatterKind.QUESTION, by=cast.resident)
    assert matter.code in at_desk["resident"].get(page_of(matter)).content.decode()


def test_staff_never_see_the_code(place, at_desk, idea):
    for name in ("coordinator", "official", "auditor", "moderator"):
        for address in ("/fi/tyopoyta/", desk_of(idea), page_of(idea)):
            assert idea.code not in at_desk[name].get(address).content.decode(), (name, address)


def test_the_path_tells_each_step_in_plain_words(visitor, place, desk, idea):
    desk.take(idea, "route", "note", "prepare", "answer", "decide", "work")
    text = visitor.get(page_of(idea)).content.decode()
    steps = ("Vastaanotettu", "Ohjattu vastaajalle", "Valmistelussa", "Vastattu", "Päätetty", "Toteutetaan")
    for words in (*steps, "Liikuntavastaava", "Kyllä, teemme tämän.", "Kaupunginhallitus", "Työ on alkanut."):
        assert words in text
    assert "kaikki on valmista viimeistään 1.3.2099" in text
    assert "Soitettu" not in text


def test_the_path_is_read_in_swedish_and_english_too(visitor, desk, idea):
    desk.take(idea, "hand")
    assert "Överfört till välfärdsområdet" in visitor.get(page_of(idea, language="sv")).content.decode()
    assert "Handed over to the wellbeing services county" in visitor.get(page_of(idea, language="en")).content.decode()


def test_a_late_matter_says_so_and_how_late(visitor, place):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, now=timezone.now() - timedelta(days=40))
    text = visitor.get(page_of(matter, matter.code)).content.decode()
    assert "Myöhässä" in text
    assert re.search(r"Olemme \d+ työpäivää myöhässä", text)


def test_a_delay_with_its_reason_and_new_day_stands_on_the_path(visitor, place, desk):
    desk.now = timezone.now() - timedelta(days=40)
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, now=desk.now)
    later = timezone.localdate() + timedelta(days=20)
    desk.prepare(matter, text="Laitteet viivästyivät.", next_text="vastaus tulee", next_by=later)
    text = visitor.get(page_of(matter, matter.code)).content.decode()
    assert "Laitteet viivästyivät." in text
    assert f"vastaus tulee viimeistään {later.day}.{later.month}.{later.year}" in text


def test_what_it_led_to_comes_from_the_shelf(visitor, idea, monkeypatch):
    monkeypatch.setattr(LED_TO, "_places", [])
    LED_TO.put(lambda matter: [LedTo("Ehdotus: kuulutus", "Budjetointi 2026", "/fi/lahti/budjetointi/2026/", "euro")])
    text = visitor.get(page_of(idea)).content.decode()
    assert "Ehdotus: kuulutus" in text
    assert 'href="/fi/lahti/budjetointi/2026/"' in text


def test_what_people_write_is_shown_as_text(visitor, place, desk):
    nasty = "<script>alert(1)</script>"
    matter = desk.take(leave(place.lahti, title=nasty, text=nasty, place=nasty, sender_name=nasty), "show")
    desk.answer(matter, text=nasty, next_text=nasty)
    for address in (page_of(matter), "/fi/lahti/ideat/"):
        assert nasty not in visitor.get(address).content.decode()


# The code and its limit


def test_a_typed_code_leads_to_the_path(visitor, idea):
    answer = visitor.post("/fi/asiat/", {"code": f" {idea.code.lower()} "})
    assert (answer.status_code, answer.url) == (302, page_of(idea, idea.code))


@pytest.mark.parametrize(("typed", "words"), [("", "Kirjoita seurantakoodi"), ("KUU-12", "kahdeksan"), ("KUU-0000-0000", "ei löydy")])
def test_a_wrong_code_is_told_at_the_field_and_kept(visitor, idea, typed, words):
    text = visitor.post("/fi/asiat/", {"code": typed}).content.decode()
    assert words in text
    assert "Virhe:" in text
    assert f'value="{typed}"' in text or not typed


def test_guessing_codes_ends_after_ten_misses_and_the_right_one_is_not_told_then(visitor, idea):
    for number in range(10):
        assert visitor.get(page_of(idea, f"KUU-0000-000{number}")).status_code == 404
    answer = Client().get(page_of(idea, idea.code))
    assert (answer.status_code, answer.url) == (302, "/fi/asiat/")
    assert visitor.post("/fi/asiat/", {"code": idea.code}).status_code == 302
    assert visitor.get(page_of(idea)).status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(page_of(idea, idea.code)).status_code == 200


# Support and taking back


def test_support_is_one_for_each_account_and_asks_others_to_sign_in(visitor, cast, at_desk, idea):
    address = f"{page_of(idea)}kannata/"
    answer = visitor.post(address)
    assert answer.status_code == 302
    assert "/kirjaudu/" in answer.url
    assert visitor.get(address).url == page_of(idea)
    for _click in range(2):
        assert at_desk["resident"].post(address).status_code == 302
    assert idea.supports.count() == 1
    assert "Kannatat tätä" in at_desk["resident"].get(page_of(idea)).content.decode()
    at_desk["resident"].post(address, {"withdraw": "1"})
    assert idea.supports.count() == 0


def test_only_the_sender_takes_a_matter_back(visitor, at_desk, idea):
    assert visitor.post(f"{page_of(idea)}peru/").status_code == 404
    assert at_desk["coordinator"].post(f"{page_of(idea)}peru/").status_code == 404
    assert visitor.post(f"{page_of(idea, idea.code)}peru/").status_code == 302
    assert fresh(idea).state == MatterState.WITHDRAWN
    assert visitor.get(page_of(idea)).status_code == 404
    assert "perui" in visitor.get(page_of(idea, idea.code)).content.decode()


# The desk: who


DESK_PAGES = {
    "anonymous": 302, "resident": 403, "moderator": 200, "coordinator": 200, "official": 200, "registrar": 200, "auditor": 200,
    "administrator": 200, "county_official": 200, "county_coordinator": 200, "other_coordinator": 200,
}  # fmt: skip
MATTER_PAGES = DESK_PAGES | {
    "registrar": 404, "administrator": 404, "county_official": 404, "county_coordinator": 404, "other_coordinator": 404,
}  # fmt: skip


def test_the_desk_is_for_staff_and_a_matter_for_its_own(at_desk, idea):
    assert {name: client.get("/fi/tyopoyta/").status_code for name, client in at_desk.items()} == DESK_PAGES
    assert {name: client.get(desk_of(idea)).status_code for name, client in at_desk.items()} == MATTER_PAGES


def test_a_handed_over_matter_is_on_both_desks(at_desk, desk, idea):
    desk.hand(idea)
    found = {name: client.get(desk_of(idea)).status_code for name, client in at_desk.items()}
    assert found == MATTER_PAGES | {"county_official": 200, "county_coordinator": 200}
    assert idea.title in at_desk["county_coordinator"].get("/fi/tyopoyta/").content.decode()
    assert idea.title in at_desk["coordinator"].get("/fi/tyopoyta/").content.decode()
    assert idea.title not in at_desk["other_coordinator"].get("/fi/tyopoyta/").content.decode()


WORDS = {"nayta", "ala-nayta", "ohjaa", "siirra", "valmistele", "vastaa", "muistiinpano"}


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("moderator", {"nayta", "ala-nayta", "muistiinpano"}), ("coordinator", {"nayta", "ala-nayta", "muistiinpano"}),
        ("official", {"muistiinpano"}), ("auditor", set()),
    ],
)  # fmt: skip
def test_only_the_steps_of_the_role_are_offered_while_an_idea_waits_to_be_read(at_desk, place, name, offered):
    matter = leave(place.lahti)
    text = at_desk[name].get(desk_of(matter)).content.decode()
    assert {word for word in WORDS if desk_of(matter, word) in text} == offered


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("moderator", {"ala-nayta", "muistiinpano"}), ("coordinator", WORDS - {"nayta"}),
        ("official", {"valmistele", "vastaa", "muistiinpano"}), ("auditor", set()),
    ],
)  # fmt: skip
def test_only_the_steps_of_the_role_are_offered_when_it_is_open(at_desk, idea, name, offered):
    text = at_desk[name].get(desk_of(idea)).content.decode()
    assert {word for word in WORDS if desk_of(idea, word) in text} == offered


def test_a_forbidden_step_is_refused_with_a_reason_and_a_foreign_one_is_not_there(at_desk, idea):
    for name in ("moderator", "official", "auditor"):
        answer = at_desk[name].post(desk_of(idea, "ohjaa"), sent(idea))
        assert answer.status_code == 403
        assert "Roolisi ei salli" in answer.content.decode()
    for name in ("other_coordinator", "county_official", "registrar"):
        assert at_desk[name].post(desk_of(idea, "ohjaa"), sent(idea)).status_code == 404
    assert at_desk["coordinator"].post(desk_of(idea, "tanssi"), sent(idea)).status_code == 404
    assert at_desk["coordinator"].get(desk_of(idea, "ohjaa")).status_code == 405
    assert idea.steps.count() == 2


# The desk: steps as forms


def test_an_idea_goes_from_the_moderator_to_an_answer_through_the_forms(at_desk, place, cast):
    matter = leave(place.lahti, reply_email="a@example.org")
    post = post_of(place.lahti)
    walk = [
        ("moderator", "nayta", {}),
        ("coordinator", "ohjaa", {"post": post.pk, "note": "Soita."}),
        ("official", "valmistele", {"text": "Selvitämme."}),
        ("official", "vastaa", {"text": "Ei vielä.", "outcome": Outcome.NOT_YET}),
    ]
    for name, word, words in walk:
        answer = at_desk[name].post(desk_of(matter, word), sent(matter, **words))
        assert (answer.status_code, answer.url) == (302, desk_of(matter)), (word, answer)
    assert fresh(matter).state == MatterState.ANSWERED
    assert OutboxMail.objects.count() == 5


def test_the_later_steps_are_forms_too(at_desk, place, desk, idea):
    desk.answer(idea)
    day = {"next_by_day": "1", "next_by_month": "3", "next_by_year": "2099"}
    walk = [
        ("paata", {"body": place.board.pk, "decided_on_day": "20", "decided_on_month": "11", "decided_on_year": "2025",
                   "paragraph": "§ 118", "outcome": Outcome.YES, "next_text": "työ alkaa", **day}),
        ("toteuta", {"text": "Alkoi.", "next_text": "valmis", **day}),
        ("valmis", {"text": "Valmis.", "came_of_it": "Kuuluu"}),
        ("tarkista", {"text": "Auttoi."}),
    ]  # fmt: skip
    for word, words in walk:
        answer = at_desk["official"].post(desk_of(idea, word), sent(idea, **words))
        assert answer.status_code == 302, (word, answer.context["form"].errors)
    assert fresh(idea).state == MatterState.CHECKED
    assert "§\u00a0118" in at_desk["anonymous"].get(page_of(idea)).content.decode()


def test_a_hand_over_proposes_the_countys_contact(at_desk, place, idea):
    contact = assign(place.exercise, place.county, "Asiantuntija", Side.COUNTY)
    text = at_desk["coordinator"].get(desk_of(idea)).content.decode()
    assert "Asiantuntija" in text
    answer = at_desk["coordinator"].post(desk_of(idea, "siirra"), sent(idea, receiver=place.county.pk, post=contact.post.pk))
    assert answer.status_code == 302
    assert (fresh(idea).organisation, fresh(idea).post) == (place.county, contact.post)


def test_a_form_with_an_error_says_it_at_the_field_and_keeps_what_was_typed(at_desk, idea):
    answer = at_desk["official"].post(desk_of(idea, "vastaa"), sent(idea, text="Kyllä, teemme.", outcome=Outcome.YES))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Kerro, mitä seuraavaksi tapahtuu ja mihin päivään mennessä." in text
    assert "Kyllä, teemme." in text
    assert "Virhe:" in text
    assert fresh(idea).state == MatterState.OPEN


def test_the_second_tab_hears_what_happened_keeps_its_text_and_may_send_it_again(at_desk, desk, idea):
    seen = sent(idea, text="Ei vielä.", outcome=Outcome.NOT_YET)
    desk.route(idea)
    answer = at_desk["official"].post(desk_of(idea, "vastaa"), seen)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Joku ehti" in text
    assert "Ei vielä." in text
    form = answer.context["form"]
    again = {**seen, "version": form["version"].value()}
    assert at_desk["official"].post(desk_of(idea, "vastaa"), again).status_code == 302
    assert fresh(idea).state == MatterState.ANSWERED


def test_a_double_click_on_a_step_ends_well_twice(at_desk, place, idea):
    words = sent(idea, post=post_of(place.lahti).pk)
    for _click in range(2):
        assert at_desk["coordinator"].post(desk_of(idea, "ohjaa"), words).status_code == 302
    assert idea.steps.filter(kind=StepKind.ROUTED).count() == 1


def test_an_identity_code_in_an_answer_is_shown_masked_and_removed_by_the_button(at_desk, idea):
    words = sent(idea, text=f"Hei {HETU}, kyllä.", outcome=Outcome.NOT_YET, next_by_day="1")
    text = at_desk["official"].post(desk_of(idea, "vastaa"), {**words, "next_by_day": ""}).content.decode()
    assert "131052-•••T" in text
    answer = at_desk["official"].post(desk_of(idea, "vastaa"), {**words, "remove_identity_code": "text"})
    text = answer.content.decode()
    assert HETU not in text
    assert "Hei, kyllä." in text
    assert 'value="1"' in text
    assert not answer.context["form"].errors
    assert fresh(idea).state == MatterState.OPEN


def test_the_senders_contacts_are_shown_to_those_who_answer_only(at_desk, place):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="salainen@example.org")
    seen = {name for name, client in at_desk.items() if "salainen@example.org" in client.get(desk_of(matter)).content.decode()}
    assert seen == {"coordinator", "official"}


# The desk: the list


def test_the_desk_sorts_by_the_promise_and_counts_in_words(at_desk, place):
    now = timezone.now()
    for title, days in (("Vanha", 40), ("Tuore", 0)):
        leave(place.lahti, kind=MatterKind.FEEDBACK, title=title, now=now - timedelta(days=days))
    leave(place.lahti, title="Lukematon", now=now)
    page = at_desk["coordinator"].get("/fi/tyopoyta/").context["page"]
    assert [(group.key.value, [row.matter.title for row in group.rows]) for group in page.groups] == [
        ("late", ["Vanha"]), ("moderation", ["Lukematon"]), ("later", ["Tuore"]),
    ]  # fmt: skip
    assert (page.counts.late, page.counts.in_moderation, page.counts.later) == (1, 1, 1)


@pytest.mark.parametrize(
    ("group", "titles"),
    [
        ("late", {"Vanha"}), ("moderation", {"Lukematon"}), ("later", {"Tuore"}), ("mine", {"Vanha"}), ("handed", {"Siirretty"}),
        ("ended", {"Vastattu"}),
    ],
)  # fmt: skip
def test_each_choice_of_the_desk_shows_its_own(at_desk, place, cast, desk, group, titles):
    now = desk.now = timezone.now()
    old = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Vanha", now=now - timedelta(days=40))
    actions.assign_matter(matter=old, assignee=cast.coordinator, seen=None, by=cast.coordinator, now=now)
    leave(place.lahti, kind=MatterKind.FEEDBACK, title="Tuore", now=now)
    leave(place.lahti, title="Lukematon", now=now)
    handed = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Siirretty", now=now)
    actions.hand_over(matter=handed, receiver=place.county, by=cast.coordinator, now=now)
    answered = leave(place.lahti, kind=MatterKind.QUESTION, title="Vastattu", now=now)
    actions.answer_matter(matter=answered, text="Näin.", outcome=Outcome.REPLY, by=cast.official, now=now)
    page = at_desk["coordinator"].get(f"/fi/tyopoyta/?group={group}").context["page"]
    assert {row.matter.title for each in page.groups for row in each.rows} == titles


def test_a_matter_is_found_by_its_code_its_number_and_its_words(at_desk, idea):
    for words in (idea.code.lower(), idea.reference.upper(), "vuoronumero ääneen"):
        page = at_desk["coordinator"].get("/fi/tyopoyta/", {"words": words}).context["page"]
        assert [row.matter for group in page.groups for row in group.rows] == [idea], words
    assert not at_desk["coordinator"].get("/fi/tyopoyta/", {"words": "ei mitään"}).context["page"].groups


def test_bulk_routing_tells_its_consequence_first_and_then_routes(at_desk, place, desk):
    assign(place.exercise, place.lahti, "Liikuntavastaava")
    ready = leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.exercise, reply_email="a@example.org", title="Valmis")
    lost = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Aiheeton")
    keys = [f"{matter.reference}.{matter.version}" for matter in (ready, lost)]
    text = at_desk["coordinator"].get("/fi/tyopoyta/", {"matter": keys}).content.decode()
    assert "1 asukas saa viestin" in text
    assert "”Aiheeton” ei ole ehdotettua vastaajaa" in text
    assert "Ohjaa 1 asia" in text
    assert fresh(ready).post is None
    assert at_desk["coordinator"].post("/fi/tyopoyta/ohjaa/", {"matter": keys}).status_code == 302
    assert fresh(ready).post.title_fi == "Liikuntavastaava"
    assert fresh(lost).state == MatterState.OPEN


def test_bulk_routing_is_for_coordinators_and_never_reaches_another_desk(at_desk, place):
    assign(place.exercise, place.lahti, "Liikuntavastaava")
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.exercise)
    key = {"matter": f"{matter.reference}.{matter.version}"}
    for name in ("official", "moderator", "auditor", "registrar"):
        assert at_desk[name].post("/fi/tyopoyta/ohjaa/", key).status_code == 403
    for name in ("other_coordinator", "county_coordinator"):
        at_desk[name].post("/fi/tyopoyta/ohjaa/", key)
    for wrong in ({}, {"matter": "x.y"}, {"matter": f"{matter.reference}.99"}, {"matter": f"{matter.reference}."}):
        assert at_desk["coordinator"].post("/fi/tyopoyta/ohjaa/", wrong).status_code == 302
    assert fresh(matter).state == MatterState.OPEN


# Budgets


def many(place, desk, count):
    assign(place.exercise, place.lahti, "Liikuntavastaava")
    assign(place.exercise, place.county, "Asiantuntija", Side.COUNTY)
    for number in range(count):
        leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.exercise, title=f"Asia {number}", by=desk.cast.resident)


@pytest.mark.parametrize("count", [5, 60])
def test_the_desk_asks_the_same_few_questions_for_few_and_many(at_desk, place, desk, count):
    many(place, desk, count)
    at_desk["coordinator"].get("/fi/tyopoyta/")
    with assert_queries():
        page = at_desk["coordinator"].get("/fi/tyopoyta/").context["page"]
    assert sum(len(group.rows) for group in page.groups) == count


@pytest.mark.parametrize("count", [5, 60])
def test_a_path_asks_the_same_few_questions_for_a_short_and_a_long_one(visitor, at_desk, place, desk, idea, cast, count):
    for number in range(count):
        actions.begin_preparation(matter=fresh(idea), text=f"Vaihe {number}", by=cast.official, now=NOW + timedelta(days=1, minutes=number))
    assert Step.objects.count() == count + 2
    for client, address in ((visitor, page_of(idea)), (at_desk["coordinator"], desk_of(idea))):
        client.get(address)
        with assert_queries():
            client.get(address)


def test_the_desk_cuts_a_list_that_nobody_could_read_and_says_so(at_desk, place, monkeypatch):
    monkeypatch.setattr("participation.matters.queries.desk.MOST_ROWS", 3)
    for _each in range(5):
        leave(place.lahti, kind=MatterKind.FEEDBACK)
    answer = at_desk["coordinator"].get("/fi/tyopoyta/")
    assert "katkaistu" in answer.content.decode()
    assert Matter.objects.count() == 5
