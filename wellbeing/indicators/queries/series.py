"""The results of one indicator in one place, year by year, with its target and finding."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from organisations.models import Organisation, Population
from wellbeing.indicators.enums import Flag, Operator, Polarity, Sex
from wellbeing.indicators.models import Finding, Indicator, Observation, Target
from wellbeing.indicators.rules import Change, change, due_years, needed_change

# Sotkanet's number of “population on 31 December”: its results are the places' own population figures, kept once.
POPULATION = 127


@dataclass(frozen=True)
class Result:
    """`value` None: not shown because of too few answers. A year without a result has no Result at all."""

    year: int
    value: Decimal | None
    flag: Flag = Flag.NONE
    respondents: int | None = None
    source: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class IndicatorSeries:
    """What is known of one indicator in one place up to a year. Everything else is derived."""

    indicator: Indicator
    place: Organisation
    until: int
    results: tuple[Result, ...] = ()
    target: Target | None = None
    findings: dict[int, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[Result]:
        """Results with a value, oldest first."""
        return [result for result in self.results if result.value is not None]

    @property
    def newest(self) -> Result | None:
        return self.shown[-1] if self.shown else None

    @property
    def first(self) -> Result | None:
        return self.shown[0] if self.shown else None

    @property
    def is_example(self) -> bool:
        return any(result.is_example for result in self.results)

    @property
    def finding(self) -> str:
        """The newest result as a sentence; empty when it was written of an older one."""
        return self.findings.get(self.newest.year, "") if self.newest else ""

    @property
    def due(self) -> list[int]:
        """Years in which a result was or is due, the newest survey round included even when its result has not come.

        A survey of this year may be out this year; yearly statistics are of a year that has ended.
        """
        every = self.indicator.survey_every
        return due_years((result.year for result in self.results), every, self.until if every > 1 else self.until - 1)

    @property
    def points(self) -> dict[int, float | None]:
        known = {result.year: result.value for result in self.results}
        return {year: None if known.get(year) is None else float(known[year] or 0) for year in self.due}

    def result_in(self, year: int) -> Result | None:
        return next((result for result in self.results if result.year == year), None)

    def change_between(self, before: Result | None, after: Result | None) -> Change | None:
        if before is None or after is None or before.year == after.year:
            return None
        polarity = Polarity(self.indicator.polarity)
        return change(
            before.value, after.value, polarity, self.indicator.thresholds, (before.respondents, after.respondents)
        )

    @property
    def latest_change(self) -> Change | None:
        return self.change_between(self.shown[-2], self.shown[-1]) if len(self.shown) > 1 else None

    @property
    def long_change(self) -> Change | None:
        """From the first result to the newest."""
        return self.change_between(self.first, self.newest)

    @property
    def needed(self) -> Decimal | None:
        """What the newest result still has to change to reach the target's edge; 0 when it is met, None without one or the other."""
        if self.newest is None or self.newest.value is None or self.target is None:
            return None
        return needed_change(self.newest.value, Operator(self.target.operator), self.target.value)


Key = tuple[int, int]


def series_of(
    indicators: Sequence[Indicator], places: Sequence[Organisation], until: int, sex: Sex = Sex.TOTAL
) -> dict[Key, IndicatorSeries]:
    """Series by (indicator number, place id), empty ones included. Three queries, a fourth when population is among them."""
    results = observed(indicators, places, until, sex)
    if any(indicator.number == POPULATION for indicator in indicators):
        for place_id, rows in populations(places, until).items():
            results[(POPULATION, place_id)] = rows
    targets = {
        (target.indicator.number, target.organisation_id): target
        for target in Target.objects.filter(indicator__in=indicators, organisation__in=places)
        .select_related("indicator")
        .order_by("year")
    }
    findings: dict[Key, dict[int, str]] = defaultdict(dict)
    for finding in Finding.objects.filter(indicator__in=indicators, organisation__in=places).select_related(
        "indicator"
    ):
        findings[(finding.indicator.number, finding.organisation_id)][finding.year] = finding.text
    return {
        (indicator.number, place.pk): IndicatorSeries(
            indicator, place, until, tuple(results[key]), targets.get(key), dict(findings.get(key, {}))
        )
        for indicator in indicators
        for place in places
        for key in [(indicator.number, place.pk)]
    }


def observed(
    indicators: Sequence[Indicator], places: Sequence[Organisation], until: int, sex: Sex
) -> dict[Key, list[Result]]:
    rows = Observation.objects.filter(
        indicator__in=indicators, organisation__in=places, sex=sex, year__lte=until
    ).order_by("year")
    found: dict[Key, list[Result]] = defaultdict(list)
    columns = ("indicator__number", "organisation_id", "year", "value", "flag", "respondents", "source", "is_example")
    for number, place_id, year, value, flag, respondents, source, is_example in rows.values_list(*columns):
        found[(number, place_id)].append(Result(year, value, Flag(flag), respondents, source, is_example))
    return found


def populations(places: Sequence[Organisation], until: int) -> dict[int, list[Result]]:
    """Inhabitants by place id, in one query.

    A county without figures of its own is the sum of its municipalities, for years in which all of them have one.
    """
    wanted = {place.pk for place in places}
    counties = {place.pk for place in places if place.is_county}
    rows = Population.objects.filter(Q(organisation__in=wanted) | Q(organisation__parent__in=counties), year__lte=until)
    found: dict[int, list[Result]] = defaultdict(list)
    members: dict[int, dict[int, list[Result]]] = {county: defaultdict(list) for county in counties}
    columns = ("organisation_id", "organisation__parent_id", "year", "inhabitants", "source")
    for place_id, parent_id, year, inhabitants, source in rows.order_by("year").values_list(*columns):
        result = Result(year, Decimal(inhabitants), source=source)
        if place_id in wanted:
            found[place_id].append(result)
        if parent_id in members:
            members[parent_id][place_id].append(result)
    for county in counties - set(found):
        found[county] = summed(list(members[county].values()))
    return found


def summed(members: Sequence[Sequence[Result]]) -> list[Result]:
    """The sum of all series, for the years that every one of them has."""
    by_year: dict[int, list[Result]] = defaultdict(list)
    for results in members:
        for result in results:
            by_year[result.year].append(result)
    return [
        Result(year, sum((r.value or Decimal(0) for r in results), Decimal(0)), source=results[0].source)
        for year, results in sorted(by_year.items())
        if len(results) == len(members)
    ]


def population_series(places: Sequence[Organisation], until: int) -> dict[int, dict[int, float | None]]:
    """Inhabitants by year for each place id; years between the first and the newest without a figure are None."""
    series = {}
    for place_id, results in populations(places, until).items():
        known = {result.year: float(result.value or 0) for result in results}
        series[place_id] = {year: known.get(year) for year in range(min(known), max(known) + 1)} if known else {}
    return series
