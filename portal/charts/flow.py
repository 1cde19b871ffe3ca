"""Flow bars that add up (received = answered + open; answered = done + told + refused), and dumbbells of two shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import pgettext

from portal.charts.axis import bar_scale
from portal.charts.measure import text_width, wrapped
from portal.charts.palette import BRAND, BRAND_LIGHT, GRID, INK, INK_2, WARM, WARM_LIGHT, WHITE
from portal.charts.shapes import Anchor, Box, ChartTable, Column, Dot, Drawing, Rule, Shape, Size, Words, r2
from portal.charts.words import no_data, value_words
from portal.numerals import number

Tone = Literal["strong", "light", "warm"]
TONES: dict[Tone, str] = {"strong": BRAND, "light": BRAND_LIGHT, "warm": WARM_LIGHT}


@dataclass(frozen=True)
class FlowRow:
    """`bold` rows are the sums; `gap` sets a row off from those above; `note` stands after the number."""

    label: str
    value: int
    note: str = ""
    tone: Tone = "strong"
    bold: bool = False
    gap: bool = False


@dataclass(frozen=True)
class FlowSpec:
    heading: str
    rows: Sequence[FlowRow]
    measure: str
    caption: str = ""
    is_example: bool = False

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        told = [f"{row.label} {number(row.value)}{', ' + row.note if row.note else ''}" for row in self.rows]
        return f"{self.heading}. {'; '.join(told)}."

    @property
    def table(self) -> ChartTable:
        columns = (
            Column(pgettext("chart table", "Step")),
            Column(self.measure, True),
            Column(pgettext("chart table", "Note")),
        )
        return ChartTable(self.heading, columns, tuple((row.label, number(row.value), row.note) for row in self.rows))

    def draw(self, size: Size) -> Drawing:
        return draw_flow(self, size)


def draw_flow(spec: FlowSpec, size: Size) -> Drawing:
    thick = size.value * 1.55
    widest = max([text_width(row.label, size.axis, 600 if row.bold else 400) for row in spec.rows] or [0])
    left = 1.0 if size.narrow else min(widest, size.width * 0.34) + 12
    longest = max((row.value for row in spec.rows), default=0)
    scale = bar_scale([longest])
    numbers = text_width(number(longest), size.value, 600) + 10
    # Notes stand after the number: the longest bar takes at most 45 % of what is left, so that a note has room.
    full = (size.width - left - numbers) * (1 if size.narrow else 0.45)
    shapes: list[Shape] = []
    y = 2.0
    for row in spec.rows:
        y += thick * 0.45 if row.gap else 0
        y += (narrow_row if size.narrow else wide_row)(row, shapes, left, y, full * scale.share(row.value), thick, size)
        y += thick * (0.6 if size.narrow else 0.45)
    if not size.narrow:
        shapes.insert(0, Rule(r2(left), 0, r2(left), r2(y), INK))
    return Drawing(size.width, r2(y), spec.title, tuple(shapes))


def bar_and_number(
    row: FlowRow, shapes: list[Shape], left: float, y: float, length: float, thick: float, size: Size
) -> Words:
    shapes.append(Box(r2(left), r2(y), r2(max(length, 0.5)), r2(thick), TONES[row.tone], radius=2))
    amount = Words(
        r2(left + length + 8), r2(y + thick / 2 + size.value * 0.36), number(row.value), size.value, INK, 600
    )
    shapes.append(amount)
    return amount


def wide_row(
    row: FlowRow, shapes: list[Shape], left: float, y: float, length: float, thick: float, size: Size
) -> float:
    """Label, bar, number and note on one line, or centred on each other when a text takes more; returns the height."""
    leading, weight = size.axis * 1.25, 600 if row.bold else 400
    label = wrapped(row.label, left - 11, size.axis, weight)
    note_at = left + length + 8 + text_width(number(row.value), size.value, 600) + 9
    note = wrapped(row.note, size.width - note_at, size.axis) if row.note else []
    height = max(thick, leading * max(len(label), len(note)))
    bar_and_number(row, shapes, left, y + (height - thick) / 2, length, thick, size)
    for lines, x, colour, face, anchor in (
        (label, left - 11, INK, weight, "end"),
        (note, note_at, INK_2, 400, "start"),
    ):
        first = y + height / 2 - leading * len(lines) / 2 + size.axis * 0.98
        side: Anchor = "end" if anchor == "end" else "start"
        shapes += [
            Words(r2(x), r2(first + i * leading), line, size.axis, colour, face, side) for i, line in enumerate(lines)
        ]
    return height


def narrow_row(
    row: FlowRow, shapes: list[Shape], left: float, y: float, length: float, thick: float, size: Size
) -> float:
    """Label above the bar, note under it; returns the height."""
    leading, weight = size.axis * 1.25, 600 if row.bold else 400
    label = wrapped(row.label, size.width - 2, size.axis, weight)
    note = wrapped(row.note, size.width - 2, size.axis) if row.note else []
    shapes += [
        Words(left, r2(y + size.axis + i * leading), line, size.axis, INK, weight) for i, line in enumerate(label)
    ]
    top = y + leading * len(label) + 4
    bar_and_number(row, shapes, left, top, length, thick, size)
    below = top + thick + 3
    shapes += [Words(left, r2(below + size.axis + i * leading), line, size.axis, INK_2) for i, line in enumerate(note)]
    return below + leading * len(note) - y


@dataclass(frozen=True)
class Pair:
    """Two shares of the same group in per cent; None is “no data” (too few answers are suppressed before they come here)."""

    label: str
    open: float | None
    filled: float | None


@dataclass(frozen=True)
class DumbbellSpec:
    """Open dot: of all (`open_name`); filled dot: of those who took part (`filled_name`). Both numbers are printed."""

    heading: str
    pairs: Sequence[Pair]
    open_name: str
    filled_name: str
    caption: str = ""
    is_example: bool = False

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        told = [
            f"{pair.label}: {self.open_name} {value_words(pair.open, 0, '%')}, {self.filled_name} {value_words(pair.filled, 0, '%')}"
            for pair in self.pairs
        ]
        return f"{self.heading}. {'; '.join(told)}."

    @property
    def table(self) -> ChartTable:
        columns = (
            Column(pgettext("chart table", "Group")),
            Column(f"{self.open_name}, %", True),
            Column(f"{self.filled_name}, %", True),
        )
        return ChartTable(
            self.heading,
            columns,
            tuple((p.label, value_words(p.open, 0, ""), value_words(p.filled, 0, "")) for p in self.pairs),
        )

    def draw(self, size: Size) -> Drawing:
        return draw_dumbbell(self, size)


def draw_dumbbell(spec: DumbbellSpec, size: Size) -> Drawing:
    pitch, radius = size.value * 2.1, size.point + 0.5
    widest = max([text_width(pair.label, size.axis) for pair in spec.pairs] or [0])
    left = min(widest, size.width * 0.38) + 14
    edge = text_width("100", size.value, 600) + radius + 5
    top = max([v for pair in spec.pairs for v in (pair.open, pair.filled) if v is not None] or [0.0]) or 1.0
    span = size.width - left - 2 * edge
    shapes: list[Shape] = []
    x, y = 0.0, size.axis
    for name, filled in ((spec.open_name, False), (spec.filled_name, True)):
        weight = 600 if filled else 400
        width = radius * 2 + 5 + text_width(f"{name}, %", size.axis, weight) + 16
        if x and x + width - 16 > size.width:
            x, y = 0.0, y + size.axis * 1.5
        shapes.append(
            Dot(
                r2(x + radius),
                r2(y - size.axis * 0.36),
                radius,
                BRAND if filled else WHITE,
                "" if filled else WARM,
                1.6,
            )
        )
        shapes.append(Words(r2(x + radius * 2 + 5), r2(y), f"{name}, %", size.axis, BRAND if filled else WARM, weight))
        x += width
    y += size.axis * 0.6 + pitch / 2
    for pair in spec.pairs:
        shapes.append(Words(r2(left - 14), r2(y + size.axis * 0.36), pair.label, size.axis, INK, anchor="end"))
        shapes += pair_shapes(pair, left + edge, y, span / top, radius, size)
        y += pitch
    return Drawing(size.width, r2(y - pitch / 2), spec.title, tuple(shapes))


def pair_shapes(pair: Pair, zero: float, y: float, unit: float, radius: float, size: Size) -> list[Shape]:
    if pair.open is None or pair.filled is None:
        return [Words(r2(zero), r2(y + size.axis * 0.36), no_data(), size.axis, INK_2)]
    a, b = zero + pair.open * unit, zero + pair.filled * unit
    sign = -1 if b <= a else 1
    base = y + size.value * 0.36
    return [
        Rule(r2(a), r2(y), r2(b), r2(y), GRID, radius),
        Dot(r2(a), r2(y), radius, WHITE, WARM, 1.6),
        Dot(r2(b), r2(y), radius, BRAND),
        Words(
            r2(a - sign * (radius + 5)),
            r2(base),
            number(pair.open, 0),
            size.axis,
            WARM,
            400,
            "end" if sign > 0 else "start",
        ),
        Words(
            r2(b + sign * (radius + 5)),
            r2(base),
            number(pair.filled, 0),
            size.value,
            BRAND,
            600,
            "start" if sign > 0 else "end",
        ),
    ]
