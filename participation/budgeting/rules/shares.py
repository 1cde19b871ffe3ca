"""The method of equal shares with cost utilities (Peters, Pierczyński and Skowron 2021), exact. Pure.

The money is split equally between the voters. A project's supporters pay for it together, each the same or all that they have left. In turn
comes the project that gives most effective votes: its cost divided by the largest payment of one supporter. Equal ones: the cheaper first,
then the one with more votes, then a drawn lot, then the given order. Once one of a group is paid, the others of the group are out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd
from operator import mul

from participation.budgeting.rules.caps import Cap, Room


@dataclass(frozen=True)
class Shares:
    """`ballots` are groups of voters who chose the same, `sizes` how many they are, `votes` how many voters each project has.

    `costs` keeps the order that decides last. `groups`: projects of which only one is carried out; `lots`: drawn orders by their members.
    """

    costs: Mapping[int, int]
    ballots: Sequence[frozenset[int]]
    sizes: Sequence[int]
    budget: int
    votes: Mapping[int, int] = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    lots: Mapping[frozenset[int], Sequence[int]] = field(default_factory=dict)
    unit: int = 1
    categories: Mapping[int, int] = field(default_factory=dict)
    caps: Mapping[int, Cap] = field(default_factory=dict)

    @property
    def voters(self) -> int:
        return sum(self.sizes)


class Backers:
    """The groups of alike voters who support one project, and how many people they are."""

    def __init__(self, groups: Sequence[int], sizes: Sequence[int]) -> None:
        self.groups = groups
        self.sizes = [sizes[group] for group in groups]
        self.people = sum(self.sizes)

    def money(self, left: Sequence[int]) -> list[int]:
        return list(map(left.__getitem__, self.groups))


@dataclass(frozen=True)
class Shared:
    """`selected` in the order in which they were paid, `paid` by one supporter at most for each; `ties` are equals whose supporters or
    groups meet, so that their order may matter, `drawn` those of the selected whose place a lot decided. `purse` is what is left,
    `room` what the categories have left. `is_short`: money would carry out more; the others are out for their groups or categories."""

    selected: tuple[int, ...] = ()
    ties: tuple[tuple[int, ...], ...] = ()
    cost: int = 0
    paid: tuple[Fraction, ...] = ()
    drawn: frozenset[int] = frozenset()
    purse: "Purse | None" = None
    room: Room | None = None
    is_short: bool = False


class Purse:
    """What each group of alike voters has left, in whole numbers of 1/`unit` of the currency, so that nothing is ever rounded."""

    def __init__(self, shares: Shares, budget: int) -> None:
        share = Fraction(budget, shares.voters)
        self.unit = share.denominator
        self.left = [int(share * self.unit)] * len(shares.ballots)

    def payment(self, cost: int, backers: Backers) -> tuple[int, int] | None:
        """The largest payment of one supporter as (numerator, denominator) of 1/unit; None when they cannot pay it together."""
        due, people = cost * self.unit, backers.people
        money = backers.money(self.left)
        if sum(map(mul, money, backers.sizes)) < due:
            return None
        if min(money) * people < due:
            for mine, size in sorted(zip(money, backers.sizes, strict=True)):
                if mine * people >= due:
                    break
                due -= mine * size
                people -= size
        shrink = gcd(due, people)
        return due // shrink, people // shrink

    def pay(self, payment: tuple[int, int], backers: Backers) -> None:
        part, finer = payment
        if finer != 1:
            self.unit *= finer
            self.left = [money * finer for money in self.left]
        left = self.left
        for group in backers.groups:
            rest = left[group] - part
            left[group] = rest if rest > 0 else 0


def equal_shares(shares: Shares, budget: int, supporters: Mapping[int, Backers] | None = None) -> Shared:
    """One pass with the given money; `supporters` when they are known from an earlier pass.

    Effective votes never grow, so a project is looked at again only when its last figure leads.
    """
    if not shares.voters:
        return Shared()
    supporters = supporters or backers_of(shares)
    places = {project: place for place, project in enumerate(shares.costs)}
    purse = Purse(shares, budget)
    queue = [(-Fraction(shares.votes[project]), project) for project, backers in supporters.items() if backers.groups]
    heapify(queue)
    selected, paid, ties, drawn = list[int](), list[Fraction](), list[tuple[int, ...]](), set[int]()
    over, room = set[int](), Room(shares.caps)

    def is_out(project: int) -> bool:
        return shares.groups.get(project) in over or bool(room.refusal(shares.categories.get(project), shares.costs[project]))

    while best := leaders(queue, shares, supporters, purse):
        votes, rivals = best
        rivals = [p for p in rivals if not is_out(p)]
        if not rivals:
            continue
        rivals.sort(key=lambda p: (shares.costs[p], -shares.votes[p], places[p]))
        first = rivals[0]
        alike = [p for p in rivals if (shares.costs[p], shares.votes[p]) == (shares.costs[first], shares.votes[first])]
        if len(alike) > 1:
            lot = shares.lots.get(frozenset(alike))
            if meet(alike, shares, supporters):
                ties.append(tuple(alike))
            if lot is not None:
                first = lot[0]
                drawn |= set(alike)
        payment = purse.payment(shares.costs[first], supporters[first])
        if payment is None:  # they could pay it a moment ago
            raise AssertionError(first)
        purse.pay(payment, supporters[first])
        room.take(shares.categories.get(first), shares.costs[first])
        selected.append(first)
        paid.append(Fraction(payment[0], purse.unit))
        if first in shares.groups:
            over.add(shares.groups[first])
        for project in rivals:
            if project != first:
                heappush(queue, (-votes, project))
    total = sum(shares.costs[project] for project in selected)
    is_short = any(votes and project not in selected and not is_out(project) for project, votes in shares.votes.items())
    return Shared(tuple(selected), tuple(ties), total, tuple(paid), frozenset(drawn), purse, room, is_short)


def meet(alike: Sequence[int], shares: Shares, supporters: Mapping[int, Backers]) -> bool:
    """Whether some of them share a supporter, a group or a category with limits; if none do, each is paid whatever their order."""
    seen, bound = set[int](), set[tuple[str, int]]()
    for project in alike:
        mine, ties = set(supporters[project].groups), set[tuple[str, int]]()
        if project in shares.groups:
            ties.add(("group", shares.groups[project]))
        if shares.categories.get(project) in shares.caps:
            ties.add(("category", shares.categories[project]))
        if seen & mine or bound & ties:
            return True
        seen |= mine
        bound |= ties
    return False


def backers_of(shares: Shares) -> dict[int, Backers]:
    groups: dict[int, list[int]] = {project: [] for project in shares.costs}
    for group, ballot in enumerate(shares.ballots):
        for project in ballot:
            groups[project].append(group)
    return {project: Backers(found, shares.sizes) for project, found in groups.items()}


def leaders(
    queue: list[tuple[Fraction, int]], shares: Shares, supporters: Mapping[int, Backers], purse: Purse
) -> tuple[Fraction, list[int]] | None:
    """(effective votes, the projects that have so many), taken off the queue; those that nobody can pay any more leave it for good."""
    best, rivals, others = Fraction(0), list[int](), list[tuple[Fraction, int]]()
    while queue and -queue[0][0] >= best:
        project = heappop(queue)[1]
        cost = shares.costs[project]
        payment = purse.payment(cost, supporters[project])
        if payment is None:
            continue
        part, finer = payment
        votes = Fraction(cost * purse.unit * finer, part) if part else Fraction(sum(shares.sizes))
        if votes > best:
            others += [(-best, other) for other in rivals]
            best, rivals = votes, [project]
        elif votes == best:
            rivals.append(project)
        else:
            others.append((-votes, project))
    for entry in others:
        heappush(queue, entry)
    return (best, rivals) if rivals else None


def add_one(shares: Shares, progress: Callable[[int, int], None] | None = None) -> Shared:
    """Grow every voter's share by one of the currency as long as the outcome stays within the money.

    `progress` hears (money spent, money) after each pass: how many passes there will be is not known. The ties are those of all passes,
    because each of them may have ended the growth.
    """
    if not shares.voters:
        return Shared()
    supporters = backers_of(shares)
    share = shares.budget // (shares.voters * shares.unit) * shares.unit
    found = equal_shares(shares, shares.budget, supporters)
    ties = dict.fromkeys(found.ties)
    while found.is_short:
        share += shares.unit
        bigger = equal_shares(shares, share * shares.voters, supporters)
        ties |= dict.fromkeys(bigger.ties)
        if bigger.cost > shares.budget:
            break
        found = bigger
        if progress is not None:
            progress(found.cost // shares.unit, shares.budget // shares.unit)
    return replace(found, ties=tuple(ties))
