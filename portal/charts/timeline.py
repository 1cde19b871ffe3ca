"""A bar of years: when a task begins and ends, in a table cell; and the head with the years."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts.palette import BRAND, INK, LINE_2
from portal.charts.shapes import TIMELINE, ChartTable, Column, Drawing, Rule, Shape, Size, Trail, Words, r2
from portal.charts.words import no_data


@dataclass(frozen=True)
class TimelineSpec:
    """Years `first`..`last` are the same in all rows. `start`, `end`: years as on a ruler (2024.5 is July 2024); None: not known."""

    heading: str
    first: int
    last: int
    start: float | None = None
    end: float | None = None
    head: bool = False
    caption: str = ""

    @property
    def notes(self) -> Sequence[str]:
        return []

    def period(self) -> str:
        """`2023`, `2024–2025`, or that it is not known. The end 2025.0 is the last day of 2024."""
        if self.start is None or self.end is None:
            return no_data()
        first, last = int(self.start), int(self.end - 1e-6)
        return str(first) if last <= first else f"{first}–{last}"

    @property
    def title(self) -> str:
        if self.head:
            return _("Years %(first)s–%(last)s") % {"first": self.first, "last": self.last}
        return f"{self.heading}: {self.period()}" if self.heading else self.period()

    @property
    def table(self) -> ChartTable:
        return ChartTable(
            self.heading,
            (Column(pgettext("chart table", "Task")), Column(_("Years"))),
            ((self.heading, self.period()),),
        )

    def draw(self, size: Size = TIMELINE) -> Drawing:
        years = self.last - self.first + 1
        edge = 2.0
        height = size.axis * 1.3 if self.head else 14.0

        def x(year: float) -> float:
            share = min(max((year - self.first) / years, 0), 1)
            return r2(edge + share * (size.width - 2 * edge))

        shapes: list[Shape] = []
        for year in range(self.first, self.last + 2):
            if self.head and year <= self.last:
                shapes.append(Words(x(year), r2(size.axis), str(year), size.axis, INK, 600))
            elif not self.head:
                shapes.append(Rule(x(year), 2, x(year), 12, LINE_2, 0.8))
        if not self.head and self.start is not None and self.end is not None and self.end > self.start:
            shapes.append(
                Trail(((r2(x(self.start) + 2), 7), (r2(max(x(self.end) - 2, x(self.start) + 3)), 7)), BRAND, 4.5)
            )
        return Drawing(size.width, r2(height), self.title, tuple(shapes))
