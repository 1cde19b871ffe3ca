"""Geometry of small bars: what a budget has gone to, how far a promise has run, a share of a whole.

Widths are strings with a decimal point, ready for SVG attributes: a template would write a decimal comma in Finnish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


def per_cent(value: float) -> str:
    """0.345 -> `34.5%`."""
    return f"{round(value * 100, 2):g}%"


@dataclass(frozen=True)
class Piece:
    """One choice in the bar: `x` and `width` in per cent of it."""

    label: str
    amount: int
    x: str
    width: str


@dataclass(frozen=True)
class BudgetBar:
    """What has been chosen of a sum of money. `excess` is over the limit; the over piece has a minimum width so that it is seen."""

    limit: int
    chosen: int
    pieces: Sequence[Piece]
    limit_x: str
    over_width: str

    @property
    def left(self) -> int:
        return max(0, self.limit - self.chosen)

    @property
    def excess(self) -> int:
        return max(0, self.chosen - self.limit)


LEAST_OVER = 0.05


def budget_bar(choices: Sequence[tuple[str, int]], limit: int) -> BudgetBar:
    """The bar of the chosen (label, whole euros) pairs against the limit (whole euros, positive)."""
    chosen = sum(amount for _label, amount in choices)
    excess = max(0, chosen - limit)
    over = max(LEAST_OVER, excess / chosen) if excess else 0.0
    room = 1 - over
    scale = room / limit if limit > 0 else 0.0
    pieces, start = [], 0
    for label, amount in choices:
        visible = min(amount, max(0, limit - start))
        pieces.append(Piece(label, amount, per_cent(min(start, limit) * scale), per_cent(visible * scale)))
        start += amount
    return BudgetBar(limit, chosen, tuple(pieces), per_cent(room), per_cent(over))


@dataclass(frozen=True)
class PromiseClock:
    """How far an answer promise has run. `tone` is calm, soon or late; `days` are left, or overdue when late.

    `fill` and `over` are pixels of the track."""

    due: date
    days: int
    tone: str
    fill: int
    over: int

    @property
    def is_late(self) -> bool:
        return self.tone == "late"


TRACK = 124
OVER_ROOM = 48
SOON_DAYS = 4


def promise_clock(received: date, due: date, today: date) -> PromiseClock:
    """The clock of a promise given on `received` and due on `due`, read on `today` (calendar days)."""
    promised = max(1, (due - received).days)
    days = (due - today).days
    if days < 0:
        return PromiseClock(due, -days, "late", TRACK, min(OVER_ROOM, max(4, round(-days * TRACK / promised))))
    elapsed = min(promised, max(0, (today - received).days))
    return PromiseClock(
        due, days, "soon" if days <= SOON_DAYS else "calm", max(3, round(elapsed * TRACK / promised)), 0
    )


@dataclass(frozen=True)
class Bar:
    """One bar of a result: `width` in per cent of the longest, `is_chosen` filled with a tick, otherwise an outline."""

    label: str
    value: int
    width: str
    is_chosen: bool


def result_bars(rows: Sequence[tuple[str, int, bool]]) -> tuple[Bar, ...]:
    """Bars of (label, value, chosen) rows, from zero, the longest 84 % of the line so that the number fits at its end."""
    most = max((value for _label, value, _chosen in rows), default=0) or 1
    return tuple(Bar(label, value, per_cent(value / most * 0.84), chosen) for label, value, chosen in rows)
