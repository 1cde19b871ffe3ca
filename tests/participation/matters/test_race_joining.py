"""Two who join the same matters, and a sender who presses twice: one outcome each; and the twins without the guard."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from participation.matters import actions
from participation.matters.actions import echo, merging
from participation.matters.enums import Helped, MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import Echo, Matter, Step
from people.enums import Role
from portal.exceptions import ChangedMeanwhile, RuleBroken
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import fresh, leave
from tests.personas import NOW, invite

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3  # two at once, several times over: one round may happen to come one after the other


def at_once(*calls):
    gate = threading.Barrier(len(calls), timeout=30)

    def begun(call):
        gate.wait()
        return call()

    return [lambda call=call: begun(call) for call in calls]


def waiting(place, title):
    return fresh(leave(place.lahti, kind=MatterKind.FEEDBACK, title=title))


def join(matter, into, by):
    return actions.merge_matters(matter=matter, into=into, by=by, now=NOW, version=matter.version)


@pytest.fixture
def two(cast, place):
    """Two coordinators of the same desk."""
    return cast.coordinator, invite("second-coordinator", place.lahti, Role.COORDINATOR)


def joining_each_other(two, one, other):
    return at_once(lambda: join(one, other, two[0]), lambda: join(other, one, two[1]))


def states(*matters):
    return sorted(Matter.objects.filter(pk__in=[matter.pk for matter in matters]).values_list("state", flat=True))


def test_of_two_who_join_two_matters_to_each_other_one_does_and_one_goes_on(place, two, tmp_path):
    pairs = [(waiting(place, f"Melu {n}"), waiting(place, f"Meteli {n}")) for n in range(ROUNDS)]
    with threads(tmp_path) as pool:
        for pair in pairs:
            answers = pool.all(joining_each_other(two, *pair))
            assert sum(isinstance(answer, Step) for answer in answers) == 1, answers
            assert sum(isinstance(answer, RuleBroken | ChangedMeanwhile) for answer in answers) == 1, answers
            assert pool.run(lambda pair=pair: states(*pair)).result() == [MatterState.MERGED, MatterState.OPEN]


def test_without_looking_at_the_other_one_under_the_lock_both_are_joined_and_nobody_answers(place, two, tmp_path, monkeypatch):
    """The twin: each is joined to the other, and both senders wait for ever."""
    monkeypatch.setattr(merging, "check_target", lambda row, target, by: None)
    pair = waiting(place, "Melu"), waiting(place, "Meteli")
    with threads(tmp_path) as pool:
        answers = pool.all(joining_each_other(two, *pair))
        assert [type(answer).__name__ for answer in answers] == ["Step", "Step"]
        assert pool.run(lambda: states(*pair)).result() == [MatterState.MERGED, MatterState.MERGED]


def test_a_chain_that_is_joined_from_both_ends_at_once_never_leads_to_what_is_joined_itself(place, two, tmp_path):
    chains = [[waiting(place, f"{title} {n}") for title in ("Eka", "Toka", "Kolmas")] for n in range(ROUNDS)]
    with threads(tmp_path) as pool:
        for first, second, third in chains:
            answers = pool.all(at_once(
                lambda first=first, second=second: join(first, second, two[0]),
                lambda second=second, third=third: join(second, third, two[1]),
            ))  # fmt: skip
            assert any(isinstance(answer, Step) for answer in answers), answers
            assert all(isinstance(answer, Step | RuleBroken | ChangedMeanwhile) for answer in answers), answers
        lost = pool.run(lambda: Matter.objects.filter(merged_into__state=MatterState.MERGED).count()).result()
    assert lost == 0


# “Auttoiko vastaus?” pressed twice


def pressing(matter, count):
    words = {"helped": Helped.NO, "why": "Penkki puuttuu yhä.", "reopen": True}
    return at_once(*[
        lambda: actions.tell_whether_it_helped(
            matter=matter, by=AnonymousUser(), code=matter.code, now=NOW + timedelta(days=9), **words
        )
    ] * count)  # fmt: skip


def written():
    return Echo.objects.count(), Step.objects.filter(kind=StepKind.REOPENED).count()


@pytest.fixture
def answered(place, desk):
    return desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "prepare")


def test_a_no_that_is_pressed_many_times_opens_the_matter_once_and_nobody_hears_a_refusal(answered, desk, tmp_path):
    desk.answer(answered, outcome=Outcome.REPLY)
    with threads(tmp_path) as pool:
        answers = pool.all(pressing(fresh(answered), 6))
        assert pool.run(written).result() == (1, 1)
    assert {getattr(answer, "pk", answer) for answer in answers} == {answers[0].pk}


def test_without_asking_under_the_lock_what_was_told_it_opens_twice(answered, desk, tmp_path, monkeypatch):
    """The twin: two words of one sender, and the desk is told twice."""
    monkeypatch.setattr(echo, "told_before", lambda row, helped, why: None)
    monkeypatch.setattr(echo, "check_told", lambda row, helped, why, reopen: None)
    desk.answer(answered, outcome=Outcome.REPLY)
    with threads(tmp_path) as pool:
        pool.all(pressing(fresh(answered), 2))
        assert pool.run(written).result() == (2, 2)
