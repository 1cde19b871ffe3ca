"""Small multiple: one indicator small, own series against a dashed comparison; all of a page share width and years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from portal.charts.axis import Plot, Scale
from portal.charts.labels import FREE, Placer, Segment, beside, push_apart
from portal.charts.measure import text_width
from portal.charts.palette import BRAND, GRID, INK, INK_2, WARM, WHITE
from portal.charts.series import Series, known_values, runs, series_table
from portal.charts.shapes import Bounds, ChartTable, Dot, Drawing, Rule, Shape, Size, Trail, Words, r2
from portal.charts.words import in_order
from portal.numerals import number


@dataclass(frozen=True)
class MultipleSpec:
    """`first`..`last`: the years that all multiples of the page share. The y scale is the picture's own: say so once in the head.

    `verdict` is the one line under the picture. `comparison_name` is short (“region”): it stands beside the end label.
    """

    heading: str
    values: Series
    name: str
    first: int
    last: int
    comparison: Series = field(default_factory=dict)
    comparison_name: str = ""
    unit: str = "%"
    decimals: int = 1
    every: int = 1
    verdict: str = ""
    is_example: bool = False

    @property
    def caption(self) -> str:
        return self.verdict

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        parts = [f"{self.heading}.", in_order(self.name, self.values, self.decimals, self.unit)]
        if self.comparison:
            parts.append(in_order(self.comparison_name, self.comparison, self.decimals, self.unit))
        return " ".join([*parts, self.verdict]).strip()

    @property
    def table(self) -> ChartTable:
        return series_table(
            self.heading,
            self.name,
            self.values,
            self.unit,
            self.decimals,
            comparison=self.comparison,
            comparison_name=self.comparison_name,
        )

    def series(self) -> list[tuple[Series, str, str]]:
        """(values, colour, name): the comparison first, so that the own line is drawn over it."""
        both = [(self.comparison, WARM, self.comparison_name), (self.values, BRAND, "")]
        return [
            (dict(values), colour, name) for values, colour, name in both if any(v is not None for v in values.values())
        ]

    def draw(self, size: Size) -> Drawing:
        return MultipleDrawing(self, size).drawing()


class MultipleDrawing:
    def __init__(self, spec: MultipleSpec, size: Size) -> None:
        self.spec, self.size = spec, size
        self.height = r2(size.width * 0.45)
        known = [v for values, _c, _n in spec.series() for v in values.values() if v is not None] or [0.0, 1.0]
        air = (max(known) - min(known) or abs(max(known)) * 0.1 or 1) * 0.08
        scale = Scale(min(known) - 3 * air, max(known) + air, 1)  # room for the first value under the line
        words = [self.end_text(values, name) for values, _c, name in spec.series()]
        right = max([text_width(text, size.value, 600) for text in words] or [0]) + 13
        area = Bounds(size.point + 1, size.value * 1.25, size.width - right, self.height - size.axis * 1.25 - 10)
        self.plot = Plot(area, spec.first, spec.last, scale)

    def end_text(self, values: Series, name: str) -> str:
        newest = max(known_values(values))
        return f"{number(values[newest] or 0, self.spec.decimals)} {name}".rstrip()

    def axis(self) -> list[Shape]:
        plot, size = self.plot, self.size
        base = r2(plot.bounds.bottom + 4)
        shapes: list[Shape] = [Rule(plot.x(self.spec.first), base, plot.x(self.spec.last), base, INK)]
        due = sorted({y for values, _c, _n in self.spec.series() for y in values} | {self.spec.first, self.spec.last})
        for year in due:
            shapes.append(Rule(plot.x(year), base, plot.x(year), r2(base + 3.5), INK))
        for year, anchor in ((self.spec.first, "start"), (self.spec.last, "end")):
            shapes.append(
                Words(
                    plot.x(year),
                    r2(base + 5 + size.axis),
                    str(year),
                    size.axis,
                    INK_2,
                    anchor="start" if anchor == "start" else "end",
                )
            )
        return shapes

    def lines(self) -> tuple[list[Shape], list[Segment]]:
        shapes: list[Shape] = []
        segments: list[Segment] = []
        for values, colour, _name in self.spec.series():
            own = colour == BRAND
            for run in runs(values, self.spec.every):
                points = tuple((self.plot.x(year), self.plot.y(values[year] or 0)) for year in run)
                segments += list(pairwise(points))
                if len(points) > 1:
                    shapes.append(
                        Trail(points, colour, self.size.own if own else self.size.comparison, "" if own else "4 2.6")
                    )
                else:
                    shapes.append(Dot(*points[0], r2(self.size.point * 0.7), WHITE, colour, 1.3))
            newest = max(known_values(values))
            x, y = self.plot.x(newest), self.plot.y(values[newest] or 0)
            shapes.append(
                Dot(x, y, self.size.point, BRAND) if own else Dot(x, y, r2(self.size.point * 0.85), WHITE, WARM, 1.3)
            )
        return shapes, segments

    def end_labels(self) -> list[Words]:
        size, b = self.size, self.plot.bounds
        ends = []
        for values, colour, name in self.spec.series():
            newest = max(known_values(values))
            ends.append(
                (
                    self.plot.y(values[newest] or 0) + size.value * 0.36,
                    self.plot.x(newest),
                    colour,
                    self.end_text(values, name),
                )
            )
        places = push_apart([end[0] for end in ends], size.value * 1.35, size.value * 0.9, b.bottom + size.value * 0.3)
        return [
            Words(
                r2(x + size.point + 5),
                r2(y),
                text,
                size.value if colour == BRAND else size.axis,
                colour,
                600 if colour == BRAND else 400,
            )
            for (_wanted, x, colour, text), y in zip(ends, places, strict=True)
        ]

    def drawing(self) -> Drawing:
        lines, segments = self.lines()
        ends = self.end_labels()
        words: list[Words] = [*ends]
        known = known_values(self.spec.values)
        if len(known) > 1:
            first = min(known)
            label = Words(0, 0, number(known[first], self.spec.decimals), self.size.axis, INK_2)
            area = Bounds(0, 0, self.size.width, self.plot.bounds.bottom + 3)
            placer = Placer(area, segments, [w.bounds for w in ends], [])
            point = (self.plot.x(first), self.plot.y(known[first]))
            sides = ("below-right", "above-right", "below", "above", "above-left", "below-left")
            words += [w for w in [placer.put((beside(point, side, label, 4) for side in sides), limit=FREE)] if w]
        if not self.spec.series():
            middle = self.plot.bounds
            words.append(
                Words(
                    r2((middle.left + middle.right) / 2),
                    r2((middle.top + middle.bottom) / 2),
                    self.missing(),
                    self.size.axis,
                    INK_2,
                    400,
                    "middle",
                )
            )
            lines = [Rule(middle.left, middle.bottom, middle.right, middle.bottom, GRID)]
        return Drawing(self.size.width, self.height, self.spec.title, (*self.axis(), *lines, *words))

    def missing(self) -> str:
        return in_order("", {}, 0, "").strip(": .")
