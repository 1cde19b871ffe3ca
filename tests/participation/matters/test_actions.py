"""Each step: who may, from where, what is written, who is told, and that twice is once."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import translation

from participation.matters import actions
from participation.matters.actions import Routing
from participation.matters.enums import (
    Channel,
    DeclineReason,
    MatterEvent,
    MatterKind,
    MatterState,
    Outcome,
    StepKind,
    Visibility,
)
from participation.matters.jobs import forget_contacts
from participation.matters.models import Matter, Step, Support
from participation.matters.permissions import can_view_on_desk
from participation.matters.rules import FILE_STEPS, STEP_PERMISSION, TRANSITIONS, can_take
from people.models import AuditEvent, OutboxMail
from people.rules import permissions_of
from portal.exceptions import ChangedMeanwhile, NotPermitted, NotVisible, RuleBroken
from tests.participation.matters.story import HETU, SOON, TO_STATE, fresh, in_state, leave, post_of
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def counts():
    return Step.objects.count(), AuditEvent.objects.count(), OutboxMail.objects.count(), Support.objects.count()


# Leaving


def test_an_idea_waits_for_a_moderator_and_gets_a_code_a_number_and_a_promise(place):
    idea = leave(place.lahti, topic=place.exercise, area=place.centre)
    assert re.fullmatch(r"KUU-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", idea.code)
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{6}", idea.reference)
    assert (idea.state, idea.visibility) == (MatterState.IN_MODERATION, Visibility.PUBLIC)
    assert idea.due_on == date(2026, 12, 7)
    assert [step.kind for step in idea.steps.all()] == [StepKind.RECEIVED]


@pytest.mark.parametrize("kind", [MatterKind.FEEDBACK, MatterKind.FAULT, MatterKind.QUESTION, MatterKind.THANKS])
def test_other_kinds_are_private_and_go_straight_to_the_desk(place, kind):
    matter = leave(place.lahti, kind=kind)
    assert (matter.state, matter.visibility) == (MatterState.OPEN, Visibility.PRIVATE)


def test_the_promise_is_the_organisations_own(place):
    place.lahti.answer_promise_days = 5
    place.lahti.save()
    assert leave(place.lahti).due_on == date(2026, 11, 30)


def test_the_audit_trail_knows_the_number_and_never_the_code(place, desk):
    matter = in_state(desk, place.lahti, MatterState.CHECKED)
    events = AuditEvent.objects.filter(subject_kind="matters.matter", subject_id=str(matter.pk))
    assert {event.facts["code"] for event in events} == {matter.reference}
    assert not [event for event in events if matter.code in str(event.facts)]


def test_the_same_form_twice_leaves_one_matter(place):
    token = uuid4()
    first, second = leave(place.lahti, token=token), leave(place.lahti, token=token)
    assert first.pk == second.pk
    assert Matter.objects.count() == Step.objects.count() == 1


def test_a_form_gone_back_to_and_changed_leaves_both(place):
    token = uuid4()
    leave(place.lahti, token=token)
    leave(place.lahti, token=token, title="Aivan toinen asia")
    assert set(Matter.objects.values_list("title", flat=True)) == {"Vuoronumero ääneen", "Aivan toinen asia"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"title": "  "}, "empty"), ({"text": ""}, "empty"), ({"title": "x" * 121}, "too_long"), ({"text": "x" * 2001}, "too_long"),
    ],
)  # fmt: skip
def test_what_says_nothing_or_too_much_is_refused(place, words, code):
    with pytest.raises(RuleBroken) as refusal:
        leave(place.lahti, **words)
    assert refusal.value.code == code
    assert not Matter.objects.exists()


def test_a_topic_or_an_area_of_another_place_is_refused(place):
    with pytest.raises(RuleBroken, match=r"region|alue"):
        leave(place.heinola, area=place.centre)
    stranger = type(place.county).objects.create(kind="county", slug="muu", name_fi="Muu")
    with pytest.raises(RuleBroken):
        leave(stranger, topic=place.exercise)


def test_staff_write_down_what_they_hear_and_others_may_not(place, cast):
    heard = leave(place.lahti, by=cast.moderator, channel=Channel.PHONE)
    assert (heard.channel, heard.author) == (Channel.PHONE, None)
    assert heard.steps.get().by == cast.moderator
    for stranger in (cast.resident, cast.auditor, cast.registrar, cast.other_coordinator, cast.anonymous):
        with pytest.raises(NotPermitted):
            leave(place.lahti, by=stranger, channel=Channel.COUNTER)


def test_an_identity_code_is_never_stored_whatever_text_it_comes_in(place, desk):
    matter = leave(place.lahti, title=f"Asia {HETU}", text=f"Tunnukseni on {HETU}.", place=HETU, sender_name=HETU)
    desk.show(matter)
    desk.prepare(matter, text=f"Asukas {HETU}", note=f"Soitettu {HETU}", next_text=f"soitto {HETU}")
    desk.note(matter, text=HETU)
    desk.answer(matter, text=f"Hei {HETU}", came_of_it=f"Apu: {HETU}")
    rows = [row for model in (Matter, Step, AuditEvent, OutboxMail) for row in model.objects.values()]
    stored = " ".join(str(value) for row in rows for value in row.values())
    assert HETU not in stored
    assert "131052-•••T" in stored


# Who may


STEPS_OF_STAFF = sorted(set(STEP_PERMISSION) - set(FILE_STEPS), key=str)  # files have tests of their own: test_step_files.py
FROM = {
    StepKind.PUBLISHED: MatterState.IN_MODERATION, StepKind.DECLINED: MatterState.IN_MODERATION, StepKind.ROUTED: MatterState.OPEN,
    StepKind.HANDED_OVER: MatterState.OPEN, StepKind.PREPARED: MatterState.OPEN, StepKind.ANSWERED: MatterState.OPEN,
    StepKind.DECIDED: MatterState.ANSWERED, StepKind.IMPLEMENTED: MatterState.ANSWERED, StepKind.DONE: MatterState.ANSWERED,
    StepKind.CHECKED: MatterState.DONE, StepKind.ACCEPTED: MatterState.HANDED, StepKind.RETURNED: MatterState.HANDED,
    StepKind.MERGED: MatterState.OPEN, StepKind.NOT_OURS: MatterState.OPEN,
}  # fmt: skip


def coordinator_of(matter, cast):
    return cast.coordinator if matter.organisation.slug == "lahti" else cast.county_coordinator


@pytest.fixture
def call(place, desk):
    """Take the step with words that are right; `other` waits for the same answer."""
    other = desk.take(leave(place.lahti, title="Sama asia"), "show")

    def take(kind, matter, by, **more):
        return take_rightly(kind, matter, place, by, into=fresh(other), **more)

    return take


def take_rightly(kind, matter, place, by, *, into, **more):
    common = {"matter": matter, "by": by, "now": NOW + timedelta(days=9), **more}
    match kind:
        case StepKind.PUBLISHED:
            return actions.publish_matter(**common)
        case StepKind.DECLINED:
            return actions.decline_matter(reason=DeclineReason.SAME, text="Jo lähetetty.", **common)
        case StepKind.ROUTED:
            return actions.route_matter(post=post_of(matter.organisation), **common)
        case StepKind.HANDED_OVER:
            return actions.hand_over(receiver=place.county if matter.organisation == place.lahti else place.heinola, **common)
        case StepKind.ACCEPTED:
            return actions.accept_matter(post=post_of(matter.organisation), **common)
        case StepKind.RETURNED:
            return actions.return_matter(text="Asia kuuluu kunnalle.", **common)
        case StepKind.NOT_OURS:
            return actions.tell_not_ours(text="Asia kuuluu Kelalle.", **common)
        case StepKind.MERGED:
            return actions.merge_matters(into=into, **common)
        case StepKind.PREPARED:
            return actions.begin_preparation(**common)
        case StepKind.ANSWERED:
            return actions.answer_matter(text="Ei vielä.", outcome=Outcome.NOT_YET, **common)
        case StepKind.DECIDED:
            return actions.record_decision(body=place.board, decided_on=NOW.date(), outcome=Outcome.NO, **common)
        case StepKind.IMPLEMENTED:
            return actions.record_implementation(text="Työ alkoi.", next_text="valmis", next_by=SOON, **common)
        case StepKind.DONE:
            return actions.mark_done(text="Valmis.", came_of_it="Valmis", **common)
        case StepKind.CHECKED:
            return actions.check_effect(text="Auttoi.", **common)


@pytest.mark.parametrize("kind", STEPS_OF_STAFF)
def test_a_step_is_taken_by_exactly_the_roles_that_permit_it(place, cast, desk, call, kind):
    matter = in_state(desk, place.lahti, FROM[kind])
    before = counts()
    for name, person in cast.everyone().items():
        roles = person.roles.get(matter.organisation_id, frozenset()) if hasattr(person, "roles") else frozenset()
        if STEP_PERMISSION[kind] in permissions_of(roles):
            continue
        wanted = NotPermitted if can_view_on_desk(person, matter) else NotVisible
        with pytest.raises(wanted):
            call(kind, fresh(matter), person)
        assert counts() == before, name
    permitted = cast.moderator if kind in (StepKind.PUBLISHED, StepKind.DECLINED) else coordinator_of(matter, cast)
    assert call(kind, fresh(matter), permitted).kind == kind


@pytest.mark.parametrize("kind", STEPS_OF_STAFF)
@pytest.mark.parametrize("state", list(MatterState))
def test_a_step_that_the_state_does_not_permit_is_refused_and_writes_nothing(place, cast, desk, call, kind, state):
    matter = in_state(desk, place.lahti, state)
    before = counts()
    if can_take(state, kind):
        call(kind, matter, coordinator_of(matter, cast))
        assert fresh(matter).state != state or state in TRANSITIONS[state]
        assert counts()[0] == before[0] + 1
    else:
        with pytest.raises(RuleBroken):
            call(kind, matter, coordinator_of(matter, cast))
        assert counts() == before
        assert fresh(matter).state == state


def test_the_desk_that_handed_over_looks_on_and_notes_but_takes_no_steps(place, cast, desk):
    matter = desk.take(leave(place.lahti), "show", "hand")
    with pytest.raises(NotPermitted, match=r"hyvinvointialue|county"):
        actions.answer_matter(matter=matter, text="Ei", outcome=Outcome.NO, by=cast.official, now=NOW)
    assert actions.add_note(matter=matter, text="Seuraamme.", by=cast.coordinator, now=NOW).internal_text == "Seuraamme."
    assert desk.answer(matter).organisation == place.county


def test_a_note_is_for_those_who_work_with_matters(place, cast, desk):
    matter = leave(place.lahti)
    for person in (cast.auditor, cast.registrar, cast.resident, cast.other_coordinator):
        with pytest.raises((NotPermitted, NotVisible)):
            actions.add_note(matter=matter, text="Hei", by=person, now=NOW)
    assert not desk.note(matter).is_public


# The whole path, and who is told


def test_the_whole_path_tells_the_sender_of_each_step_once(place, desk):
    matter = leave(place.lahti, reply_email="kuulolla@example.org")
    matter = desk.take(matter, "show", "route", "note", "prepare", "answer", "decide", "work", "done", "check")
    assert matter.state == MatterState.CHECKED
    told = OutboxMail.objects.filter(to="kuulolla@example.org")
    steps = matter.steps.exclude(kind=StepKind.NOTE)
    assert {mail.key.rpartition(":")[0] for mail in told} == {f"matter:{matter.pk}:step:{step.pk}" for step in steps}
    assert told.count() == steps.count() == 9
    assert all(matter.code in mail.body for mail in told)
    assert not any("Soitettu" in mail.body for mail in told)


def test_each_step_has_one_line_in_the_audit_trail(place, desk):
    matter = desk.take(leave(place.lahti), "show", "route", "hand", "answer", "note")
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    e = MatterEvent
    assert events == [e.RECEIVED, e.PUBLISHED, e.ROUTED, e.HANDED_OVER, e.ANSWERED, e.NOTED]
    assert matter.steps.count() == len(events)


def test_nobody_is_told_where_no_address_was_left(place, desk):
    desk.take(leave(place.lahti), "show", "route", "answer")
    assert not OutboxMail.objects.exists()


def test_an_author_with_an_account_is_told_at_its_address(place, cast, desk):
    desk.take(leave(place.lahti, by=cast.resident), "show")
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {cast.resident.email}


@pytest.mark.parametrize(("language", "word"), [("fi", "Koko polku"), ("sv", "Hela vägen"), ("en", "The whole path")])
def test_the_mail_is_in_the_senders_language_whoever_takes_the_step(place, desk, language, word):
    with translation.override("fi"):
        leave(place.lahti, language=language, reply_email="a@example.org")
    mail = OutboxMail.objects.get()
    assert word in mail.body
    assert f"/{language}/asiat/KUU-" in mail.body
    assert "Vuoronumero" not in mail.subject


def test_the_answer_stands_whole_in_its_mail(place, desk):
    matter = leave(place.lahti, reply_email="a@example.org", kind=MatterKind.QUESTION)
    desk.answer(matter, outcome=Outcome.REPLY, text="Ensin näin.\n\nSitten noin.")
    assert "Ensin näin.\n\nSitten noin." in OutboxMail.objects.order_by("pk").last().body


# Two tabs, two clicks


@pytest.mark.parametrize("kind", STEPS_OF_STAFF)
def test_the_second_of_two_tabs_hears_that_the_matter_has_changed(place, cast, desk, call, kind):
    matter = in_state(desk, place.lahti, FROM[kind], reply_email="a@example.org")
    call(kind, fresh(matter), coordinator_of(matter, cast))
    before = counts()
    with pytest.raises(ChangedMeanwhile):
        call(kind, fresh(matter), coordinator_of(fresh(matter), cast), version=matter.version)
    assert counts() == before


@pytest.mark.parametrize("kind", [*STEPS_OF_STAFF, StepKind.NOTE])
def test_a_double_click_takes_one_step(place, cast, desk, call, kind):
    matter = in_state(desk, place.lahti, FROM.get(kind, MatterState.OPEN), reply_email="a@example.org")
    token, version = uuid4(), matter.version

    def click():
        if kind == StepKind.NOTE:
            return actions.add_note(matter=fresh(matter), text="Hei", by=cast.coordinator, now=NOW, token=token)
        return call(kind, fresh(matter), coordinator_of(matter, cast), version=version, token=token)

    first = click()
    before = counts()
    assert click() == first
    assert counts() == before


def test_a_note_does_not_disturb_those_who_are_writing(place, desk, cast):
    matter = desk.take(leave(place.lahti), "show")
    desk.note(matter)
    assert actions.route_matter(matter=matter, post=post_of(place.lahti), by=cast.coordinator, now=NOW, version=matter.version)


# Routing and handing over


def test_routing_names_the_post_and_keeps_the_promise(place, desk):
    matter = leave(place.lahti)
    due = matter.due_on
    matter = desk.take(matter, "show", "route")
    assert (matter.post.title_fi, matter.due_on, matter.state) == ("Liikuntavastaava", due, MatterState.ROUTED)


def test_a_post_of_another_house_is_refused(place, cast, desk):
    matter = desk.take(leave(place.lahti), "show")
    with pytest.raises(RuleBroken):
        actions.route_matter(matter=matter, post=post_of(place.heinola, "Muu"), by=cast.coordinator, now=NOW)
    with pytest.raises(RuleBroken):
        actions.hand_over(matter=matter, receiver=place.county, post=post_of(place.lahti), by=cast.coordinator, now=NOW)
    assert fresh(matter).state == MatterState.OPEN


def test_a_post_in_a_sector_of_the_county_will_do(place, desk, cast):
    sector = type(place.county).objects.create(kind="sector", slug="sektori", name_fi="Sektori", parent=place.county)
    matter = desk.take(leave(place.lahti), "show", "hand")
    step = actions.accept_matter(matter=matter, post=post_of(sector, "Päällikkö"), by=cast.county_coordinator, now=NOW)
    assert step.post.title_fi == "Päällikkö"


def test_a_hand_over_keeps_the_code_the_promise_and_both_views(place, cast, desk):
    matter = desk.take(leave(place.lahti), "show")
    code, due = matter.code, matter.due_on
    matter = desk.take(matter, "hand")
    assert (matter.code, matter.due_on, matter.origin, matter.organisation) == (code, due, place.lahti, place.county)
    step = matter.steps.last()
    assert (step.organisation, step.receiver) == (place.lahti, place.county)
    matter = desk.take(matter, "accept")
    desk.hand(matter, place.heinola)
    assert fresh(matter).organisation == place.heinola


def test_a_matter_stays_in_its_region(place, cast, desk):
    far = type(place.county).objects.create(kind="county", slug="kaukana", name_fi="Kaukana")
    matter = desk.take(leave(place.lahti), "show")
    for receiver in (far, place.lahti):
        with pytest.raises(RuleBroken):
            actions.hand_over(matter=matter, receiver=receiver, by=cast.coordinator, now=NOW)


def test_bulk_routing_leaves_out_what_somebody_changed_and_routes_the_rest(place, cast, desk):
    kept, changed, foreign = (desk.take(leave(place.lahti), "show") for _each in range(3))
    old = changed.version
    desk.take(changed, "route")
    foreign = desk.take(foreign, "hand")
    post = post_of(place.lahti)
    routings = [Routing(fresh(changed), post, old), Routing(kept, post, kept.version), Routing(foreign, post, foreign.version)]
    routed = actions.route_matters(routings=routings, by=cast.coordinator, now=NOW)
    assert [step.matter for step in routed.steps] == [kept]
    assert [matter.pk for matter, _why in routed.missed] == [changed.pk, foreign.pk]
    assert all(why for _matter, why in routed.missed)


# Answers


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.PARTLY])
def test_a_yes_needs_a_day(place, cast, desk, outcome):
    matter = desk.take(leave(place.lahti), "show")
    for words in ({}, {"next_text": "työ alkaa"}, {"next_by": SOON}):
        with pytest.raises(RuleBroken):
            actions.answer_matter(matter=matter, text="Kyllä.", outcome=outcome, by=cast.official, now=NOW, **words)


def test_the_first_answer_stops_the_clock_and_a_second_one_stands_beside_it(place, desk):
    matter = desk.take(leave(place.lahti), "show", "answer")
    first = matter.answered_at
    desk.answer(matter, text="Tarkennus.", outcome=Outcome.NOT_YET)
    matter = fresh(matter)
    assert (matter.answered_at, matter.outcome) == (first, Outcome.NOT_YET)
    assert matter.steps.filter(kind=StepKind.ANSWERED).count() == 2


def test_a_decision_is_of_today_or_before_and_of_a_body_of_those_who_answer(place, desk):
    matter = desk.take(leave(place.lahti), "show", "answer")
    with pytest.raises(RuleBroken):
        desk.decide(matter, decided_on=SOON)
    matter = desk.take(leave(place.lahti), "show", "hand", "answer")
    with pytest.raises(RuleBroken):
        desk.decide(matter)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("decline_matter", {"reason": DeclineReason.SAME, "text": " "}), ("add_note", {"text": ""}), ("check_effect", {"text": " "}),
        ("answer_matter", {"text": " ", "outcome": Outcome.NO}), ("mark_done", {"text": "x", "came_of_it": ""}),
        ("record_implementation", {"text": "x", "next_text": " ", "next_by": SOON}), ("begin_preparation", {"text": "", "next_by": SOON}),
    ],
)  # fmt: skip
def test_a_step_that_says_nothing_is_refused(place, cast, word, words):
    with pytest.raises(RuleBroken):
        getattr(actions, word)(matter=leave(place.lahti), by=cast.coordinator, now=NOW, **words)


# Taking back, supporting, being forgotten


def test_the_sender_takes_the_matter_back_with_the_code_and_the_contacts_go(place, cast, desk):
    matter = desk.take(leave(place.lahti, reply_email="a@example.org", reply_phone="050 123"), "show")
    with pytest.raises(NotVisible):
        actions.withdraw_matter(matter=matter, by=cast.resident, code="KUU-0000-0000", now=NOW)
    actions.withdraw_matter(matter=matter, by=AnonymousUser(), code=matter.code, now=NOW)
    matter = fresh(matter)
    assert (matter.state, matter.reply_email, matter.reply_phone) == (MatterState.WITHDRAWN, "", "")


def test_the_author_takes_the_matter_back_without_the_code(place, cast):
    matter = leave(place.lahti, by=cast.resident)
    assert actions.withdraw_matter(matter=matter, by=cast.resident, code="", now=NOW).kind == StepKind.WITHDRAWN


def test_an_answered_matter_is_not_taken_back(place, desk):
    matter = desk.take(leave(place.lahti), "show", "answer")
    with pytest.raises(RuleBroken):
        actions.withdraw_matter(matter=matter, by=AnonymousUser(), code=matter.code, now=NOW)


def test_an_account_supports_once_and_may_take_it_back(place, cast, desk):
    idea = desk.take(leave(place.lahti), "show")
    assert [actions.support_idea(matter=idea, by=cast.resident, now=NOW) for _each in range(3)] == [True, False, False]
    assert idea.supports.count() == 1
    assert [actions.withdraw_support(matter=idea, by=cast.resident, now=NOW) for _each in range(2)] == [True, False]
    assert idea.supports.count() == 0


def test_support_is_for_accounts_and_for_ideas_that_everyone_sees(place, cast, desk):
    idea = desk.take(leave(place.lahti), "show")
    with pytest.raises(NotPermitted):
        actions.support_idea(matter=idea, by=cast.anonymous, now=NOW)
    for hidden in (leave(place.lahti), leave(place.lahti, kind=MatterKind.FEEDBACK), in_state(desk, place.lahti, MatterState.DECLINED)):
        with pytest.raises(NotVisible):
            actions.support_idea(matter=hidden, by=cast.resident, now=NOW)


def test_a_forgotten_author_leaves_the_matter_without_a_trace_of_who(place, cast, desk):
    matter = leave(place.lahti, by=cast.resident, sender_name="Kuulolla", reply_email="a@example.org", reply_phone="050")
    idea = desk.take(leave(place.lahti), "show")
    actions.support_idea(matter=idea, by=cast.resident, now=NOW)
    actions.erase_author(cast.resident, NOW)
    matter = fresh(matter)
    assert (matter.author, matter.sender_name, matter.reply_email, matter.reply_phone) == (None, "", "", "")
    assert not Step.objects.filter(by=cast.resident).exists()
    assert not Support.objects.exists()
    assert matter.title


def test_the_clock_empties_contacts_at_night_only(place, desk):
    desk.take(leave(place.lahti, reply_email="a@example.org"), "show", "answer")
    later = desk.now + timedelta(days=100)
    forget_contacts(later.replace(hour=10))
    assert Matter.objects.exclude(reply_email="").exists()
    forget_contacts(later.replace(hour=1))  # three in the morning in Finland, in winter
    assert not Matter.objects.exclude(reply_email="").exists()


def test_contacts_are_emptied_ninety_days_after_the_last_step_and_not_while_an_answer_is_due(place, desk):
    answered = desk.take(leave(place.lahti, reply_email="a@example.org"), "show", "answer")
    waiting = desk.take(leave(place.lahti, reply_email="b@example.org"), "show")
    unread = leave(place.lahti, reply_email="c@example.org")
    last = desk.now
    assert actions.empty_contacts(now=last + timedelta(days=80)) == 0
    assert actions.empty_contacts(now=last + timedelta(days=91)) == 1
    assert fresh(answered).reply_email == ""
    assert (fresh(waiting).reply_email, fresh(unread).reply_email) == ("b@example.org", "c@example.org")
    assert actions.empty_contacts(now=last + timedelta(days=91)) == 0


# What the database itself refuses


@pytest.mark.parametrize(
    "change",
    [
        {"state": "elsewhere"}, {"state": "answered", "answered_at": None}, {"answered_at": NOW, "outcome": ""}, {"outcome": "maybe"},
    ],
)  # fmt: skip
def test_the_database_refuses_a_matter_that_cannot_be(place, change):
    matter = leave(place.lahti)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**change)


@pytest.mark.parametrize(
    "words",
    [{"kind": "decided"}, {"kind": "handed_over"}, {"kind": "declined"}, {"kind": "note"}, {"kind": "dance"}],
)
def test_the_database_refuses_a_step_that_cannot_be(place, words):
    matter = leave(place.lahti)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(matter=matter, at=NOW, organisation=place.lahti, **words)


def test_the_database_refuses_a_second_support_and_a_second_code(place, cast):
    idea, other = leave(place.lahti), leave(place.lahti)
    Support.objects.create(matter=idea, user=cast.resident, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(matter=idea, user=cast.resident, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=other.pk).update(code=idea.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=other.pk).update(reference=idea.reference)


def test_every_state_is_reached_by_its_story(place, desk):
    for state in TO_STATE:
        assert in_state(desk, place.lahti, state).state == state
