"""Matters that come from another system with their past: what was said, when, whether it was shown, and what was answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from organisations.models import Organisation
from participation.matters.actions.door import Said, check_said, draft_of, keep, masked
from participation.matters.enums import MatterEvent, MatterState, Outcome, StepKind, Visibility
from participation.matters.models import Matter, Step
from participation.matters.rules import LONGEST_FROM_SERVICES, add_working_days
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_own_permission
from portal.text import mask_identity_codes


@dataclass(frozen=True)
class Past:
    """What happened to a matter before it came here. `source` and `external_id` name it in the other system, once."""

    source: str
    external_id: str
    received_at: datetime
    was_shown: bool = False
    answer: str = ""
    answered_at: datetime | None = None
    outcome: str = ""


def bring_matter(*, organisation: Organisation, said: Said, past: Past, by: User, now: datetime) -> tuple[Matter, bool]:
    """The matter with its steps, and whether it is new: one that came before is left as it is now. Nobody is told: it is not news.

    What is unanswered gets the promise from today on. What was answered elsewhere was not promised by us, so it is never late.
    Raises NotVisible, NotPermitted, RuleBroken.
    """
    with transaction.atomic():
        check_own_permission(by, Permission.MATTER_IMPORT, organisation)
        known = known_here(past)
        if known is not None:
            return known, False
        check_said(said, organisation, LONGEST_FROM_SERVICES)
        draft = draft_of(masked(said), organisation, past.received_at)
        draft.source, draft.external_id = past.source, past.external_id
        settle(draft, past, organisation, now)
        draft.token = uuid5(NAMESPACE_URL, f"{past.source}\x1f{past.external_id}")  # two jobs at once find each other's matter
        matter, is_new = keep(draft)
        if not is_new:
            return matter, False
        write_past(matter, past, organisation, by)
        record_event(event=MatterEvent.RECEIVED, by=by, subject=matter, organisation=organisation, now=now, code=matter.reference)
        return matter, True


def known_here(past: Past) -> Matter | None:
    return Matter.objects.filter(source=past.source, external_id=past.external_id).first()


def settle(draft: Matter, past: Past, organisation: Organisation, now: datetime) -> None:
    """The state that the past leads to, and the day by which an answer is due."""
    if past.was_shown and draft.visibility == Visibility.PUBLIC:
        draft.state = MatterState.OPEN
    draft.due_on = add_working_days(timezone.localdate(now), organisation.answer_promise_days)
    if past.answer and draft.state == MatterState.OPEN:
        draft.state = MatterState.ANSWERED
        draft.answered_at = past.answered_at or past.received_at
        draft.outcome = past.outcome or Outcome.REPLY
        promised = add_working_days(timezone.localdate(past.received_at), organisation.answer_promise_days)
        draft.due_on = max(promised, timezone.localdate(draft.answered_at))


def write_past(matter: Matter, past: Past, organisation: Organisation, by: User) -> None:
    """The steps of the path with their own times."""
    steps = [(StepKind.RECEIVED, past.received_at, "")]
    if matter.visibility == Visibility.PUBLIC and matter.state != MatterState.IN_MODERATION:
        steps.append((StepKind.PUBLISHED, past.received_at, ""))
    if matter.answered_at is not None:
        steps.append((StepKind.ANSWERED, matter.answered_at, mask_identity_codes(past.answer)))
    Step.objects.bulk_create(
        Step(matter=matter, kind=kind, at=at, organisation=organisation, by=by, public_text=text) for kind, at, text in steps
    )
