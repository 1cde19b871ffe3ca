"""From ideas to proposals: written of one or several ideas, assessed, or declined with a reason. All of it before they are published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.changes import Reason
from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import Feasibility, RoundEvent, RoundState
from participation.budgeting.models import DeclinedIdea, Proposal, ProposalIdea, Round, RoundArea
from participation.matters.models import Matter
from people.models import User
from portal.exceptions import RuleBroken

TEXTS = {
    f"{name}_{language}"
    for name in ("title", "text", "plain", "cost_text", "feasibility_text")
    for language in ("fi", "sv", "en")
} | {"place", "done_by", "post", "upkeep"}


@dataclass(frozen=True)
class Assessment:
    """Whether the proposal can be carried out and why. `finished`: nothing of it is open any more."""

    feasibility: Feasibility = Feasibility.UNDECIDED
    reason: Reason = field(default_factory=lambda: Reason(""))
    finished: bool = False


@dataclass(frozen=True)
class Draft:
    """A proposal as its keepers write it. `texts` are columns of Proposal."""

    area: RoundArea
    cost: int
    texts: dict[str, Any]
    ideas: Sequence[Matter]
    assessment: Assessment


@transaction.atomic
def write_proposal(*, draft: Draft, by: User, now: datetime, proposal: Proposal | None = None) -> Proposal:
    """Write a new proposal, or this one anew, with its ideas and its assessment.

    A finished assessment of what can be carried out says what the money goes to and what the yearly upkeep is, also when it is nothing.
    """
    if proposal is None:
        proposal = make_proposal(area=draft.area, cost=draft.cost, texts=draft.texts, ideas=draft.ideas, by=by, now=now)
    else:
        proposal = change_proposal(proposal=proposal, draft=draft, by=by, now=now)
    told = draft.assessment
    if told.finished and told.feasibility == Feasibility.UNDECIDED:
        raise RuleBroken(_("Say first whether the proposal can be carried out."), code="undecided")
    if told.finished and told.feasibility == Feasibility.FEASIBLE:
        if not proposal.cost_text_fi.strip():
            raise RuleBroken(_("Tell what the money goes to before you finish the assessment."), code="no_cost_text")
        if proposal.upkeep is None:
            raise RuleBroken(_("Write the yearly upkeep before you finish the assessment. Write 0 if there is none."), code="no_upkeep")
    return assess_proposal(
        proposal=proposal, feasibility=told.feasibility, reason_fi=told.reason.reason_fi, reason_sv=told.reason.reason_sv,
        reason_en=told.reason.reason_en, finished=told.finished, by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def make_proposal(
    *, area: RoundArea, cost: int, texts: dict[str, Any], ideas: Sequence[Matter] = (), by: User, now: datetime
) -> Proposal:
    """Make a proposal of one or several ideas. `cost` in whole euros; `texts` are its columns of texts, place, day and post."""
    check_open_for_proposals(area, by)
    check_texts(cost, texts)
    proposal = Proposal.objects.create(area=area, cost=cost, **texts)
    combine(proposal, ideas)
    note(RoundEvent.PROPOSED, area.round, by, now, title=proposal.title_fi)
    return proposal


@transaction.atomic
def change_proposal(*, proposal: Proposal, draft: Draft, by: User, now: datetime) -> Proposal:
    """Write the proposal anew. Its ideas become those of the draft; each keeps its own path and its author."""
    check_open_for_proposals(proposal.area, by)
    check_texts(draft.cost, draft.texts)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("area__round__organisation").get(pk=proposal.pk)
    if draft.area.round_id != proposal.area.round_id:
        raise RuleBroken(_("Choose an area of this round."), code="other_round")
    proposal.area, proposal.cost = draft.area, draft.cost
    for name, value in draft.texts.items():
        setattr(proposal, name, value)
    proposal.save()
    ProposalIdea.objects.filter(proposal=proposal).exclude(matter__in=draft.ideas).delete()
    combine(proposal, draft.ideas)
    note(RoundEvent.PROPOSED, proposal.area.round, by, now, title=proposal.title_fi)
    return proposal


def check_texts(cost: int, texts: dict[str, Any]) -> None:
    unknown = texts.keys() - TEXTS
    if unknown:
        raise TypeError(f"no such text of a proposal: {sorted(unknown)}")
    if cost < 1:
        raise RuleBroken(_("Write what the proposal costs, in whole euros."), code="no_cost")


def combine(proposal: Proposal, ideas: Sequence[Matter]) -> None:
    """Join the ideas to the proposal. One that was declined in the round is not declined any more."""
    known = set(ProposalIdea.objects.filter(proposal=proposal).values_list("matter_id", flat=True))
    ProposalIdea.objects.bulk_create(ProposalIdea(proposal=proposal, matter=idea) for idea in ideas if idea.pk not in known)
    DeclinedIdea.objects.filter(round=proposal.area.round, matter__in=ideas).delete()


@transaction.atomic
def decline_ideas(*, round: Round, ideas: Sequence[Matter], reason: Reason, by: User, now: datetime) -> int:
    """Say of these ideas that no proposal is made of them, and why. Their senders are told when the proposals are published."""
    round = locked(round, by)
    if round.state not in RoundState.before_publishing():
        raise published()
    if not ideas:
        raise RuleBroken(_("Choose at least one idea."), code="no_ideas")
    if not reason.reason_fi.strip():
        raise RuleBroken(_("Write the reason. Everyone sees it."), code="no_reason")
    if ProposalIdea.objects.filter(proposal__area__round=round, matter__in=ideas).exists():
        raise RuleBroken(_("One of the ideas is a part of a proposal already."), code="in_proposal")
    words = {"reason_fi": reason.reason_fi.strip(), "reason_sv": reason.reason_sv.strip(), "reason_en": reason.reason_en.strip()}
    for idea in ideas:
        DeclinedIdea.objects.update_or_create(round=round, matter=idea, defaults={**words, "at": now})
        note(RoundEvent.IDEA_DECLINED, round, by, now, code=idea.reference)
    return len(ideas)


@transaction.atomic
def assess_proposal(
    *,
    proposal: Proposal,
    feasibility: Feasibility,
    reason_fi: str,
    by: User,
    now: datetime,
    reason_sv: str = "",
    reason_en: str = "",
    finished: bool = True,
) -> Proposal:
    """Record whether the proposal can be carried out, and why. A refusal always has its reason. What is undecided is never finished."""
    check_open_for_proposals(proposal.area, by)
    if feasibility == Feasibility.NOT_FEASIBLE and not reason_fi.strip():
        raise RuleBroken(_("Tell why the proposal cannot be carried out."), code="no_reason")
    proposal.feasibility = feasibility
    proposal.assessed_at = now if finished and feasibility != Feasibility.UNDECIDED else None
    proposal.feasibility_text_fi, proposal.feasibility_text_sv, proposal.feasibility_text_en = (
        reason_fi,
        reason_sv,
        reason_en,
    )
    proposal.save()
    note(RoundEvent.ASSESSED, proposal.area.round, by, now, title=proposal.title_fi, feasibility=feasibility.value)
    return proposal


def check_open_for_proposals(area: RoundArea, by: User) -> None:
    """Proposals change until they are published; once voting is open the database refuses it too."""
    round = locked(area.round, by)
    if round.state not in RoundState.before_publishing():
        raise published()


def published() -> RuleBroken:
    return RuleBroken(_("The proposals are out, so they cannot be changed any more."), code="published")
