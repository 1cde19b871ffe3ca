"""Fan of indexed series (base year = 100) with names at their ends: the art of a cover is always data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.charts.axis import Plot, line_scale
from portal.charts.labels import push_apart
from portal.charts.measure import text_width
from portal.charts.palette import BRAND, GRID, INK, INK_2, LINE_2
from portal.charts.series import Series, runs
from portal.charts.shapes import Bounds, ChartTable, Column, Dot, Drawing, Rule, Shape, Size, Trail, Words, r2
from portal.charts.words import no_data
from portal.numerals import number


@dataclass(frozen=True)
class FanSpec:
    """`series`: values by year for each name. A series without its base year cannot be indexed: it is left out and said so.

    `ground`: the colour behind the picture, for the casing where lines cross.
    """

    heading: str
    series: Mapping[str, Series]
    base: int
    every: int = 1
    caption: str = ""
    ground: str = "#ffffff"
    ratio: float = 0.84
    is_example: bool = False

    def indexed(self) -> dict[str, dict[int, float | None]]:
        out: dict[str, dict[int, float | None]] = {}
        for name, values in self.series.items():
            start = values.get(self.base)
            if start:
                out[name] = {
                    year: None if value is None else value / start * 100
                    for year, value in sorted(values.items())
                    if year >= self.base
                }
        return out

    def newest(self) -> dict[str, tuple[int, float]]:
        """(year, index) of each series' newest value, highest first."""
        ends = {
            name: max((y, v) for y, v in values.items() if v is not None) for name, values in self.indexed().items()
        }
        return dict(sorted(ends.items(), key=lambda end: -end[1][1]))

    @property
    def notes(self) -> Sequence[str]:
        missing = [name for name in self.series if name not in self.indexed()]
        return (
            [_("No data for %(year)s: %(names)s.") % {"year": self.base, "names": ", ".join(missing)}]
            if missing
            else []
        )

    @property
    def title(self) -> str:
        told = ", ".join(f"{name} {number(index, 0)}" for name, (_year, index) in self.newest().items())
        return _("%(heading)s. Year %(year)s = 100; newest: %(ends)s.") % {
            "heading": self.heading,
            "year": self.base,
            "ends": told or no_data(),
        }

    @property
    def table(self) -> ChartTable:
        columns = (
            Column(_("Name")),
            Column(str(self.base), True),
            Column(_("Newest"), True),
            Column(_("Index, %(year)s = 100") % {"year": self.base}, True),
        )
        rows = []
        for name, values in self.series.items():
            start, end = values.get(self.base), self.newest().get(name)
            newest = values.get(end[0]) if end else None
            cells = (no_data() if v is None else number(v, 0) for v in (start, newest, end[1] if end else None))
            rows.append((name, *cells))
        return ChartTable(self.heading, columns, tuple(rows))

    def draw(self, size: Size) -> Drawing:
        return draw_fan(self, size)


def fan_plot(spec: FanSpec, size: Size) -> Plot:
    indexed = spec.indexed()
    values = [v for series in indexed.values() for v in series.values() if v is not None] or [100.0]
    years = [year for series in indexed.values() for year in series] or [spec.base, spec.base + 1]
    scale = line_scale([*values, 100], parts=6, at_least=20)
    names = max([text_width(name, size.value, 600) for name in indexed] or [0])
    numbers = max([text_width(number(index, 0), size.value) for _year, index in spec.newest().values()] or [0])
    right = names + numbers + size.value * 2.4
    left = max(text_width(number(value), size.axis) for value in scale.ticks()) + 8
    bounds = Bounds(left, size.value, size.width - right, size.width * spec.ratio - size.axis * 1.4 - 14)
    return Plot(bounds, spec.base, max(years), scale)


def draw_fan(spec: FanSpec, size: Size) -> Drawing:
    plot, indexed = fan_plot(spec, size), spec.indexed()
    b = plot.bounds
    shapes: list[Shape] = []
    for value in plot.scale.ticks():
        y = plot.y(value)
        if y > b.bottom - 4:
            continue
        shapes.append(Rule(r2(b.left), y, r2(b.right), y, LINE_2 if value == 100 else GRID))
        shapes.append(Words(r2(b.left - 7), r2(y + size.axis * 0.36), number(value), size.axis, INK_2, anchor="end"))
    shapes.append(Rule(r2(b.left), r2(b.bottom + 6), r2(b.right), r2(b.bottom + 6), INK))
    middle = [
        year
        for year in range(plot.first + 1, plot.last)
        if year % 10 == 0 and plot.last - year > 3 and year - plot.first > 3
    ]
    for year in [plot.first, *middle, plot.last]:
        x = plot.x(year)
        shapes.append(Rule(x, r2(b.bottom + 6), x, r2(b.bottom + 11), INK))
        shapes.append(
            Words(
                x,
                r2(b.bottom + 13 + size.axis),
                str(year),
                size.axis,
                INK,
                600,
                "start" if year == plot.first else "middle",
            )
        )
    for values in indexed.values():
        for run in runs(values, spec.every):
            points = tuple((plot.x(year), plot.y(values[year] or 0)) for year in run)
            if len(points) > 1:
                shapes += [Trail(points, spec.ground, size.own + 2.4), Trail(points, BRAND, size.own)]
    shapes += fan_ends(spec, plot, size)
    return Drawing(size.width, r2(size.width * spec.ratio), spec.title, tuple(shapes))


def fan_ends(spec: FanSpec, plot: Plot, size: Size) -> list[Shape]:
    ends = spec.newest()
    wanted = [plot.y(index) for _year, index in ends.values()]
    places = push_apart(wanted, size.value * 1.45, size.value * 0.9, plot.bounds.bottom)
    names_at = r2(plot.bounds.right + size.value * 1.5)
    shapes: list[Shape] = []
    for (name, (year, index)), own, place in zip(ends.items(), wanted, places, strict=True):
        x, y = plot.x(year), r2(place + size.value * 0.36)
        if abs(place - own) > 4 or plot.bounds.right - x > 1:
            shapes.append(Rule(r2(x + size.point + 2), own, r2(names_at - 4), r2(place), LINE_2))
        shapes.append(Dot(x, own, size.point, BRAND))
        shapes.append(Words(names_at, y, name, size.value, INK, 600))
        shapes.append(Words(r2(size.width - 1), y, number(index, 0), size.value, INK_2, anchor="end"))
    return shapes
