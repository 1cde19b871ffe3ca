"""What the desk asks of those who keep contacts: what to repair, and what rests on one post."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Assignment, Interface, InterfaceQuerySet, Post
from interfaces.contacts.queries.answering import AnsweringPost, Cells, CellSide, cell_side, cells_on, pair_from
from interfaces.contacts.rules import MANY_CELLS, SIGNS, STALE_AFTER_DAYS
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import region_of
from people.enums import Permission
from people.models import Person
from people.permissions import workplaces_where
from people.queries import Duty
from portal.numerals import day

# The worst first. Vacant places are told as one duty: where nobody has begun, a list of them says no more than their number.
TO_REPAIR = (CellState.BOUNCED, CellState.STALE, CellState.DUE)
MOST_LINES = 4


@dataclass(frozen=True)
class OwnSide:
    """One interface on the organisation's own side."""

    interface: Interface
    side: CellSide


@dataclass(frozen=True)
class Burden:
    """A post that answers for many interfaces: when its holder leaves, all of them are empty."""

    post: Post
    title: str
    cells: int
    of: int


def own_sides(organisation: Organisation, interfaces: Iterable[Interface], cells: Cells) -> list[OwnSide]:
    """The organisation's side of every interface: a municipality's own, the county's as it serves those without a contact of their own."""
    if not organisation.is_county:
        return [OwnSide(i, pair_from(cells, i, organisation).municipality) for i in interfaces]
    served = Counter(interface for interface, side, town in cells if side == Side.COUNTY and town is not None)
    return [
        OwnSide(interface, cell_side(Side.COUNTY, cells.get((interface.pk, Side.COUNTY, None), ())))
        for interface in interfaces
        if served[interface.pk] < interface.towns  # type: ignore[attr-defined]  # annotated by with_towns
    ]


def with_towns(interfaces: InterfaceQuerySet) -> InterfaceQuerySet:
    """In their fixed order, each with the number of municipalities in its region."""
    in_region = Q(region__children__kind=OrganisationKind.MUNICIPALITY)
    return interfaces.annotate(towns=Count("region__children", filter=in_region)).order_by("position", "name_fi")


def burdens(sides: Sequence[OwnSide]) -> list[Burden]:
    """Posts with more than MANY_CELLS cells, the heaviest first."""
    posts: dict[int, list[AnsweringPost]] = {}
    for own in sides:
        for post in own.side.posts:
            posts.setdefault(post.post.pk, []).append(post)
    found = [Burden(p[0].post, p[0].title_and_unit, len(p), len(sides)) for p in posts.values() if len(p) > MANY_CELLS]
    return sorted(found, key=lambda burden: -burden.cells)


def contact_duties(person: Person, now: datetime) -> list[Duty]:
    """The duties of everybody who may confirm contacts. Two queries and the person's workplaces; none for others."""
    places = [place for place in workplaces_where(person, Permission.CONTACT_CONFIRM) if place.is_public]
    if not places:
        return []
    today, regions = localdate(now), {region_of(place).pk for place in places}
    interfaces = list(with_towns(Interface.objects.filter(region__in=regions).in_force(today)))
    cells = cells_on(Assignment.objects.filter(interface__region__in=regions), today)
    duties: list[Duty] = []
    for place in places:
        region = region_of(place)
        sides = own_sides(place, [i for i in interfaces if i.region_id == region.pk], cells)
        duties += [*repairs(place, sides), *(risk(place, burden) for burden in burdens(sides))]
    return duties


def repairs(organisation: Organisation, sides: Sequence[OwnSide]) -> Iterator[Duty]:
    """At most MOST_LINES contacts to repair, one line that tells how many more, and one for vacant places."""
    group = _("Contacts to repair")
    everything = (
        reverse("contacts_matrix")
        if organisation.is_county
        else reverse("contacts_municipality", args=[organisation.slug])
    )
    waiting = [(own, post) for state in TO_REPAIR for own in sides for post in own.side.posts if post.state == state]
    for own, post in waiting[:MOST_LINES]:
        yield Duty(
            group=group,
            title=own.interface.name,
            text=f"{post.title_and_unit} · {since(post)}",
            url=reverse("interface_cell", args=[own.interface.slug, organisation.slug]),
            due_on=stale_on(post),
            sign=SIGNS[post.state],
            is_example=post.is_example or post.confirmation_is_example,
        )
    if more := len(waiting[MOST_LINES:]):
        title = ngettext("%(count)d more contact to confirm", "%(count)d more contacts to confirm", more)
        yield Duty(group=group, title=title % {"count": more}, text="", url=everything, sign="old")
    if vacant := sum(own.side.state == CellState.VACANT for own in sides):
        title = ngettext("%(count)d vacant place", "%(count)d vacant places", vacant) % {"count": vacant}
        yield Duty(group=group, title=title, text=_("Choose a post for each."), url=everything, sign="vacant")


def since(post: AnsweringPost) -> str:
    """The day behind the state, whose word the sign tells."""
    if post.state == CellState.BOUNCED:
        return day(post.bounced_on)
    return _("confirmed %(day)s") % {"day": day(post.confirmed_on)}


def stale_on(post: AnsweringPost) -> date | None:
    """The first day on which a contact that is getting old will be out of date."""
    if post.state != CellState.DUE or post.confirmed_on is None:
        return None
    return post.confirmed_on + timedelta(days=STALE_AFTER_DAYS + 1)


def risk(organisation: Organisation, burden: Burden) -> Duty:
    text = _("%(place)s: this post answers for %(count)d of %(total)d interfaces. Name a deputy for some of them.")
    return Duty(
        group=_("Resting on one post"),
        title=burden.title,
        text=text % {"place": organisation.name, "count": burden.cells, "total": burden.of},
        url=reverse("post_detail", args=[burden.post.pk]),
    )
