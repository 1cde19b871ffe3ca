"""The proposals that the residents chose."""

from participation.budgeting.models import Proposal, Result, Round
from participation.budgeting.rules.election import from_record


def winners_in(round: Round) -> list[Proposal]:
    """Those of a counted round, area by area. Two queries."""
    results = Result.objects.filter(area__round=round)
    chosen = {number for result in results for number in from_record(result.trace).funded}
    return list(Proposal.objects.filter(pk__in=chosen).select_related("area").order_by("area__position", "pk"))
