"""Every cell of (step x kind x recipient): told, or not told, as the table here says; nobody twice; nothing that is not shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail as django_mail

from participation.matters.actions.step import Move, write_step
from participation.matters.actions.telling import tell_mentioned
from participation.matters.emails.staff import WORDS
from participation.matters.enums import (
    DeclineReason,
    HideReason,
    MailPace,
    MatterKind,
    MatterState,
    Outcome,
    StepKind,
    Told,
    Visibility,
)
from participation.matters.models import Attachment, Follow, MailChoice, Matter, Step, Subscriber, Waiting
from participation.matters.queries.recipients import FINDERS
from participation.matters.rules import FILE_STEPS, SHOWN, can_take
from participation.matters.rules.notices import NOTICES, PRECEDENCE, notices_table
from people.enums import Role
from people.models import OutboxMail
from tests.participation.matters.story import leave, post_of
from tests.personas import NOW, invite

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[3] / "docs" / "mechanisms" / "notices.md"
T, K = Told, StepKind
BOTH = {T.SENDER, T.JOINED}
ALL_FOLLOWERS = {T.FOLLOWERS, T.AROUND}

# Written by hand, so that a slip in the rules is a difference here. Every step of the enum must stand in it.
EXPECTED = {
    K.RECEIVED: {T.SENDER},
    K.PUBLISHED: BOTH | ALL_FOLLOWERS,
    K.ROUTED: BOTH | {T.FOLLOWERS, T.POST},
    K.HANDED_OVER: BOTH | {T.FOLLOWERS, T.COORDINATORS},
    K.ACCEPTED: BOTH | {T.FOLLOWERS, T.POST, T.GIVER},
    K.RETURNED: BOTH | {T.FOLLOWERS, T.COORDINATORS},
    K.PREPARED: BOTH | {T.FOLLOWERS},
    K.ANSWERED: BOTH | ALL_FOLLOWERS,
    K.DECIDED: BOTH | ALL_FOLLOWERS,
    K.IMPLEMENTED: BOTH | ALL_FOLLOWERS,
    K.DONE: BOTH | ALL_FOLLOWERS,
    K.CHECKED: BOTH | ALL_FOLLOWERS,
    K.REOPENED: {T.JOINED, T.FOLLOWERS, T.POST, T.COORDINATORS},
    K.DECLINED: {T.SENDER},
    K.APPEALED: {T.MODERATORS},
    K.MERGED: BOTH | {T.FOLLOWERS, T.POST},
    K.NOT_OURS: BOTH | {T.FOLLOWERS, T.POST},
    K.WITHDRAWN: {T.JOINED, T.POST},
    K.NOTE: {T.MENTIONED},
    K.FILE_HIDDEN: {T.SENDER},
    K.FILE_APPEALED: {T.MODERATORS},
    K.FILE_SHOWN: {T.SENDER},
}


def expected(step, kind):
    return EXPECTED[step] - ({T.AROUND} if kind == MatterKind.THANKS else set())


@dataclass
class Everyone:
    """A matter around which everybody stands who could ever be told. `addresses`: the way -> the addresses reached by it."""

    matter: Matter
    target: Matter
    addresses: dict


FOLLOWERS_OF = {
    "matter": "follower@example.org", "topic": "topic@example.org", "area": "area@example.org", "organisation": "place@example.org",
}  # fmt: skip


@pytest.fixture
def crowd(place, cast):
    """Makes a matter of a kind with its crowd; the accounts and follows of places are made once."""
    users = {field: invite(address.split("@")[0], place.lahti, Role.RESIDENT) for field, address in FOLLOWERS_OF.items()}
    Follow.objects.create(user=users["topic"], topic=place.exercise, at=NOW)
    Follow.objects.create(user=users["area"], area=place.centre, at=NOW)
    Follow.objects.create(user=users["organisation"], organisation=place.lahti, at=NOW)
    post = post_of(place.lahti)
    post.mailbox = "post@example.org"
    post.save()

    def make(kind, visibility):
        words = {"kind": kind, "topic": place.exercise, "area": place.centre}
        matter = leave(place.lahti, reply_email="sender@example.org", **words)
        target, joined = leave(place.lahti), leave(place.lahti, reply_email="joined@example.org")
        Matter.objects.filter(pk=target.pk).update(state=MatterState.OPEN)
        Matter.objects.filter(pk=joined.pk).update(state=MatterState.MERGED, merged_into=matter)
        Matter.objects.filter(pk=matter.pk).update(visibility=visibility, post=post)
        Follow.objects.create(user=users["matter"], matter=matter, at=NOW)
        Step.objects.create(matter=matter, kind=K.HANDED_OVER, at=NOW, organisation=place.county, receiver=place.lahti)
        Step.objects.create(matter=matter, kind=K.DECLINED, at=NOW, organisation=place.lahti, reason=DeclineReason.SAME, by=cast.official)
        OutboxMail.objects.all().delete()
        return Everyone(
            Matter.objects.get(pk=matter.pk),
            Matter.objects.get(pk=target.pk),
            {
                T.SENDER: {"sender@example.org"},
                T.JOINED: {"joined@example.org"},
                T.FOLLOWERS: {"follower@example.org"},
                T.AROUND: {"topic@example.org", "area@example.org", "place@example.org"},
                T.POST: {"post@example.org"},
                T.COORDINATORS: {cast.coordinator.email},
                T.GIVER: {cast.county_coordinator.email},
                T.MODERATORS: {cast.moderator.email, cast.coordinator.email},
                T.MENTIONED: {cast.official.email},
            },
        )

    return make


def before(step):
    """A state from which the step may be taken; one that everyone sees when there is one."""
    states = [state for state in MatterState if can_take(state, step)]
    return next((state for state in states if state in SHOWN), states[0])


def take(step, everyone, place, cast):
    """The step through the one place that all verbs go through."""
    answered = {"answered_at": NOW, "outcome": Outcome.YES}
    handed = {"handed_by": place.county, "accept_by": date(2099, 1, 1)}
    state = before(step)
    Matter.objects.filter(pk=everyone.matter.pk).update(state=state, **answered, **(handed if state == MatterState.HANDED else {}))
    row = Matter.objects.select_related("organisation", "origin", "post", "topic", "author").get(pk=everyone.matter.pk)
    words = {
        K.HANDED_OVER: {"receiver": place.lahti}, K.DECLINED: {"reason": DeclineReason.PRIVATE}, K.DECIDED: {"body": place.board},
        K.NOTE: {"is_public": False},
    }.get(step, {})
    if step in FILE_STEPS:
        file = Attachment.objects.create(matter=row, file="a.jpg", kind="image/jpeg", name="a.jpg", size=1, at=NOW)
        words = {"file": file, "is_public": False, "reason": HideReason.PERSON if step == K.FILE_HIDDEN else ""}  # fmt: skip
    if step == K.HANDED_OVER:
        row.handed_by, row.accept_by = place.county, date(2099, 1, 1)
    if step == K.MERGED:
        row.merged_into = everyone.target
    by = None if step in (K.REOPENED, K.WITHDRAWN, K.APPEALED, K.FILE_APPEALED) else cast.registrar
    written = write_step(step, row, Move(row, by, NOW + timedelta(days=1)), organisation=place.lahti, **words)
    if step == K.NOTE:
        tell_mentioned(written, [cast.official], now=NOW)
    return written


def ways(told, everyone):
    return {address for way in told for address in everyone.addresses[way]}


def test_the_table_of_this_test_names_every_step():
    assert set(EXPECTED) == set(StepKind)


@pytest.mark.parametrize("kind", MatterKind)
@pytest.mark.parametrize("step", StepKind)
def test_the_rules_have_a_cell_for_every_step_of_every_kind(step, kind):
    assert NOTICES[step, kind] == expected(step, kind)


@pytest.mark.parametrize("step", StepKind)
def test_who_hears_of_the_step_is_who_the_table_names(step, crowd, place, cast):
    for kind in MatterKind:
        everyone = crowd(kind, Visibility.PUBLIC)
        take(step, everyone, place, cast)
        reached = set(OutboxMail.objects.values_list("to", flat=True))
        for way in Told:
            told = way in expected(step, kind)
            mine = everyone.addresses[way] - ways(expected(step, kind) - {way}, everyone)
            assert (mine <= reached) if told else not (mine & reached), f"{step} x {kind} x {way}: {reached}"
        assert reached == ways(expected(step, kind), everyone), f"{step} x {kind}"
        assert OutboxMail.objects.count() == len(reached), f"{step} x {kind}: somebody twice"
        Follow.objects.filter(matter__isnull=False).delete()


@pytest.mark.parametrize("step", StepKind)
def test_followers_never_hear_of_what_is_not_shown(step, crowd, place, cast):
    for kind in MatterKind:
        everyone = crowd(kind, Visibility.PRIVATE)
        take(step, everyone, place, cast)
        reached = set(OutboxMail.objects.values_list("to", flat=True))
        seen = expected(step, kind) - (set() if step == K.MERGED else ALL_FOLLOWERS)
        assert reached == ways(seen, everyone), f"{step} x {kind}"
        Follow.objects.filter(matter__isnull=False).delete()


def test_every_way_has_a_finder_a_rank_and_words():
    assert set(FINDERS) == set(Told) == set(PRECEDENCE)
    at_work = set(Told) - BOTH - ALL_FOLLOWERS
    cells = {(way, step) for (step, _kind), told in NOTICES.items() for way in told & at_work}
    assert set(WORDS) == cells


def test_the_table_in_the_documentation_is_current():
    assert notices_table() in PAGE.read_text(encoding="utf-8"), f"write this into {PAGE.name}:\n{notices_table()}"
    assert all(f"| {step.value} |" in notices_table() for step in StepKind)


# Once, whatever the ways


def test_one_who_is_sender_and_follower_in_four_ways_gets_one_mail_with_the_code(place, cast, desk):
    matter = desk.take(leave(place.lahti, topic=place.exercise, area=place.centre, reply_email="A@example.org"), "show")
    subscriber = Subscriber.objects.create(email="a@example.org", key="k", asked_at=NOW, confirmed_at=NOW, pace=MailPace.DAILY)
    for thing in ({"matter": matter}, {"topic": place.exercise}, {"area": place.centre}, {"organisation": place.lahti}):
        Follow.objects.create(subscriber=subscriber, at=NOW, **thing)
    OutboxMail.objects.all().delete()
    desk.answer(matter)
    told = OutboxMail.objects.get()
    assert matter.code in told.body
    assert not Waiting.objects.exists()


def test_the_key_of_a_mail_is_its_step_and_address_so_that_telling_again_tells_nobody(place, desk):
    from participation.matters.actions.telling import tell_about

    matter = desk.take(leave(place.lahti, reply_email="a@example.org"), "show")
    step = matter.steps.last()
    count = OutboxMail.objects.count()
    tell_about(step, matter, now=NOW)
    assert OutboxMail.objects.count() == count


def test_whoever_takes_the_step_is_not_told_of_it(place, cast, desk):
    matter = desk.take(leave(place.lahti, by=cast.official), "show")
    Follow.objects.create(user=cast.coordinator, matter=matter, at=NOW)
    Follow.objects.create(user=cast.official, organisation=place.lahti, at=NOW)
    OutboxMail.objects.all().delete()
    desk.answer(matter)
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {cast.coordinator.email}


def test_a_sender_hears_that_the_message_arrived_although_the_step_is_the_own(place, cast):
    matter = leave(place.lahti, by=cast.resident)
    assert matter.code in OutboxMail.objects.get(to=cast.resident.email).body


def test_a_sender_who_opens_the_matter_again_and_follows_it_is_not_told(place, cast, crowd):
    everyone = crowd(MatterKind.IDEA, Visibility.PUBLIC)
    own = Subscriber.objects.create(email="sender@example.org", key="k", asked_at=NOW, confirmed_at=NOW)
    Follow.objects.create(subscriber=own, matter=everyone.matter, at=NOW)
    take(K.REOPENED, everyone, place, cast)
    assert not OutboxMail.objects.filter(to="sender@example.org").exists()


def test_a_reviewer_is_never_the_one_who_decided_first(place, cast, crowd):
    everyone = crowd(MatterKind.IDEA, Visibility.PUBLIC)
    Step.objects.create(
        matter=everyone.matter, kind=K.DECLINED, at=NOW, organisation=place.lahti, reason=DeclineReason.SAME, by=cast.moderator
    )
    take(K.APPEALED, everyone, place, cast)
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {cast.coordinator.email}


# What mails tell


def test_a_joined_sender_reads_the_own_title_and_code_and_nothing_of_the_others_words(place, cast, desk):
    first = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Toisen asia", text="Toisen sanat", reply_email="a@example.org")
    second = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Oma asia", reply_email="b@example.org")
    Matter.objects.filter(pk=second.pk).update(state=MatterState.MERGED, merged_into=first)
    desk.answer(first, text="Korjaamme sen.")
    body = OutboxMail.objects.filter(to="b@example.org").last().body
    assert "Oma asia" in body
    assert second.code in body
    assert "Korjaamme sen." in body
    assert not any(word in body for word in ("Toisen asia", "Toisen sanat", first.code))


def test_what_is_written_to_the_desk_carries_no_code_and_no_private_title(place, cast, desk):
    post = post_of(place.lahti)
    post.mailbox = "post@example.org"
    post.save()
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Arka asia", reply_email="a@example.org")
    desk.route(matter)
    told = OutboxMail.objects.get(to="post@example.org")
    assert not any(word in told.subject + told.body for word in ("Arka asia", matter.code, "a@example.org"))
    assert f"/fi/tyopoyta/asiat/{matter.reference}/" in told.body
    assert told.unsubscribe == ""


@pytest.mark.parametrize(("language", "words"), [("fi", "koska seuraat"), ("sv", "följer"), ("en", "because you follow it")])
def test_a_follower_reads_in_the_own_language_and_never_the_code(place, cast, desk, language, words):
    matter = desk.take(leave(place.lahti), "show")
    own = Subscriber.objects.create(email="f@example.org", key="k", asked_at=NOW, confirmed_at=NOW, language=language)
    Follow.objects.create(subscriber=own, matter=matter, at=NOW)
    desk.answer(matter, text="Teemme sen.")
    told = OutboxMail.objects.get(to="f@example.org")
    assert words in told.body
    assert "Teemme sen." in told.body
    assert matter.code not in told.body
    assert f"/{language}/seuratut/lopeta/" in told.unsubscribe


def test_internal_words_reach_no_follower_and_no_sender(place, cast, desk):
    matter = desk.take(leave(place.lahti, reply_email="a@example.org"), "show")
    Follow.objects.create(user=cast.resident, matter=matter, at=NOW)
    desk.prepare(matter, note="Salainen huomio")
    assert not OutboxMail.objects.filter(body__contains="Salainen").exists()


# The pace


def test_each_follower_has_the_own_pace(place, cast, desk):
    matter = desk.take(leave(place.lahti), "show")
    people = {pace: invite(f"pace-{pace.value}", place.lahti, Role.RESIDENT) for pace in MailPace}
    for pace, user in people.items():
        MailChoice.objects.create(user=user, pace=pace)
        Follow.objects.create(user=user, matter=matter, at=NOW)
    OutboxMail.objects.all().delete()
    desk.answer(matter)
    assert OutboxMail.objects.get().to == people[MailPace.AT_ONCE].email
    assert Waiting.objects.get().user == people[MailPace.DAILY]


def test_a_sender_hears_at_once_whatever_the_pace_of_the_account_and_not_after_ending_it(place, cast, desk):
    matter = desk.take(leave(place.lahti, by=cast.resident), "show")
    MailChoice.objects.create(user=cast.resident, pace=MailPace.NEVER)
    OutboxMail.objects.all().delete()
    desk.route(matter)
    assert OutboxMail.objects.get().to == cast.resident.email
    Matter.objects.filter(pk=matter.pk).update(tells_sender=False)
    desk.answer(matter)
    assert OutboxMail.objects.count() == 1


def test_thousands_of_followers_cost_as_many_queries_as_one(place, cast, desk, django_assert_max_num_queries):
    matter = desk.take(leave(place.lahti), "show")
    Subscriber.objects.bulk_create(
        Subscriber(email=f"s{n}@example.org", key=f"key{n}", asked_at=NOW, confirmed_at=NOW) for n in range(1000)
    )
    Follow.objects.bulk_create(Follow(subscriber=each, organisation=place.lahti, at=NOW) for each in Subscriber.objects.all())
    OutboxMail.objects.all().delete()
    with django_assert_max_num_queries(40):
        desk.answer(matter)
    assert OutboxMail.objects.count() == 1000
    assert not django_mail.outbox
