"""What the report and the cards read: the state of wellbeing in a county, and a municipality beside its region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from organisations.models import Organisation
from organisations.queries import region_of
from portal.charts.line import LineSpec
from portal.charts.multiple import MultipleSpec
from wellbeing.indicators.enums import Polarity, Sex, Theme
from wellbeing.indicators.models import Indicator, Spread
from wellbeing.indicators.queries.charts import line_of, multiple_of
from wellbeing.indicators.queries.series import POPULATION, IndicatorSeries, series_of
from wellbeing.indicators.queries.words import lead_text, target_text
from wellbeing.indicators.rules import Change, change


@dataclass(frozen=True)
class IndicatorState:
    """One indicator in one place: `title` is the finding or, without one, the name; `lead` says the change and the target in words."""

    series: IndicatorSeries
    title: str
    lead: str
    target_words: str
    line: LineSpec

    @property
    def indicator(self) -> Indicator:
        return self.series.indicator


@dataclass(frozen=True)
class MunicipalityIndicator:
    """A municipality's series beside its region's. `against` compares the newest year that both have."""

    own: IndicatorSeries
    region: IndicatorSeries
    against: Change | None
    multiple: MultipleSpec

    @property
    def indicator(self) -> Indicator:
        return self.own.indicator


def state_of(series: IndicatorSeries) -> IndicatorState:
    target = target_text(series.target) if series.target else ""
    return IndicatorState(series, series.finding or series.indicator.name, lead_text(series), target, line_of(series))


def state_of_wellbeing(county: Organisation, on: date) -> list[IndicatorState]:
    """All indicators of which the county has a result by the day, in the overview's order; population is not among them."""
    indicators = list(Indicator.objects.exclude(number=POPULATION))
    series = series_of(indicators, [county], on.year)
    return [state_of(s) for s in series.values() if s.newest is not None]


def compared(own: IndicatorSeries, region: IndicatorSeries) -> Change | None:
    """The place against its region in the newest year that both have, by the same thresholds as a change in time."""
    theirs = {result.year: result for result in region.shown}
    for result in reversed(own.shown):
        other = theirs.get(result.year)
        if other is not None:
            sizes = (result.respondents, other.respondents)
            return change(other.value, result.value, Polarity(own.indicator.polarity), own.indicator.thresholds, sizes)
    return None


def side_by_side(
    municipality: Organisation, indicators: Sequence[Indicator], until: int
) -> list[MunicipalityIndicator]:
    region = region_of(municipality)
    series = series_of(indicators, [municipality, region], until)
    pairs = [(series[(i.number, municipality.pk)], series[(i.number, region.pk)]) for i in indicators]
    pairs = [(own, theirs) for own, theirs in pairs if own.results or theirs.results]
    years = [year for pair in pairs for one in pair for year in one.points]
    first, last = (min(years), max(years)) if years else (until, until)
    return [
        MunicipalityIndicator(own, theirs, against, multiple_of(own, theirs, against, first, last))
        for own, theirs in pairs
        for against in [compared(own, theirs)]
    ]


def municipality_indicators(municipality: Organisation, on: date) -> list[MunicipalityIndicator]:
    """Every indicator of which the municipality or its region has a result.

    Population is drawn on its own; measures of the work itself are not alike in a county and a municipality.
    """
    indicators = (
        Indicator.objects.exclude(number=POPULATION).exclude(theme=Theme.WORK).filter(observations__sex=Sex.TOTAL)
    )
    return side_by_side(municipality, list(indicators.distinct()), on.year)


def spread_of(number: int, region: Organisation, until: int) -> Spread | None:
    """The newest values without names of the region's municipalities, if any."""
    spreads = Spread.objects.filter(indicator__number=number, region=region, year__lte=until).select_related(
        "indicator"
    )
    return spreads.order_by("-year").first()
