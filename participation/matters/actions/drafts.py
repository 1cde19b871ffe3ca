"""Answers that wait: saved, gone on with, and set aside when the answer is given. Two writers never overwrite each other."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.matters.actions.step import Move, check_state, lock, write_step
from participation.matters.enums import DeskEvent, Outcome, StepKind
from participation.matters.models import Draft, Matter
from participation.matters.permissions import check_can_take_step
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.text import mask_identity_codes

MASKED = ("text", "next_text", "came_of_it", "note")


@dataclass(frozen=True)
class DraftWords:
    """What is written so far; any of it may still be missing."""

    text: str = ""
    outcome: Outcome | None = None
    next_text: str = ""
    next_by: date | None = None
    came_of_it: str = ""
    note: str = ""


def fields_of(words: DraftWords) -> dict[str, object]:
    """The words as fields of a draft, stripped and masked."""
    given = asdict(words)
    for name in MASKED:
        given[name] = mask_identity_codes(given[name].strip())
    return {**given, "outcome": words.outcome or ""}


def lock_draft(row: Matter) -> Draft | None:
    """The draft of the locked matter. Always after the matter, so that two never wait for each other."""
    return Draft.objects.select_for_update(of=("self",)).select_related("by").filter(matter=row).first()


def check_draft_unchanged(draft: Draft | None, version: int) -> None:
    """`version` is what the writer saw; 0 says that there was no draft."""
    if (draft.version if draft else 0) != version:
        message = _("Somebody else wrote a draft of this answer after you opened the page. Both texts are here: put them together.")
        raise ChangedMeanwhile(message)


def save_draft(*, matter: Matter, words: DraftWords, by: User, now: datetime, seen: int, version: int) -> Draft:
    """Save what is written so far. `seen` is the matter's version that the writer saw, `version` the draft's (0 when there was none).

    A saved draft waits for no minute: whoever changed it sets it again. Raises NotVisible, NotPermitted, RuleBroken, ChangedMeanwhile.
    """
    with transaction.atomic():
        row = lock(matter)
        check_can_take_step(by, row, StepKind.ANSWERED)
        check_state(row, StepKind.ANSWERED)
        draft, given = lock_draft(row), fields_of(words)
        if not any(given.values()):
            raise RuleBroken(_("Write something first."), code="empty")
        if draft is not None and draft.by_id == by.pk and all(getattr(draft, name) == value for name, value in given.items()):
            return draft
        check_draft_unchanged(draft, version)
        draft = draft or Draft(matter=row, version=0)
        for name, value in given.items():
            setattr(draft, name, value)
        draft.seen, draft.by, draft.updated_at, draft.publish_at, draft.refused = seen, by, now, None, ""
        draft.version += 1
        draft.save()
        tell(DeskEvent.DRAFTED, row, by, now)
        return draft


def remove_draft(*, matter: Matter, by: User, now: datetime, version: int) -> bool:
    """Throw the draft away; False when there is none any more. Raises NotVisible, NotPermitted, ChangedMeanwhile."""
    with transaction.atomic():
        row = lock(matter)
        check_can_take_step(by, row, StepKind.ANSWERED)
        draft = lock_draft(row)
        if draft is None:
            return False
        check_draft_unchanged(draft, version)
        draft.delete()
        tell(DeskEvent.DRAFT_REMOVED, row, by, now)
        return True


def use_draft(row: Matter, version: int, text: str, move: Move) -> None:
    """The answer is given: the draft has done its work. Another writer's words that were not used stay on the path as a note."""
    draft = lock_draft(row)
    check_draft_unchanged(draft, version)
    if draft is None:
        return
    if move.by is not None and draft.by_id != move.by.pk and draft.text not in ("", text):
        left = _("A draft by somebody else, which was not sent:")
        write_step(
            StepKind.NOTE, row, Move(row, move.by, move.now), organisation=row.organisation, is_public=False,
            internal_text=f"{left}\n\n{draft.text}",
        )  # fmt: skip
    draft.delete()


def tell(event: DeskEvent, row: Matter, by: User | None, now: datetime) -> None:
    record_event(event=event, by=by, subject=row, organisation=row.organisation, now=now, code=row.reference)
