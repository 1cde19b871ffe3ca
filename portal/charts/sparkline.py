"""Spark line: older values hollow, the newest ringed. Years at both ends, the first value above its point."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.charts.axis import Plot, Scale
from portal.charts.labels import Placer
from portal.charts.measure import text_width
from portal.charts.palette import BRAND, BRAND_RING, GRID, INK, INK_2, WHITE
from portal.charts.series import Series, known_values, runs, series_table
from portal.charts.shapes import Bounds, ChartTable, Dot, Drawing, Rule, Shape, Size, Trail, Words, r2
from portal.charts.words import in_order, value_words


@dataclass(frozen=True)
class SparkSpec:
    """`ends`: first and newest value stand left and right of the line (a population line); otherwise only the first, above."""

    heading: str
    values: Series
    name: str
    unit: str = "%"
    decimals: int = 1
    every: int = 1
    ends: bool = False
    caption: str = ""
    is_example: bool = False

    @property
    def known(self) -> dict[int, float]:
        return known_values(self.values)

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        return f"{self.heading}. {in_order(self.name, self.values, self.decimals, self.unit)}"

    @property
    def table(self) -> ChartTable:
        return series_table(self.heading, self.name, self.values, self.unit, self.decimals)

    def draw(self, size: Size) -> Drawing:
        return draw_spark(self, size)


def frame(spec: SparkSpec, size: Size) -> Plot:
    known = list(spec.known.values()) or [0.0, 1.0]
    air = (max(known) - min(known)) * 0.1 or abs(max(known)) * 0.1 or 1
    left = right = size.point * 2.2 + 2
    if spec.ends and spec.known:
        left = text_width(value_words(known[0], spec.decimals, spec.unit), size.axis, 600) + 10
        right = text_width(value_words(known[-1], spec.decimals, spec.unit), size.value, 600) + 14
    height = r2(size.width * (0.3 if not spec.ends else 0.26))
    bounds = Bounds(left, size.axis * (1.8 if not spec.ends else 0.9), size.width - right, height - size.axis * 1.75)
    years = sorted(spec.values) or [2000, 2001]
    return Plot(bounds, years[0], years[-1], Scale(min(known) - air, max(known) + air, 1))


def end_words(spec: SparkSpec, size: Size, plot: Plot) -> list[Shape]:
    if not spec.known:
        return []
    first, newest = min(spec.known), max(spec.known)
    x, y = plot.x(first), plot.y(spec.known[first])
    if not spec.ends:
        if first == newest:
            return []
        text = value_words(spec.known[first], spec.decimals, spec.unit)
        points = [(plot.x(year), plot.y(value)) for year, value in spec.known.items()]
        placer = Placer(Bounds(0, 0, size.width, plot.bounds.bottom), list(pairwise(points)), [], [])
        lifted = (
            Words(r2(max(0, x - size.point)), r2(y - size.point - lift), text, size.axis, INK_2)
            for lift in range(5, 40, 4)
        )
        found = placer.put(lifted)
        return [found] if found else []
    left = Words(
        r2(x - 7),
        r2(y + size.axis * 0.36),
        value_words(spec.known[first], spec.decimals, spec.unit),
        size.axis,
        INK,
        600,
        "end",
    )
    x, y = plot.x(newest), plot.y(spec.known[newest])
    right = Words(
        r2(x + 8),
        r2(y + size.value * 0.36),
        value_words(spec.known[newest], spec.decimals, spec.unit),
        size.value,
        BRAND,
        600,
    )
    return [left, right]


def draw_spark(spec: SparkSpec, size: Size) -> Drawing:
    plot = frame(spec, size)
    base = r2(plot.bounds.bottom + 5)
    shapes: list[Shape] = [Rule(r2(plot.bounds.left), base, r2(plot.bounds.right), base, GRID)]
    for run in runs(spec.values, spec.every):
        if len(run) > 1:
            shapes.append(Trail(tuple((plot.x(year), plot.y(spec.known[year])) for year in run), BRAND, size.own))
    newest = max(spec.known, default=None)
    for year, value in spec.known.items():
        x, y = plot.x(year), plot.y(value)
        if year == newest and not spec.ends:
            shapes += [Dot(x, y, r2(size.point * 2.1), WHITE, BRAND_RING, 1.5), Dot(x, y, size.point, BRAND)]
        elif year == newest:
            shapes.append(Dot(x, y, r2(size.point * 0.9), BRAND))
        elif len(spec.known) <= 12:
            shapes.append(Dot(x, y, r2(size.point * 0.62), WHITE, BRAND, 1.6))
    years = sorted(spec.values)
    if years:
        foot = r2(base + size.axis * 1.2)
        shapes.append(Words(r2(plot.bounds.left), foot, str(years[0]), size.axis, INK_2))
        if years[-1] != years[0]:
            shapes.append(Words(r2(plot.bounds.right), foot, str(years[-1]), size.axis, INK_2, anchor="end"))
    height = r2(base + size.axis * 1.5)
    return Drawing(size.width, height, spec.title, (*shapes, *end_words(spec, size, plot)))
