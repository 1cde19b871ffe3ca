"""Indicators as tables to take away."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisations.models import Organisation
from organisations.queries import municipalities_of
from portal.tables import Column, Row, Table
from wellbeing.indicators.enums import Flag, Sex
from wellbeing.indicators.models import Indicator, Observation
from wellbeing.indicators.queries.series import POPULATION, Result, populations


def indicator_table(indicator: Indicator, county: Organisation, on: date) -> Table:
    """Everything that is known of the indicator in the county and its municipalities, one row per place, year and sex."""
    columns = [
        Column(_("Indicator"), 12),
        Column(pgettext("table", "Name"), 50),
        Column(_("Area"), 30),
        Column(_("Code"), 8),
        Column(_("Year"), 8),
        Column(_("Sex"), 10),
        Column(_("Value"), 12, indicator.decimals),
        Column(_("Unit"), 8),
        Column(_("Flag"), 16),
        Column(_("Respondents"), 12),
        Column(_("Source"), 40),
        Column(_("Producer"), 14),
        Column(_("Licence"), 14),
        Column(_("Example data"), 12),
    ]
    places = [county, *municipalities_of(county)]
    return Table(
        f"indikaattori-{indicator.number}", str(indicator.number), columns, list(rows_of(indicator, places, on.year))
    )


def rows_of(indicator: Indicator, places: Sequence[Organisation], until: int) -> Iterator[Row]:
    for place, sex, result in known_results(indicator, places, until):
        yield (
            indicator.number,
            indicator.name,
            place.name,
            place.code,
            result.year,
            sex.label,
            result.value,
            indicator.unit,
            result.flag.label,
            result.respondents,
            result.source,
            indicator.producer,
            indicator.licence,
            result.is_example,
        )


def known_results(
    indicator: Indicator, places: Sequence[Organisation], until: int
) -> Iterator[tuple[Organisation, Sex, Result]]:
    """In the places' order, oldest first; all sexes."""
    if indicator.number == POPULATION:
        found = populations(places, until)
        for place in places:
            yield from ((place, Sex.TOTAL, result) for result in found.get(place.pk, []))
        return
    rows = list(
        Observation.objects.filter(indicator=indicator, organisation__in=places, year__lte=until).order_by(
            "year", "sex"
        )
    )
    for place in places:
        for row in (row for row in rows if row.organisation_id == place.pk):
            yield (
                place,
                Sex(row.sex),
                Result(row.year, row.value, Flag(row.flag), row.respondents, row.source, row.is_example),
            )
