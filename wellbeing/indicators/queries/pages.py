"""The datasets of the pages: frozen, ready to be shown, never a query left for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import region_of
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where
from portal.charts.line import LineSpec
from portal.charts.sparkline import SparkSpec
from portal.charts.strip import StripSpec
from portal.charts.words import point_unit
from portal.exceptions import NotVisible
from portal.numerals import no_data, number, signed
from wellbeing.indicators.enums import Flag, Source, Theme
from wellbeing.indicators.models import Indicator
from wellbeing.indicators.queries.charts import line_of, population_line, spark_of, strip_of
from wellbeing.indicators.queries.series import POPULATION, IndicatorSeries, population_series, series_of
from wellbeing.indicators.queries.shelves import INDICATOR_CARDS, CardSheet
from wellbeing.indicators.queries.state import MunicipalityIndicator, municipality_indicators, spread_of
from wellbeing.indicators.queries.words import (
    by_text,
    gap_text,
    lead_text,
    target_text,
    threshold_text,
    value_text,
    verdict_text,
)
from wellbeing.indicators.rules import Change


@dataclass(frozen=True)
class ChangeFact:
    """A change for the fact column: its label, the verdict's key, which way the line went, and by how much."""

    label: str
    verdict: str
    up: bool
    amount: str


@dataclass(frozen=True)
class ResultRow:
    """A row of the table: all texts. `is_newest` is set bold."""

    year: int
    value: str
    change: str
    target: str
    note: str
    is_newest: bool
    is_example: bool


@dataclass(frozen=True)
class PlaceRow:
    name: str
    url: str
    value: str
    year: str


@dataclass(frozen=True)
class IndicatorPage:
    """The page of one indicator for the county: the finding as title, chart, facts, table, places and card."""

    indicator: Indicator
    place: Organisation
    title: str
    lead: str
    chart: LineSpec
    value: str
    newest_year: int | None
    changes: Sequence[ChangeFact]
    gap: str
    threshold: str
    sources: Sequence[str]
    rows: Sequence[ResultRow]
    columns: Sequence[str]
    places: Sequence[PlaceRow]
    strip: StripSpec | None
    card: CardSheet | None
    can_record: bool
    is_example: bool

    @property
    def has_chart(self) -> bool:
        """A single point without a target is a number, not a picture."""
        return len(self.chart.known) > 1 or bool(self.chart.known and self.chart.target)


def public_indicator(number: int) -> Indicator:
    indicator = Indicator.objects.filter(number=number).first()
    if indicator is None:
        raise NotVisible(number)
    return indicator


def home_region() -> tuple[Organisation, list[Organisation]]:
    """The county of this installation and its municipalities, A to Ö, in one query. Raises NotVisible before anything is loaded."""
    rows = list(Organisation.objects.public().filter(Q(is_home=True) | Q(parent__is_home=True)).order_by("name_fi"))
    county = next((row for row in rows if row.is_home), None)
    if county is None:
        raise NotVisible("no county")
    return county, [row for row in rows if row.kind == OrganisationKind.MUNICIPALITY]


def indicator_page(
    indicator: Indicator, county: Organisation, places: Sequence[Organisation], person: Person, on: date
) -> IndicatorPage:
    """`places`: the county's municipalities."""
    all_series = series_of([indicator], [county, *places], on.year)
    series = all_series[(indicator.number, county.pk)]
    newest = series.newest
    spread = spread_of(indicator.number, county, on.year) if indicator.source == Source.OWN else None
    return IndicatorPage(
        indicator=indicator,
        place=county,
        title=series.finding or indicator.name,
        lead=lead_text(series),
        chart=line_of(series),
        value=value_text(indicator, newest),
        newest_year=newest.year if newest else None,
        changes=change_facts(series),
        gap=gap_text(series),
        threshold=threshold_text(indicator),
        sources=sorted({result.source for result in series.results if result.source}),
        rows=result_rows(series),
        columns=table_columns(series),
        places=place_rows([all_series[(indicator.number, place.pk)] for place in places]),
        strip=strip_of(spread, (county.name, float(newest.value)))
        if spread and newest and newest.year == spread.year and newest.value
        else None,
        card=next((sheet for card in INDICATOR_CARDS if (sheet := card(indicator, county, person)) is not None), None),
        can_record=indicator.number != POPULATION
        and not organisations_where(person, Permission.INDICATOR_EDIT).isdisjoint(
            {county.pk, *(place.pk for place in places)}
        ),
        is_example=series.is_example,
    )


def change_facts(series: IndicatorSeries) -> list[ChangeFact]:
    """The change since the first result and since the one before; only once when they are the same."""
    facts = []
    shown = series.shown
    pairs = [(shown[0], series.long_change)] if len(shown) > 2 else []
    pairs += [(shown[-2], series.latest_change)] if len(shown) > 1 else []
    for before, change in pairs:
        if change is not None:
            label = _("Change since %(year)s") % {"year": before.year}
            facts.append(ChangeFact(label, change.verdict.value, change.up, by_text(series.indicator, change.by)))
    return facts


def table_columns(series: IndicatorSeries) -> list[str]:
    unit = series.indicator.unit
    value = f"{series.place.name}, {unit}" if unit else series.place.name
    change = _("Change, %(unit)s") % {"unit": point_unit(unit)} if unit else _("Change")
    return [_("Year"), value, change, _("Target"), _("Note")]


def result_rows(series: IndicatorSeries) -> list[ResultRow]:
    """Every year in which a result was or is due, the target's year too; newest last, as the chart reads."""
    target = series.target
    rows, before = [], None
    for year in sorted({*series.due, *([target.year] if target else [])}):
        result = series.result_in(year)
        change = series.change_between(before, result) if result and result.value is not None else None
        rows.append(
            ResultRow(
                year=year,
                value=cell_text(series, year),
                change=signed(change.by, series.indicator.decimals) if change else "–",
                target=target_cell(series, year),
                note=note_text(series, year, change),
                is_newest=series.newest is not None and series.newest.year == year,
                is_example=result is not None and result.is_example,
            )
        )
        before = result if result and result.value is not None else before
    return rows


def cell_text(series: IndicatorSeries, year: int) -> str:
    """The number without its unit (the column names it), or why there is none."""
    result = series.result_in(year)
    if result is None:
        return no_data()
    return (
        number(result.value, series.indicator.decimals)
        if result.value is not None
        else value_text(series.indicator, result)
    )


def target_cell(series: IndicatorSeries, year: int) -> str:
    return target_text(series.target) if series.target and series.target.year == year else "–"


def note_text(series: IndicatorSeries, year: int, change: Change | None) -> str:
    """Why a value is missing, whether the newest change counts, or that the value is calculated."""
    indicator, result = series.indicator, series.result_in(year)
    if result is None:
        survey = indicator.survey or indicator.producer
        return _("%(survey)s %(year)s: no result here yet") % {"survey": survey, "year": year} if survey else ""
    notes = [str(Flag.ESTIMATE.label).lower()] if result.flag == Flag.ESTIMATE else []
    if series.newest is not None and series.newest.year == year:
        notes.append(_("newest result"))
        if change is not None and not change.counts:
            notes.append(_("the change does not count"))
    return ", ".join(notes)


def place_rows(series: Sequence[IndicatorSeries]) -> list[PlaceRow]:
    """The municipalities' newest values; none at all when no municipality has one, because ten times “no data” tells nothing."""
    if not any(one.newest for one in series):
        return []
    return [
        PlaceRow(
            one.place.name,
            reverse("municipality_wellbeing", kwargs={"slug": one.place.slug}),
            value_text(one.indicator, one.newest),
            str(one.newest.year) if one.newest else "–",
        )
        for one in series
    ]


@dataclass(frozen=True)
class OverviewRow:
    """One indicator on the overview. Without a result it has no picture, only the words “no data”."""

    indicator: Indicator
    title: str
    url: str
    value: str
    year: str
    verdict: str
    up: bool
    since: str
    verdict_words: str
    target: str
    spark: SparkSpec | None
    is_example: bool


@dataclass(frozen=True)
class ThemeRows:
    name: str
    key: str
    rows: Sequence[OverviewRow]


def overview_row(series: IndicatorSeries) -> OverviewRow:
    indicator, latest, newest = series.indicator, series.latest_change, series.newest
    return OverviewRow(
        indicator=indicator,
        title=series.finding or indicator.name,
        url=reverse("indicator_detail", kwargs={"number": indicator.number}),
        value=value_text(indicator, newest),
        year=str(newest.year) if newest else "",
        verdict=latest.verdict.value if latest else "",
        up=bool(latest and latest.up),
        since=_("from %(year)s") % {"year": series.shown[-2].year} if latest else "",
        verdict_words=verdict_text(series),
        target=f"{series.target.year}: {target_text(series.target)}" if series.target else "",
        spark=spark_of(series) if len(series.shown) > 1 else None,
        is_example=series.is_example,
    )


def overview_themes(county: Organisation, on: date) -> list[ThemeRows]:
    """All indicators by theme, in the themes' order; within a theme those with results first."""
    series = series_of(list(Indicator.objects.all()), [county], on.year).values()
    themes = []
    for theme in Theme:
        rows = [overview_row(one) for one in series if one.indicator.theme == theme]
        rows.sort(key=lambda row: (row.year == "", row.indicator.position))
        if rows:
            themes.append(ThemeRows(str(theme.label), theme.value, rows))
    return themes


@dataclass(frozen=True)
class MunicipalityPage:
    """A municipality's wellbeing: its population, its indicators beside the region's, and what is not known."""

    place: Organisation
    region: Organisation
    population: SparkSpec | None
    inhabitants: str
    population_year: str
    population_words: str
    indicators: Sequence[MunicipalityIndicator]
    values: Sequence[tuple[str, str, str, str]]
    own_count: int
    is_example: bool


def municipality_page(place: Organisation, on: date) -> MunicipalityPage:
    if place.kind != OrganisationKind.MUNICIPALITY:
        raise NotVisible(place.slug)
    region = region_of(place)
    people = population_series([place], on.year).get(place.pk, {})
    known = {year: value for year, value in people.items() if value is not None}
    indicators = municipality_indicators(place, on)
    return MunicipalityPage(
        place=place,
        region=region,
        population=population_line(place, people) if len(known) > 1 else None,
        inhabitants=number(known[max(known)], 0) if known else no_data(),
        population_year=str(max(known)) if known else "",
        population_words=population_words(known),
        indicators=indicators,
        values=[
            (
                pair.indicator.name,
                reverse("indicator_detail", kwargs={"number": pair.indicator.number}),
                value_text(pair.indicator, pair.own.newest),
                region_words(pair),
            )
            for pair in indicators
        ],
        own_count=sum(1 for pair in indicators if pair.own.newest),
        is_example=any(pair.own.is_example or pair.region.is_example for pair in indicators),
    )


def region_words(pair: MunicipalityIndicator) -> str:
    newest = pair.region.newest
    text = value_text(pair.indicator, newest)
    return f"{text} ({newest.year})" if newest else text


def population_words(known: dict[int, float]) -> str:
    if len(known) < 2:
        return ""
    first, newest = min(known), max(known)
    values = {"first": first, "amount": number(abs(known[newest] - known[first]), 0)}
    if known[newest] >= known[first]:
        return _("%(amount)s more than in %(first)s.") % values
    return _("%(amount)s fewer than in %(first)s.") % values
