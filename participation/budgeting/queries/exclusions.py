"""The page on which a round's keepers say what does not go together and take proposals out."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import Exclusion, Proposal, Result, Round
from participation.budgeting.queries.words import url_of
from portal.exceptions import NotVisible
from portal.numerals import money


@dataclass(frozen=True)
class Group:
    """Proposals of which only the first whose turn comes is carried out."""

    number: int
    area: str
    titles: Sequence[str]


@dataclass(frozen=True)
class Excludable:
    title: str
    area: str
    cost: int
    url: str


@dataclass(frozen=True)
class ExclusionsPage:
    groups: Sequence[Group]
    excludable: Sequence[Excludable]
    excluded: Sequence[Exclusion]
    can_group: bool


def exclusions_page(round: Round) -> ExclusionsPage:
    """Three queries."""
    proposals = list(
        Proposal.objects.on_ballot().of_round(round).select_related("area").order_by("area__position", "pk")
    )
    counted = set(Result.objects.filter(area__round=round).values_list("area_id", flat=True))
    numbers = sorted({p.exclusive_group for p in proposals if p.exclusive_group is not None})
    members = {number: [p for p in proposals if p.exclusive_group == number] for number in numbers}
    open_now = round.state in {RoundState.PUBLISHED, RoundState.VOTING, RoundState.COUNTING}
    return ExclusionsPage(
        groups=[Group(number, found[0].area.name, [p.title for p in found]) for number, found in members.items()],
        excludable=[
            Excludable(p.title, p.area.name, p.cost, url_of("proposal_exclude", round, proposal=p.pk))
            for p in proposals
            if open_now and p.area_id not in counted
        ],
        excluded=list(exclusions_of(round).values()),
        can_group=round.state in {*RoundState.before_publishing(), RoundState.PUBLISHED},
    )


def exclusions_of(round: Round) -> dict[int, Exclusion]:
    """Exclusions of the round by proposal. One query."""
    found = Exclusion.objects.filter(proposal__area__round=round).select_related("proposal__area").order_by("pk")
    return {exclusion.proposal_id: exclusion for exclusion in found}


def proposals_at_choice(round: Round) -> list[tuple[str, str]]:
    """The proposals that can still be put into a group, as choices of a form: their area, title and cost. One query."""
    free = Proposal.objects.on_ballot().of_round(round).filter(exclusive_group=None).select_related("area")
    return [(str(p.pk), f"{p.area.name}: {p.title}, {money(p.cost)}") for p in free.order_by("area__position", "pk")]


def votable_at(round: Round, number: int) -> Proposal:
    """A proposal of the round that is voted on. Raises NotVisible."""
    proposal = Proposal.objects.select_related("area__round__organisation").filter(pk=number, area__round=round).first()
    if proposal is None or proposal.feasibility != Feasibility.FEASIBLE:
        raise NotVisible(str(number))
    return proposal
