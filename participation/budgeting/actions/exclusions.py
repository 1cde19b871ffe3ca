"""Proposals that do not go together, declared before the vote, and proposals taken out after they were published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import Feasibility, RoundEvent, RoundState
from participation.budgeting.models import Exclusion, Proposal, Result, Round
from people.models import User
from portal.exceptions import RuleBroken

BEFORE_THE_VOTE = {*RoundState.before_publishing(), RoundState.PUBLISHED}
EXCLUDABLE = {RoundState.PUBLISHED, RoundState.VOTING, RoundState.COUNTING}


@dataclass(frozen=True)
class Grounds:
    """Why a proposal is taken out, for everyone, and the decision that says so."""

    reason_fi: str
    decision: str
    decided_on: date
    reason_sv: str = ""
    reason_en: str = ""


@transaction.atomic
def declare_alternatives(*, round: Round, proposals: Collection[int], by: User, now: datetime) -> int:
    """Declare that only one of these can be carried out, for example because they need the same place. Returns the group's number."""
    round = locked(round, by)
    check_before_the_vote(round)
    chosen = list(Proposal.objects.on_ballot().of_round(round).filter(pk__in=set(proposals)))
    if len(chosen) < 2 or len(chosen) != len(set(proposals)):
        raise RuleBroken(_("Choose at least two proposals that are voted on."), code="too_few")
    if len({proposal.area_id for proposal in chosen}) > 1:
        raise RuleBroken(
            _("Choose proposals of one area: each area has its own money and its own count."), code="other_area"
        )
    taken = next((proposal for proposal in chosen if proposal.exclusive_group is not None), None)
    if taken is not None:
        raise RuleBroken(_("“%(title)s” belongs to another group already.") % {"title": taken.title}, code="in_group")
    highest = Proposal.objects.of_round(round).aggregate(highest=Max("exclusive_group"))["highest"] or 0
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in chosen]).update(exclusive_group=highest + 1)
    note(RoundEvent.ALTERNATIVES, round, by, now, titles=", ".join(proposal.title_fi for proposal in chosen))
    return int(highest + 1)


@transaction.atomic
def undo_alternatives(*, round: Round, group: int, by: User, now: datetime) -> None:
    """Take the declaration back."""
    round = locked(round, by)
    check_before_the_vote(round)
    members = Proposal.objects.of_round(round).filter(exclusive_group=group)
    titles = ", ".join(members.values_list("title_fi", flat=True))
    if not titles:
        raise RuleBroken(_("The group has been removed already."), code="no_group")
    members.update(exclusive_group=None)
    note(RoundEvent.ALTERNATIVES_UNDONE, round, by, now, titles=titles)


def check_before_the_vote(round: Round) -> None:
    if round.state not in BEFORE_THE_VOTE:
        raise RuleBroken(
            _("What goes together is declared before the voting is opened. It cannot be changed any more."),
            code="frozen",
        )


@transaction.atomic
def exclude_proposal(*, proposal: Proposal, grounds: Grounds, by: User, now: datetime) -> Exclusion:
    """Take a published proposal out of the vote or the count. The votes that it got stay on the ballots and are told."""
    round = locked(proposal.area.round, by)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("area").get(pk=proposal.pk)
    if round.state not in EXCLUDABLE or Result.objects.filter(area=proposal.area_id).exists():
        raise RuleBroken(
            _("A proposal can be taken out from its publishing until its area has been counted."), code="wrong_state"
        )
    if proposal.feasibility != Feasibility.FEASIBLE:
        raise RuleBroken(_("The proposal is not voted on any more."), code="not_on_ballot")
    if not grounds.reason_fi.strip() or not grounds.decision.strip():
        raise RuleBroken(_("Write the reason and the decision."), code="no_grounds")
    proposal.feasibility = Feasibility.WITHDRAWN
    proposal.feasibility_text_fi, proposal.feasibility_text_sv, proposal.feasibility_text_en = (
        grounds.reason_fi.strip(), grounds.reason_sv.strip(), grounds.reason_en.strip(),
    )  # fmt: skip
    proposal.save(update_fields=["feasibility", "feasibility_text_fi", "feasibility_text_sv", "feasibility_text_en"])
    proposal.area.open_tie = []
    proposal.area.save(update_fields=["open_tie"])
    exclusion = Exclusion.objects.create(
        proposal=proposal, reason_fi=grounds.reason_fi.strip(), reason_sv=grounds.reason_sv.strip(), reason_en=grounds.reason_en.strip(),
        decision=grounds.decision.strip(), decided_on=grounds.decided_on, excluded_at=now,
    )  # fmt: skip
    note(RoundEvent.EXCLUDED, round, by, now, title=proposal.title_fi, decision=exclusion.decision)
    return exclusion
