"""How every step is taken: the row locked, the version compared, the rule asked, one step written, the trail and the mails too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.matters.actions.telling import tell_about
from participation.matters.enums import MatterState, StepKind
from participation.matters.models import Matter, Step
from participation.matters.permissions import check_can_take_step
from participation.matters.rules import BESIDE, STEP_EVENT, can_take, state_after
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.text import mask_identity_codes

TEXTS = ("public_text", "internal_text", "next_text")


@dataclass(frozen=True)
class Move:
    """Who takes a step of which matter and when. `version` is the one that the person saw (the matter's own unless told).

    A `token` that a step of the matter already carries means that the same form came twice: that step stands, nothing new happens.
    """

    matter: Matter
    by: User | None
    now: datetime
    version: int | None = None
    token: UUID | None = None


Change = Callable[[Matter], None]


def take_step(kind: StepKind, move: Move, change: Change, **words: Any) -> Step:
    """Take a step for a member of staff. `change` checks and changes the locked row; `words` are fields of the step.

    Raises NotVisible, NotPermitted, ChangedMeanwhile or RuleBroken; then nothing is written.
    """
    with transaction.atomic():
        row = lock(move.matter)
        done = already_taken(row, move.token)
        if done is not None:
            return done
        if move.by is not None:
            check_can_take_step(move.by, row, kind)
        if kind not in BESIDE:
            check_unchanged(row, move)
        check_state(row, kind)
        giver = row.organisation
        change(row)
        return write_step(kind, row, move, organisation=giver, **words)


def lock(matter: Matter) -> Matter:
    """The matter's row as it is now; others wait until this transaction ends (SQLite has one writer at a time anyhow)."""
    return Matter.objects.select_for_update(of=("self",)).select_related("organisation", "origin", "post__unit", "author").get(pk=matter.pk)


def already_taken(row: Matter, token: UUID | None) -> Step | None:
    """The step of this form, when it came before. Asked under the lock, so that a double click finds what the first one wrote."""
    return row.steps.filter(token=token).first() if token else None


def check_unchanged(row: Matter, move: Move) -> None:
    seen = move.matter.version if move.version is None else move.version
    if row.version != seen:
        raise ChangedMeanwhile(_("Somebody took a step with this matter after you opened the page. Look at the path and decide again."))


def check_state(row: Matter, kind: StepKind) -> None:
    state = row.state_now
    if not can_take(state, kind):
        raise RuleBroken(
            _("This step is not possible now. The matter is at “%(state)s”.") % {"state": state.label}, code="step_not_possible"
        )


def write_step(kind: StepKind, row: Matter, move: Move, *, organisation: Organisation, **words: Any) -> Step:
    """Write the changed row, its step, the audit event, and the mails that the rules name.

    The caller holds the lock and has asked the rules.
    """
    state = state_after(row.state_now, kind)
    if state is not None:
        row.state = state
    if row.state != MatterState.HANDED:
        row.handed_by = row.accept_by = None
    row.came_of_it = mask_identity_codes(row.came_of_it)
    if kind not in BESIDE:
        row.version += 1
        row.save()
    for name in TEXTS:
        words[name] = mask_identity_codes(words.get(name, ""))
    step = Step.objects.create(matter=row, kind=kind, at=move.now, organisation=organisation, by=move.by, token=move.token, **words)
    record_event(
        event=STEP_EVENT[kind], by=move.by, subject=row, organisation=organisation, now=move.now, **facts_of(step, row)
    )
    tell_about(step, row, now=move.now)
    return step


def facts_of(step: Step, row: Matter) -> dict[str, str]:
    """What the sentence of the audit event needs; the open reference, never the sender's code."""
    facts = {"code": row.reference}
    if step.kind == StepKind.ROUTED and step.post:
        facts["post"] = step.post.title_fi
    if step.receiver:
        facts["receiver"] = step.receiver.name_fi
    if row.merged_into:
        facts["target"] = row.merged_into.reference
    return facts
