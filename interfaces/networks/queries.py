"""Networks under their interfaces, their members, and the picture of who works with whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interfaces.contacts.models import Interface
from interfaces.contacts.queries import CellLink
from interfaces.networks.enums import MemberRole
from interfaces.networks.models import Membership, Network
from interfaces.networks.rules import MOST_LINKS, Group, Picture, layout
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import municipalities_of
from portal.exceptions import NotVisible
from portal.languages import language_of
from portal.tables import Column, Table


@dataclass(frozen=True)
class NetworkLine:
    """A network in the list. `members` is None where the source names none: not known, which is not zero."""

    name: str
    language: str
    kind: str
    url: str
    sub_topic: str
    members: int | None
    source: str


@dataclass(frozen=True)
class Heading:
    """A topmost interface with its networks. `picture_url` is empty where no memberships are known."""

    interface: Interface
    networks: tuple[NetworkLine, ...]
    picture_url: str


@dataclass(frozen=True)
class NetworkList:
    headings: tuple[Heading, ...]
    shown: int
    total: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class MemberLine:
    name: str
    role: str
    url: str
    source: str
    is_example: bool


@dataclass(frozen=True)
class NetworkPage:
    network: Network
    language: str
    conveners: tuple[MemberLine, ...]
    members: tuple[MemberLine, ...]
    picture_url: str
    has_example: bool


def networks_of(region: Organisation) -> QuerySet[Network]:
    """The region's networks in the order of the interfaces' list."""
    rows = Network.objects.filter(region=region).select_related("interface__parent")
    return rows.order_by("interface__position", "position", "name_fi")


def find_network(region: Organisation, slug: str) -> Network:
    network = networks_of(region).filter(slug=slug).first()
    if network is None:
        raise NotVisible(slug)
    return network


def network_list(region: Organisation, *, interface: str = "", text: str = "") -> NetworkList:
    """The networks under their topmost interfaces; `interface` is a slug and takes its sub-topics along. Two queries."""
    everything = list(networks_of(region))
    counted = Membership.objects.filter(network__region=region).values_list("network_id").annotate(Count("pk"))
    members = dict(counted)
    words = text.casefold().split()
    shown = [n for n in everything if belongs(n, interface) and all(word in searched(n) for word in words)]
    roots: dict[int, Interface] = {}
    under: dict[int, list[NetworkLine]] = {}
    pictured: set[int] = set()
    for network in shown:
        root = network.interface.parent or network.interface
        roots.setdefault(root.pk, root)
        under.setdefault(root.pk, []).append(line_of(network, root, members.get(network.pk, 0)))
        pictured |= {root.pk} if network.pk in members else set()
    order = sorted(roots.values(), key=lambda root: root.position)
    return NetworkList(
        headings=tuple(
            Heading(
                root, tuple(under[root.pk]), reverse("network_picture", args=[root.slug]) if root.pk in pictured else ""
            )
            for root in order
        ),
        shown=len(shown),
        total=len(everything),
        sources=tuple(sorted({network.source for network in shown} - {""})),
    )


def belongs(network: Network, slug: str) -> bool:
    parent = network.interface.parent
    return slug in ("", network.interface.slug) or (parent is not None and parent.slug == slug)


def searched(network: Network) -> str:
    return " ".join((network.name_fi, network.name_sv, network.name_en, network.purpose)).casefold()


def line_of(network: Network, root: Interface, members: int) -> NetworkLine:
    return NetworkLine(
        name=network.name,
        language=language_of(network, "name"),
        kind=network.get_kind_display(),
        url=reverse("network_detail", args=[network.slug]),
        sub_topic="" if network.interface_id == root.pk else network.interface.name,
        members=members or None,
        source=network.source,
    )


def network_page(network: Network) -> NetworkPage:
    """The network with its members. One query."""
    rows = memberships_of(Q(network=network))
    lines = [(row, member_line(row)) for row in rows]
    root = network.interface.parent or network.interface
    return NetworkPage(
        network=network,
        language=language_of(network, "name"),
        conveners=tuple(line for row, line in lines if row.role == MemberRole.CONVENER),
        members=tuple(line for row, line in lines if row.role != MemberRole.CONVENER),
        picture_url=reverse("network_picture", args=[root.slug]) if rows else "",
        has_example=any(row.is_example for row in rows),
    )


def memberships_of(which: Q) -> list[Membership]:
    """Memberships with what their names need: municipalities first, then the county, then others, each A to Ö."""
    rows = Membership.objects.filter(which).select_related("organisation", "unit", "post")
    return sorted(
        rows, key=lambda row: (SIDE_ORDER.get(row.organisation.kind, 2), row.organisation.name_fi, actor_name(row))
    )


SIDE_ORDER: dict[str, int] = {
    OrganisationKind.MUNICIPALITY: 0,
    OrganisationKind.COUNTY: 1,
    OrganisationKind.SECTOR: 1,
}


def actor_name(row: Membership) -> str:
    """The name that a membership is known by: the unit's where a unit sits in the network, otherwise the organisation's."""
    return capfirst(row.unit.name) if row.unit else row.organisation.name


def member_line(row: Membership) -> MemberLine:
    name = actor_name(row) if row.unit is None else f"{actor_name(row)}, {row.organisation.name}"
    return MemberLine(
        name=f"{name}: {row.post.title}" if row.post else name,
        role=row.get_role_display(),
        url=reverse("post_detail", args=[row.post_id]) if row.post_id else "",
        source=row.source,
        is_example=row.is_example,
    )


def cell_links(interface: Interface, place: Organisation) -> list[CellLink]:
    """The networks that work on the interface or its sub-topics, for the page of a cell. One query."""
    rows = Network.objects.filter(Q(interface=interface) | Q(interface__parent=interface))
    rows = rows.order_by("interface__position", "position")
    return [
        CellLink(n.name, n.get_kind_display(), reverse("network_detail", args=[n.slug]), language_of(n, "name"))
        for n in rows
    ]


@dataclass(frozen=True)
class Actor:
    """An organisation or a unit of it in the picture; `key` is its word in the address."""

    key: str
    name: str
    side: int


@dataclass(frozen=True)
class PictureRow:
    """The picture's data in words: who is in the network, and whether the chosen one is."""

    group: str
    name: str
    language: str
    url: str
    municipalities: str
    others: str
    has_focus: bool
    members: int


@dataclass(frozen=True)
class PicturePage:
    """`picture` is None when there are more links than an eye can follow."""

    interface: Interface
    picture: Picture | None
    actors: tuple[Actor, ...]
    focus: Actor | None
    focus_count: int
    rows: tuple[PictureRow, ...]
    networks: int
    links: int
    has_example: bool


def picture_page(region: Organisation, slug: str, focus_key: str) -> PicturePage:
    """Organisations and networks of an interface and its sub-topics. Raises NotVisible. Four queries."""
    interface = Interface.objects.of_region(region).filter(slug=slug).first()
    if interface is None:
        raise NotVisible(slug)
    networks = list(networks_of(region).filter(Q(interface=interface) | Q(interface__parent=interface)))
    memberships = memberships_of(Q(network__in=networks))
    actors = {
        actor_key(row): Actor(actor_key(row), actor_name(row), SIDE_ORDER.get(row.organisation.kind, 2))
        for row in memberships
    }
    order = {key: number for number, key in enumerate(actors, 1)}
    links = sorted({(order[actor_key(row)], row.network_id) for row in memberships})
    towns = municipalities_of(region)
    focus = actors.get(focus_key) or next(iter(actors.values()), None)
    focus_number = order[focus.key] if focus else 0
    return PicturePage(
        interface=interface,
        picture=layout(left_groups(actors, order), right_groups(networks), links, focus_number)
        if len(links) <= MOST_LINKS
        else None,
        actors=tuple(actors.values()),
        focus=focus,
        focus_count=sum(actor == focus_number for actor, _network in links),
        rows=tuple(
            picture_row(n, [r for r in memberships if r.network_id == n.pk], focus, len(towns)) for n in networks
        ),
        networks=len(networks),
        links=len(links),
        has_example=any(row.is_example for row in memberships),
    )


def actor_key(row: Membership) -> str:
    return f"{row.organisation.slug}-{row.unit_id}" if row.unit_id else row.organisation.slug


def left_groups(actors: dict[str, Actor], order: dict[str, int]) -> list[Group]:
    names = (_("Municipalities"), _("Wellbeing services county"), _("Others"))
    groups: list[Group] = []
    for side, name in enumerate(names):
        members = [(order[actor.key], actor.name) for actor in actors.values() if actor.side == side]
        if members:
            groups.append((name, members))
    return groups


def right_groups(networks: Sequence[Network]) -> Sequence[Group]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for network in networks:
        groups.setdefault(network.interface.name, []).append((network.pk, network.name))
    return list(groups.items())


def picture_row(network: Network, members: Sequence[Membership], focus: Actor | None, all_towns: int) -> PictureRow:
    names = {actor_key(row): row for row in members}
    towns = [actor_name(row) for row in names.values() if row.organisation.kind == OrganisationKind.MUNICIPALITY]
    others = [actor_name(row) for row in names.values() if row.organisation.kind != OrganisationKind.MUNICIPALITY]
    all_of_them = _("all %(count)d municipalities") % {"count": all_towns}
    return PictureRow(
        group=network.interface.name,
        name=network.name,
        language=language_of(network, "name"),
        url=reverse("network_detail", args=[network.slug]),
        municipalities=all_of_them if len(towns) == all_towns > 1 else ", ".join(towns),
        others=", ".join(others),
        has_focus=focus is not None and focus.key in names,
        members=len(names),
    )


def networks_table(region: Organisation, chosen: NetworkList) -> Table:
    """The shown networks, one row each."""
    return Table(
        name=f"{pgettext('file name', 'networks')}-{region.slug}",
        title=_("Networks"),
        columns=[
            Column(_("Interface"), 34),
            Column(_("Sub-topic"), 24),
            Column(_("Network"), 60),
            Column(_("Kind"), 20),
            Column(_("Members"), 12),
            Column(_("Source"), 34),
        ],
        rows=[
            (heading.interface.name, line.sub_topic, line.name, line.kind, line.members, line.source)
            for heading in chosen.headings
            for line in heading.networks
        ],
    )


def network_table(page: NetworkPage) -> Table:
    """One network: its members, or one row that tells that they are not known."""
    network = page.network
    everybody = (*page.conveners, *page.members)
    return Table(
        name=network.slug,
        title=network.name,
        columns=[
            Column(_("Network"), 60),
            Column(_("Interface"), 34),
            Column(_("Member"), 44),
            Column(_("Role"), 16),
            Column(_("Source"), 34),
            Column(_("Example data"), 14),
        ],
        rows=[
            (network.name, network.interface.name, m.name, m.role, m.source or network.source, m.is_example)
            for m in everybody
        ]
        or [(network.name, network.interface.name, _("no data"), "", network.source, False)],
    )
