"""What the front page of a place shows, gathered from the shelves and made ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import md5
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation, PlaceFact
from organisations.queries.places import all_municipalities
from organisations.queries.shelves import (
    FRONT_HELP,
    FRONT_OPEN,
    FRONT_PROMISES,
    FRONT_STORIES,
    FRONT_WELLBEING,
    HelpDoor,
    OpenItem,
    PromiseFigure,
    Story,
    WellbeingFigure,
)
from portal.charts.shapes import CARD, Drawing
from portal.charts.sparkline import SparkSpec
from portal.languages import active_language
from portal.navigation import address
from portal.numerals import hour, no_data, weekday_day

MOST_STORIES = 3
FRESH_SECONDS = 30
MOST_FIGURES = 3


def shape_of(*kinds: Any) -> str:
    """A fingerprint of the names of the dataclasses' fields."""
    names = ",".join(f"{kind.__name__}.{field.name}" for kind in kinds for field in fields(kind))
    return md5(names.encode(), usedforsecurity=False).hexdigest()[:12]


@dataclass(frozen=True)
class Door:
    """A way to tell: an icon, a heading link and a line."""

    icon: str
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class VoteCard:
    """The large card of what is open: figures first, then how far the time has run (whole per cent)."""

    item: OpenItem
    figures: Sequence[tuple[str, str]]
    run: int
    starts: str
    ends: str


@dataclass(frozen=True)
class SparkCard:
    figure: WellbeingFigure
    drawing: Drawing | None


@dataclass(frozen=True)
class Front:
    """One front page. Empty sequences mean that the shelf gave nothing; the template then leaves the part out or says so.

    `beside` stands beside a vote when nothing else is open.
    """

    doors: Sequence[Door]
    vote: VoteCard | None
    others: Sequence[OpenItem]
    beside: Sequence[Door]
    stories: Sequence[Story]
    promises: Sequence[PromiseFigure]
    wellbeing: Sequence[SparkCard]
    help: Sequence[HelpDoor]
    facts: Sequence[PlaceFact]

    @property
    def open_count(self) -> int:
        return len(self.others) + (self.vote is not None)

    @property
    def open_is_example(self) -> bool:
        return any(item.is_example for item in self.others) or (self.vote is not None and self.vote.item.is_example)

    @property
    def stories_are_examples(self) -> bool:
        return any(story.is_example for story in self.stories)

    @property
    def promises_are_examples(self) -> bool:
        return any(promise.is_example for promise in self.promises)

    @property
    def wellbeing_is_example(self) -> bool:
        return any(card.figure.is_example for card in self.wellbeing)


SHAPE = shape_of(Front, VoteCard, SparkCard, Door, OpenItem, Story, PromiseFigure, WellbeingFigure, HelpDoor, Drawing)


def fresh_front_of(organisation: Organisation, *, now: datetime) -> Front:
    """The front page, gathered at most half a minute ago: one query instead of one or more for each shelf.

    It is the same for every reader. The key names the shape of what is kept, so that a new version never reads an old one's.
    """
    key = f"front:{SHAPE}:{organisation.pk}:{active_language()}"
    kept = cache.get(key)
    if isinstance(kept, Front):
        return kept
    front = front_of(organisation, now=now)
    cache.set(key, front, FRESH_SECONDS)
    return front


def front_of(organisation: Organisation, *, now: datetime) -> Front:
    """Everything on the front page of a municipality or a county."""
    vote, others = open_now(organisation, now)
    return Front(
        doors=doors_of(organisation),
        vote=vote_card(vote, now) if vote else None,
        others=others,
        beside=always_open(organisation),
        stories=[story for provider in FRONT_STORIES for story in provider(organisation)][:MOST_STORIES],
        promises=promises_of(organisation, now),
        wellbeing=[spark_card(f) for provider in FRONT_WELLBEING for f in provider(organisation)][:MOST_FIGURES],
        # People are found in a municipality; a county's page leads there first.
        help=[] if organisation.is_county else [door for provider in FRONT_HELP for door in provider(organisation)],
        facts=[] if organisation.is_county else list(organisation.facts.all()),
    )


def promises_of(organisation: Organisation, now: datetime) -> list[PromiseFigure]:
    """How the promise was kept; while nothing is known of it, nothing rather than a row of “no data”."""
    figures = [figure for provider in FRONT_PROMISES for figure in provider(organisation, now)]
    return figures if any(figure.figure != no_data() for figure in figures) else []


def open_now(organisation: Organisation, now: datetime) -> tuple[OpenItem | None, list[OpenItem]]:
    """The first prominent item, and the others by the day on which they close; what has no end comes last."""
    items = [item for provider in FRONT_OPEN for item in provider(organisation, now)]
    items.sort(key=lambda item: (not item.prominent, item.closes_at is None, item.closes_at or now))
    if items and items[0].prominent:
        return items[0], items[1:]
    return None, items


def vote_card(item: OpenItem, now: datetime) -> VoteCard:
    figures = list(item.facts)
    run = 0
    if item.closes_at is not None:
        left = max(0, (timezone.localtime(item.closes_at).date() - timezone.localtime(now).date()).days)
        when = _("ends %(day)s %(hour)s") % {"day": weekday_day(item.closes_at), "hour": hour(item.closes_at)}
        figures.insert(0, (str(left), ngettext("day left,", "days left,", left) + "\n" + when))
        if item.opens_at is not None and item.closes_at > item.opens_at:
            run = round(100 * min(1.0, max(0.0, (now - item.opens_at) / (item.closes_at - item.opens_at))))
    starts, ends = (short(item.opens_at), short(item.closes_at))
    return VoteCard(item=item, figures=figures[:3], run=run, starts=starts, ends=ends)


def short(moment: datetime | None) -> str:
    return "" if moment is None else weekday_day(moment)


def spark_card(figure: WellbeingFigure) -> SparkCard:
    known = [value for _year, value in figure.points if value is not None]
    if len(known) < 2:
        return SparkCard(figure, None)
    spec = SparkSpec(figure.title, dict(figure.points), figure.title, figure.unit, figure.decimals, figure.every)
    return SparkCard(figure, spec.draw(CARD))


def doors_of(organisation: Organisation) -> list[Door]:
    """The ways to tell; one that this installation does not have is left out."""
    feedback = address("feedback_new", organisation.slug)
    doors = [
        Door(
            "bulb",
            _("I have an idea"),
            _("Suggest what could be done otherwise"),
            address("idea_new", organisation.slug),
        ),
        Door("bubble", _("I want to give feedback"), _("Something does not work, or works well"), feedback),
        Door(
            "question",
            _("I have a question"),
            _("We lead it to the right person"),
            f"{feedback}?laji=question" if feedback else "",
        ),
    ]
    return [door for door in doors if door.url]


@dataclass(frozen=True)
class RegionFront:
    """A county's front page: its municipalities, those of other regions here, and what its own shelves give."""

    front: Front
    municipalities: Sequence[Organisation]
    elsewhere: Sequence[Organisation]
    pages: Sequence[Door]


def region_front_of(county: Organisation, *, now: datetime) -> RegionFront:
    towns = all_municipalities()
    return RegionFront(
        front=fresh_front_of(county, now=now),
        municipalities=[town for town in towns if town.parent_id == county.pk],
        elsewhere=[town for town in towns if town.parent_id != county.pk],
        pages=region_pages(),
    )


def region_pages() -> list[Door]:
    """What the whole region shares."""
    doors = [
        Door("heart", _("Wellbeing in the region"), _("What we know, with sources"), address("wellbeing_overview")),
        Door(
            "people",
            _("Who answers for what"),
            _("Contacts of the municipalities and the county"),
            address("contacts_matrix"),
        ),
        Door("link", _("Networks"), _("Who works together on which topic"), address("network_list")),
        Door("document", _("Reports"), _("The annual report and the municipality cards"), address("report_list")),
    ]
    return [door for door in doors if door.url]


@dataclass(frozen=True)
class Participation:
    """Every way to take part in a place: what is open now first, then what is always open."""

    vote: VoteCard | None
    others: Sequence[OpenItem]
    always: Sequence[Door]
    decide: Sequence[Door]

    @property
    def open_is_example(self) -> bool:
        return any(item.is_example for item in self.others) or (self.vote is not None and self.vote.item.is_example)


def always_open(organisation: Organisation) -> list[Door]:
    """What has no closing day: to read, to follow, and the groups that are heard."""
    slug = organisation.slug
    doors = [
        Door(
            "list", _("Ideas of residents"), _("Read what others suggest, and support it"), address("idea_list", slug)
        ),
        Door(
            "people", _("Panels and councils"), _("Groups that are heard before decisions"), address("panel_list", slug)
        ),
        Door("search", _("Follow your matter"), _("See with the code where it is now"), address("matter_track")),
    ]
    return [door for door in doors if door.url]


def participation_of(organisation: Organisation, *, now: datetime) -> Participation:
    vote, others = open_now(organisation, now)
    slug = organisation.slug
    came = Door(
        "check", _("What came of it"), _("What was done, and what was not and why"), address("outcome_list", slug)
    )
    budgeting = Door(
        "euro",
        _("Participatory budgeting"),
        _("Residents decide what the money is used for"),
        address("round_list", slug),
    )
    always = {door.icon: door for door in always_open(organisation)}
    panels = always.pop("people", None)
    return Participation(
        vote=vote_card(vote, now) if vote else None,
        others=others,
        always=[door for door in (*doors_of(organisation), *always.values(), came) if door.url],
        decide=[door for door in (budgeting, panels) if door and door.url],
    )
