"""One interface in one place: who answers now, what was before, and what else there is about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from interfaces.contacts.enums import Side, VerificationOutcome
from interfaces.contacts.models import Assignment, Cell, Interface, Post, Verification
from interfaces.contacts.permissions import can_confirm, can_edit, can_flag
from interfaces.contacts.queries.answering import (
    AnsweringPost,
    CellSide,
    Pair,
    answering_post,
    cell_side,
    cells_on,
    logs_of,
    pair_from,
)
from interfaces.contacts.rules import MANY_CELLS
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import public_organisation, region_of
from people.models import Person
from portal.exceptions import NotVisible
from portal.shelves import Shelf

# The words of the address.
SIDE_WORDS: dict[str, Side] = {"kunta": Side.MUNICIPALITY, "hva": Side.COUNTY}


@dataclass(frozen=True)
class CellLink:
    """Something that other floors know about an interface, such as a network that works on it."""

    title: str
    text: str
    url: str
    language: str = ""


CELL_LINKS: Shelf[Callable[[Interface, Organisation], Sequence[CellLink]]] = Shelf("contacts.cell_links")


@dataclass(frozen=True)
class HistoryLine:
    """A post that answers or once answered, with what was found out about it (newest first: day, word, example)."""

    side: Side
    own: bool
    title: str
    valid_from: date | None
    valid_to: date | None
    findings: tuple[tuple[date, str, bool], ...]
    source: str
    is_example: bool

    @property
    def ended(self) -> bool:
        return self.valid_to is not None


@dataclass(frozen=True)
class CellPage:
    """`pair` is empty for the county's own page, where `rows` lists the municipalities instead."""

    interface: Interface
    place: Organisation
    on: date
    pair: Pair | None
    county: CellSide
    rows: tuple[Pair, ...]
    history: tuple[HistoryLine, ...]
    links: tuple[CellLink, ...]


def find_place(interface_slug: str, slug: str) -> tuple[Interface, Organisation]:
    """The interface and the place (a municipality or the county) of the address. Raises NotVisible."""
    place = public_organisation(slug)
    interface = (
        Interface.objects.of_region(region_of(place)).select_related("region", "parent").filter(slug=interface_slug)
    )
    found = interface.first()
    if found is None:
        raise NotVisible(interface_slug)
    return found, place


def find_cell(interface_slug: str, slug: str, side: str) -> Cell:
    """The cell of the address. Raises NotVisible, also for the municipality's side of a county."""
    interface, place = find_place(interface_slug, slug)
    if side not in SIDE_WORDS or (place.is_county and SIDE_WORDS[side] == Side.MUNICIPALITY):
        raise NotVisible(side)
    return Cell(interface, place, SIDE_WORDS[side])


def find_post(pk: int) -> Post:
    """Posts are public. Raises NotVisible."""
    post = Post.objects.select_related("organisation__parent", "unit").filter(pk=pk).first()
    if post is None:
        raise NotVisible(pk)
    return post


def cell_page(interface: Interface, place: Organisation, on: date) -> CellPage:
    """Everything about the interface in the place on the day: for a municipality four queries, for the county five."""
    cells = cells_on(Assignment.objects.filter(interface=interface), on)
    towns = Organisation.objects.municipalities().of_region(place).current(on).order_by("name_fi")
    pair = None if place.is_county else pair_from(cells, interface, place)
    shared = cell_side(Side.COUNTY, cells.get((interface.pk, Side.COUNTY, None), ()))
    return CellPage(
        interface=interface,
        place=place,
        on=on,
        pair=pair,
        county=pair.county if pair else shared,
        rows=tuple(pair_from(cells, interface, town) for town in towns) if place.is_county else (),
        history=history_of(interface, place, on),
        links=tuple(link for provider in CELL_LINKS for link in provider(interface, place)),
    )


def history_of(interface: Interface, place: Organisation, on: date) -> tuple[HistoryLine, ...]:
    """Everybody who answers or has answered in the place up to the day, the newest first. Two queries."""
    of_place = Q(side=Side.COUNTY, municipality__isnull=True)
    if not place.is_county:
        of_place |= Q(municipality=place)
    rows = Assignment.objects.filter(of_place, Q(valid_from__isnull=True) | Q(valid_from__lte=on), interface=interface)
    rows = rows.select_related("post__unit").order_by("-side", "-valid_from", "-is_primary", "id")
    found: dict[int, list[tuple[date, str, bool]]] = {}
    for entry in Verification.objects.filter(assignment__in=rows.values("pk"), on__lte=on).order_by("-on", "-id"):
        word = str(VerificationOutcome(entry.outcome).label)
        found.setdefault(entry.assignment_id, []).append((entry.on, word, entry.is_example))
    return tuple(
        HistoryLine(
            side=Side(row.side),
            own=row.municipality_id is not None,
            title=f"{row.post.title}, {row.post.unit.name}" if row.post.unit else row.post.title,
            valid_from=row.valid_from,
            valid_to=row.valid_to if row.valid_to is not None and row.valid_to < on else None,
            findings=tuple(found.get(row.pk, ())),
            source=row.source,
            is_example=row.is_example or row.post.is_example,
        )
        for row in rows
    )


def choosable_posts(owner: Organisation) -> QuerySet[Post]:
    """The posts of the organisation and of its sectors, A to Ö."""
    own = Q(organisation=owner) | Q(organisation__parent=owner, organisation__kind=OrganisationKind.SECTOR)
    return Post.objects.filter(own).select_related("unit", "organisation").order_by("title_fi", "unit__name_fi")


@dataclass(frozen=True)
class PostCell:
    """A cell in which the post answers."""

    interface: Interface
    place: Organisation
    side: Side
    answering: AnsweringPost
    url: str


@dataclass(frozen=True)
class PostPage:
    post: Post
    cells: tuple[PostCell, ...]
    many: bool


def post_page(post: Post, on: date) -> PostPage:
    """The post with every cell in which it answers on the day. Two queries."""
    rows = Assignment.objects.filter(post=post).in_force(on)
    rows = rows.select_related("interface__region", "municipality", "post__unit", "post__organisation")
    found = list(rows.order_by("interface__position", "municipality__name_fi"))
    logs = logs_of(found)
    cells = []
    for row in found:
        place = row.municipality or row.interface.region
        url = reverse("interface_cell", args=[row.interface.slug, place.slug])
        answering = answering_post(row, logs.get(row.pk, ()), on)
        cells.append(PostCell(row.interface, place, Side(row.side), answering, url))
    return PostPage(post=post, cells=tuple(cells), many=len(cells) > MANY_CELLS)


@dataclass(frozen=True)
class SidePanel:
    """One side of a cell with what the person may do about it.

    `word` is the side's word in addresses, `slug` the place where its posts stand: the county where one post serves all.
    """

    side: Side
    word: str
    slug: str
    heading: str
    contacts: CellSide
    may_edit: bool
    may_confirm: bool
    may_flag: bool


def side_panels(person: Person, page: CellPage, *, may_change: bool) -> tuple[SidePanel, ...]:
    """The sides of the page. `may_change` is false when it shows a past day: then nobody may do anything."""
    place, region = page.place, page.interface.region
    panels = []
    for word, side in SIDE_WORDS.items():
        if side == Side.MUNICIPALITY and page.pair is None:
            continue
        contacts = page.pair.municipality if page.pair and side == Side.MUNICIPALITY else page.county
        cell = Cell(page.interface, place, side)
        panels.append(
            SidePanel(
                side=side,
                word=word,
                slug=region.slug if side == Side.COUNTY and not contacts.own else place.slug,
                heading=place.name if side == Side.MUNICIPALITY else region.name,
                contacts=contacts,
                may_edit=may_change and can_edit(person, cell.owner),
                may_confirm=may_change and can_confirm(person, cell.owner),
                may_flag=may_change and can_flag(person, cell),
            )
        )
    return tuple(panels)
