"""A series of results over the years: where it has gaps, and how it reads as a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from portal.charts.shapes import ChartTable, Column
from portal.charts.words import point_unit
from portal.numerals import number, signed

# Every year in which a result was or is due; None where there is none.
Series = Mapping[int, float | None]


def known_values(series: Series) -> dict[int, float]:
    """The results that there are, oldest first."""
    return {year: value for year, value in sorted(series.items()) if value is not None}


def runs(series: Series, every: int) -> list[list[int]]:
    """Years joined by a line: results at most `every` years apart with none missing between."""
    out: list[list[int]] = []
    before: int | None = None
    for year in sorted(series):
        if series[year] is None:
            before = None
            continue
        if before is not None and year - before <= every:
            out[-1].append(year)
        else:
            out.append([year])
        before = year
    return out


def series_table(
    heading: str,
    name: str,
    values: Series,
    unit: str,
    decimals: int,
    *,
    comparison: Series | None = None,
    comparison_name: str = "",
) -> ChartTable:
    """Year, value, change from the result before (none after a gap), and the comparison where there is one."""
    columns = [Column(_("Year")), Column(headed(name, unit), True), Column(headed(_("Change"), point_unit(unit)), True)]
    if comparison:
        columns.append(Column(headed(comparison_name, unit), True))
    rows = []
    before: float | None = None
    for year in sorted({*values, *(comparison or {})}):
        value = values.get(year)
        change = "–" if value is None or before is None else signed(value - before, decimals)
        other = [number((comparison or {}).get(year), decimals)] if comparison else []
        rows.append((str(year), number(value, decimals), change, *other))
        before = value if year in values else before
    return ChartTable(heading, tuple(columns), tuple(rows))


def headed(name: str, unit: str) -> str:
    return f"{name}, {unit}" if unit else name
