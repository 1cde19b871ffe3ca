"""Elections from files, counted by the same rules as the rounds. Pure and exact.

Rule names are Pabulib's. A tie is decided by the order of the file, and every tie that decides money is told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, lcm

from participation.budgeting.enums import CountingRule, TieRule
from participation.budgeting.rules.caps import Cap
from participation.budgeting.rules.counting import Candidate, Election, count
from participation.budgeting.rules.polls import Poll, scores

NAMES: dict[str, CountingRule] = {
    "greedy": CountingRule.SKIP,
    "greedy-threshold": CountingRule.SKIP,
    "greedy-exclusive": CountingRule.SKIP,
    "unknown": CountingRule.SKIP,
    "greedy-no-skip": CountingRule.STOP,
    "greedy-custom": CountingRule.EIGHTY,
    "equalshares": CountingRule.SHARES,
    "equalshares/add1": CountingRule.SHARES,
    "equalshares-comparison": CountingRule.COMPARED,
    "equalshares/add1-comparison": CountingRule.COMPARED,
}
RULES = tuple(NAMES)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """`selected` in the order of the count; `ties` are groups of which only some could be carried out; `excluded` took no part."""

    rule: str
    tally: Mapping[str, Fraction]
    selected: tuple[str, ...]
    ties: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]
    cost: Fraction


def count_poll(
    poll: Poll, *, rule: str | None = None, threshold: Fraction | None = None, excluded: Collection[str] = (),
    progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Count by the rule that the file declares, or by the one given. Raises ValueError for an unknown rule or project."""
    chosen = rule or poll.rule
    if chosen not in RULES:
        raise ValueError(f"the rule “{chosen}” is not one of {', '.join(RULES)}")
    if strangers := set(excluded) - poll.costs.keys():
        raise ValueError(f"not among the projects: {', '.join(sorted(strangers))}")
    out = [project for project in poll.costs if project in {*excluded, *poll.withdrawn}]
    tally = scores(poll)
    names = list(poll.costs)
    trace = count(election_of_poll(poll, chosen, tally, out, poll.threshold if threshold is None else threshold), progress)
    selected = tuple(names[number] for number in trace.funded)
    ties = tuple(tuple(names[number] for number in tie) for tie in trace.ties)
    cost = sum((poll.costs[project] for project in selected), Fraction(0))
    return Outcome(chosen, tally, selected, ties, tuple(out), cost)


def election_of_poll(
    poll: Poll, rule: str, tally: Mapping[str, Fraction], out: Collection[str], threshold: Fraction
) -> Election:
    """The file as an election in whole numbers: projects by their place in the file, money in its smallest part, points likewise."""
    unit = lcm(poll.budget.denominator, *(cost.denominator for cost in poll.costs.values()))
    point = lcm(*(points.denominator for points in tally.values()))
    places = {project: place for place, project in enumerate(poll.costs)}
    groups, categories = poll.groups, poll.categories
    counts_as = NAMES[rule]
    shares = counts_as in CountingRule.sharing()
    return Election(
        budget=int(poll.budget * unit),
        candidates=tuple(
            Candidate(
                places[project], int(cost * unit), int(tally[project] * point), project in out, groups.get(project), categories.get(project)
            )
            for project, cost in poll.costs.items()
        ),
        rule=counts_as,
        threshold=max(ceil(threshold * point), 1),
        ballots=tuple(frozenset(places[choice] for choice in ballot.choices) for ballot in poll.ballots) if shares else (),
        unit=unit,
        ties_in_order=True,
        grows="add1" in rule,
        fills_up=shares and poll.fills_up,
        caps={n: Cap(None if money is None else int(money * unit), most) for n, (money, most) in poll.caps.items()},
    )


def election_of(poll: Poll, tie_rule: TieRule = TieRule.DRAW, draws: Sequence[Sequence[int]] = ()) -> Election:
    """The election of a file of our own, counted anew from its VOTES alone: projects by their ids, which are numbers, whole euros.

    The format has no place for the tie rule and the lots, so these are given.
    """
    found = election_of_poll(poll, poll.rule, scores(poll), poll.withdrawn, poll.threshold)
    ids = [int(project) for project in poll.costs]
    return replace(
        found,
        candidates=tuple(replace(candidate, id=ids[candidate.id]) for candidate in found.candidates),
        ballots=tuple(frozenset(ids[place] for place in ballot) for ballot in found.ballots),
        tie_rule=tie_rule,
        draws=draws,
        ties_in_order=False,
    )
