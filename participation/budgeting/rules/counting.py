"""The count: from votes and money to a result in which every row says why. Pure and exact; one core for rounds and for files."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from participation.budgeting.enums import Verdict
from participation.budgeting.rules.election import Candidate, Election, Row, Trace, as_record, from_record, points_of
from participation.budgeting.rules.leading import most_first
from participation.budgeting.rules.sharing import share_out

__all__ = [
    "Candidate", "Election", "Row", "Trace", "as_record", "count", "draw_lot", "explained", "from_record", "points_of", "tally",
]  # fmt: skip

# Verdicts that more votes might have changed.
SHORT_OF_VOTES = {Verdict.NOT_FIT, Verdict.MONEY_SPENT, Verdict.STOPPED, Verdict.BELOW_THRESHOLD, Verdict.RIVAL_FUNDED}
SHORT_OF_VOTES |= {Verdict.CATEGORY_SPENT, Verdict.CATEGORY_FULL}


def count(election: Election, progress: Callable[[int, int], None] | None = None) -> Trace:
    """The result by the rule of the election. `progress` hears (done, total) of a long count."""
    return share_out(election, progress) if election.rule in election.rule.sharing() else most_first(election)


def tally(ballots: Iterable[Collection[int]]) -> dict[int, int]:
    """Votes or points by proposal id. A ballot that only names proposals gives each of them at most one."""
    votes: dict[int, int] = {}
    for ballot in ballots:
        for proposal, points in points_of(ballot).items():
            votes[proposal] = votes.get(proposal, 0) + points
    return votes


def draw_lot(seed: str, ids: Iterable[int]) -> list[int]:
    """The order that a public seed draws: by SHA-256 of `seed:id`. Anyone who knows the seed can repeat it."""
    return sorted(ids, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest())


def explained(election: Election, trace: Trace) -> Trace:
    """The trace with the votes that each one short of them would have needed. Under equal shares it depends on who votes: not told."""
    if not trace.is_final or (election.rule in election.rule.sharing() and not trace.took_most_first):
        return trace
    rows = (replace(row, needed=votes_needed(election, trace, row)) if row.verdict in SHORT_OF_VOTES else row for row in trace.rows)
    return replace(trace, rows=tuple(rows))


def votes_needed(election: Election, trace: Trace, row: Row) -> int | None:
    """The fewest votes with which this one would surely be carried out, the others' votes unchanged; None when no number would do.

    More votes never bring it a later turn or less money at its turn, so the figure is found by halving.
    """
    by_id = {c.id: c for c in election.candidates}
    others = [by_id[other.id] for other in trace.rows if other.id != row.id]
    rule = election.rule.SKIP if trace.took_most_first else election.rule

    def is_enough(votes: int) -> bool:
        candidates = (*others, replace(by_id[row.id], votes=votes))  # last: it loses every lot
        again = most_first(replace(election, rule=rule, candidates=candidates, ties_in_order=True))
        return row.id in again.funded

    low, high = row.votes, max([election.threshold, *(c.votes + 1 for c in others)])
    if not is_enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high
