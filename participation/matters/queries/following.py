"""What can be followed and where its page and feed are; who follows what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interfaces.contacts.models import Interface
from organisations.models import Area, Organisation
from participation.matters.enums import MailPace
from participation.matters.models import Follow, MailChoice, Matter, Subscriber, Waiting
from participation.matters.permissions import is_shown
from participation.matters.rules import parse_reference
from people.models import Person, User
from people.queries import OwnData
from portal.exceptions import NotVisible
from portal.numerals import day

Followed = Matter | Interface | Area | Organisation
NAMED = ("matter__origin", "topic__region", "area__organisation", "organisation")


@dataclass(frozen=True)
class Thing:
    """Something that can be followed. `field` is its foreign key in Follow; `what` and `address` make its web address.

    `name` is how it is called in a list, `told` what its followers hear of, `place` in whose frame its pages stand. `language` is of a
    name in people's own words, empty for names in the language of the page.
    """

    field: str
    pk: int
    what: str
    address: str
    name: str
    told: str
    page_url: str
    place: Organisation
    language: str = ""

    @property
    def follow_url(self) -> str:
        return reverse("follow", kwargs={"what": self.what, "address": self.address})

    @property
    def feed_url(self) -> str:
        return reverse("feed", kwargs={"what": self.what, "address": self.address})

    @property
    def link(self) -> dict[str, int]:
        """The thing as a field of Follow."""
        return {f"{self.field}_id": self.pk}


def thing_of(followed: Followed) -> Thing:
    match followed:
        case Matter():
            page = reverse("matter_detail", kwargs={"code": followed.reference})
            told = _("every step of this matter")
            return Thing("matter", followed.pk, "asia", followed.reference, followed.title, told, page, followed.origin, followed.language)
        case Interface():
            page = f"{reverse('idea_list', kwargs={'slug': followed.region.slug})}?aihe={followed.slug}"
            name = pgettext("followed", "%(topic)s, %(place)s") % {"topic": followed.name, "place": followed.region.name}
            address = f"{followed.region.slug}.{followed.slug}"
            told = _("new ideas, answers and decisions on this topic")
            return Thing("topic", followed.pk, "aihe", address, name, told, page, followed.region)
        case Area():
            page = f"{reverse('idea_list', kwargs={'slug': followed.organisation.slug})}?alue={followed.slug}"
            name = pgettext("followed", "%(area)s, %(place)s") % {"area": followed.name, "place": followed.organisation.name}
            address = f"{followed.organisation.slug}.{followed.slug}"
            told = _("new ideas, answers and decisions in this area")
            return Thing("area", followed.pk, "alue", address, name, told, page, followed.organisation)
        case Organisation():
            page = reverse("idea_list", kwargs={"slug": followed.slug})
            told = _("new ideas, answers and decisions")
            return Thing("organisation", followed.pk, "paikka", followed.slug, followed.name, told, page, followed)


def thing_at(what: str, address: str) -> Thing:
    """What a web address names. A matter only as long as everyone may see it. Raises NotVisible."""
    followed = followed_at(what, address)
    if followed is None:
        raise NotVisible(address)
    return thing_of(followed)


def followed_at(what: str, address: str) -> Followed | None:
    place, _dot, slug = address.partition(".")
    match what:
        case "asia":
            matter = Matter.objects.select_related("origin").filter(reference=parse_reference(address) or "").first()
            return matter if matter is not None and is_shown(matter) else None
        case "aihe":
            return Interface.objects.select_related("region").filter(region__slug=place, slug=slug).first()
        case "alue":
            return Area.objects.select_related("organisation").filter(organisation__slug=place, slug=slug).first()
        case "paikka":
            return Organisation.objects.public().filter(slug=address).first()
    return None


def thing_followed(follow: Follow) -> Thing:
    """The thing of a row read `with_names`."""
    followed = follow.matter or follow.topic or follow.area or follow.organisation
    if followed is None:
        raise NotVisible(str(follow.pk))  # the constraint follow_has_one_thing rules this out
    return thing_of(followed)


def name_followed(follow: Follow) -> str:
    """Its name; a matter that was hidden meanwhile has only its reference."""
    if follow.matter is not None and not is_shown(follow.matter):
        return follow.matter.reference.upper()
    return thing_followed(follow).name


def with_names(follows: QuerySet[Follow]) -> QuerySet[Follow]:
    return follows.select_related(*NAMED).order_by("at", "pk")


@dataclass(frozen=True)
class FollowOffer:
    """The button of a thing on a page: follow it, or stop. `follow_id` is 0 when this account does not follow it."""

    thing: Thing
    follow_id: int


def follow_offers(followed: Iterable[Followed], person: Person) -> list[FollowOffer]:
    """The buttons for these things. One query for an account, none for others."""
    things = [thing_of(each) for each in followed]
    known = follows_by_thing(person, things) if isinstance(person, User) and things else {}
    return [FollowOffer(thing, known.get((thing.field, thing.pk), 0)) for thing in things]


def follow_offer(thing: Thing, person: Person) -> FollowOffer:
    """The button of one thing. One query for an account, none for others."""
    known = follows_by_thing(person, [thing]) if isinstance(person, User) else {}
    return FollowOffer(thing, known.get((thing.field, thing.pk), 0))


def follows_by_thing(user: User, things: Sequence[Thing]) -> dict[tuple[str, int], int]:
    condition = Q()
    for thing in things:
        condition |= Q(**thing.link)
    found = {}
    for follow in Follow.objects.filter(condition, user=user):
        for thing in things:
            if getattr(follow, f"{thing.field}_id") == thing.pk:
                found[thing.field, thing.pk] = follow.pk
    return found


@dataclass(frozen=True)
class Follower:
    """An account or a subscriber: exactly one of them is set."""

    user: User | None = None
    subscriber: Subscriber | None = None

    @property
    def link(self) -> dict[str, int | None]:
        """The follower as fields of Follow and Waiting."""
        return {"user_id": self.user.pk if self.user else None, "subscriber_id": self.subscriber.pk if self.subscriber else None}

    @property
    def address(self) -> str:
        return (self.user.email if self.user else self.subscriber.email if self.subscriber else "") or ""

    @property
    def is_reached(self) -> bool:
        return bool(self.address) and (self.user is None or self.user.is_active)

    @property
    def pace(self) -> MailPace:
        """One query for an account."""
        if self.subscriber is not None:
            return MailPace(self.subscriber.pace)
        chosen = MailChoice.objects.filter(user=self.user).values_list("pace", flat=True).first()
        return MailPace(chosen) if chosen else MailPace.AT_ONCE


@dataclass(frozen=True)
class FollowLine:
    id: int
    thing: Thing
    since: str


@dataclass(frozen=True)
class FollowPage:
    """What somebody follows and how often they hear of it. `key` is the subscriber's; empty for an account."""

    follower: Follower
    pace: MailPace
    lines: Sequence[FollowLine]
    key: str

    @property
    def address(self) -> str:
        return self.follower.address


def follow_page(follower: Follower) -> FollowPage:
    """Two queries."""
    rows = with_names(Follow.objects.filter(**follower.link))
    lines = [FollowLine(row.pk, thing_followed(row), day(row.at)) for row in rows if row.matter is None or is_shown(row.matter)]
    return FollowPage(follower, follower.pace, lines, follower.subscriber.key if follower.subscriber else "")


def is_still_there(follower: Follower) -> bool:
    """Whether the own list still exists: a subscriber who follows nothing any more has been forgotten."""
    return follower.subscriber is None or Subscriber.objects.filter(pk=follower.subscriber.pk).exists()


def subscriber_at(key: str) -> Subscriber:
    """The confirmed subscriber with this key. Raises NotVisible."""
    subscriber = Subscriber.objects.filter(key=key, confirmed_at__isnull=False).first() if key else None
    if subscriber is None:
        raise NotVisible("subscriber")
    return subscriber


def own_follows(user: User) -> OwnData:
    """What the account follows and how often it hears of it, for the export of own data. One query."""
    chosen = MailChoice.objects.filter(user=OuterRef("user")).values("pace")[:1]
    rows = list(with_names(Follow.objects.filter(user=user)).annotate(chosen=Coalesce(Subquery(chosen), Value(MailPace.AT_ONCE.value))))
    return OwnData(
        title=_("What I follow"),
        columns=[pgettext("own data", "Since"), pgettext("own data", "Followed"), _("How often you get messages")],
        rows=[[day(row.at), name_followed(row), str(MailPace(row.chosen).label)] for row in rows],
    )


def own_waiting(user: User) -> OwnData:
    """News that wait for the account's daily message, for the export of own data. One query."""
    rows = Waiting.objects.filter(user=user).select_related("step__matter").order_by("step__at")
    return OwnData(
        title=_("News that wait for my daily message"),
        columns=[_("Day"), _("Title")],
        rows=[[day(row.step.at), row.step.matter.title] for row in rows],
    )
