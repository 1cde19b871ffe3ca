"""States of a contact on a day, and what a pair in order means."""

from datetime import date, timedelta

import pytest

from interfaces.contacts.enums import CellState, LifeStage, VerificationOutcome
from interfaces.contacts.rules import (
    GAPS,
    REACHABLE,
    RINGS,
    SHOWN_STATES,
    SIGNS,
    LogEntry,
    Standing,
    is_ageing,
    pair_in_order,
    standing_on,
    state_of,
)

TODAY = date(2026, 11, 23)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (0, CellState.FRESH),
        (334, CellState.FRESH),
        (335, CellState.DUE),
        (395, CellState.DUE),
        (396, CellState.STALE),
        (923, CellState.STALE),
    ],
)
def test_a_confirmation_ages_by_the_day(age, state):
    assert state_of(confirmed_on=days_ago(age), bounced_on=None, on=TODAY) == state


def test_a_post_that_nobody_confirmed_is_a_post_only():
    assert state_of(confirmed_on=None, bounced_on=None, on=TODAY) == CellState.POST_ONLY
    assert state_of(confirmed_on=TODAY + timedelta(days=1), bounced_on=None, on=TODAY) == CellState.POST_ONLY


def test_mail_that_came_back_outweighs_a_confirmation():
    assert state_of(confirmed_on=days_ago(3), bounced_on=days_ago(1), on=TODAY) == CellState.BOUNCED
    assert state_of(confirmed_on=days_ago(3), bounced_on=days_ago(1), on=days_ago(2)) == CellState.FRESH


def test_the_log_tells_what_was_known_on_a_day():
    log = [
        LogEntry(days_ago(30), VerificationOutcome.CONFIRMED),
        LogEntry(days_ago(20), VerificationOutcome.BOUNCED),
        LogEntry(days_ago(20), VerificationOutcome.CONFIRMED, is_example=True),
        LogEntry(days_ago(5), VerificationOutcome.BOUNCED),
    ]
    assert standing_on(log, days_ago(31)) == Standing()
    assert standing_on(log, days_ago(25)) == Standing(days_ago(30))
    assert standing_on(log, days_ago(20)) == Standing(days_ago(20), None, is_example=True)
    assert standing_on(log, TODAY) == Standing(days_ago(20), days_ago(5))


def test_every_state_has_its_sign():
    assert set(SIGNS) == set(CellState)
    assert len({SIGNS[state] for state in SHOWN_STATES}) == len(SHOWN_STATES)


def test_every_state_is_either_reachable_or_a_gap():
    assert set(CellState) == REACHABLE | set(GAPS)
    assert not REACHABLE & set(GAPS)


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_on_either_side_breaks_the_pair(gap):
    assert pair_in_order(CellState.FRESH, CellState.POST_ONLY)
    assert not pair_in_order(gap, CellState.FRESH)
    assert not pair_in_order(CellState.FRESH, gap)


def test_a_pair_ages_when_one_side_is_due_and_none_is_a_gap():
    assert is_ageing(CellState.DUE, CellState.FRESH)
    assert not is_ageing(CellState.DUE, CellState.STALE)
    assert not is_ageing(CellState.FRESH, CellState.FRESH)


def test_every_life_stage_has_its_rings():
    assert set(RINGS) == set(LifeStage)
    assert all(1 <= rings <= 5 for rings in RINGS.values())
