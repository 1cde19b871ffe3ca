"""Series as charts: the specs that pages, reports and cards draw."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisations.models import Organisation
from portal.charts.fan import FanSpec
from portal.charts.line import LineSpec, TargetMark
from portal.charts.multiple import MultipleSpec
from portal.charts.sparkline import SparkSpec
from portal.charts.strip import StripSpec
from wellbeing.indicators.enums import Operator
from wellbeing.indicators.models import Spread
from wellbeing.indicators.queries.series import IndicatorSeries, population_series
from wellbeing.indicators.queries.words import compared_text, needed_text, target_label, target_text
from wellbeing.indicators.rules import Change


def target_mark(series: IndicatorSeries) -> TargetMark | None:
    if series.target is None:
        return None
    target = series.target
    notes = tuple(note for note in (needed_text(series),) if note)
    return TargetMark(
        target.year,
        float(target.value),
        Operator(target.operator).is_ceiling,
        target_label(target),
        target_text(target),
        notes,
    )


def line_of(series: IndicatorSeries, region: IndicatorSeries | None = None) -> LineSpec:
    """The indicator's own chart. `region`: a second, dashed line; without it the target is drawn."""
    indicator = series.indicator
    caption = [str(indicator.get_polarity_display())]
    if indicator.survey_every > 1:
        caption.append(
            _("The survey is made every %(years)s years; between the points there are no measurements.")
            % {"years": indicator.survey_every}
        )
    missing = [str(year) for year, value in series.points.items() if value is None]
    if missing:
        text = ngettext("No result here yet for %(years)s.", "No results here yet for %(years)s.", len(missing))
        caption.append(text % {"years": ", ".join(missing)})
    return LineSpec(
        heading=indicator.name,
        values=series.points,
        name=series.place.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        every=indicator.survey_every,
        target=target_mark(series) if region is None else None,
        comparison=region.points if region else {},
        comparison_name=region.place.name if region else "",
        caption=" ".join(caption),
        is_example=series.is_example,
    )


def spark_of(series: IndicatorSeries) -> SparkSpec:
    indicator = series.indicator
    points = {
        year: value
        for year, value in series.points.items()
        if year <= (series.newest.year if series.newest else series.until)
    }
    return SparkSpec(
        indicator.name,
        points,
        series.place.name,
        indicator.unit,
        indicator.decimals,
        indicator.survey_every,
        is_example=series.is_example,
    )


def multiple_of(
    own: IndicatorSeries, region: IndicatorSeries, against: Change | None, first: int, last: int
) -> MultipleSpec:
    """Own line against the region's, years shared by the page. Points outside `first`..`last` are left out."""
    indicator = own.indicator

    def within(series: IndicatorSeries) -> dict[int, float | None]:
        return {year: value for year, value in series.points.items() if first <= year <= last}

    return MultipleSpec(
        heading=indicator.name,
        values=within(own),
        name=own.place.name,
        first=first,
        last=last,
        comparison=within(region),
        comparison_name=pgettext("chart", "region"),
        unit=indicator.unit,
        decimals=indicator.decimals,
        every=indicator.survey_every,
        verdict=compared_text(against, own.newest),
        is_example=own.is_example or region.is_example,
    )


def population_line(place: Organisation, values: Mapping[int, float | None]) -> SparkSpec:
    """Inhabitants over the years, both ends named."""
    return SparkSpec(_("Population"), values, place.name, unit="", decimals=0, ends=True)


def population_fan(places: Sequence[Organisation], base: int, until: int, ground: str = "#ffffff") -> FanSpec:
    """Population of the places, base year = 100, up to the newest year that all of them have (cover of the report)."""
    series = population_series(places, until)
    newest = min(
        (max(year for year, value in values.items() if value is not None) for values in series.values() if values),
        default=until,
    )
    lines = {
        place.name: {year: v for year, v in series.get(place.pk, {}).items() if year <= newest} for place in places
    }
    return FanSpec(_("Population of the municipalities"), lines, base, ground=ground)


def strip_of(spread: Spread, marked: tuple[str, float] | None = None) -> StripSpec:
    heading = _("%(name)s %(year)s, municipalities") % {"name": spread.indicator.name, "year": spread.year}
    caption = _("The source has lost which value belongs to which municipality, so no value has a name.")
    return StripSpec(
        heading,
        [float(value) for value in spread.values],
        marked,
        spread.indicator.unit,
        spread.indicator.decimals,
        caption,
    )
