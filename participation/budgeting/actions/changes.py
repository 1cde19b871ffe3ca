"""What may change the course of a round that has begun: more time, the voting opened again, the round cancelled. Always with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.paths import tell_cancelled
from participation.budgeting.actions.rounds import locked, move, note, wrong_state
from participation.budgeting.enums import ChangeKind, RoundEvent, RoundState
from participation.budgeting.models import UNSEEN, Result, Round, RoundChange, SealConfirmation
from participation.budgeting.rules.rounds import is_over
from people.models import User
from portal.clock import database_now
from portal.exceptions import RuleBroken


@dataclass(frozen=True)
class Reason:
    """Why, for everyone, and the decision that says so where there is one."""

    reason_fi: str
    reason_sv: str = ""
    reason_en: str = ""
    decision: str = ""
    decided_on: date | None = None


@transaction.atomic
def extend_voting(*, round: Round, closes_at: datetime, reason: Reason, by: User, now: datetime | None = None) -> Round:
    """Give a voting that is going on a later closing time. Once the closing time has come it is reopen_voting, which needs a decision."""
    round, now = locked(round, by), now or database_now()
    if round.state != RoundState.VOTING:
        raise wrong_state(round)
    if is_over(round.terms, now):
        raise RuleBroken(
            _("The closing time has come, and voters have been turned away. Close the voting; it can be opened again by a decision."),
            code="too_late",
        )
    change = write_change(round, ChangeKind.EXTENDED, reason, now, closes_at)
    round.save(update_fields=["voting_closes_at"])
    note(RoundEvent.EXTENDED, round, by, now, until=closes_at.isoformat(), reason=change.reason_fi)
    return round


@transaction.atomic
def reopen_voting(*, round: Round, closes_at: datetime, reason: Reason, by: User, now: datetime | None = None) -> Round:
    """Open a closed voting again, by a decision, while nobody can have learnt anything of it: before the seal and before any result.

    A first confirmation of the seal falls: it was about a box that now takes more votes.
    """
    round, now = locked(round, by), now or database_now()
    if round.state != RoundState.COUNTING:
        raise wrong_state(round)
    if round.sealed_at is not None or Result.objects.filter(area__round=round).exists():
        raise RuleBroken(_("The box is sealed, so the voting cannot be opened again."), code="sealed")
    if not reason.decision.strip() or reason.decided_on is None:
        raise RuleBroken(_("Write which decision opens the voting again, and its day."), code="no_decision")
    if closes_at <= now:
        raise RuleBroken(_("The new closing time must be in the future."), code="past")
    change = write_change(round, ChangeKind.REOPENED, reason, now, closes_at)
    SealConfirmation.objects.filter(round=round).delete()
    round.backups_gone_on = None
    facts = {"until": closes_at.isoformat(), "reason": change.reason_fi, "decision": change.decision}
    return move(round, RoundState.VOTING, by, now, event=RoundEvent.REOPENED, **facts)


@transaction.atomic
def cancel_round(*, round: Round, reason: Reason, by: User, now: datetime | None = None) -> Round:
    """Cancel the round; nothing of it is removed, and everyone sees why. Those whose ideas were in it are told once.

    A round that nobody has seen yet goes without a word: it stays between those who prepared it.
    """
    round, now = locked(round, by), now or database_now()
    before = RoundState(round.state)
    round.is_withheld = before in UNSEEN
    round = move(round, RoundState.CANCELLED, by, now, reason=reason.reason_fi.strip())
    change = write_change(round, ChangeKind.CANCELLED, reason, now)
    if not round.is_withheld:
        tell_cancelled(round, change, by=by, now=now)
    return round


def write_change(round: Round, kind: ChangeKind, reason: Reason, now: datetime, closes_at: datetime | None = None) -> RoundChange:
    """Write the change down and give the locked round its new closing time, which is always a later one."""
    if not reason.reason_fi.strip():
        raise RuleBroken(_("Write the reason. Everyone sees it."), code="no_reason")
    if closes_at is not None and closes_at <= round.voting_closes_at:
        raise RuleBroken(_("The new closing time must be later than the one that was told."), code="not_later")
    change = RoundChange.objects.create(
        round=round, kind=kind, reason_fi=reason.reason_fi.strip(), reason_sv=reason.reason_sv.strip(),
        reason_en=reason.reason_en.strip(), decision=reason.decision.strip(), decided_on=reason.decided_on,
        closes_from=round.voting_closes_at if closes_at else None, closes_to=closes_at, at=now,
    )  # fmt: skip
    round.voting_closes_at = closes_at or round.voting_closes_at
    return change
