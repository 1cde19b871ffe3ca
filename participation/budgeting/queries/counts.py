"""The votes of an area as the count needs them. Only for closed rounds: nobody looks into the box before."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from participation.budgeting.enums import BallotType, CountingRule, Feasibility, TieRule
from participation.budgeting.models import Choice, Proposal, RoundArea
from participation.budgeting.rules.caps import Cap
from participation.budgeting.rules.counting import Candidate, Election, Trace, count
from participation.budgeting.rules.pabulib import Heading, ballots_csv, pb_file


@dataclass(frozen=True)
class AreaCount:
    """One area counted: the election as it was put, its trace, and the ballots that chose something here, in random order."""

    election: Election
    trace: Trace
    names: dict[int, str]
    ballots: list[Collection[int]]


def votes_of(area: RoundArea) -> dict[int, int]:
    """Votes or points by proposal, counted by the database."""
    rows = Choice.objects.filter(proposal__area=area).values_list("proposal_id").annotate(votes=Sum("points"))
    return dict(rows.order_by())


def ballots_of(area: RoundArea) -> list[Collection[int]]:
    """The choices of each ballot in this area, with their points where the ballot gives some.

    The order comes from a hash of random ids: it is the same every time and says nothing about when or in which other area the same
    ballot voted.
    """
    ballots: dict[str, dict[int, int]] = {}
    choices = Choice.objects.filter(proposal__area=area).order_by("proposal_id")
    for ballot, proposal, points in choices.values_list("ballot_id", "proposal_id", "points"):
        ballots.setdefault(ballot.hex, {})[proposal] = points
    order = sorted(ballots, key=lambda number: hashlib.sha256(f"{area.pk}:{number}".encode()).digest())
    approves = area.round.ballot_type in BallotType.approving()
    return [list(ballots[number]) if approves else ballots[number] for number in order]


def election_in(area: RoundArea, ballots: list[Collection[int]]) -> Election:
    """Candidates, votes and rules of the area. Three queries."""
    votes = votes_of(area)
    round = area.round
    proposals = Proposal.objects.filter(area=area, feasibility__in=[Feasibility.FEASIBLE, Feasibility.WITHDRAWN])
    return Election(
        budget=area.budget,
        candidates=tuple(
            Candidate(p.pk, p.cost, votes.get(p.pk, 0), withdrawn=p.feasibility == Feasibility.WITHDRAWN,
                      group=p.exclusive_group, category=p.category_id)
            for p in proposals
        ),
        caps={c.pk: Cap(c.budget, c.most) for c in round.categories.all() if c.budget is not None or c.most is not None},
        fills_up=round.fills_up,
        rule=CountingRule(round.counting_rule),
        threshold=round.threshold,
        tie_rule=TieRule(round.tie_rule),
        draws=tuple(tuple(order) for order in area.draws.values_list("order", flat=True)),
        ballots=ballots if round.counting_rule in CountingRule.sharing() else (),
    )


def count_area(area: RoundArea, progress: Callable[[int, int], None] | None = None) -> AreaCount:
    ballots = ballots_of(area)
    election = election_in(area, ballots)
    names = dict(Proposal.objects.filter(area=area).values_list("pk", "title_fi"))
    return AreaCount(election, count(election, progress), names, ballots)


def files_of(area: RoundArea, counted: AreaCount) -> tuple[str, str]:
    """The .pb and the .csv of the area's ballots."""
    round = area.round
    comments = [
        f"Lot drawn with the public seed {draw.seed}: {', '.join(str(n) for n in draw.order)}"
        for draw in area.draws.all()
    ]
    if round.is_example:
        comments.append("Example data made for a demonstration. No real votes.")
    categories = list(round.categories.all())
    heading = Heading(
        description=f"Participatory budgeting in {round.organisation.name_fi} {round.year}, {area.name_fi}",
        unit=round.organisation.name_fi,
        subunit="" if area.is_whole else area.name_fi,
        instance=str(round.year),
        begins_on=timezone.localdate(round.voting_opens_at),
        ends_on=timezone.localdate(round.voting_closes_at),
        ballot_type=BallotType(round.ballot_type),
        max_choices=area.max_choices or round.max_choices,
        max_points=round.max_points,
        categories={c.pk: c.name_fi for c in categories},
        category_choices={c.pk: c.max_choices for c in categories if c.max_choices is not None},
        comments=comments,
    )
    pb = pb_file(heading, counted.election, counted.trace, counted.names, counted.ballots)
    return pb, ballots_csv([row.id for row in counted.trace.rows], counted.names, counted.ballots)
