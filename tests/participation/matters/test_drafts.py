"""Answers that wait: saved, gone on with, published together at a minute, never twice and never over somebody else's words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.matters import actions
from participation.matters.actions import DraftWords
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind
from participation.matters.jobs import publish_answers
from participation.matters.models import Draft
from people.models import AuditEvent, OutboxMail
from portal.jobs import EVERY_MINUTE
from portal.numerals import moment
from tests.participation.matters.story import HETU, SOON, fresh, leave, post_of
from tests.personas import sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
LIST = "/fi/tyopoyta/luonnokset/"


@pytest.fixture
def at_desk(cast):
    return {name: sign_in(Client(), person) for name, person in cast.everyone().items()}


@pytest.fixture
def matter(place, desk):
    row = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Penkki puuttuu", reply_email="a@example.org", now=timezone.now())
    desk.now = timezone.now()
    return row


def page_of(matter):
    return f"/fi/tyopoyta/asiat/{matter.reference}/"


def typed(matter, draft=0, **words):
    return {"version": str(fresh(matter).version), "token": "", "draft": str(draft), **words}


def save(client, matter, draft=0, **words):
    return client.post(f"{page_of(matter)}luonnos/", typed(matter, draft, **words))


def ready(cast, matter, **words):
    """A draft that lacks nothing, saved by the official."""
    row = fresh(matter)
    given = DraftWords(**{"text": "Penkki tulee.", "outcome": Outcome.REPLY, **words})
    return actions.save_draft(matter=row, words=given, by=cast.official, now=timezone.now(), seen=row.version, version=0)


def in_two_minutes():
    return timezone.now() + timedelta(minutes=2)


def timed(cast, matter, at=None):
    ready(cast, matter)
    return actions.time_draft(matter=fresh(matter), version=1, at=at or in_two_minutes(), by=cast.official, now=timezone.now())


def minute(at, *keys):
    local = timezone.localtime(at)
    day = {"day_day": local.day, "day_month": local.month, "day_year": local.year}
    return {"draft": keys, **day, "minute": f"{local.hour}.{local.minute:02}"}


# Saving and going on


def test_a_half_written_answer_is_saved_and_stands_in_the_form_the_next_time(at_desk, matter):
    answer = save(at_desk["official"], matter, text="Selvitämme vielä", came_of_it="Uusi penkki")
    assert (answer.status_code, answer.url) == (302, page_of(matter))
    text = at_desk["coordinator"].get(page_of(matter)).content.decode()
    assert "Selvitämme vielä" in text
    assert "Uusi penkki" in text
    assert "official@example.org" in text
    assert fresh(matter).state == MatterState.OPEN
    assert OutboxMail.objects.filter(body__contains="Selvitämme vielä").count() == 0
    assert AuditEvent.objects.filter(event="desk.drafted").count() == 1


def test_nothing_of_a_draft_is_seen_by_residents(at_desk, matter, place, desk):
    idea = desk.take(leave(place.lahti, now=timezone.now()), "show")
    save(at_desk["official"], idea, text="Salainen luonnos")
    for client in (at_desk["anonymous"], at_desk["resident"]):
        assert "Salainen luonnos" not in client.get(f"/fi/asiat/{idea.reference}/").content.decode()
        assert "Salainen luonnos" not in client.get(f"/fi/asiat/{idea.code}/").content.decode()


def test_of_two_writers_the_second_gets_both_texts_and_may_put_them_together(at_desk, matter):
    save(at_desk["official"], matter, text="Minun tekstini")
    answer = save(at_desk["coordinator"], matter, text="Toinen teksti")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Minun tekstini" in text
    assert "Toinen teksti" in text
    assert Draft.objects.get().text == "Minun tekstini"
    form = answer.context["form"]
    again = save(at_desk["coordinator"], matter, draft=form["draft"].value(), text="Minun tekstini ja toinen teksti")
    assert again.status_code == 302
    assert (Draft.objects.get().text, Draft.objects.get().version) == ("Minun tekstini ja toinen teksti", 2)


def test_the_same_form_twice_saves_once(at_desk, matter):
    for _click in range(2):
        assert save(at_desk["official"], matter, text="Sama").status_code == 302
    assert Draft.objects.get().version == 1


def test_a_draft_without_a_word_is_not_saved_and_an_identity_code_never(at_desk, matter):
    assert save(at_desk["official"], matter).status_code == 200
    answer = save(at_desk["official"], matter, text=f"Hei {HETU}")
    assert "131052-•••T" in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("moderator", 403), ("auditor", 403), ("county_official", 404), ("resident", 403)])
def test_drafts_are_for_those_who_answer_here(at_desk, matter, name, status):
    assert save(at_desk[name], matter, text="Minäkin").status_code == status
    assert not Draft.objects.exists()


def test_sending_the_answer_takes_its_draft_away(at_desk, matter):
    save(at_desk["official"], matter, text="Penkki tulee.")
    words = typed(matter, 1, text="Penkki tulee.", outcome=Outcome.REPLY)
    words["token"] = "11111111-1111-4111-8111-111111111111"
    for _click in range(2):
        assert at_desk["official"].post(f"{page_of(matter)}vastaa/", words).status_code == 302
    assert not Draft.objects.exists()
    assert matter.steps.filter(kind=StepKind.ANSWERED).count() == 1
    assert matter.steps.filter(kind=StepKind.NOTE).count() == 0


def test_whoever_answers_over_anothers_new_draft_sees_it_first_and_it_is_kept_as_a_note(at_desk, matter):
    blank = typed(matter, 0, text="Vastaan heti.", outcome=Outcome.REPLY, token="11111111-1111-4111-8111-111111111111")
    save(at_desk["official"], matter, text="Pitkä luonnos, jota kirjoitin tunnin.")
    answer = at_desk["coordinator"].post(f"{page_of(matter)}vastaa/", blank)
    assert answer.status_code == 409
    assert "Pitkä luonnos, jota kirjoitin tunnin." in answer.content.decode()
    assert "Vastaan heti." in answer.content.decode()
    again = {**blank, "draft": answer.context["form"]["draft"].value()}
    assert at_desk["coordinator"].post(f"{page_of(matter)}vastaa/", again).status_code == 302
    note = matter.steps.get(kind=StepKind.NOTE)
    assert "Pitkä luonnos, jota kirjoitin tunnin." in note.internal_text
    assert not note.is_public


def test_a_draft_is_removed_by_its_version_only(at_desk, matter):
    save(at_desk["official"], matter, text="Yksi")
    remove = f"{page_of(matter)}luonnos/poista/"
    assert at_desk["official"].post(remove, {"version": "7"}).status_code == 409
    assert at_desk["official"].post(remove, {"version": "x"}).status_code == 409
    assert Draft.objects.exists()
    for _click in range(2):
        assert at_desk["official"].post(remove, {"version": "1"}).status_code == 302
    assert not Draft.objects.exists()


# Publishing together


def test_chosen_drafts_are_published_together_at_the_minute_and_not_before(at_desk, place, cast, matter):
    other = leave(place.lahti, kind=MatterKind.QUESTION, title="Milloin auki?", now=timezone.now())
    for row in (matter, other):
        ready(cast, row)
    at = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=9, minute=30, second=0, microsecond=0)
    answer = at_desk["coordinator"].post(LIST, minute(at, f"{matter.reference}.1", f"{other.reference}.1"), follow=True)
    assert "2 vastausta julkaistaan" in answer.content.decode()
    publish_answers(at - timedelta(seconds=1))
    assert {fresh(row).state for row in (matter, other)} == {MatterState.OPEN}
    for _tick in range(3):
        publish_answers(at)
    assert {fresh(row).state for row in (matter, other)} == {MatterState.ANSWERED}
    assert not Draft.objects.exists()
    for row in (matter, other):
        step = row.steps.get(kind=StepKind.ANSWERED)
        assert (step.public_text, step.by, step.at) == ("Penkki tulee.", cast.official, at)
    assert OutboxMail.objects.filter(body__contains="Penkki tulee.").count() == 1


def test_the_clock_publishes_each_minute():
    assert publish_answers in list(EVERY_MINUTE)


def test_a_minute_that_nobody_was_awake_for_is_published_late_and_once(cast, matter):
    timed(cast, matter)
    later = timezone.now() + timedelta(days=3)
    publish_answers(later)
    publish_answers(later + timedelta(minutes=1))
    assert [step.at for step in matter.steps.filter(kind=StepKind.ANSWERED)] == [later]


def test_a_draft_whose_matter_moved_is_not_published_and_says_why_while_the_others_are(at_desk, place, cast, desk, matter):
    other = leave(place.lahti, kind=MatterKind.QUESTION, title="Milloin auki?", now=timezone.now())
    for row in (matter, other):
        timed(cast, row)
    actions.route_matter(matter=fresh(matter), post=post_of(place.lahti), by=cast.coordinator, now=timezone.now())
    publish_answers(timezone.now() + timedelta(minutes=5))
    assert (fresh(matter).state, fresh(other).state) == (MatterState.ROUTED, MatterState.ANSWERED)
    draft = Draft.objects.get()
    assert (draft.refused, draft.publish_at, draft.text) == ("changed", None, "Penkki tulee.")
    text = at_desk["official"].get(LIST).content.decode()
    assert "Ei julkaistu" in text
    assert "Asialle on tapahtunut jotain luonnoksen kirjoittamisen jälkeen" in text
    assert "1 vastaus jäi julkaisematta" in at_desk["official"].get("/fi/tyopoyta/").content.decode()
    publish_answers(timezone.now() + timedelta(minutes=6))
    assert AuditEvent.objects.filter(event="desk.refused").count() == 1


def test_a_writer_who_lost_the_role_publishes_nothing(cast, matter):
    timed(cast, matter)
    cast.official.role_grants.all().delete()
    publish_answers(in_two_minutes())
    assert (Draft.objects.get().refused, fresh(matter).state) == ("rights", MatterState.OPEN)


def test_a_writer_who_left_publishes_nothing(cast, matter):
    timed(cast, matter)
    actions.erase_author(cast.official, timezone.now())
    publish_answers(in_two_minutes())
    assert (Draft.objects.get().refused, fresh(matter).state) == ("rights", MatterState.OPEN)


def test_a_minute_is_taken_back_before_it_comes_and_not_after(at_desk, cast, matter):
    draft = timed(cast, matter)
    assert moment(draft.publish_at) in at_desk["official"].get(LIST).content.decode()
    cancel = f"{LIST}peru/"
    for _click in range(2):
        assert at_desk["coordinator"].post(cancel, {"matter": matter.reference}).status_code == 302
    publish_answers(in_two_minutes())
    assert fresh(matter).state == MatterState.OPEN
    actions.time_draft(matter=fresh(matter), version=1, at=in_two_minutes(), by=cast.official, now=timezone.now())
    publish_answers(in_two_minutes())
    answer = at_desk["coordinator"].post(cancel, {"matter": matter.reference}, follow=True)
    assert "ehkä jo julkaistu" in answer.content.decode()
    assert at_desk["county_official"].post(cancel, {"matter": matter.reference}).status_code == 404


def test_saving_again_takes_the_draft_from_its_minute(at_desk, cast, matter):
    timed(cast, matter)
    assert save(at_desk["official"], matter, 1, text="Uusi teksti", outcome=Outcome.REPLY).status_code == 302
    publish_answers(in_two_minutes())
    assert fresh(matter).state == MatterState.OPEN


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"outcome": None}, "ei ole valmis"),
        ({"text": ""}, "ei ole valmis"),
        ({"outcome": Outcome.YES, "next_text": "", "next_by": None}, "mitä seuraavaksi"),
    ],
)
def test_a_draft_that_lacks_something_gets_no_minute(at_desk, cast, matter, words, reason):
    ready(cast, matter, **{"came_of_it": "x", **words})
    answer = at_desk["official"].post(LIST, minute(timezone.now() + timedelta(days=1), f"{matter.reference}.1"), follow=True)
    assert reason in answer.content.decode()
    assert Draft.objects.get().publish_at is None


def test_a_yes_with_its_day_is_published_with_what_was_promised(cast, matter):
    ready(cast, matter, outcome=Outcome.YES, next_text="työ alkaa", next_by=SOON)
    actions.time_draft(matter=fresh(matter), version=1, at=in_two_minutes(), by=cast.official, now=timezone.now())
    publish_answers(in_two_minutes())
    step = matter.steps.get(kind=StepKind.ANSWERED)
    assert (step.next_text, step.next_by) == ("työ alkaa", SOON)


def test_a_wrong_minute_is_said_at_its_field_and_the_ticks_stay(at_desk, cast, matter):
    ready(cast, matter)
    key = f"{matter.reference}.1"
    for wrong in (minute(timezone.now() - timedelta(days=1), key), minute(timezone.now() + timedelta(days=90), key), {"draft": key},
                  {**minute(in_two_minutes(), key), "minute": "aamulla"}):  # fmt: skip
        answer = at_desk["official"].post(LIST, wrong)
        assert answer.status_code == 200
        assert "Virhe:" in answer.content.decode()
        assert answer.context["page"].open[0].is_chosen
    answer = at_desk["official"].post(LIST, minute(timezone.now() + timedelta(days=1)))
    assert "Mitään ei valittu" in answer.content.decode()
    assert Draft.objects.get().publish_at is None


def test_a_changed_draft_is_not_timed_by_an_old_page(at_desk, cast, matter):
    ready(cast, matter)
    save(at_desk["official"], matter, 1, text="Muutettu", outcome=Outcome.REPLY)
    at_desk["coordinator"].post(LIST, minute(timezone.now() + timedelta(days=1), f"{matter.reference}.1"))
    assert Draft.objects.get().publish_at is None


def test_looking_changes_nothing(at_desk, cast, matter):
    timed(cast, matter, at=timezone.now() + timedelta(seconds=1))
    before = (Draft.objects.values().get(), fresh(matter).version)
    for address in (LIST, page_of(matter), "/fi/tyopoyta/"):
        at_desk["official"].get(address)
    assert (Draft.objects.values().get(), fresh(matter).version) == before


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_of_drafts_asks_the_same_few_questions(at_desk, place, cast, count):
    for number in range(count):
        ready(cast, leave(place.lahti, kind=MatterKind.FEEDBACK, title=f"Asia {number}", now=timezone.now()))
    at_desk["official"].get(LIST)
    with assert_queries():
        page = at_desk["official"].get(LIST).context["page"]
    assert len(page.open) == count
