"""One line over the years: surveys as open dots, values beside them, the target as an open zone at its year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from portal.charts.axis import Plot, labelled_years, line_scale
from portal.charts.labels import ALWAYS, APART, FREE, Placer, Segment, beside, push_apart
from portal.charts.measure import text_width, wrapped
from portal.charts.palette import BRAND, COPPER, COPPER_TINT, GRID, INK, INK_2, WARM, WHITE
from portal.charts.series import Series, known_values, runs, series_table
from portal.charts.shapes import (
    Anchor,
    Bounds,
    Box,
    ChartTable,
    Dot,
    Drawing,
    Point,
    Rule,
    Shape,
    Size,
    Trail,
    Words,
    r2,
)
from portal.charts.words import axis_start, change_words, in_order, value_words


@dataclass(frozen=True)
class TargetMark:
    """A target at its year. `below`: it is met under the value (the zone hangs down from the rule), otherwise above it.

    `label` names it (“Target 2025”), `text` says it in words (“under 24 %”), `notes` say what is still needed.
    """

    year: int
    value: float
    below: bool
    label: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineSpec:
    """`values`: every year in which a result was or is due; None where there is none. `every`: years between results.

    Segments join only results that follow each other at that distance: a missing year is a gap.
    """

    heading: str
    values: Series
    name: str
    unit: str = "%"
    decimals: int = 1
    every: int = 1
    target: TargetMark | None = None
    comparison: Series = field(default_factory=dict)
    comparison_name: str = ""
    caption: str = ""
    table_given: ChartTable | None = None
    is_example: bool = False
    share_height: float = 0.47

    @property
    def known(self) -> dict[int, float]:
        return known_values(self.values)

    @property
    def years(self) -> list[int]:
        marks = [*self.values, *self.comparison, *([self.target.year] if self.target else [])]
        return list(range(min(marks), max(marks) + 1)) if marks else []

    @property
    def all_values(self) -> list[float]:
        compared = [value for value in self.comparison.values() if value is not None]
        return [*self.known.values(), *compared, *([self.target.value] if self.target else [])]

    @property
    def title(self) -> str:
        parts = [f"{self.heading}.", in_order(self.name, self.values, self.decimals, self.unit)]
        if self.comparison:
            parts.append(in_order(self.comparison_name, self.comparison, self.decimals, self.unit))
        if self.target:
            parts.append(f"{self.target.label}: {self.target.text}.")
        return " ".join(parts)

    @property
    def notes(self) -> Sequence[str]:
        scale = line_scale(self.all_values)
        return [axis_start(scale.low, scale.decimals, self.unit)] if self.all_values and scale.low > 0 else []

    @property
    def table(self) -> ChartTable:
        return self.table_given or series_table(
            self.heading,
            self.name,
            self.values,
            self.unit,
            self.decimals,
            comparison=self.comparison,
            comparison_name=self.comparison_name,
        )

    def draw(self, size: Size) -> Drawing:
        return LineDrawing(self, size).drawing()


class LineDrawing:
    """Lays one LineSpec out for one size."""

    def __init__(self, spec: LineSpec, size: Size) -> None:
        self.spec, self.size = spec, size
        self.height = r2(size.width * (0.72 if size.narrow else spec.share_height))
        self.scale = line_scale(spec.all_values)
        self.years = spec.years or [2000]
        self.beside = self.words_beside()
        self.plot = self.make_plot()
        self.own = {year: (self.plot.x(year), self.plot.y(value)) for year, value in spec.known.items()}
        self.compared = [
            [(self.plot.x(year), self.plot.y(spec.comparison[year] or 0)) for year in run]
            for run in runs(spec.comparison, spec.every)
        ]
        self.segments = self.make_segments()

    # Frame

    def words_beside(self) -> list[Words]:
        """Target words that stand right of the zone; on a narrow drawing they stand above it instead."""
        target, size = self.spec.target, self.size
        if target is None:
            return []
        lines = [Words(0, 0, line, size.value * 0.9, COPPER, 600) for line in (target.label, target.text)]
        if not size.narrow:
            room = size.width * 0.24
            small = [line for note in target.notes for line in wrapped(note, room, size.axis)]
            lines += [Words(0, 0, line, size.axis, INK_2) for line in small]
        return lines

    @property
    def target_is_last(self) -> bool:
        return self.spec.target is not None and self.spec.target.year == self.years[-1]

    def end_words(self) -> list[tuple[str, str, float]]:
        """(name, colour, value) of the newest results when two series have to be told apart at their ends."""
        if not self.spec.comparison:
            return []
        ends = [
            (self.spec.name, BRAND, self.spec.known),
            (self.spec.comparison_name, WARM, known_values(self.spec.comparison)),
        ]
        return [(name, colour, series[max(series)]) for name, colour, series in ends if series]

    def end_texts(self) -> list[tuple[str, str, float]]:
        """(text, colour, value) beside the newest results; a narrow drawing names the series in a key on top instead."""
        return [
            (
                value_words(value, self.spec.decimals, self.spec.unit) + ("" if self.size.narrow else f" {name}"),
                colour,
                value,
            )
            for name, colour, value in self.end_words()
        ]

    def key_height(self) -> float:
        return self.size.axis * 1.4 * len(self.key())

    def key(self) -> list[Shape]:
        """On a narrow drawing: the names of the series, one under the other."""
        if not self.size.narrow:
            return []
        lines = [
            (line, colour)
            for name, colour, _value in self.end_words()
            for line in wrapped(name, self.size.width, self.size.axis)
        ]
        return [
            Words(
                0, r2(self.size.axis * (1 + 1.4 * row)), line, self.size.axis, colour, 600 if colour == BRAND else 400
            )
            for row, (line, colour) in enumerate(lines)
        ]

    def make_plot(self) -> Plot:
        size = self.size
        ticks = [self.tick_text(value) for value in self.scale.ticks()]
        left = max([text_width(text, size.axis) for text in ticks] or [0]) + 10
        right = 10.0
        if self.beside and not size.narrow and self.target_is_last:
            right = max(text_width(w.text, w.size, w.weight) for w in self.beside) + 12
        for text, _colour, _value in self.end_texts():
            right = max(right, text_width(text, size.value, 600) + 14)
        top = size.value * 2.1 + self.key_height()
        bounds = Bounds(left, top, size.width - right, self.height - size.axis * 2.1)
        inset = min(22.0, (bounds.right - bounds.left) * 0.06)
        if self.spec.target:
            inset = max(inset, size.width * 0.028)
        return Plot(bounds, self.years[0], self.years[-1], self.scale, inset)

    def tick_text(self, value: float) -> str:
        top = self.scale.ticks()[-1]
        return value_words(value, self.scale.decimals, self.spec.unit if value == top else "")

    def grid(self) -> list[Shape]:
        plot, size, b = self.plot, self.size, self.plot.bounds
        shapes: list[Shape] = []
        for value in self.scale.ticks():
            y = plot.y(value)
            if y < b.bottom - 1:
                shapes.append(Rule(r2(b.left), y, r2(b.right), y, GRID))
            shapes.append(
                Words(r2(b.left - 8), r2(y + size.axis * 0.36), self.tick_text(value), size.axis, INK_2, anchor="end")
            )
        return shapes

    def time_axis(self) -> list[Shape]:
        """Every year a tick; years with a result bold, empty years small where they fit."""
        plot, size, b = self.plot, self.size, self.plot.bounds
        spec = self.spec
        due = {*spec.values, *([spec.target.year] if spec.target else [])}
        important = due if spec.every > 1 else {self.years[0], self.years[-1]}
        label = text_width("2000", size.axis, 600) + 7
        shown = labelled_years(self.years, important if spec.every > 1 else set(self.years), plot.per_year(), label)
        shapes: list[Shape] = [Rule(r2(b.left), r2(b.bottom), r2(b.right), r2(b.bottom), INK)]
        for year in self.years:
            strong = year in important
            x = plot.x(year)
            shapes.append(Rule(x, r2(b.bottom), x, r2(b.bottom + (5 if strong else 3)), INK))
            if year in shown:
                size_ = size.axis if strong else size.axis * 0.95
                shapes.append(
                    Words(
                        x,
                        r2(b.bottom + 7 + size.axis),
                        str(year),
                        r2(size_),
                        INK if strong else INK_2,
                        600 if strong else 400,
                        "middle",
                    )
                )
        return shapes

    # Data

    def make_segments(self) -> list[Segment]:
        points = [[self.own[year] for year in run] for run in runs(self.spec.values, self.spec.every)]
        return [pair for run in [*points, *self.compared] for pair in pairwise(run)]

    def lines(self) -> list[Shape]:
        spec, size = self.spec, self.size
        shapes: list[Shape] = []
        for points in self.compared:
            if len(points) > 1:
                shapes.append(Trail(tuple(points), WARM, size.comparison, "4 2.6"))
        for run in runs(spec.values, spec.every):
            if len(run) > 1:
                shapes.append(Trail(tuple(self.own[year] for year in run), BRAND, size.own))
        return shapes

    def dots(self) -> list[Shape]:
        spec, size = self.spec, self.size
        shapes: list[Shape] = []
        ends = [points[-1] for points in self.compared[-1:]] + [
            points[0] for points in self.compared[:-1] if len(points) == 1
        ]
        shapes += [Dot(x, y, r2(size.point * 0.8), WHITE, WARM, 1.5) for x, y in ends]
        many = len(self.own) > 12
        lonely = {run[0] for run in runs(spec.values, spec.every) if len(run) == 1}
        for year, (x, y) in self.own.items():
            if year == max(self.own) and (many or spec.comparison):
                shapes.append(Dot(x, y, size.point, BRAND))
            elif not many:
                shapes.append(Dot(x, y, size.point, WHITE, BRAND, size.own * 0.85))
            elif year in lonely:
                shapes.append(Dot(x, y, r2(size.own * 0.8), BRAND))
        return shapes

    # Target

    def zone(self) -> list[Shape]:
        target, b = self.spec.target, self.plot.bounds
        if target is None:
            return []
        half = r2(self.size.width * 0.02)
        x, y = self.plot.x(target.year), self.plot.y(target.value)
        top, bottom = (y, b.bottom) if target.below else (b.top, y)
        shapes: list[Shape] = [
            Box(r2(x - half), r2(top), r2(half * 2), r2(bottom - top), COPPER_TINT),
            Rule(r2(x - half), y, r2(x + half), y, COPPER, 3),
        ]
        if self.own and max(self.own) < target.year:
            from_x, from_y = self.own[max(self.own)]
            shapes.append(Rule(from_x, from_y, r2(x - half), y, COPPER, 1.4, "1.5 3"))
        return shapes

    def target_words(self, placer: Placer) -> list[Words]:
        """Right of the zone where it stands last and there is room; otherwise where nothing else is, near the rule."""
        target, size, b = self.spec.target, self.size, self.plot.bounds
        if target is None:
            return []
        half = size.width * 0.02
        x, y = self.plot.x(target.year), self.plot.y(target.value)
        first, below, above = y + size.value * 0.9, y + size.value * 1.7, y - self.block_height() - 2
        right = min(y - size.value * 0.2, b.bottom - self.block_height())
        places: list[tuple[float, float, Anchor]] = (
            [(x + half + 10, right, "start")] if self.target_is_last and not size.narrow else []
        )
        places += [(x - half - 6, top, "end") for top in (below, first, (y + b.bottom) / 2)]
        places += [
            (x - half, above, "start"),
            (min(x + half, size.width - 2), above, "end"),
            (x + half + 6, first, "start"),
        ]
        lowest = b.bottom - self.block_height() - size.value * 0.3
        wide = max(text_width(words.text, words.size, words.weight) for words in self.beside)
        blocks = []
        for at, top, anchor in places:
            left = at if anchor == "start" else at - wide
            shift = min(0.0, size.width - left - wide) + max(0.0, -left)
            blocks.append(self.block(at + shift, min(max(top, size.value), lowest), anchor))
        return list(placer.put_block(blocks))

    def block_height(self) -> float:
        return sum(words.size * 1.25 for words in self.beside[1:])

    def block(self, x: float, top: float, anchor: Anchor) -> tuple[Words, ...]:
        lines: list[Words] = []
        y = top
        for words in self.beside:
            y += words.size * 1.25 if lines else 0
            lines.append(replace(words, x=r2(x), y=r2(y), anchor=anchor))
        return tuple(lines)

    # Labels

    def labels(self) -> list[Words]:
        faint = [((s.x1, s.y1), (s.x2, s.y2)) for s in self.grid() if isinstance(s, Rule)]
        dotted = [((s.x1, s.y1), (s.x2, s.y2)) for s in self.zone() if isinstance(s, Rule)]
        around = [
            Bounds(x - self.size.point, y - self.size.point, x + self.size.point, y + self.size.point)
            for x, y in self.own.values()
        ]
        area = Bounds(0, 0, self.size.width, self.plot.bounds.bottom - 2)
        placer = Placer(area, [*self.segments, *dotted], around, faint)
        found = [*self.ends(placer), *self.value_labels(placer), *self.target_words(placer)]
        found += self.change_labels(placer)
        return found

    def ends(self, placer: Placer) -> list[Words]:
        ends, size = self.end_texts(), self.size
        wanted = [self.plot.y(value) + size.value * 0.36 for _text, _colour, value in ends]
        places = push_apart(wanted, size.value * 1.35, self.plot.bounds.top - size.value, self.plot.bounds.bottom - 4)
        x = r2(self.plot.x(self.years[-1]) + 10)
        words = [
            Words(x, r2(y), text, size.value, colour, 600 if colour == BRAND else 400)
            for (text, colour, _value), y in zip(ends, places, strict=True)
        ]
        placer.taken.extend(w.bounds for w in words)
        return words

    def value_labels(self, placer: Placer) -> list[Words]:
        """All values up to five; of more, the ends. The series' own end label replaces the newest one."""
        years = list(self.own)
        if len(years) > 5:
            years = [years[0], years[-1]]
        if self.spec.comparison:
            years = years[:-1]
        placed = []
        for year in [*years[-1:], *years[:-1]]:
            text = value_words(self.spec.known[year], self.spec.decimals, self.spec.unit)
            label = Words(0, 0, text, self.size.value, INK, 600)
            words = placer.put(self.around(year, label), limit=ALWAYS if year in {years[0], years[-1]} else APART)
            if words:
                placed.append(words)
        return placed

    def around(self, year: int, label: Words) -> Iterator[Words]:
        """Beside the point, best side first; then a row further away, where points crowd."""
        near, far = self.size.point + 5, self.size.point + 5 + self.size.value * 1.3
        sides = self.sides(year)
        ways = [*((side, near) for side in sides), *((side, far) for side in sides)]
        return (beside(self.own[year], side, label, distance) for side, distance in ways)

    def sides(self, year: int) -> list[str]:
        """First below-right when the line rises, rising points above-left, last above; the rest as a way out."""
        years = list(self.own)
        at, y = years.index(year), self.own[year][1]
        rises_in = at > 0 and self.own[years[at - 1]][1] > y
        rises_out = at + 1 < len(years) and self.own[years[at + 1]][1] < y
        if at == 0:
            first = ["below-right", "below"] if rises_out else ["above-right", "above"]
        elif at == len(years) - 1:
            first = ["above", "above-left"]
        elif rises_in:
            first = ["above-left", "above"]
        else:
            first = ["below-left", "below"] if rises_out else ["above-right", "above"]
        return list(
            dict.fromkeys(
                [*first, "above", "below", "above-left", "above-right", "below-right", "below-left", "right", "left"]
            )
        )

    def change_labels(self, placer: Placer) -> list[Words]:
        """The change under its segment, where there is room; the table has them all."""
        if self.spec.comparison or len(self.own) > 5:
            return []
        placed = []
        known = self.spec.known
        for run in runs(self.spec.values, self.spec.every):
            for a, b in pairwise(run):
                text = change_words(known[b] - known[a], self.spec.decimals, self.spec.unit)
                label = Words(0, 0, text, self.size.axis, INK_2)
                (x1, y1), (x2, y2) = self.own[a], self.own[b]
                middle: Point = ((x1 + x2) / 2, (y1 + y2) / 2)
                order = (
                    ["below-right", "below", "right", "above-left"]
                    if y2 <= y1
                    else ["above-right", "above", "below-left", "left"]
                )
                words = placer.put(
                    (beside(middle, side, label, gap) for gap in (7, 12, 18) for side in order), limit=FREE
                )
                if words:
                    placed.append(words)
        return placed

    def drawing(self) -> Drawing:
        shapes = [
            *self.key(),
            *self.grid(),
            *self.zone(),
            *self.time_axis(),
            *self.lines(),
            *self.dots(),
            *self.labels(),
        ]
        return Drawing(self.size.width, self.height, self.spec.title, tuple(shapes))
