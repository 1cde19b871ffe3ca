"""Geometry of the small bars."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.bars import LEAST_OVER, OVER_ROOM, TRACK, budget_bar, promise_clock, result_bars


def part(width: str) -> float:
    assert width.endswith("%")
    return float(width[:-1])


@given(st.lists(st.integers(min_value=0, max_value=60_000), max_size=12), st.integers(min_value=1, max_value=200_000))
def test_the_pieces_of_a_budget_fill_exactly_what_is_chosen(amounts: list[int], limit: int) -> None:
    bar = budget_bar([("x", amount) for amount in amounts], limit)
    drawn = sum(part(piece.width) for piece in bar.pieces)
    room = 100 - part(bar.over_width)
    assert abs(drawn - min(sum(amounts), limit) / limit * room) < 0.05 * (len(amounts) + 1)
    assert bar.left - bar.excess == limit - sum(amounts)
    assert bar.left == 0 or bar.excess == 0


def test_a_tiny_excess_is_still_seen() -> None:
    assert part(budget_bar([("x", 40_001)], 40_000).over_width) == LEAST_OVER * 100


def test_a_sum_that_just_fits_is_not_over() -> None:
    bar = budget_bar([("x", 40_000)], 40_000)
    assert bar.excess == 0
    assert bar.over_width == "0%"
    assert bar.limit_x == "100%"


def test_a_promise_is_calm_then_soon_then_late() -> None:
    received, due = date(2026, 11, 4), date(2026, 11, 18)
    assert promise_clock(received, due, date(2026, 11, 5)).tone == "calm"
    assert promise_clock(received, due, date(2026, 11, 14)).tone == "soon"
    last = promise_clock(received, due, due)
    assert (last.tone, last.days, last.fill) == ("soon", 0, TRACK)
    late = promise_clock(received, due, date(2026, 11, 23))
    assert (late.tone, late.days, late.fill) == ("late", 5, TRACK)
    assert late.is_late


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 60), st.integers(-30, 400))
def test_a_clock_never_leaves_its_drawing(received: date, promised: int, later: int) -> None:
    clock = promise_clock(received, received + timedelta(promised), received + timedelta(later))
    assert 0 < clock.fill <= TRACK
    assert 0 <= clock.over <= OVER_ROOM
    assert clock.days >= 0


def test_result_bars_start_at_zero_and_keep_their_order() -> None:
    bars = result_bars([("a", 400, True), ("b", 200, False), ("c", 0, False)])
    assert [bar.label for bar in bars] == ["a", "b", "c"]
    assert part(bars[0].width) == 2 * part(bars[1].width)
    assert bars[2].width == "0%"


def test_no_votes_at_all_draw_no_bar_and_no_error() -> None:
    assert result_bars([("a", 0, False)])[0].width == "0%"
    assert result_bars([]) == ()
