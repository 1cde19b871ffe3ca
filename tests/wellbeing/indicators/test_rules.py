"""What a change means and what may be shown: pure numbers."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.indicators.enums import Operator, Polarity, Verdict
from wellbeing.indicators.rules import (
    Thresholds,
    acceptable,
    change,
    due_years,
    is_suppressed,
    needed_change,
    target_met,
)

SCHOOL = Thresholds(D(2), D(5))
DOWN, UP, NEUTRAL = Polarity.DOWN_GOOD, Polarity.UP_GOOD, Polarity.NEUTRAL
values = st.decimals(0, 100, places=1)


def verdict(before: str, after: str, polarity: Polarity = DOWN, respondents: tuple[int | None, ...] = ()) -> Verdict:
    found = change(D(before), D(after), polarity, SCHOOL, respondents)
    assert found is not None
    return found.verdict


def test_a_small_change_of_a_survey_is_no_change():
    assert verdict("24.8", "25.7") == Verdict.SAME


def test_a_large_change_is_worse_or_better_by_polarity():
    assert verdict("20.7", "25.7") == Verdict.WORSE
    assert verdict("25.7", "20.7") == Verdict.BETTER
    assert verdict("20.7", "25.7", UP) == Verdict.BETTER


def test_the_threshold_itself_counts():
    assert verdict("20.0", "22.0") == Verdict.WORSE
    assert verdict("20.0", "21.9") == Verdict.SAME


def test_under_a_hundred_respondents_the_change_must_be_five_points():
    assert verdict("20.0", "24.9", respondents=(99, 400)) == Verdict.SAME
    assert verdict("20.0", "25.0", respondents=(99, 400)) == Verdict.WORSE
    assert verdict("20.0", "24.9", respondents=(100, None)) == Verdict.WORSE


def test_a_neutral_indicator_moves_without_getting_better_or_worse():
    assert verdict("20.0", "30.0", NEUTRAL) == Verdict.UNKNOWN


def test_there_is_no_change_from_or_to_nothing():
    assert change(None, D(1), DOWN, SCHOOL) is None
    assert change(D(1), None, DOWN, SCHOOL) is None


@given(values, values, st.sampled_from([UP, DOWN]))
def test_better_and_worse_are_mirror_images(a, b, polarity):
    there, back = change(a, b, polarity, SCHOOL), change(b, a, polarity, SCHOOL)
    mirror = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER, Verdict.SAME: Verdict.SAME}
    assert back.verdict == mirror[there.verdict]
    assert there.counts == back.counts == (there.verdict != Verdict.SAME)


@pytest.mark.parametrize(
    ("operator", "value", "met"),
    [
        (Operator.UNDER, "24", False),
        (Operator.UNDER, "23.9", True),
        (Operator.AT_MOST, "24", True),
        (Operator.OVER, "24", False),
        (Operator.OVER, "24.1", True),
        (Operator.AT_LEAST, "24", True),
        (Operator.AT_LEAST, "23.9", False),
    ],
)
def test_a_target_is_met_by_its_operator(operator, value, met):
    assert target_met(D(value), operator, D(24)) is met


def test_the_needed_change_points_to_the_edge_of_the_target():
    assert needed_change(D("25.7"), Operator.UNDER, D(24)) == D("-1.7")
    assert needed_change(D("20"), Operator.AT_LEAST, D(24)) == D(4)
    assert needed_change(D("23"), Operator.UNDER, D(24)) == 0


def test_a_survey_that_is_out_but_not_here_is_due():
    assert due_years([2019, 2021, 2023], 2, 2026) == [2019, 2021, 2023, 2025]


def test_a_skipped_round_is_due_too():
    assert due_years([2017, 2021], 2, 2021) == [2017, 2019, 2021]


def test_a_result_outside_the_rhythm_is_kept():
    assert due_years([2019, 2022], 2, 2022) == [2019, 2021, 2022]
    assert due_years([], 2, 2026) == []


@given(st.lists(st.integers(1990, 2030), min_size=1, max_size=8), st.integers(1, 5), st.integers(1990, 2035))
def test_every_known_year_is_among_the_due_ones(known, every, until):
    due = due_years(known, every, until)
    assert set(known) <= set(due)
    assert due == sorted(set(due))


@pytest.mark.parametrize(("respondents", "hidden"), [(0, True), (4, True), (5, False), (None, False)])
def test_fewer_than_five_answers_are_never_shown(respondents, hidden):
    assert is_suppressed(respondents) is hidden


def test_a_share_stays_within_a_hundred_and_a_count_is_not_negative():
    assert acceptable(D(100), "%")
    assert not acceptable(D("100.1"), "%")
    assert not acceptable(D(-1), "")
    assert acceptable(D(250), "/ 1 000")
