"""Many at once: one voter twenty times, votes while the box is closed, with and without what guards them."""

import threading

import pytest
from django.db import connection, connections, transaction

from participation.budgeting.actions import ballots
from participation.budgeting.actions.ballots import BallotRefused
from participation.budgeting.actions.rounds import close_voting
from participation.budgeting.enums import Eligibility, RoundState
from participation.budgeting.models import Ballot, Choice, Participation, Round
from tests.participation.budgeting.parallel import result, threads

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def twenty_casts(town, voter):
    """The same person presses send in twenty windows at the same moment."""
    gate = threading.Barrier(AT_ONCE, timeout=30)
    choices, area = town.ids("Valot"), town.area("etela")

    def cast():
        gate.wait()
        return ballots.cast_ballot(round=town.round, area=area, voter=voter, choices=choices, now=town.now)

    return [cast] * AT_ONCE


def box():
    return Participation.objects.count(), Ballot.objects.count(), Choice.objects.count()


def test_twenty_casts_of_one_voter_at_once_leave_one_vote_and_the_others_are_told(town, tmp_path):
    voter = town.voter()
    with threads(tmp_path) as pool:
        answers = pool.all(twenty_casts(town, voter))
        assert pool.run(box).result() == (1, 1, 1)
    codes = [answer for answer in answers if isinstance(answer, str)]
    refused = [answer.reason for answer in answers if isinstance(answer, BallotRefused)]
    assert len(codes) == 1
    assert refused == [Eligibility.ALREADY_VOTED] * (AT_ONCE - 1)


def test_without_the_constraint_the_same_twenty_casts_leave_several_votes(town, tmp_path, monkeypatch):
    """The twin: what holds is the constraint, and the test above would see it missing."""
    voter = town.voter()
    [once] = [one for one in Participation._meta.constraints if one.name == "participation_once"]

    monkeypatch.setattr(
        Participation._meta, "constraints", [one for one in Participation._meta.constraints if one is not once]
    )

    def without() -> None:
        with connections["default"].schema_editor() as editor:
            editor.remove_constraint(Participation, once)

    def put_back() -> None:
        Participation.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Participation, once)

    with threads(tmp_path) as pool:
        pool.run(without).result()
        try:
            pool.all(twenty_casts(town, voter))
            envelopes, votes, _choices = pool.run(box).result()
        finally:
            if connection.vendor == "postgresql":
                put_back()
    assert envelopes == votes == AT_ONCE


def test_many_voters_at_once_all_get_their_vote(town, tmp_path):
    voters = [town.voter(f"v{number}") for number in range(AT_ONCE)]
    choices, area = town.ids("Valot", "Penkkejä"), town.area("etela")
    with threads(tmp_path) as pool:
        calls = [
            lambda voter=voter: ballots.cast_ballot(
                round=town.round, area=area, voter=voter, choices=choices, now=town.now
            )
            for voter in voters
        ]
        codes = pool.all(calls)
        assert pool.run(box).result() == (AT_ONCE, AT_ONCE, 2 * AT_ONCE)
    assert len(set(codes)) == AT_ONCE
    assert all(isinstance(code, str) for code in codes)


def practice(town):
    """A round that may be closed at any moment."""
    Round.objects.update(is_example=True)
    town.round.refresh_from_db()
    return Round.objects.select_related("organisation").get()


def test_closing_waits_for_a_vote_that_is_being_stored(town, tmp_path, monkeypatch):
    round, voter = practice(town), town.voter()
    choices, area, keeper = town.ids("Valot"), town.area("etela"), town.keeper
    stored, may_go_on = threading.Event(), threading.Event()
    put_into_box = ballots.put_into_box

    def slowly(*args):
        stored.set()
        assert may_go_on.wait(30)
        put_into_box(*args)

    monkeypatch.setattr(ballots, "put_into_box", slowly)
    with threads(tmp_path) as pool:
        vote = pool.run(lambda: ballots.cast_ballot(round=round, area=area, voter=voter, choices=choices, now=town.now))
        assert stored.wait(30)
        closing = pool.run(lambda: close_voting(round=round, by=keeper, now=town.now))
        with pytest.raises(TimeoutError):
            closing.result(timeout=0.7)
        may_go_on.set()
        assert isinstance(result(vote), str)
        assert result(closing).state == RoundState.COUNTING
        assert pool.run(box).result() == (1, 1, 1)


def test_a_vote_that_arrives_while_the_box_is_being_closed_is_refused_not_lost(town, tmp_path):
    round, voter = practice(town), town.voter()
    choices, area, keeper = town.ids("Valot"), town.area("etela"), town.keeper
    closed, may_commit = threading.Event(), threading.Event()

    def close_slowly():
        with transaction.atomic():
            close_voting(round=round, by=keeper, now=town.now)
            closed.set()
            assert may_commit.wait(30)

    with threads(tmp_path) as pool:
        closing = pool.run(close_slowly)
        assert closed.wait(30)
        vote = pool.run(lambda: ballots.cast_ballot(round=round, area=area, voter=voter, choices=choices, now=town.now))
        with pytest.raises(TimeoutError):
            vote.result(timeout=0.7)
        may_commit.set()
        assert result(closing) is None
        refused = result(vote)
        assert isinstance(refused, BallotRefused)
        assert refused.reason == Eligibility.CLOSED
        assert pool.run(box).result() == (0, 0, 0)
