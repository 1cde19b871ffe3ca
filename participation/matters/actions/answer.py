"""What the desk does from the answer on: answer, decide, carry out, finish, look back."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Body
from participation.matters.actions.desk import nothing
from participation.matters.actions.drafts import use_draft
from participation.matters.actions.step import Move, take_step
from participation.matters.enums import Outcome, StepKind
from participation.matters.models import Matter, Step
from participation.matters.rules import PROMISES_MORE
from people.models import User
from portal.exceptions import RuleBroken


def check_words(text: str, message: str) -> None:
    if not text.strip():
        raise RuleBroken(message, code="no_text")


def check_promise(outcome: Outcome, next_text: str, next_by: date | None) -> None:
    """A yes without a day is not a promise."""
    if outcome in PROMISES_MORE and not (next_text.strip() and next_by):
        raise RuleBroken(_("Tell what happens next and by which day."), code="no_next")


def answer_matter(
    *, matter: Matter, text: str, outcome: Outcome, by: User, now: datetime, next_text: str = "", next_by: date | None = None,
    came_of_it: str = "", note: str = "", version: int | None = None, draft: int | None = None, token: UUID | None = None,
) -> Step:  # fmt: skip
    """Give the official answer. The first answer stops the clock; a later one mends it and stands beside it.

    `draft` is the version of the draft that the writer saw (0 when there was none); None leaves a draft alone.
    """
    check_words(text, _("Write the answer."))
    check_promise(outcome, next_text, next_by)

    def change(row: Matter) -> None:
        if draft is not None:
            use_draft(row, draft, text.strip(), Move(row, by, now))
        row.outcome = outcome
        row.answered_at = row.answered_at or now
        row.came_of_it = came_of_it.strip() or row.came_of_it

    return take_step(
        StepKind.ANSWERED, Move(matter, by, now, version, token), change, post=matter.post, public_text=text.strip(),
        internal_text=note.strip(), next_text=next_text.strip(), next_by=next_by,
    )  # fmt: skip


def record_decision(
    *, matter: Matter, body: Body, decided_on: date, outcome: Outcome, by: User, now: datetime, paragraph: str = "", link: str = "",
    text: str = "", next_text: str = "", next_by: date | None = None, came_of_it: str = "", version: int | None = None,
    token: UUID | None = None,
) -> Step:  # fmt: skip
    """Record what a body decided, with the day, the paragraph and the link to its minutes."""
    check_promise(outcome, next_text, next_by)
    if decided_on > timezone.localdate(now):
        raise RuleBroken(_("The day of the decision is still to come."), code="future")

    def change(row: Matter) -> None:
        if body.organisation_id != row.organisation_id:
            raise RuleBroken(_("Choose a body of the organisation that answers."), code="foreign_body")
        row.outcome = outcome
        row.came_of_it = came_of_it.strip() or row.came_of_it

    return take_step(
        StepKind.DECIDED, Move(matter, by, now, version, token), change, post=matter.post, body=body, decided_on=decided_on,
        paragraph=paragraph.strip(), link=link.strip(), public_text=text.strip(), next_text=next_text.strip(), next_by=next_by,
    )  # fmt: skip


def record_implementation(
    *, matter: Matter, text: str, next_text: str, next_by: date, by: User, now: datetime, came_of_it: str = "",
    version: int | None = None, token: UUID | None = None,
) -> Step:  # fmt: skip
    """Tell that the thing is being carried out, how far it is, and what comes next by which day."""
    check_words(text, _("Tell how far the work is."))
    check_words(next_text, _("Tell what happens next and by which day."))

    def change(row: Matter) -> None:
        row.came_of_it = came_of_it.strip() or row.came_of_it

    return take_step(
        StepKind.IMPLEMENTED, Move(matter, by, now, version, token), change, post=matter.post, public_text=text.strip(),
        next_text=next_text.strip(), next_by=next_by,
    )  # fmt: skip


def mark_done(
    *, matter: Matter, text: str, came_of_it: str, by: User, now: datetime, next_text: str = "", next_by: date | None = None,
    version: int | None = None, token: UUID | None = None,
) -> Step:  # fmt: skip
    """Tell that the thing is done, in one line (`came_of_it`) and in words. `next_text` says how and when the effect is looked at."""
    check_words(text, _("Tell what was done."))
    check_words(came_of_it, _("Say in one line what came of it."))

    def change(row: Matter) -> None:
        row.came_of_it = came_of_it.strip()

    return take_step(
        StepKind.DONE, Move(matter, by, now, version, token), change, post=matter.post, public_text=text.strip(),
        next_text=next_text.strip(), next_by=next_by,
    )  # fmt: skip


def check_effect(
    *, matter: Matter, text: str, by: User, now: datetime, version: int | None = None, token: UUID | None = None
) -> Step:
    """Tell what the deed changed, also when it changed nothing."""
    check_words(text, _("Tell what changed, also if nothing did."))
    return take_step(
        StepKind.CHECKED, Move(matter, by, now, version, token), nothing, post=matter.post, public_text=text.strip()
    )
