"""Answers that wait: on their own page, as a card on the desk, and beside the form of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.matters.enums import DraftRefusal, Outcome, StepKind
from participation.matters.models import Draft, Matter
from participation.matters.queries.colleagues import address_of_staff
from participation.matters.queries.words import meta_line
from participation.matters.rules import PROMISES_MORE, add_working_days, can_take
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where
from portal.numerals import moment

USUAL_HOUR = time(9)
MOST_DRAFTS = 100


@dataclass(frozen=True)
class DraftRow:
    """A draft on the page of drafts. `hindrance` says in words why it cannot be given a minute; empty when it can."""

    draft: Draft
    matter: Matter
    meta: str
    hindrance: str
    writer: str
    is_chosen: bool = False

    @property
    def key(self) -> str:
        """What the checkbox sends: the reference and the version that was seen."""
        return f"{self.matter.reference}.{self.draft.version}"

    @property
    def outcome(self) -> str:
        return str(Outcome(self.draft.outcome).label) if self.draft.outcome else ""


@dataclass(frozen=True)
class DraftPage:
    """The drafts of all desks where the person answers: refused ones first, then those to be timed, then those that wait."""

    refused: Sequence[DraftRow]
    open: Sequence[DraftRow]
    timed: Sequence[DraftRow]

    @property
    def is_empty(self) -> bool:
        return not (self.refused or self.open or self.timed)

    @property
    def can_time(self) -> bool:
        return any(not row.hindrance for row in (*self.refused, *self.open))


@dataclass(frozen=True)
class DraftCard:
    """What the desk says of drafts, in a line each."""

    refused: int
    open: int
    timed: int
    next_at: datetime | None

    @property
    def any(self) -> int:
        return self.refused + self.open + self.timed


def drafts_of(person: Person) -> QuerySet[Draft]:
    return Draft.objects.filter(matter__organisation__in=organisations_where(person, Permission.MATTER_ANSWER))


def draft_page(person: Person, chosen: Sequence[str] = ()) -> DraftPage:
    """One query."""
    drafts = drafts_of(person).select_related("matter__topic", "matter__organisation", "by").order_by("publish_at", "matter__due_on", "pk")
    rows = [draft_row(draft, set(chosen)) for draft in drafts[:MOST_DRAFTS]]
    return DraftPage(
        refused=[row for row in rows if row.draft.refused],
        open=[row for row in rows if not row.draft.refused and row.draft.publish_at is None],
        timed=[row for row in rows if row.draft.publish_at is not None],
    )


def chosen_drafts(person: Person, keys: Sequence[str]) -> list[tuple[Matter, int]]:
    """(matter, version of its draft that was seen) of the ticked drafts of the person's desks. One query."""
    seen = {reference: int(version) for reference, _dot, version in (key.partition(".") for key in keys) if version.isdecimal()}
    drafts = drafts_of(person).filter(matter__reference__in=seen).select_related("matter__organisation").order_by("matter__due_on", "pk")
    return [(draft.matter, seen[draft.matter.reference]) for draft in drafts]


def draft_row(draft: Draft, chosen: set[str]) -> DraftRow:
    writer = address_of_staff(draft.by) if draft.by else ""
    row = DraftRow(draft, draft.matter, meta_line(draft.matter, 0), hindrance_of(draft, draft.matter), writer)
    return DraftRow(**{**vars(row), "is_chosen": not row.hindrance and row.key in chosen})


def hindrance_of(draft: Draft, matter: Matter) -> str:
    """Why the draft cannot be published as it is; the same rules as actions.publishing.time_draft."""
    if not can_take(matter.state_now, StepKind.ANSWERED):
        return str(DraftRefusal.STATE.label)
    if draft.seen != matter.version:
        return _("Something happened to the matter after this was written: open it, check and save again.")
    if not draft.text or not draft.outcome:
        return _("Not ready: the answer or what it is still lacks.")
    if draft.outcome in PROMISES_MORE and not (draft.next_text and draft.next_by):
        return _("Not ready: what happens next and by which day still lacks.")
    return ""


def draft_counts(answers: set[int]) -> dict[str, Count | Min]:
    """What an aggregate over matters tells of their drafts, for a DraftCard; `answers` are the ids of places where the person answers."""
    mine, timed, refused = Q(organisation__in=answers), Q(draft__publish_at__isnull=False), Q(draft__refused__gt="")
    return {
        "refused": Count("draft", filter=mine & refused),
        "open": Count("draft", filter=mine & ~refused & ~timed),
        "timed": Count("draft", filter=mine & timed),
        "next_at": Min("draft__publish_at", filter=mine),
    }


def usual_minute(now: datetime) -> datetime:
    """What the form proposes: nine o'clock on the next working day."""
    day = add_working_days(timezone.localdate(now), 1)
    return timezone.make_aware(datetime.combine(day, USUAL_HOUR))


@dataclass(frozen=True)
class DraftNote:
    """What the page of the matter says over the form that holds the draft."""

    draft: Draft
    title: str
    text: str
    is_warning: bool


def draft_note(draft: Draft, matter: Matter) -> DraftNote:
    facts = {"who": address_of_staff(draft.by) if draft.by else _("somebody who has left"), "at": moment(draft.updated_at)}
    title = _("Draft of %(who)s, saved %(at)s") % facts
    if draft.refused:
        return DraftNote(draft, title, _("It was not published: %(why)s.") % {"why": DraftRefusal(draft.refused).label}, True)
    if draft.publish_at is not None:
        text = _("It is published %(at)s. If you change and save it, choose the minute again.") % {"at": moment(draft.publish_at)}
        return DraftNote(draft, title, text, False)
    if draft.seen != matter.version:
        return DraftNote(draft, title, _("Something happened to the matter after this was written. Look at the path first."), True)
    return DraftNote(draft, title, _("Only the desks see it. Go on with it, or send it."), False)
