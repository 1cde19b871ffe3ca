"""Strip of anonymous dots on a scale: equal values are stacked; a name stands only at a value that has a source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts.axis import Plot, Scale, nice_step
from portal.charts.measure import text_width
from portal.charts.palette import BRAND, INK, INK_2, WARM, WHITE
from portal.charts.shapes import Bounds, ChartTable, Column, Dot, Drawing, Rule, Shape, Size, Words, r2
from portal.charts.words import no_data, value_words
from portal.numerals import number


@dataclass(frozen=True)
class StripSpec:
    """`values` have no names and get none. `marked`: (name, value) of what is known by name, told apart by fill and words."""

    heading: str
    values: Sequence[float]
    marked: tuple[str, float] | None = None
    unit: str = ""
    decimals: int = 0
    caption: str = ""
    is_example: bool = False

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def title(self) -> str:
        told = ", ".join(value_words(value, self.decimals, self.unit) for value in sorted(self.values)) or no_data()
        named = f" {self.marked[0]}: {value_words(self.marked[1], self.decimals, self.unit)}." if self.marked else ""
        return f"{self.heading}. {_('Values without names')}: {told}.{named}"

    @property
    def table(self) -> ChartTable:
        columns = (Column(pgettext("chart table", "Value"), True), Column(pgettext("chart table", "How many"), True))
        rows = [
            (value_words(value, self.decimals, self.unit), number(count))
            for value, count in sorted(Counter(self.values).items())
        ]
        if self.marked:
            rows.append((f"{self.marked[0]}: {value_words(self.marked[1], self.decimals, self.unit)}", "1"))
        return ChartTable(self.heading, columns, tuple(rows))

    def draw(self, size: Size) -> Drawing:
        return draw_strip(self, size)


def draw_strip(spec: StripSpec, size: Size) -> Drawing:
    every = [*spec.values, *([spec.marked[1]] if spec.marked else [])] or [0.0, 1.0]
    step = nice_step(max(max(every) - min(every), 4), 4)
    low, high = int(min(every) // step) * step, -int(-max(every) // step) * step
    radius = size.point
    tallest = max(Counter(spec.values).values(), default=1) + (1 if spec.marked else 0)
    base = size.axis * 1.8 + tallest * radius * 2.3 + (size.value * 1.9 if spec.marked else 0)
    edge = size.axis * 1.1
    plot = Plot(Bounds(edge, 0, size.width - edge, base), 0, 1, Scale(low, max(high, low + step), step))

    def x(value: float) -> float:
        return r2(plot.x(plot.scale.share(value)))

    shapes: list[Shape] = [Rule(r2(edge), r2(base), r2(size.width - edge), r2(base), INK)]
    for value in plot.scale.ticks():
        shapes.append(Rule(x(value), r2(base), x(value), r2(base + 4), INK))
        shapes.append(
            Words(
                x(value),
                r2(base + 6 + size.axis),
                number(value, plot.scale.decimals),
                size.axis,
                INK_2,
                anchor="middle",
            )
        )
    seen: Counter[float] = Counter()
    if spec.marked:
        name, value = spec.marked
        seen[value] += 1
        label = Words(
            0,
            r2(size.value),
            f"{name} {value_words(value, spec.decimals, spec.unit)}",
            size.value,
            BRAND,
            600,
            "middle",
        )
        half = text_width(label.text, size.value, 600) / 2
        at = r2(min(max(x(value), half), size.width - half))
        shapes.append(Rule(x(value), r2(size.value * 1.35), x(value), r2(base - radius * 1.2), BRAND, 1.5))
        shapes.append(Words(at, label.y, label.text, size.value, BRAND, 600, "middle"))
        shapes.append(Dot(x(value), r2(base - radius * 1.2), radius, BRAND))
    for value in sorted(spec.values):
        shapes.append(Dot(x(value), r2(base - radius * (1.2 + 2.3 * seen[value])), radius, WHITE, WARM, 1.5))
        seen[value] += 1
    shapes += extremes(spec, size, base, [x(min(spec.values)), x(max(spec.values))] if spec.values else [], seen)
    return Drawing(size.width, r2(base + size.axis * 1.7), spec.title, tuple(shapes))


def extremes(spec: StripSpec, size: Size, base: float, ends: list[float], seen: Counter[float]) -> list[Shape]:
    """“lowest 55” and “highest 76” above their dots, each on its outer side."""
    if len(set(ends)) < 2:
        return []
    values = [min(spec.values), max(spec.values)]
    texts = [_("lowest %(value)s"), _("highest %(value)s")]
    texts = [text % {"value": number(value, spec.decimals)} for text, value in zip(texts, values, strict=True)]
    widths = [text_width(text, size.axis) for text in texts]
    lows = max(widths[0], ends[0] + size.point)
    highs = min(size.width - widths[1], ends[1] - size.point)
    tops = [r2(base - size.point * (1.2 + 2.3 * seen[value]) - 2) for value in values]
    return [
        Words(r2(lows), tops[0], texts[0], size.axis, INK_2, anchor="end"),
        Words(r2(max(highs, lows + 8)), tops[1], texts[1], size.axis, INK_2),
    ]
