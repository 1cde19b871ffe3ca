"""The municipality card: one sheet, two sides. What is known of the municipality, beside the region; what is not known is said so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from interfaces.contacts.queries import CellSide, Coverage, coverage
from organisations.models import Organisation, Population
from participation.budgeting.queries import rounds_of_year
from participation.matters.queries import participation_year
from portal.charts.fan import FanSpec
from portal.charts.line import LineSpec
from portal.charts.multiple import MultipleSpec
from portal.charts.shapes import ChartTable, Column
from portal.charts.sparkline import SparkSpec
from portal.charts.strip import StripSpec
from portal.numerals import day, no_data, number, percent
from reports.documents.queries.blocks import Facts, Table, Words
from reports.documents.queries.state import coefficient_strip, figures_table, multiples_of
from reports.rounds.enums import PassageKey
from reports.rounds.models import Passage, ReportRound
from reports.rounds.queries import passages_of
from reports.rounds.rules import lines


@dataclass(frozen=True)
class Dot:
    """One interface's state on one side: key of the contact sign, its word, the interface."""

    state: str
    label: str
    interface: str


@dataclass(frozen=True)
class ContactRow:
    interface: str
    municipality_posts: tuple[str, ...]
    municipality_state: str
    municipality_label: str
    county_posts: tuple[str, ...]
    county_state: str
    county_label: str


@dataclass(frozen=True)
class Card:
    """`kind` and `year` make the file's name; every list may be empty, and then the page says that nothing is known."""

    title: str
    name: str
    year: int
    data_on: str
    sentence: str
    population_line: str
    population: LineSpec | None
    population_spark: SparkSpec | None
    facts: tuple[str, ...]
    facts_source: str
    multiples: tuple[MultipleSpec, ...]
    strengths: tuple[str, ...]
    concerns: tuple[str, ...]
    words_source: str
    measures: tuple[str, ...]
    measures_example: bool
    participation: Facts
    pairs_done: int
    pairs_total: int
    municipality_dots: tuple[Dot, ...]
    county_dots: tuple[Dot, ...]
    contacts: tuple[ContactRow, ...]
    contacts_example: bool
    coefficient: StripSpec | None
    figures: ChartTable | None
    what_is_real: Words
    is_example: bool = False


def card_of(round: ReportRound, place: Organisation, covered: Coverage | None = None) -> Card:
    """The card of one municipality as the house knows it on the round's day."""
    covered = covered or coverage(round.county, round.data_on)
    words = {key: p for (key, place_id), p in passages_of(round).items() if place_id == place.pk}
    pairs = covered.of(place)
    newest = Population.objects.filter(organisation=place).order_by("-year").first()
    measures = words.get(PassageKey.CARD_MEASURES)
    return Card(
        title=_("Municipality card %(year)s: %(name)s") % {"year": round.year, "name": place.name},
        name=place.name,
        year=round.year,
        data_on=day(round.data_on),
        sentence=said(words.get(PassageKey.CARD_SENTENCE), ""),
        population_line=population_line(newest),
        population=population_chart(place),
        population_spark=population_spark(place),
        facts=listed(words.get(PassageKey.CARD_FACTS)),
        facts_source=source_of(words.get(PassageKey.CARD_FACTS)),
        multiples=multiples_of(place, round.data_on),
        strengths=listed(words.get(PassageKey.STRENGTHS)),
        concerns=listed(words.get(PassageKey.CONCERNS)),
        words_source=source_of(words.get(PassageKey.STRENGTHS)),
        measures=listed(measures),
        measures_example=bool(measures and measures.is_example),
        participation=participation_facts(place, round),
        pairs_done=covered.by_municipality[place.pk].done,
        pairs_total=covered.by_municipality[place.pk].total,
        municipality_dots=tuple(dot(p.interface.name, p.municipality) for p in pairs),
        county_dots=tuple(dot(p.interface.name, p.county) for p in pairs),
        contacts=tuple(contact_row(p.interface.name, p.municipality, p.county) for p in pairs),
        contacts_example=any(
            post.is_example or post.confirmation_is_example
            for p in pairs
            for side in (p.municipality, p.county)
            for post in side.posts
        ),
        coefficient=coefficient_strip(round.county, round.data_on),
        figures=figures_table(place, round.data_on),
        what_is_real=Words(
            (
                _(
                    "Population, facts, posts and the region's indicators come from the sources named. "
                    "What is marked as example data does not."
                ),
                _(
                    "A municipality's value is printed only when a source gives it. "
                    "Under 100 respondents, a change under 5 percentage points is no change."
                ),
            )
        ),
        is_example=round.is_example,
    )


def said(passage: Passage | None, otherwise: str) -> str:
    return passage.text if passage and passage.text else otherwise


def listed(passage: Passage | None) -> tuple[str, ...]:
    return tuple(lines(passage.text)) if passage else ()


def source_of(passage: Passage | None) -> str:
    return passage.source if passage else ""


def population_line(newest: Population | None) -> str:
    if newest is None:
        return _("Population: no data")
    return _("%(n)s inhabitants in %(year)s, source: %(source)s") % {
        "n": number(newest.inhabitants),
        "year": newest.year,
        "source": newest.source,
    }


def population_series(place: Organisation) -> dict[int, float | None]:
    """Inhabitants by year, of the years that a source gives. One query."""
    return {
        year: float(n)
        for year, n in Population.objects.filter(organisation=place).order_by("year").values_list("year", "inhabitants")
    }


def population_chart(place: Organisation) -> LineSpec | None:
    series = population_series(place)
    if len(series) < 2:
        return None
    return LineSpec(
        heading=_("Population"),
        values=series,
        name=place.name,
        unit="",
        decimals=0,
        caption=_("Source: Statistics Finland, 31 December."),
    )


def population_spark(place: Organisation) -> SparkSpec | None:
    """The same years in the card's corner: first and newest value only."""
    series = population_series(place)
    if len(series) < 2:
        return None
    heading = _("Population %(first)s–%(last)s") % {"first": min(series), "last": max(series)}
    return SparkSpec(heading=heading, values=series, name=place.name, unit="", decimals=0, ends=True)


def population_table(places: list[Organisation], base: int = 2000) -> Table:
    """Each municipality's newest population with its year, and the change since the base year. One query."""
    rows = (
        Population.objects.filter(organisation__in=places)
        .order_by("year")
        .values_list("organisation_id", "year", "inhabitants")
    )
    known: dict[int, dict[int, int]] = {}
    for place_id, year, inhabitants in rows:
        known.setdefault(place_id, {})[year] = inhabitants
    columns = (
        Column(_("Municipality")),
        Column(_("Inhabitants"), True),
        Column(_("Year"), True),
        Column(_("Change since %(year)s") % {"year": base}, True),
    )
    cells = tuple(population_row(place, known.get(place.pk, {}), base) for place in places)
    return Table(ChartTable(_("Population of the municipalities"), columns, cells), widths=(0, 24, 16, 34))


def population_row(place: Organisation, known: dict[int, int], base: int) -> tuple[str, ...]:
    if not known:
        return (place.name, no_data(), "–", no_data())
    newest = max(known)
    before = known.get(base)
    if not before:
        return (place.name, number(known[newest]), str(newest), no_data())
    change = (known[newest] / before - 1) * 100
    return (place.name, number(known[newest]), str(newest), ("+" if change > 0 else "") + percent(change, 1))


def population_fan(places: list[Organisation], base: int = 2000) -> FanSpec:
    """The cover's picture: how each municipality has grown or shrunk since the base year."""
    rows: dict[int, dict[int, float | None]] = {}
    for place_id, year, n in Population.objects.filter(organisation__in=places).values_list(
        "organisation_id", "year", "inhabitants"
    ):
        rows.setdefault(place_id, {})[year] = float(n)
    series = {place.name: rows.get(place.pk, {}) for place in places}
    return FanSpec(heading=_("Population of the municipalities"), series=series, base=base, ground="#fbf8f3")


def participation_facts(place: Organisation, round: ReportRound) -> Facts:
    heard = participation_year(place, round.year, round.data_on)
    share = heard.share_in_promise
    rounds = rounds_of_year(place, round.year)
    voters = sum(r.voters for r in rounds)
    return Facts(
        (
            (number(heard.received), _("messages from residents")),
            (percent(round_share(share)) if share is not None else no_data(), _("answered in time")),
            (number(voters) if rounds else no_data(), _("voters in participatory budgeting")),
        ),
        is_example=heard.is_example or any(r.is_example for r in rounds),
    )


def round_share(share: float) -> int:
    return int(share + 0.5)


def dot(interface: str, side: CellSide) -> Dot:
    return Dot(side.sign, str(side.state.label), interface)


def contact_row(interface: str, municipality: CellSide, county: CellSide) -> ContactRow:
    return ContactRow(
        interface,
        tuple(post.title for post in municipality.posts),
        municipality.sign,
        str(municipality.state.label),
        tuple(post.title for post in county.posts),
        county.sign,
        str(county.state.label),
    )
