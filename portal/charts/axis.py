"""Scales: a true time axis, and value axes with round steps."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from portal.charts.shapes import Bounds, r2


def nice_step(span: float, at_most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that divides `span` into at most so many parts."""
    if span < 1e-9:
        return 1.0
    power = 10 ** math.floor(math.log10(span / at_most))
    return float(next(f * power for f in (1, 2, 5, 10, 20) if span / (f * power) <= at_most + 1e-9))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` (bottom) to `high` (top), with round ticks every `step`."""

    low: float
    high: float
    step: float

    def ticks(self) -> list[float]:
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return [round(i * self.step, 10) + 0.0 for i in range(first, last + 1)]

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    @property
    def decimals(self) -> int:
        """Decimals that a tick of this step needs."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))


def line_scale(values: Iterable[float], *, parts: int = 3, at_least: float = 0) -> Scale:
    """For lines only: may start above zero (the caption then says where), with air under the lowest point.

    `at_least`: the least span, so that noise in a flat series does not look like mountains.
    """
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    span = max(high - low, at_least, abs(high) * 0.02, 1e-6)
    step = nice_step(span, parts)
    bottom = math.floor((low - (span - high + low) / 2 - step / 2) / (step / 2) + 1e-9) * step / 2
    top = math.ceil(max(high, low + span / 2) / step - 1e-9) * step
    if low >= 0 and bottom <= 0.3 * high:
        bottom = 0.0
    return Scale(round(bottom, 10), round(max(top, bottom + step), 10), step)


def bar_scale(values: Iterable[float], *, parts: int = 4) -> Scale:
    """For bars: always from zero."""
    high = max([*values, 0.0]) or 1.0
    return Scale(0.0, high, nice_step(high, parts))


@dataclass(frozen=True, slots=True)
class Plot:
    """The area between the axes. Years `first`..`last` stand `inset` from its sides, at distances true to time."""

    bounds: Bounds
    first: int
    last: int
    scale: Scale
    inset: float = 0

    def x(self, year: float) -> float:
        left, right = self.bounds.left + self.inset, self.bounds.right - self.inset
        if self.last == self.first:
            return r2((left + right) / 2)
        return r2(left + (year - self.first) / (self.last - self.first) * (right - left))

    def y(self, value: float) -> float:
        return r2(self.bounds.bottom - self.scale.share(value) * (self.bounds.bottom - self.bounds.top))

    def per_year(self) -> float:
        years = max(1, self.last - self.first)
        return (self.bounds.right - self.bounds.left - 2 * self.inset) / years


def labelled_years(years: list[int], important: set[int], per_year: float, label: float) -> list[int]:
    """The years whose number fits under the axis: all, else the important ones, else ever sparser ones with both ends."""
    if per_year >= label:
        return years
    marked = [year for year in years if year in important]
    for every in (1, 2, 5, 10, 20, 50):
        chosen = [year for year in marked if every == 1 or year % every == 0]
        if every > 1:
            room = math.ceil(label / per_year)
            inner = [year for year in chosen if year - years[0] >= room and years[-1] - year >= room]
            chosen = [years[0], *inner, years[-1]] if years[-1] - years[0] >= room else [years[-1]]
        if all((b - a) * per_year >= label for a, b in pairwise(chosen)):
            return chosen
    return [years[-1]]
