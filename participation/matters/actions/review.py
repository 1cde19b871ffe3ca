"""The sender of a text that is not shown asks another moderator to read it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from participation.matters.actions.step import Move, already_taken, check_state, check_unchanged, lock, write_step
from participation.matters.enums import StepKind
from participation.matters.models import Matter, Step
from participation.matters.permissions import check_is_sender
from participation.matters.rules import LONGEST_TEXT
from people.models import Person, User
from portal.exceptions import RuleBroken


def ask_for_review(
    *, matter: Matter, text: str, by: Person, code: str, now: datetime, version: int | None = None, token: UUID | None = None
) -> Step:
    """Put the matter back to the moderators with the sender's words, once. Raises NotVisible, RuleBroken, ChangedMeanwhile."""
    if not text.strip():
        raise RuleBroken(_("Tell why the text should be shown."), code="empty")
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(_("The text is too long."), code="too_long")
    with transaction.atomic():
        row = lock(matter)
        check_is_sender(by, row, code)
        done = already_taken(row, token)
        if done is not None:
            return done
        move = Move(matter, by if isinstance(by, User) else None, now, version, token)
        check_unchanged(row, move)
        if row.steps.filter(kind=StepKind.APPEALED).exists():
            raise RuleBroken(_("A review was asked for already. It can be asked for once."), code="only_once")
        check_state(row, StepKind.APPEALED)
        return write_step(StepKind.APPEALED, row, move, organisation=row.organisation, internal_text=text.strip())
