"""The matrix of interfaces and municipalities: as a wide table, as the phone's list of one municipality, and as rows to take away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Interface
from interfaces.contacts.queries.answering import CellSide, Count, Coverage, Pair
from interfaces.contacts.rules import SHOWN_STATES, SIGNS
from organisations.models import Organisation
from portal.tables import Column, Table, Value

GAPS_ONLY = "puutteet"
SHORT: dict[CellState, str | Promise] = {
    CellState.POST_ONLY: pgettext_lazy("contact, short", "post only"),
    CellState.DUE: pgettext_lazy("contact, short", "getting old"),
    CellState.BOUNCED: pgettext_lazy("contact, short", "returned"),
}
SHOWN_AT_FIRST = 3  # pairs in order that the phone shows before the reader asks for the rest


@dataclass(frozen=True)
class MatrixChoice:
    """What the reader asked for. `state` is a CellState, GAPS_ONLY or empty; the slugs are empty for all.

    `is_past`: another day than today was asked for, and the links keep it.
    """

    on: date
    is_past: bool = False
    state: str = ""
    interface: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class MatrixCell:
    """One cell of the table. `width` is in municipalities; `title` is the post, shown on the county's row; `names` are for the ear."""

    sign: str
    label: str
    url: str
    names: str
    width: int = 1
    title: str = ""
    same_post: bool = False


@dataclass(frozen=True)
class MatrixRow:
    interface: Interface
    url: str
    municipal: tuple[MatrixCell, ...]
    county: tuple[MatrixCell, ...]
    count: Count


@dataclass(frozen=True)
class MatrixColumn:
    municipality: Organisation
    url: str
    count: Count
    gaps: int


@dataclass(frozen=True)
class KeyEntry:
    """A sign with how often it stands on the municipalities' and on the county's side."""

    sign: str
    municipal: int
    county: int


@dataclass(frozen=True)
class Matrix:
    choice: MatrixChoice
    coverage: Coverage
    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    key: tuple[KeyEntry, ...]
    gaps: int
    has_example: bool
    sources: tuple[str, ...]


def matrix_of(whole: Coverage, choice: MatrixChoice) -> Matrix:
    """The table that the reader asked for, out of the coverage of that day. No queries. Totals are of the shown columns' whole region."""
    query = day_query(choice)
    towns = [t for t in whole.municipalities if choice.municipality in ("", t.slug)]
    shown = {town.pk for town in towns}
    rows = []
    for interface in whole.interfaces:
        pairs = [pair for pair in whole.pairs if pair.interface.pk == interface.pk and pair.place.pk in shown]
        if choice.interface in ("", interface.slug) and any(fits(pair, choice.state) for pair in pairs):
            rows.append(row_of(interface, whole, pairs, query))
    return Matrix(
        choice=choice,
        coverage=whole,
        rows=tuple(rows),
        columns=tuple(
            MatrixColumn(
                town,
                reverse("contacts_municipality", args=[town.slug]) + query,
                whole.by_municipality[town.pk],
                whole.gaps_by_municipality[town.pk],
            )
            for town in towns
        ),
        key=tuple(
            KeyEntry(
                SIGNS[state], whole.states[Side.MUNICIPALITY].get(state, 0), whole.states[Side.COUNTY].get(state, 0)
            )
            for state in SHOWN_STATES
        ),
        gaps=sum(whole.gaps_by_municipality[town.pk] for town in towns),
        has_example=any(pair.municipality.has_example or pair.county.has_example for pair in whole.pairs),
        sources=tuple(
            sorted(
                {post.source for pair in whole.pairs for post in (*pair.municipality.posts, *pair.county.posts)} - {""}
            )
        ),
    )


def day_query(choice: MatrixChoice) -> str:
    return f"?pvm={choice.on.isoformat()}" if choice.is_past else ""


def fits(pair: Pair, state: str) -> bool:
    """Whether the pair has what the reader looks for on either side."""
    if state == GAPS_ONLY:
        return not pair.in_order
    return state in ("", pair.municipality.state, pair.county.state)


def row_of(interface: Interface, whole: Coverage, pairs: Sequence[Pair], query: str) -> MatrixRow:
    return MatrixRow(
        interface=interface,
        url=reverse("interface_cell", args=[interface.slug, whole.county.slug]) + query,
        municipal=tuple(
            MatrixCell(
                pair.municipality.sign,
                short_label(pair.municipality.state),
                reverse("interface_cell", args=[interface.slug, pair.place.slug]) + query,
                pair.place.name,
            )
            for pair in pairs
        ),
        county=tuple(county_cells(interface, whole, pairs, query)),
        count=whole.by_interface[interface.pk],
    )


def short_label(state: CellState) -> str:
    """The state in a word or two that fit a narrow column."""
    return str(SHORT.get(state, state.label))


def county_cells(interface: Interface, whole: Coverage, pairs: Sequence[Pair], query: str) -> Iterator[MatrixCell]:
    """One cell for each run of municipalities that the same county posts serve; a municipality's own contact splits the row."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and not pair.county.own and not runs[-1][-1].county.own:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    told = False
    for run in runs:
        side = run[0].county
        place = run[0].place if side.own else whole.county
        everywhere = len(run) == len(whole.municipalities)
        yield MatrixCell(
            sign=side.sign,
            label=short_label(side.state) if len(run) == 1 else str(side.state.label),
            url=reverse("interface_cell", args=[interface.slug, place.slug]) + query,
            names=_("all municipalities") if everywhere else ", ".join(pair.place.name for pair in run),
            width=len(run),
            title="" if told and not side.own else side.title,
            same_post=told and not side.own,
        )
        told = told or not side.own


@dataclass(frozen=True)
class TownPairs:
    """The pairs of one municipality as a phone shows them: what is missing, what soon will be, what is in order."""

    municipality: Organisation
    municipalities: tuple[Organisation, ...]
    choice: MatrixChoice
    count: Count
    gaps: tuple[Pair, ...]
    ageing: tuple[Pair, ...]
    first_in_order: tuple[Pair, ...]
    more_in_order: tuple[Pair, ...]
    has_example: bool

    @property
    def in_order(self) -> int:
        return len(self.first_in_order) + len(self.more_in_order)


def town_pairs(whole: Coverage, municipality: Organisation, choice: MatrixChoice) -> TownPairs:
    """The municipality's pairs out of the coverage of the day. No queries."""
    pairs = whole.of(municipality)
    fine = tuple(pair for pair in pairs if pair.in_order and not pair.is_ageing)
    return TownPairs(
        municipality=municipality,
        municipalities=whole.municipalities,
        choice=choice,
        count=whole.by_municipality[municipality.pk],
        gaps=tuple(pair for pair in pairs if not pair.in_order),
        ageing=tuple(pair for pair in pairs if pair.is_ageing),
        first_in_order=fine[:SHOWN_AT_FIRST],
        more_in_order=fine[SHOWN_AT_FIRST:],
        has_example=any(pair.municipality.has_example or pair.county.has_example for pair in pairs),
    )


def matrix_table(whole: Coverage, choice: MatrixChoice) -> Table:
    """The shown part of the matrix in long form: one row for each post of each side of each pair, and for each vacant side."""
    return Table(
        name=f"{pgettext('file name', 'interfaces')}-{whole.county.slug}-{whole.on.isoformat()}",
        title=_("Interface contacts"),
        columns=[
            Column(_("Interface"), 34),
            Column(_("Side"), 18),
            Column(_("Municipality"), 16),
            Column(pgettext("contact", "Post"), 40),
            Column(pgettext("contact", "Unit"), 28),
            Column(_("State"), 16),
            Column(_("Confirmed"), 14),
            Column(_("Source"), 34),
            Column(_("Example data"), 14),
        ],
        rows=table_rows(whole, choice),
    )


def table_rows(whole: Coverage, choice: MatrixChoice) -> Iterator[Sequence[Value]]:
    for pair in whole.pairs:
        if choice.interface not in ("", pair.interface.slug) or choice.municipality not in ("", pair.place.slug):
            continue
        for side in (pair.municipality, pair.county):
            if side_fits(side, choice.state):
                yield from side_rows(pair, side)


def side_fits(side: CellSide, state: str) -> bool:
    return side.is_gap if state == GAPS_ONLY else state in ("", side.state)


def side_rows(pair: Pair, side: CellSide) -> Iterator[Sequence[Value]]:
    where = (pair.interface.name, str(side.side.label), pair.place.name)
    for post in side.posts:
        example = post.is_example or post.confirmation_is_example
        yield (*where, post.title, post.unit_name, post.state_label, post.confirmed_on, post.source, example)
    if not side.posts:
        yield (*where, "", "", str(CellState.VACANT.label), None, "", False)
