"""Horizontal bars from zero: filled with a tick when chosen, outlined when not, the number at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts.axis import bar_scale
from portal.charts.measure import text_width, wrapped
from portal.charts.palette import BRAND, GRID, INK, INK_2, LINE_2, WHITE
from portal.charts.shapes import Box, ChartTable, Column, Drawing, Rule, Shape, Size, Trail, Words, r2
from portal.charts.words import value_words


@dataclass(frozen=True)
class Bar:
    """`chosen`: True filled with a tick, False outlined, None plainly filled. `value` None is “no data”, never an empty bar."""

    label: str
    value: float | None
    chosen: bool | None = None


@dataclass(frozen=True)
class BarSpec:
    """`chosen_words`: what filled and outlined mean, for the sentence and the table (“is carried out”, “is not”)."""

    heading: str
    bars: Sequence[Bar]
    measure: str
    unit: str = ""
    decimals: int = 0
    chosen_words: tuple[str, str] = ("", "")
    caption: str = ""
    is_example: bool = False

    @property
    def notes(self) -> Sequence[str]:
        return []

    def state(self, bar: Bar) -> str:
        return "" if bar.chosen is None else self.chosen_words[0 if bar.chosen else 1]

    @property
    def title(self) -> str:
        told = [
            f"{bar.label} {value_words(bar.value, self.decimals, self.unit)}{', ' + self.state(bar) if self.state(bar) else ''}"
            for bar in self.bars
        ]
        return f"{self.heading}. {'; '.join(told) or _('No rows')}."

    @property
    def table(self) -> ChartTable:
        columns = [Column(pgettext("chart table", "Row")), Column(self.measure, True)]
        with_state = any(self.state(bar) for bar in self.bars)
        if with_state:
            columns.append(Column(pgettext("chart table", "Result")))
        rows = [
            (bar.label, value_words(bar.value, self.decimals, self.unit), *([self.state(bar)] if with_state else []))
            for bar in self.bars
        ]
        return ChartTable(self.heading, tuple(columns), tuple(rows))

    def draw(self, size: Size) -> Drawing:
        return draw_bars(self, size)


def tick(x: float, middle: float, height: float, stroke: str) -> Trail:
    """A check mark as tall as 45 % of the bar."""
    unit = height * 0.45
    points = (
        (r2(x), r2(middle)),
        (r2(x + unit * 0.42), r2(middle + unit * 0.42)),
        (r2(x + unit * 1.2), r2(middle - unit * 0.5)),
    )
    return Trail(points, stroke, 2)


def draw_bars(spec: BarSpec, size: Size) -> Drawing:
    thick = size.value * 1.05
    weights = [600 if bar.chosen else 400 for bar in spec.bars]
    if size.narrow:
        room, left = size.width - 2, 1.0
    else:
        widest = max([text_width(bar.label, size.axis, w) for bar, w in zip(spec.bars, weights, strict=True)] or [0])
        room = min(widest, size.width * 0.36) + 1
        left = room + 14
    values = [value_words(bar.value, spec.decimals, spec.unit) for bar in spec.bars]
    right = max([text_width(text, size.value, 600) for text in values] or [0]) + 10
    scale = bar_scale(bar.value for bar in spec.bars if bar.value is not None)
    shapes: list[Shape] = []
    y = 2.0
    for bar, text, weight in zip(spec.bars, values, weights, strict=True):
        lines = wrapped(bar.label, room, size.axis, weight)
        leading = size.axis * 1.25
        row = thick if size.narrow else max(thick, leading * len(lines))
        if size.narrow:
            shapes += [
                Words(left, r2(y + size.axis + i * leading), line, size.axis, INK, weight)
                for i, line in enumerate(lines)
            ]
            y += leading * len(lines) + 4
        else:
            top = y + row / 2 - leading * len(lines) / 2 + size.axis * 0.98
            shapes += [Words(0, r2(top + i * leading), line, size.axis, INK, weight) for i, line in enumerate(lines)]
        shapes += bar_shapes(
            bar,
            text,
            left,
            y + (row - thick) / 2,
            thick,
            (size.width - right - left) * scale.share(bar.value or 0),
            size,
        )
        y += row + thick * 0.75
    height = r2(y - thick * 0.75 + 2 if spec.bars else size.value)
    if not size.narrow:
        shapes.insert(0, Rule(r2(left), 0, r2(left), height, GRID))
    return Drawing(size.width, height, spec.title, tuple(shapes))


def bar_shapes(bar: Bar, text: str, left: float, top: float, thick: float, length: float, size: Size) -> list[Shape]:
    middle = top + thick / 2
    end = left + length
    label = Words(r2(end + 7), r2(middle + size.value * 0.36), text, size.value, INK, 600)
    if bar.value is None:
        return [Words(r2(left + 7), label.y, text, size.axis, INK_2)]
    if bar.chosen is False:
        box = Box(r2(left), r2(top), r2(max(length, 0.5)), r2(thick), WHITE, LINE_2, 1.5, 3)
        return [box, label]
    shapes: list[Shape] = [Box(r2(left), r2(top), r2(max(length, 0.5)), r2(thick), BRAND, radius=3), label]
    if bar.chosen:
        inside = length >= thick * 1.3
        shapes.append(tick(left + 6 if inside else label.bounds.right + 6, middle, thick, WHITE if inside else BRAND))
    return shapes
