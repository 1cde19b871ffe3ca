"""Who answers for an interface on a day, and how well the region is covered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F
from django.utils.translation import pgettext

from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Assignment, AssignmentQuerySet, Interface, Post, Verification
from interfaces.contacts.rules import GAPS, SIGNS, LogEntry, Standing, is_ageing, pair_in_order, standing_on, state_of
from organisations.enums import OrganisationKind
from organisations.models import Organisation


@dataclass(frozen=True)
class AnsweringPost:
    """A post that answers for an interface. `phone` and `phone_hours` are empty where nobody has told them."""

    post: Post
    title: str
    organisation_name: str
    state: CellState
    state_label: str
    phone: str
    phone_hours: str
    is_primary: bool
    assignment_id: int = 0
    unit_name: str = ""
    mailbox: str = ""
    confirmed_on: date | None = None
    bounced_on: date | None = None
    valid_from: date | None = None
    source: str = ""
    is_example: bool = False
    confirmation_is_example: bool = False

    @property
    def sign(self) -> str:
        """The state's key in components/contact_sign.html."""
        return SIGNS[self.state]

    @property
    def title_and_unit(self) -> str:
        """“Tulosaluejohtaja, työikäisten palvelut”."""
        return f"{self.title}, {self.unit_name}" if self.unit_name else self.title


def joined(words: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C” in the language of the page."""
    return pgettext("between the last two of a list", " and ").join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class ContactPair:
    """The posts of both sides, the primary ones first; empty where the cell is vacant."""

    municipality: tuple[AnsweringPost, ...]
    county: tuple[AnsweringPost, ...]


@dataclass(frozen=True)
class CellSide:
    """One side of a cell: its posts and its state. `own` tells a municipality's own county contact from the one that serves all."""

    side: Side
    state: CellState
    posts: tuple[AnsweringPost, ...]
    own: bool = False

    @property
    def title(self) -> str:
        """All posts of the side in one line; the unit once at the end when they share it."""
        units = {post.unit_name for post in self.posts}
        if len(units) != 1:
            return joined([post.title_and_unit for post in self.posts])
        titles = joined([post.title if n == 0 else lower_first(post.title) for n, post in enumerate(self.posts)])
        return ", ".join(part for part in (titles, *units) if part)

    @property
    def sign(self) -> str:
        return SIGNS[self.state]

    @property
    def has_example(self) -> bool:
        return any(post.is_example or post.confirmation_is_example for post in self.posts)

    @property
    def is_gap(self) -> bool:
        return self.state in GAPS


@dataclass(frozen=True)
class Pair:
    """One interface in one municipality: both sides."""

    interface: Interface
    place: Organisation
    municipality: CellSide
    county: CellSide

    @property
    def in_order(self) -> bool:
        return pair_in_order(self.municipality.state, self.county.state)

    @property
    def is_ageing(self) -> bool:
        return is_ageing(self.municipality.state, self.county.state)


@dataclass(frozen=True)
class Count:
    """`done` of `total` pairs in order."""

    done: int
    total: int


@dataclass(frozen=True)
class Coverage:
    """All pairs of a region on a day, row by row (interfaces in their fixed order, municipalities A to Ö)."""

    county: Organisation
    on: date
    interfaces: tuple[Interface, ...]
    municipalities: tuple[Organisation, ...]
    pairs: tuple[Pair, ...]
    total: Count
    by_interface: Mapping[int, Count]
    by_municipality: Mapping[int, Count]
    gaps_by_municipality: Mapping[int, int]
    states: Mapping[Side, Mapping[CellState, int]]

    def pair(self, interface: Interface, municipality: Organisation) -> Pair:
        """Raises KeyError when either does not belong to the region."""
        return self.by_key[(interface.pk, municipality.pk)]

    def of(self, municipality: Organisation) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.place.pk == municipality.pk)

    @cached_property
    def by_key(self) -> dict[tuple[int, int], Pair]:
        return {(pair.interface.pk, pair.place.pk): pair for pair in self.pairs}


def contacts_for(interface: Interface, municipality: Organisation | None, on: date) -> ContactPair:
    """Who answers for the interface on the day. A municipality's own county contact outweighs the one that serves all.

    `municipality` may be the county (a matter of the whole region) or None: then only the county's side is filled. One query.
    """
    place = municipality if municipality is not None and municipality.kind == OrganisationKind.MUNICIPALITY else None
    cells = cells_on(Assignment.objects.filter(interface=interface), on)
    own = cells.get((interface.pk, Side.COUNTY, place.pk), ()) if place else ()
    return ContactPair(
        municipality=cells.get((interface.pk, Side.MUNICIPALITY, place.pk), ()) if place else (),
        county=own or cells.get((interface.pk, Side.COUNTY, None), ()),
    )


def coverage(county: Organisation, on: date) -> Coverage:
    """Every interface in every municipality of the county on the day: states of both sides, and what is in order. Three queries."""
    interfaces = tuple(interfaces_of(county, on))
    towns = tuple(Organisation.objects.municipalities().of_region(county).current(on).order_by("name_fi"))
    cells = cells_on(Assignment.objects.filter(interface__region=county), on)
    pairs = tuple(pair_from(cells, interface, town) for interface in interfaces for town in towns)
    return Coverage(
        county=county,
        on=on,
        interfaces=interfaces,
        municipalities=towns,
        pairs=pairs,
        total=count(pairs),
        by_interface={i.pk: count([p for p in pairs if p.interface.pk == i.pk]) for i in interfaces},
        by_municipality={t.pk: count([p for p in pairs if p.place.pk == t.pk]) for t in towns},
        gaps_by_municipality={t.pk: sum(p.municipality.is_gap for p in pairs if p.place.pk == t.pk) for t in towns},
        states={
            Side.MUNICIPALITY: Counter(p.municipality.state for p in pairs),
            Side.COUNTY: Counter(p.county.state for p in pairs),
        },
    )


def interfaces_of(region: Organisation, on: date) -> list[Interface]:
    """The interfaces of the region that exist on the day, in their fixed order."""
    return list(Interface.objects.of_region(region).in_force(on).order_by("position", "name_fi"))


def interface_tree(region: Organisation) -> list[Interface]:
    """All interfaces that the region has or has had, in their fixed order."""
    return list(Interface.objects.of_region(region).order_by("position", "name_fi"))


Cells = dict[tuple[int, Side, int | None], tuple[AnsweringPost, ...]]


def cells_on(assignments: AssignmentQuerySet, on: date) -> Cells:
    """The posts of each (interface, side, municipality) on the day, the primary ones first. One query.

    An assignment comes once for every entry of its log: there are few, and a second query costs more.
    """
    lines = (
        assignments.in_force(on)
        .select_related("post__unit", "post__organisation")
        .annotate(
            log_day=F("verifications__on"),
            log_outcome=F("verifications__outcome"),
            log_is_example=F("verifications__is_example"),
        )
        .order_by("-is_primary", "id", "verifications__on", "verifications__id")
    )
    rows: dict[int, Assignment] = {}
    logs: dict[int, list[LogEntry]] = {}
    for line in lines:
        row = rows.setdefault(line.pk, line)
        if line.log_day is not None:
            logs.setdefault(row.pk, []).append(LogEntry(line.log_day, line.log_outcome, line.log_is_example))
    cells: dict[tuple[int, Side, int | None], list[AnsweringPost]] = {}
    for row in rows.values():
        key = (row.interface_id, Side(row.side), row.municipality_id)
        cells.setdefault(key, []).append(answering_post(row, logs.get(row.pk, ()), on))
    return {key: tuple(posts) for key, posts in cells.items()}


def logs_of(assignments: Sequence[Assignment]) -> dict[int, list[LogEntry]]:
    """What was found out about each assignment, oldest first."""
    logs: dict[int, list[LogEntry]] = {}
    entries = Verification.objects.filter(assignment__in=assignments).order_by("on", "id")
    for assignment_id, day, outcome, is_example in entries.values_list("assignment_id", "on", "outcome", "is_example"):
        logs.setdefault(assignment_id, []).append(LogEntry(day, outcome, is_example))
    return logs


def answering_post(row: Assignment, log: Sequence[LogEntry], on: date) -> AnsweringPost:
    known = standing_on(log, on) if log else Standing(row.confirmed_on, row.bounced_on)
    state = state_of(confirmed_on=known.confirmed_on, bounced_on=known.bounced_on, on=on)
    return AnsweringPost(
        post=row.post,
        title=row.post.title,
        organisation_name=row.post.organisation.name,
        state=state,
        state_label=str(state.label),
        phone=row.post.phone,
        phone_hours=row.post.phone_hours,
        is_primary=row.is_primary,
        assignment_id=row.pk,
        unit_name=row.post.unit.name if row.post.unit else "",
        mailbox=row.post.mailbox,
        confirmed_on=known.confirmed_on,
        bounced_on=known.bounced_on,
        valid_from=row.valid_from,
        source=row.source,
        is_example=row.is_example or row.post.is_example,
        confirmation_is_example=known.is_example,
    )


def pair_from(cells: Cells, interface: Interface, town: Organisation) -> Pair:
    own = cells.get((interface.pk, Side.COUNTY, town.pk), ())
    return Pair(
        interface=interface,
        place=town,
        municipality=cell_side(Side.MUNICIPALITY, cells.get((interface.pk, Side.MUNICIPALITY, town.pk), ())),
        county=cell_side(Side.COUNTY, own or cells.get((interface.pk, Side.COUNTY, None), ()), own=bool(own)),
    )


def cell_side(side: Side, posts: tuple[AnsweringPost, ...], *, own: bool = False) -> CellSide:
    return CellSide(side=side, state=posts[0].state if posts else CellState.VACANT, posts=posts, own=own)


def count(pairs: Sequence[Pair]) -> Count:
    return Count(done=sum(pair.in_order for pair in pairs), total=len(pairs))
