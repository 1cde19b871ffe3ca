"""Stacked 100 % bars: the parts of each row add up to a hundred, printed as whole per cents that also do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from portal.charts.measure import text_width, wrapped
from portal.charts.palette import BRAND, INK, INK_2, LINE_2, WHITE
from portal.charts.shapes import Box, ChartTable, Column, Drawing, Shape, Size, Words, r2
from portal.charts.words import no_data, with_unit
from portal.numerals import number

# (fill, text on it): contrast of every text at least 4.5, of every fill to its neighbour told by a white gap and the order.
FILLS = ((BRAND, WHITE, ""), ("#457480", WHITE, ""), ("#756d5f", WHITE, ""), (WHITE, INK, LINE_2))


@dataclass(frozen=True)
class StackedRow:
    """`amounts`: one for each part, in the parts' order; all zero or empty is “no data”."""

    label: str
    amounts: tuple[float, ...]


@dataclass(frozen=True)
class StackedSpec:
    heading: str
    parts: tuple[str, ...]
    rows: Sequence[StackedRow]
    caption: str = ""
    is_example: bool = False

    def __post_init__(self) -> None:
        if not 1 < len(self.parts) <= len(FILLS):
            raise ValueError(f"A stacked bar tells 2-{len(FILLS)} parts apart, not {len(self.parts)}.")

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        told = []
        for row in self.rows:
            shares = whole_shares(row.amounts)
            words = (
                ", ".join(
                    f"{part} {with_unit(number(share), '%')}" for part, share in zip(self.parts, shares, strict=True)
                )
                if shares
                else no_data()
            )
            told.append(f"{row.label}: {words}")
        return f"{self.heading}. {'; '.join(told)}."

    @property
    def table(self) -> ChartTable:
        columns = (Column(pgettext("chart table", "Row")), *(Column(f"{part}, %", True) for part in self.parts))
        rows = [
            (row.label, *([number(s) for s in whole_shares(row.amounts)] or [no_data()] * len(self.parts)))
            for row in self.rows
        ]
        return ChartTable(self.heading, columns, tuple(rows))

    def draw(self, size: Size) -> Drawing:
        return draw_stacked(self, size)


def whole_shares(amounts: Sequence[float]) -> list[int]:
    """Whole per cents that add up to 100 (largest remainder; ties to the earlier part). Empty when there is nothing to share."""
    total = sum(amounts)
    if total <= 0:
        return []
    exact = [amount * 100 / total for amount in amounts]
    whole = [int(share) for share in exact]
    for index in sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))[: 100 - sum(whole)]:
        whole[index] += 1
    return whole


def legend(spec: StackedSpec, size: Size) -> tuple[list[Shape], float]:
    """Swatches with names, in the parts' order; returns them and the height they take."""
    shapes: list[Shape] = []
    x, y, swatch = 0.0, 0.0, size.axis * 0.85
    for part, (fill, _text, stroke) in zip(spec.parts, FILLS, strict=False):
        width = swatch + 6 + text_width(part, size.axis)
        if x and x + width > size.width:
            x, y = 0.0, y + size.axis * 1.6
        shapes.append(Box(r2(x + 0.75), r2(y + 1), r2(swatch), r2(swatch), fill, stroke, 1.2 if stroke else 0, 2))
        shapes.append(Words(r2(x + swatch + 6), r2(y + size.axis * 0.9), part, size.axis, INK_2))
        x += width + 16
    return shapes, y + size.axis * 2.2


def draw_stacked(spec: StackedSpec, size: Size) -> Drawing:
    shapes, y = legend(spec, size)
    thick = size.value * 1.5
    widest = max([text_width(row.label, size.axis) for row in spec.rows] or [0])
    room = size.width if size.narrow else min(widest, size.width * 0.34) + 1
    left = 0.0 if size.narrow else room + 12
    for row in spec.rows:
        lines = wrapped(row.label, room, size.axis)
        leading = size.axis * 1.25
        if size.narrow:
            shapes += [Words(0, r2(y + size.axis + i * leading), line, size.axis, INK) for i, line in enumerate(lines)]
            y += leading * len(lines) + 4
        high = thick if size.narrow else max(thick, leading * len(lines))
        if not size.narrow:
            top = y + high / 2 - leading * len(lines) / 2 + size.axis * 0.98
            shapes += [Words(0, r2(top + i * leading), line, size.axis, INK) for i, line in enumerate(lines)]
        shapes += segments(row, left, y + (high - thick) / 2, thick, size)
        y += high + thick * 0.4
    return Drawing(size.width, r2(y), spec.title, tuple(shapes))


def segments(row: StackedRow, left: float, top: float, thick: float, size: Size) -> list[Shape]:
    shares = whole_shares(row.amounts)
    middle = r2(top + thick / 2 + size.axis * 0.36)
    if not shares:
        return [Words(r2(left), middle, no_data(), size.axis, INK_2)]
    shapes: list[Shape] = []
    x, full, total = left, size.width - left - 1, sum(row.amounts)
    for amount, share, (fill, ink, stroke) in zip(row.amounts, shares, FILLS, strict=False):
        width = full * amount / total
        if width <= 0:
            continue
        gap = min(1.0, width / 4)
        shapes.append(Box(r2(x + gap / 2), r2(top), r2(width - gap), r2(thick), fill, stroke, 1.2 if stroke else 0, 2))
        text = with_unit(number(share), "%")
        if text_width(text, size.axis, 600) + 6 <= width:
            shapes.append(Words(r2(x + width / 2), middle, text, size.axis, ink, 600, "middle"))
        x += width
    return shapes
