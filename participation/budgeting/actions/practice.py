"""Practice: a round made of a file, in which anyone may try to vote; and made-up votes by the thousand, with no voter behind them."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from participation.budgeting.actions.ballots import new_receipt
from participation.budgeting.actions.proposals import assess_proposal, make_proposal
from participation.budgeting.actions.rounds import AreaPlan, RoundPlan, found_round, open_voting, publish_proposals
from participation.budgeting.enums import BallotType, CountingRule, Feasibility, RoundState, VoteChannel, VoterScope
from participation.budgeting.models import Ballot, Choice, Participation, Round, RoundArea, VoteFile
from participation.budgeting.queries.booth import ballot_limits
from participation.budgeting.queries.plan import in_languages
from participation.budgeting.rules.ballots import Limits, ballot_problems, ballot_seal, receipt_hash
from participation.budgeting.rules.election import points_of
from participation.budgeting.rules.methods import NAMES
from participation.budgeting.rules.polls import APPROVING, Poll, read_poll
from people.models import User
from portal.exceptions import RuleBroken

MOST_IN_PRACTICE, MOST_MONEY = 100, 2_000_000_000
FOR_EVERYONE = {"is_example": True, "is_practice": True, "min_age": 0, "voter_scope": VoterScope.CONNECTED}
PRACTICE, PRACTICE_TIME = "harjoitus", timedelta(days=14)
POINTS, MOST_POINTS = 10, 1000  # of a voter, where the file does not tell

# The chosen area, the choices, the channel and the day of one made-up vote.
PracticeVote = tuple[RoundArea, Collection[int], VoteChannel, date]


@transaction.atomic
def fill_practice_box(*, round: Round, votes: Iterable[PracticeVote]) -> int:
    """Put made-up votes into the box of a practice round that is open; returns how many. A vote that breaks a rule stops it all."""
    if not round.is_example or round.state != RoundState.VOTING:
        raise RuleBroken(_("Made-up votes belong only into a practice round that is open."), code="not_practice")
    limits: dict[int, Limits] = {}
    envelopes, ballots, choices = [], [], []
    for area, chosen, channel, on in votes:
        if area.pk not in limits:
            limits[area.pk] = ballot_limits(round, area)
        if ballot_problems(chosen, limits[area.pk]):
            raise RuleBroken(_("A made-up vote breaks the rules of the ballot."), code="ballot")
        code = new_receipt()
        ballot = Ballot(
            area=area, channel=channel, receipt_hash=receipt_hash(code), seal=ballot_seal(code, area.pk, chosen)
        )
        envelopes.append(Participation(round=round, voter_key=secrets.token_hex(32), channel=channel, cast_on=on))
        ballots.append(ballot)
        choices += [Choice(ballot=ballot, proposal_id=n, points=points) for n, points in sorted(points_of(chosen).items())]
    Participation.objects.bulk_create(envelopes, batch_size=500)
    Ballot.objects.bulk_create(ballots, batch_size=500)
    Choice.objects.bulk_create(choices, batch_size=500)
    return len(ballots)


@transaction.atomic
def found_practice(*, file: VoteFile, by: User, now: datetime) -> Round:
    """Open a practice round with the proposals, the money and the rules of the file. Nothing of the file's votes comes into it.

    It goes the way of every round, so what is tried is what will happen; but it is marked everywhere and counts in no figures.
    """
    poll = read_poll(file.content)
    budget = int(poll.budget)
    costs = {name: ceil(cost) for name, cost in poll.costs.items() if 1 <= ceil(cost) <= budget}
    if not costs or budget > MOST_MONEY:
        raise RuleBroken(_("The file has no proposal that fits into its money, so there is nothing to vote on."), code="no_proposals")
    if len(costs) > MOST_IN_PRACTICE:
        raise RuleBroken(_("A practice round has at most %(most)s proposals.") % {"most": MOST_IN_PRACTICE}, code="too_large")
    slug = f"{PRACTICE}-{file.number}-{Round.objects.filter(organisation=file.organisation, is_practice=True).count() + 1}"
    area = AreaPlan("kaikki", budget, in_languages("name", lambda: _("Everyone together")))
    names = in_languages("name", lambda: _("Practice: %(name)s") % {"name": file.name})
    lead = in_languages("lead", lambda: _("Try how voting goes. Nothing is decided here, and no vote is counted as a real one."))
    plan = RoundPlan(
        slug=slug, year=localdate(now).year, name_fi=names.pop("name_fi")[:200], areas=[area], voting_opens_at=now,
        voting_closes_at=now + PRACTICE_TIME,
        fields={**names, **lead, **rules_of(poll, len(costs)), **FOR_EVERYONE},
    )  # fmt: skip
    round = found_round(organisation=file.organisation, plan=plan, by=by, now=now)
    where = RoundArea.objects.select_related("round__organisation").get(round=round)
    text = in_languages("text", lambda: _("A proposal from the file “%(name)s”. It is not carried out.") % {"name": file.name})
    for name, cost in costs.items():
        title = (poll.names.get(name) or name)[:120]
        proposal = make_proposal(area=where, cost=cost, texts={"title_fi": title, **text}, by=by, now=now)
        assess_proposal(proposal=proposal, feasibility=Feasibility.FEASIBLE, reason_fi="", by=by, now=now)
    return open_voting(round=publish_proposals(round=round, by=by, now=now), by=by, now=now)


def rules_of(poll: Poll, proposals: int) -> dict[str, object]:
    """The ballot and the counting rule of a round that come closest to those of the file."""
    longest = max(min(int(poll.meta.get("max_length") or proposals), proposals), 1)
    rule = NAMES.get(poll.rule, CountingRule.SKIP)
    ballot: dict[str, object] = {"ballot_type": BallotType.K_APPROVAL, "max_choices": 1 if poll.kind == "choose-1" else longest}
    if poll.kind == "approval" and poll.meta.get("max_sum_cost"):
        ballot = {"ballot_type": BallotType.KNAPSACK}
    elif poll.kind == "ordinal":
        ballot = {"ballot_type": BallotType.RANKING, "max_choices": longest}
    elif poll.kind not in APPROVING:
        ballot = {"ballot_type": BallotType.POINTS, "max_points": points_in(poll)}
    fits = poll.kind in APPROVING or rule not in CountingRule.sharing()
    return {**ballot, "counting_rule": rule if fits else CountingRule.SKIP, "threshold": max(1, ceil(poll.threshold))}


def points_in(poll: Poll) -> int:
    told = poll.meta.get("max_sum_points", "")
    return min(max(int(told[:9]), 1), MOST_POINTS) if told.isascii() and told.isdigit() else POINTS
