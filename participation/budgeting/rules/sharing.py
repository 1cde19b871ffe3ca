"""Equal shares as a count: who takes part, the comparison with most votes first, ties that decide, and a row for each proposal. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from participation.budgeting.enums import CountingRule, Verdict
from participation.budgeting.rules.election import Candidate, Election, Row, Trace, last_rows
from participation.budgeting.rules.leading import most_first
from participation.budgeting.rules.shares import Shared, Shares, add_one, backers_of, equal_shares

Progress = Callable[[int, int], None]
# Whether a tie decides money is found by counting again with each of its members first; of large or many ties a lot is simply drawn.
MOST_TRIED = 6


def share_out(election: Election, progress: Progress | None = None) -> Trace:
    """Equal shares; with the comparison the outcome that serves more voters. A tie that decides waits for a drawn lot."""
    shares = shares_of(election)
    found = outcome(shares, election, progress)
    tie = () if election.ties_in_order else open_tie(found, shares, election)
    if tie:
        return waiting(election, tie)
    trace = filled(election, found) if election.fills_up else told(election, found, shares)
    if trace.open_tie:
        return waiting(election, trace.open_tie)
    if election.rule == CountingRule.COMPARED:
        plain = most_first(replace(election, rule=CountingRule.SKIP))
        ours, theirs = better_off(shares, trace.funded, plain.funded)
        if theirs > ours or (plain.open_tie and not election.ties_in_order):
            return replace(plain, compared=(ours, theirs))
        return replace(trace, compared=(ours, theirs))
    return trace


def shares_of(election: Election) -> Shares:
    """Alike ballots as one group: they always have the same money left."""
    able = {c.id: c for c in election.candidates if not c.withdrawn and c.votes >= election.threshold}
    alike: dict[frozenset[int], int] = {}
    for ballot in election.ballots:
        chosen = frozenset(ballot).intersection(able)
        alike[chosen] = alike.get(chosen, 0) + 1
    made = Shares(
        costs={c.id: c.cost for c in able.values()},
        ballots=tuple(alike),
        sizes=tuple(alike.values()),
        budget=election.budget,
        groups={c.id: c.group for c in able.values() if c.group is not None},
        lots={frozenset(draw): tuple(draw) for draw in election.draws},
        unit=election.unit,
        categories={c.id: c.category for c in able.values() if c.category is not None},
        caps=election.caps,
    )
    return replace(made, votes={number: backers.people for number, backers in backers_of(made).items()})


def outcome(shares: Shares, election: Election, progress: Progress | None = None) -> Shared:
    return add_one(shares, progress) if election.grows else equal_shares(shares, shares.budget)


def open_tie(found: Shared, shares: Shares, election: Election) -> tuple[int, ...]:
    """The first tie without a lot that decides who gets money; empty when none does."""
    waiting = [tie for tie in found.ties if frozenset(tie) not in shares.lots]
    for number, tie in enumerate(waiting):
        if len(tie) > MOST_TRIED or number >= MOST_TRIED:
            return tie
        outcomes = {frozenset(found.selected)}
        for first in tie:
            order = (first, *(other for other in tie if other != first))
            again = outcome(replace(shares, lots={**shares.lots, frozenset(tie): order}), election)
            outcomes.add(frozenset(again.selected))
        if len(outcomes) > 1:
            return tie
    return ()


def better_off(shares: Shares, ours: Collection[int], theirs: Collection[int]) -> tuple[int, int]:
    """How many voters get more of their choices by the one outcome, and how many by the other."""
    mine, other = set(ours), set(theirs)
    gains = [(len(ballot & mine) - len(ballot & other), size) for ballot, size in zip(shares.ballots, shares.sizes, strict=True)]
    return sum(size for gain, size in gains if gain > 0), sum(size for gain, size in gains if gain < 0)


def in_turn(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda c: (-c.votes, c.cost, c.id))


def waiting(election: Election, tie: tuple[int, ...]) -> Trace:
    """Nothing is decided before the lot is drawn."""
    takes_part = in_turn([c for c in election.candidates if not c.withdrawn])
    rows = [
        Row(
            c.id, place, c.votes, c.cost, election.budget,
            Verdict.TIE_OPEN if c.votes >= election.threshold else Verdict.BELOW_THRESHOLD,
        )
        for place, c in enumerate(takes_part, start=1)
    ]  # fmt: skip
    last = last_rows(election, election.budget, len(rows) + 1)
    return Trace(election.budget, (*rows, *last), open_tie=tie, ties=(tie,))


def told(election: Election, found: Shared, shares: Shares) -> Trace:
    """The winners in the order in which they were paid, then the others by their votes."""
    rows = paid_rows(election, found)
    left = election.budget - found.cost
    rows += losers(election, found, shares, left, len(rows) + 1)
    return Trace(election.budget, (*rows, *last_rows(election, left, len(rows) + 1)), ties=found.ties)


def filled(election: Election, found: Shared) -> Trace:
    """The winners in the order in which they were paid; then what they leave is used by most votes first."""
    by_id = {c.id: c for c in election.candidates}
    rest = most_first(replace(election, rule=CountingRule.SKIP), before=[by_id[number] for number in found.selected])
    rows = (replace(row, verdict=Verdict.FILLED) if row.is_funded else row for row in rest.rows)
    return Trace(election.budget, (*paid_rows(election, found), *rows), rest.open_tie, (*found.ties, *rest.ties))


def paid_rows(election: Election, found: Shared) -> list[Row]:
    by_id = {c.id: c for c in election.candidates}
    rows, left = list[Row](), election.budget
    for number, paid in zip(found.selected, found.paid, strict=True):
        winner = by_id[number]
        rows.append(
            Row(
                number, len(rows) + 1, winner.votes, winner.cost, left, Verdict.FUNDED, number in found.drawn,
                effective=int(10 * winner.cost / paid) if paid else None,
                payment=-int(-paid * 100 / election.unit // 1),
            )
        )  # fmt: skip
        left -= winner.cost
    return rows


def losers(election: Election, found: Shared, shares: Shares, left: int, place: int) -> Iterator[Row]:
    chosen = set(found.selected)
    paid_of = {shares.groups[number]: number for number in found.selected if number in shares.groups}
    supporters = backers_of(shares)
    others = [c for c in election.candidates if not c.withdrawn and c.id not in chosen]
    for number, c in enumerate(in_turn(others), start=place):
        rival = None if c.group is None else paid_of.get(c.group)
        if c.votes < election.threshold:
            yield Row(c.id, number, c.votes, c.cost, left, Verdict.BELOW_THRESHOLD)
        elif rival is not None:
            yield Row(c.id, number, c.votes, c.cost, left, Verdict.RIVAL_FUNDED, rival=rival)
        elif found.room is not None and (full := found.room.refusal(c.category, c.cost)):
            money_left = found.room.left(c.category) if full == Verdict.CATEGORY_SPENT else None
            yield Row(c.id, number, c.votes, c.cost, left, full, category_left=money_left)
        else:
            money = Fraction(0)
            if found.purse is not None:
                backers = supporters[c.id]
                pairs = zip(backers.money(found.purse.left), backers.sizes, strict=True)
                money = Fraction(sum(mine * size for mine, size in pairs), found.purse.unit)
            yield Row(c.id, number, c.votes, c.cost, left, Verdict.NOT_PAID, c.id in found.drawn, purse=int(money))
