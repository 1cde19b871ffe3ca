"""Most votes first, within the money. What does not fit is skipped, or ends the list. Pure.

The 80 % rule (Poznań's): the first proposal that does not fit ends the list, but is carried out too when four fifths of its cost are left.
"""

from collections.abc import Sequence
from itertools import groupby

from participation.budgeting.enums import CountingRule, TieRule, Verdict
from participation.budgeting.rules.caps import Room
from participation.budgeting.rules.election import Candidate, Election, Row, Trace, last_rows

ENOUGH = (4, 5)


def rank(candidate: Candidate, tie_rule: TieRule) -> tuple[int, int]:
    """What puts one candidate before another; equal ranks are a tie."""
    return (-candidate.votes, candidate.cost if tie_rule == TieRule.CHEAPER else 0)


def is_nearly_there(cost: int, left: int) -> bool:
    """Whether four fifths of the cost are left."""
    part, whole = ENOUGH
    return left > 0 and whole * left >= part * cost


def decides(group: Sequence[Candidate], left: int, rule: CountingRule, room: Room) -> bool:
    """Whether the order inside a tie changes who gets money. `group` are those whose rivals have not been carried out and whose
    categories have room for each of them alone.

    Under skip those who cost more than all that is left never get any, so only the others compete; under the other rules they end the
    list when their turn comes, so they count too. Somebody who can be carried out when first would be, and not all of them can: orders
    differ. When all of them can in every order, or nobody, no order matters.
    """
    rivals = group if rule.ends_the_list else [c for c in group if c.cost <= left]
    if len(rivals) < 2 or not any(fits(c.cost, left, rule) for c in rivals):
        return False
    groups = [c.group for c in rivals if c.group is not None]
    together = all_fit(rivals, left, rule) and room.holds_all((c.category, c.cost) for c in rivals)
    return len(set(groups)) < len(groups) or not together


def fits(cost: int, left: int, rule: CountingRule) -> bool:
    return cost <= left or (rule == CountingRule.EIGHTY and is_nearly_there(cost, left))


def all_fit(rivals: Sequence[Candidate], left: int, rule: CountingRule) -> bool:
    """Whether all of them are carried out in every order: under the 80 % rule whoever comes last needs only four fifths."""
    before = sum(c.cost for c in rivals)
    return before <= left or (
        rule == CountingRule.EIGHTY and all(is_nearly_there(c.cost, left - before + c.cost) for c in rivals)
    )


def drawn_order(group: Sequence[Candidate], draws: Sequence[Sequence[int]]) -> list[Candidate] | None:
    """The group in the order of the recorded lot between exactly these, or None when there is none."""
    by_id = {candidate.id: candidate for candidate in group}
    lot = next((draw for draw in draws if set(draw) == by_id.keys() and len(draw) == len(by_id)), None)
    return None if lot is None else [by_id[number] for number in lot]


class Walk:
    """The list from its top: the money left, who ended it, whose rivals are carried out, and the tie at which it waits."""

    def __init__(self, election: Election) -> None:
        self.election = election
        self.left = election.budget
        self.stopped_by: int | None = None
        self.open_tie: tuple[int, ...] = ()
        self.ties: list[tuple[int, ...]] = []
        self.funded_of: dict[int, int] = {}
        self.rows: list[Row] = []
        self.room = Room(election.caps)

    def carry_out(self, candidate: Candidate) -> None:
        self.left = max(self.left - candidate.cost, 0)
        self.room.take(candidate.category, candidate.cost)
        if candidate.group is not None:
            self.funded_of[candidate.group] = candidate.id

    def finds_room(self, candidate: Candidate) -> bool:
        return self.rival_of(candidate) is None and self.room.refusal(candidate.category, candidate.cost) is None

    def rival_of(self, candidate: Candidate) -> int | None:
        return None if candidate.group is None else self.funded_of.get(candidate.group)

    def in_order(self, group: list[Candidate]) -> tuple[list[Candidate], bool]:
        """(the group in the order in which it is looked at, whether a lot made it)."""
        if self.stopped_by is not None or self.open_tie:
            return group, False
        active = [c for c in group if self.finds_room(c)]
        if not decides(active, self.left, self.election.rule, self.room):
            return group, False
        rivals = active if self.election.rule.ends_the_list else [c for c in active if c.cost <= self.left]
        self.ties.append(tuple(c.id for c in rivals))
        if self.election.ties_in_order:
            return group, False
        lot = drawn_order(group, self.election.draws)
        if lot is None:
            self.open_tie = tuple(c.id for c in group)
            return group, False
        return lot, True

    def look_at(self, candidate: Candidate, place: int, drawn: bool, enough: bool) -> None:
        rival = self.rival_of(candidate)
        verdict = self.judge(candidate, enough, rival)
        self.rows.append(
            Row(
                candidate.id,
                place,
                candidate.votes,
                candidate.cost,
                self.left,
                verdict,
                drawn,
                stopped_by=self.stopped_by if verdict == Verdict.STOPPED else None,
                rival=rival if verdict == Verdict.RIVAL_FUNDED else None,
                category_left=self.room.left(candidate.category) if verdict == Verdict.CATEGORY_SPENT else None,
            )
        )
        if verdict in {Verdict.FUNDED, Verdict.TOPPED_UP}:
            self.carry_out(candidate)
        ends = verdict in {Verdict.NOT_FIT, Verdict.MONEY_SPENT, Verdict.TOPPED_UP}
        if ends and self.election.rule.ends_the_list and self.stopped_by is None:
            self.stopped_by = candidate.id

    def judge(self, candidate: Candidate, enough: bool, rival: int | None) -> Verdict:
        """What becomes of a candidate whose turn has come."""
        if not enough:
            return Verdict.BELOW_THRESHOLD
        if self.open_tie:
            return Verdict.TIE_OPEN
        if rival is not None:
            return Verdict.RIVAL_FUNDED
        if self.stopped_by is not None:
            return Verdict.STOPPED
        if refused := self.room.refusal(candidate.category, candidate.cost):
            return refused
        if candidate.cost <= self.left:
            return Verdict.FUNDED
        if fits(candidate.cost, self.left, self.election.rule):
            return Verdict.TOPPED_UP
        return Verdict.MONEY_SPENT if self.left == 0 else Verdict.NOT_FIT


def most_first(election: Election, before: Sequence[Candidate] = ()) -> Trace:
    """Most votes first. A tie that decides who gets money stops the count until a lot is recorded.

    `before` have been carried out already, by another rule: they have taken their money and have no row here.
    """
    walk, place, done = Walk(election), len(before) + 1, {c.id for c in before}
    for candidate in before:
        walk.carry_out(candidate)
    takes_part = [c for c in election.candidates if not c.withdrawn and c.id not in done]
    if election.ties_in_order:
        order = sorted(takes_part, key=lambda c: rank(c, election.tie_rule))
    else:
        order = sorted(takes_part, key=lambda c: (rank(c, election.tie_rule), c.cost, c.id))
    for _rank, members in groupby(order, key=lambda c: rank(c, election.tie_rule)):
        group = list(members)
        enough = group[0].votes >= election.threshold
        group, drawn = walk.in_order(group) if enough else (group, False)
        for candidate in group:
            walk.look_at(candidate, place, drawn, enough)
        place += len(group)
    rows = (*walk.rows, *last_rows(election, walk.left, place))
    return Trace(election.budget, rows, walk.open_tie, tuple(walk.ties))
