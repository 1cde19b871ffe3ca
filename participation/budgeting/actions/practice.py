"""Votes of a practice round, made up by the thousand: the same rules as real ones, but no voter behind any of them."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.ballots import new_receipt
from participation.budgeting.enums import RoundState, VoteChannel
from participation.budgeting.models import Ballot, Choice, Participation, Round, RoundArea
from participation.budgeting.queries.booth import ballot_limits
from participation.budgeting.rules.ballots import Limits, ballot_problems, ballot_seal, receipt_hash
from participation.budgeting.rules.election import points_of
from portal.exceptions import RuleBroken

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
