"""The desk: what waits, how the promise stands, who answers on both sides; and one matter with all that may be done to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Assignment, Post
from interfaces.contacts.queries.answering import AnsweringPost, Cells, cells_on
from participation.matters.enums import DeskGroup, MatterState
from participation.matters.models import Matter, Step
from participation.matters.permissions import WORKING
from participation.matters.queries.colleagues import address_of_staff
from participation.matters.queries.desk_around import DeskAround, called, desk_around, excerpt, with_calls
from participation.matters.queries.desk_drafts import DraftCard, draft_counts
from participation.matters.queries.visible import on_desk_of
from participation.matters.queries.words import address_of, meta_line, tag_of
from participation.matters.rules import (
    AWAITING,
    PROMISES_MORE,
    ROUTING_PROMISE,
    add_working_days,
    is_finished,
    parse_code,
    parse_reference,
    urgency_of,
)  # fmt: skip
from people.enums import Permission
from people.models import Person, User
from people.permissions import organisations_where
from people.queries import DESK_DUTIES, DESK_TOOLS, Duty, Tool
from portal.bars import PromiseClock, promise_clock
from portal.numerals import day, no_data, number, short_day

MOST_ROWS = 200
RECENT = timedelta(days=60)

# The sign of components/contact_sign.html for each state of a contact.
SIGNS: dict[CellState, str] = {
    CellState.FRESH: "ok", CellState.POST_ONLY: "post", CellState.DUE: "soon", CellState.STALE: "old", CellState.VACANT: "vacant",
    CellState.BOUNCED: "returned", CellState.ACTING: "ok", CellState.ENDING: "soon",
}  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """One side's first contact for a matter: `sign` and `word` tell how well it can be trusted; no post is told as vacant."""

    side: str
    title: str
    sign: str
    word: str
    post: Post | None = None

    @property
    def is_weak(self) -> bool:
        """The norm recedes: only a deviation is said in words."""
        return self.sign != "ok"


@dataclass(frozen=True)
class DeskRow:
    matter: Matter
    group: DeskGroup
    meta: str
    clock: PromiseClock | None
    contacts: Sequence[Contact]
    proposed: Contact | None
    post: str
    elsewhere: str
    next_words: str
    worker: str
    call: str
    call_by: str
    is_selected: bool
    can_be_routed: bool

    @property
    def key(self) -> str:
        """What the checkbox sends: the reference and the version that was seen."""
        return f"{self.matter.reference}.{self.matter.version}"


@dataclass(frozen=True)
class Group:
    key: DeskGroup
    title: str
    rows: Sequence[DeskRow]

    @property
    def is_late(self) -> bool:
        return self.key == DeskGroup.LATE


@dataclass(frozen=True)
class Selection:
    """What routing the chosen rows would do, in a sentence, before the button."""

    rows: Sequence[DeskRow]
    consequence: Sequence[str]
    without_post: Sequence[DeskRow]


@dataclass(frozen=True)
class DeskCounts:
    late: int
    this_week: int
    later: int
    in_moderation: int
    in_promise: int
    answered: int


@dataclass(frozen=True)
class Figure:
    """A count with its noun."""

    figure: str
    word: str
    is_late: bool = False


@dataclass(frozen=True)
class DeskPage:
    today: date
    counts: DeskCounts
    groups: Sequence[Group]
    selection: Selection
    duties: Sequence[tuple[str, Sequence[Duty]]]
    tools: Sequence[Tool]
    can_route: bool
    can_enter: bool
    shows_matters: bool
    is_cut: bool
    is_example: bool
    around: DeskAround

    @property
    def calls(self) -> list[DeskRow]:
        """The listed matters to which a colleague has called the person."""
        return [row for group in self.groups for row in group.rows if row.call]

    @property
    def topics(self) -> list[tuple[str, str]]:
        """(slug, name) of the topics of what is listed, by name."""
        found = {row.matter.topic.slug: row.matter.topic.name for group in self.groups for row in group.rows if row.matter.topic}
        return sorted(found.items(), key=lambda pair: pair[1])

    @property
    def week(self) -> int:
        return self.today.isocalendar().week

    @property
    def figures(self) -> list[Figure]:
        counts = self.counts
        kept = f"{counts.in_promise} / {counts.answered}"
        return [
            Figure(number(counts.late), pgettext("desk count", "late"), counts.late > 0),
            Figure(number(counts.this_week), pgettext("desk count", "to be answered this week")),
            Figure(number(counts.in_moderation), pgettext("desk count", "waiting to be read")),
            Figure(kept if counts.answered else no_data(), pgettext("desk count", "answered in time, 60 days")),
        ]


def desk_page(
    person: Person, now: datetime, *, group: DeskGroup | None = None, mine: bool = False, nobodys: bool = False,
    topic: str = "", words: str = "", chosen: Sequence[str] = (),
) -> DeskPage:  # fmt: skip
    """The person's desk. At most four queries and those of the duties; `chosen` are the keys of ticked rows."""
    today = timezone.localdate(now)
    here = organisations_where(person, Permission.MATTER_VIEW)
    routes = organisations_where(person, Permission.MATTER_ROUTE)
    found = list(found_on_desk(person, here, Wanted(group, mine, nobodys, topic, words), today)[: MOST_ROWS + 1]) if here else []
    cells = cells_for(found[:MOST_ROWS], today)
    rows = [desk_row(matter, here, routes, cells, set(chosen), today) for matter in found[:MOST_ROWS]]
    counts, drafts = counts_of(here, organisations_where(person, Permission.MATTER_ANSWER), now)
    return DeskPage(
        today=today,
        counts=counts,
        groups=[Group(key, str(key.label), part) for key in DeskGroup if (part := [row for row in rows if row.group == key])],
        selection=selection_of([row for row in rows if row.is_selected]),
        duties=duties_for(person, now),
        tools=[tool for provider in DESK_TOOLS for tool in provider(person)],
        can_route=bool(routes & here),
        can_enter=any(organisations_where(person, permission) for permission in WORKING),
        shows_matters=bool(here),
        is_cut=len(found) > MOST_ROWS,
        is_example=any(row.matter.is_example for row in rows),
        around=desk_around(person, drafts),
    )


@dataclass(frozen=True)
class Wanted:
    """What the desk is asked to show."""

    group: DeskGroup | None
    mine: bool
    nobodys: bool
    topic: str
    words: str


def found_on_desk(person: Person, here: set[int], wanted: Wanted, today: date) -> QuerySet[Matter]:
    """What the desk lists: everything that still moves, unless a group or words ask for something else."""
    matters = on_desk_of(person)
    if wanted.words.strip():
        matters = matters.filter(said_with(wanted.words))
    elif wanted.group is None:
        matters = matters.filter(moving(here) | called(person))
    if wanted.group is not None:
        matters = matters.filter(condition_of(wanted.group, here, today))
    if wanted.topic:
        matters = matters.filter(topic__slug=wanted.topic)
    if wanted.mine and isinstance(person, User):
        matters = matters.filter(assignee=person)
    if wanted.nobodys:
        matters = matters.filter(assignee__isnull=True, organisation__in=here)
    return alongside(with_calls(matters, person))


def alongside(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With what a row shows, the nearest promise first."""
    last = Step.objects.filter(matter=OuterRef("pk"), is_public=True).order_by("-at", "-id")
    return (
        matters.select_related("topic", "organisation", "origin", "post", "author", "assignee")
        .annotate(next_by=Subquery(last.values("next_by")[:1]))
        .order_by("due_on", "received_at", "id")
    )


def said_with(words: str) -> Q:
    """A code or a reference finds its matter; other words are looked for in the title and the text."""
    condition = Q(code=parse_code(words) or "-") | Q(reference=parse_reference(words) or "-")
    spoken = Q()
    for word in words.split():
        spoken &= Q(title__icontains=word) | Q(text__icontains=word) | Q(topic__name_fi__icontains=word)
    return condition | spoken


def unfinished() -> Q:
    """Answered, and more was promised: the twin of rules.is_finished for what has an answer."""
    promised = Q(state__in=[MatterState.ANSWERED, MatterState.DECIDED], outcome__in=PROMISES_MORE)
    return promised | Q(state=MatterState.IMPLEMENTED)


def moving(here: set[int]) -> Q:
    return Q(state__in=AWAITING) | unfinished() | Q(state=MatterState.IN_MODERATION, organisation__in=here)


def condition_of(group: DeskGroup, here: set[int], today: date) -> Q:
    """The group as a condition, the twin of `group_of`."""
    sunday = today + timedelta(days=6 - today.weekday())
    waits = Q(state__in=AWAITING, organisation__in=here)
    late = Q(due_on__lt=today) | Q(state=MatterState.HANDED, accept_by__lt=today)
    match group:
        case DeskGroup.MODERATION:
            return Q(state=MatterState.IN_MODERATION, organisation__in=here)
        case DeskGroup.LATE:
            return waits & late
        case DeskGroup.THIS_WEEK:
            return waits & ~late & Q(due_on__range=(today, sunday))
        case DeskGroup.LATER:
            return waits & ~late & Q(due_on__gt=sunday)
        case DeskGroup.FOLLOWED:
            return unfinished() & Q(organisation__in=here)
        case DeskGroup.HANDED:
            return (Q(state__in=AWAITING) | unfinished()) & ~Q(organisation__in=here)
    return ~(Q(state__in=AWAITING) | unfinished() | Q(state=MatterState.IN_MODERATION))


def group_of(matter: Matter, here: set[int], today: date) -> DeskGroup:
    if is_finished(matter.state_now, matter.outcome):
        return DeskGroup.ENDED
    if matter.organisation_id not in here:
        return DeskGroup.HANDED
    if matter.state == MatterState.IN_MODERATION:
        return DeskGroup.MODERATION
    if matter.state == MatterState.HANDED and matter.accept_by is not None and matter.accept_by < today:
        return DeskGroup.LATE
    return DeskGroup(urgency_of(matter.due_on, today)) if matter.state in AWAITING else DeskGroup.FOLLOWED


def desk_row(matter: Matter, here: set[int], routes: set[int], cells: Cells, chosen: set[str], today: date) -> DeskRow:
    contacts = contacts_of(matter, cells)
    proposed = proposed_of(matter, contacts)
    received = timezone.localdate(matter.received_at)
    is_new = matter.state == MatterState.IN_MODERATION
    due = add_working_days(received, ROUTING_PROMISE) if is_new else matter.due_on
    next_by: date | None = matter.next_by  # type: ignore[attr-defined]  # annotated by found_on_desk
    loose = matter.state == MatterState.OPEN or (matter.state == MatterState.ROUTED and matter.post_id is None)
    row = DeskRow(
        matter=matter,
        group=group_of(matter, here, today),
        meta=meta_line(matter, matter.support_count),
        clock=promise_clock(received, due, today) if is_new or matter.state in AWAITING else None,
        contacts=contacts,
        proposed=proposed,
        post=matter.post.title if matter.post else "",
        elsewhere=elsewhere_of(matter, here),
        next_words=promised_words(matter, next_by, today),
        worker=address_of_staff(matter.assignee) if matter.assignee else "",
        call=excerpt(matter.call_text or ""),  # type: ignore[attr-defined]  # annotated by with_calls
        call_by=matter.call_by or "",  # type: ignore[attr-defined]  # annotated by with_calls
        is_selected=False,
        can_be_routed=loose and matter.organisation_id in routes,
    )
    return replace(row, is_selected=row.can_be_routed and row.key in chosen)


def elsewhere_of(matter: Matter, here: set[int]) -> str:
    """Where the matter is, or whose it was, when two desks see it."""
    if matter.state == MatterState.HANDED and matter.accept_by is not None:
        facts = {"place": matter.organisation.name, "on": day(matter.accept_by)}
        if matter.organisation_id not in here:
            return _("Waits for %(place)s to accept it by %(on)s") % facts
        return _("Handed over to you: accept it or give it back by %(on)s") % facts
    if matter.organisation_id not in here:
        return _("Answered by %(place)s") % {"place": matter.organisation.name}
    return _("Left at %(place)s") % {"place": matter.origin.name} if matter.answers_elsewhere else ""


def promised_words(matter: Matter, next_by: date | None, today: date) -> str:
    """What was promised after the answer: “lupaus 31.12.”, also when the day has gone."""
    if matter.state in AWAITING or matter.state == MatterState.IN_MODERATION:
        return ""
    if is_finished(matter.state_now, matter.outcome):
        return tag_of(matter)[1]
    if next_by is None:
        return _("goes on, no day promised")
    words = _("promised %(on)s, late") if next_by < today else _("promised %(on)s")
    return words % {"on": short_day(next_by)}


def cells_for(matters: Sequence[Matter], on: date) -> Cells:
    """The contacts of all the matters' topics on both sides, in one query."""
    topics = {matter.topic_id for matter in matters if matter.topic_id}
    places = {matter.origin_id for matter in matters}
    if not topics:
        return {}
    return cells_on(Assignment.objects.filter(Q(municipality__in=places) | Q(municipality__isnull=True), interface__in=topics), on)


def contacts_of(matter: Matter, cells: Cells) -> list[Contact]:
    """Who answers for the topic on both sides. A matter of the whole region has no municipal side."""
    if matter.topic_id is None:
        return []
    county = cells.get((matter.topic_id, Side.COUNTY, matter.origin_id)) or cells.get((matter.topic_id, Side.COUNTY, None), ())
    sides = [(pgettext("desk side", "County"), county)]
    if not matter.origin.is_county:
        municipal = cells.get((matter.topic_id, Side.MUNICIPALITY, matter.origin_id), ())
        sides.insert(0, (pgettext("desk side", "Local"), municipal))
    return [contact_of(side, posts) for side, posts in sides]


def contact_of(side: str, posts: Sequence[AnsweringPost]) -> Contact:
    if not posts:
        return Contact(side, "", SIGNS[CellState.VACANT], str(CellState.VACANT.label))
    first = posts[0]
    return Contact(side, first.title_and_unit, SIGNS[first.state], str(first.state_label), first.post)


def proposed_of(matter: Matter, contacts: Sequence[Contact]) -> Contact | None:
    """The contact of the organisation that answers now: the county's is the last, the municipality's the first."""
    if not contacts:
        return None
    contact = contacts[-1] if matter.organisation.is_county else contacts[0]
    return contact if contact.post is not None else None


def chosen_rows(person: Person, keys: Sequence[str], now: datetime) -> list[tuple[DeskRow, int]]:
    """(row, version that was seen) of the ticked rows that are on the person's desk."""
    seen = {reference: int(version) for reference, _dot, version in (key.partition(".") for key in keys) if version.isdecimal()}
    here, routes = organisations_where(person, Permission.MATTER_VIEW), organisations_where(person, Permission.MATTER_ROUTE)
    today = timezone.localdate(now)
    found = list(alongside(with_calls(on_desk_of(person).filter(reference__in=seen), person))[:MOST_ROWS])
    cells = cells_for(found, today)
    return [(desk_row(matter, here, routes, cells, set(), today), seen[matter.reference]) for matter in found]


def selection_of(rows: Sequence[DeskRow]) -> Selection:
    ready = [row for row in rows if row.proposed]
    told = sum(bool(address_of(row.matter)) for row in ready)
    weak = sum(row.proposed is not None and row.proposed.sign in ("old", "returned") for row in ready)
    sentences = [
        ngettext(
            "%(n)s resident gets a message that tells who has the matter now and when the answer comes.",
            "%(n)s residents get a message that tells who has the matter now and when the answer comes.",
            told,
        ) % {"n": told} if told else _("Nobody left an address, so no message is sent. The new step is seen on the path."),
    ]  # fmt: skip
    if weak:
        sentences.append(
            ngettext(
                "The contact details of %(n)s receiver are out of date: call first.",
                "The contact details of %(n)s receivers are out of date: call first.",
                weak,
            ) % {"n": weak}
        )  # fmt: skip
    return Selection(ready, sentences, [row for row in rows if not row.proposed])


def counts_of(here: set[int], answers: set[int], now: datetime) -> tuple[DeskCounts, DraftCard]:
    """The figures on top of the desk, and those of the drafts. One query, none for those who handle no matters."""
    if not here:
        return DeskCounts(0, 0, 0, 0, 0, 0), DraftCard(0, 0, 0, None)
    today = timezone.localdate(now)
    conditions = {group: condition_of(group, here, today) for group in DeskGroup}
    recent = Q(organisation__in=here, answered_at__gt=now - RECENT, answered_at__lte=now)
    found = Matter.objects.filter(organisation__in=here).annotate(answered_on=TruncDate("answered_at")).aggregate(
        late=Count("pk", filter=conditions[DeskGroup.LATE]),
        this_week=Count("pk", filter=conditions[DeskGroup.THIS_WEEK]),
        later=Count("pk", filter=conditions[DeskGroup.LATER]),
        in_moderation=Count("pk", filter=conditions[DeskGroup.MODERATION]),
        in_promise=Count("pk", filter=recent & Q(answered_on__lte=Coalesce("first_due_on", "due_on"))),
        answered=Count("pk", filter=recent),
        **draft_counts(answers),
    )
    drafts = DraftCard(**{name: found.pop(name) for name in draft_counts(answers)})
    return DeskCounts(**found), drafts


def duties_for(person: Person, now: datetime) -> list[tuple[str, list[Duty]]]:
    """The duties of all floors under their headings, the nearest day first, the done ones on top."""
    groups: dict[str, list[Duty]] = {}
    for provider in DESK_DUTIES:
        for duty in provider(person, now):
            groups.setdefault(str(duty.group), []).append(duty)
    far = date.max
    return [(title, sorted(duties, key=lambda duty: (not duty.done, duty.due_on or far))) for title, duties in groups.items()]
