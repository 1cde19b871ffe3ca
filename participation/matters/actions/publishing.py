"""Drafts that are published together at a set minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from participation.matters.actions.answer import answer_matter, check_promise
from participation.matters.actions.drafts import check_draft_unchanged, lock_draft, tell
from participation.matters.actions.step import check_state, lock
from participation.matters.enums import DeskEvent, DraftRefusal, Outcome, StepKind
from participation.matters.models import Draft, Matter
from participation.matters.permissions import check_can_take_step
from participation.matters.rules.drafts import LONGEST_WAIT
from people.models import User
from portal.exceptions import ChangedMeanwhile, KuuluuError, NotPermitted, NotVisible, RuleBroken


@dataclass(frozen=True)
class Timed:
    """What setting the minute did: the drafts that wait for it, and the matters whose draft does not, with the reason in words."""

    drafts: tuple[Draft, ...]
    missed: tuple[tuple[Matter, str], ...]


def check_minute(at: datetime, now: datetime) -> None:
    if at <= now:
        raise RuleBroken(_("The minute has gone already. Choose a later one."), code="past")
    if at > now + LONGEST_WAIT:
        raise RuleBroken(_("Choose a day within two months."), code="too_far")


def time_drafts(*, chosen: Sequence[tuple[Matter, int]], at: datetime, by: User, now: datetime) -> Timed:
    """Let the chosen drafts (matter, version of its draft that was seen) wait for the minute; each in a transaction of its own."""
    check_minute(at, now)
    drafts: list[Draft] = []
    missed: list[tuple[Matter, str]] = []
    for matter, version in chosen:
        try:
            drafts.append(time_draft(matter=matter, version=version, at=at, by=by, now=now))
        except (ChangedMeanwhile, RuleBroken) as refusal:
            missed.append((matter, refusal.message))
        except NotPermitted as refusal:
            missed.append((matter, refusal.reason))
    return Timed(tuple(drafts), tuple(missed))


def time_draft(*, matter: Matter, version: int, at: datetime, by: User, now: datetime) -> Draft:
    """Let one draft wait for the minute. It must be whole, and written on top of the matter as it is now."""
    check_minute(at, now)
    with transaction.atomic():
        row = lock(matter)
        check_can_take_step(by, row, StepKind.ANSWERED)
        draft = lock_draft(row)
        check_draft_unchanged(draft, version)
        if draft is None:
            raise RuleBroken(_("There is no draft any more."), code="no_draft")
        check_state(row, StepKind.ANSWERED)
        if draft.seen != row.version:
            message = _("Something happened to the matter after the draft was written. Open it, check and save again.")
            raise RuleBroken(message, code="changed")
        if not draft.text or not draft.outcome:
            raise RuleBroken(_("The draft is not ready: write the answer and choose what it is."), code="not_whole")
        check_promise(Outcome(draft.outcome), draft.next_text, draft.next_by)
        draft.publish_at, draft.refused = at, ""
        draft.save(update_fields=["publish_at", "refused"])
        tell(DeskEvent.TIMED, row, by, now)
        return draft


def untime_draft(*, matter: Matter, by: User, now: datetime) -> bool:
    """Take the minute back; False when the draft waits for none. Raises RuleBroken when the answer has been published already."""
    with transaction.atomic():
        row = lock(matter)
        check_can_take_step(by, row, StepKind.ANSWERED)
        draft = lock_draft(row)
        if draft is None:
            message = _("There is no draft any more: the answer may have been published already. Look at the path.")
            raise RuleBroken(message, code="no_draft")
        if draft.publish_at is None:
            return False
        draft.publish_at = None
        draft.save(update_fields=["publish_at"])
        tell(DeskEvent.UNTIMED, row, by, now)
        return True


def publish_due_drafts(*, now: datetime) -> int:
    """Publish each draft whose minute has come, also late, each in a transaction of its own. Returns how many answers were given."""
    due = Draft.objects.filter(publish_at__lte=now).order_by("publish_at", "pk").values_list("matter", flat=True)
    return sum(publish_due_draft(matter_id=matter_id, now=now) for matter_id in list(due))


def publish_due_draft(*, matter_id: int, now: datetime) -> bool:
    """Publish the matter's draft if it is still due. Asked under the lock, so that two clocks, or the same one again, publish it once."""
    with transaction.atomic():
        row = lock(Matter(pk=matter_id))
        draft = lock_draft(row)
        if draft is None or draft.publish_at is None or draft.publish_at > now:
            return False
        try:
            publish(row, draft, now)
        except KuuluuError as refusal:
            draft.publish_at, draft.refused = None, reason_of(refusal)
            draft.save(update_fields=["publish_at", "refused"])
            tell(DeskEvent.REFUSED, row, None, now)
            return False
        return True


def publish(row: Matter, draft: Draft, now: datetime) -> None:
    if draft.by is None:
        raise NotPermitted(_("The writer of the draft has left."))
    answer_matter(
        matter=row, text=draft.text, outcome=Outcome(draft.outcome), by=draft.by, now=now, next_text=draft.next_text, next_by=draft.next_by,
        came_of_it=draft.came_of_it, note=draft.note, version=draft.seen, draft=draft.version,
        token=uuid5(NAMESPACE_URL, f"kuuluu:draft:{draft.pk}:{draft.version}"),
    )  # fmt: skip


def reason_of(refusal: KuuluuError) -> DraftRefusal:
    if isinstance(refusal, ChangedMeanwhile):
        return DraftRefusal.CHANGED
    return DraftRefusal.RIGHTS if isinstance(refusal, NotPermitted | NotVisible) else DraftRefusal.STATE
