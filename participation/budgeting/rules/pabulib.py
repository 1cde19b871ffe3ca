"""Files that anyone can count from: Pabulib's .pb format and a plain CSV. Pure: texts in, texts out.

Neither holds age, sex, place or time: in a small area those would point at people. Rows are numbered after a random order.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from participation.budgeting.enums import BallotType, CountingRule, Verdict
from participation.budgeting.rules.election import Election, Row, Trace, points_of

WITHDRAWN_COST = 999_999_999  # the format's own mark of a proposal that was taken out after the vote
RULE_NAMES = {
    CountingRule.SKIP: "greedy-threshold",
    CountingRule.STOP: "greedy-no-skip",
    CountingRule.EIGHTY: "greedy-custom",
    CountingRule.SHARES: "equalshares/add1",
    CountingRule.COMPARED: "equalshares/add1-comparison",
}
VOTE_TYPES = {
    BallotType.K_APPROVAL: "approval",
    BallotType.KNAPSACK: "approval",
    BallotType.POINTS: "cumulative",
    BallotType.RANKING: "ordinal",
}
EXCLUSIVE = "Only the first of these is carried out"  # rules/polls.py and recount.py read the groups from this comment
FILL = "What equal shares leave is used by most votes first"  # read there too, like the two of categories
CAP_MONEY = "Of category %(number)s at most %(limit)s EUR is used"
CAP_NUMBER = "Of category %(number)s at most %(limit)s are carried out"
EIGHTY = "The first project that does not fit ends the list and is carried out too when 80 % of its cost is left (selected 2)"


@dataclass(frozen=True)
class Heading:
    """What the file says about the election. `comments` are sentences in English, `categories` names by id, `category_choices` how many
    of a category a ballot may hold, where that is limited."""

    description: str
    unit: str
    subunit: str
    instance: str
    begins_on: date
    ends_on: date
    ballot_type: BallotType
    max_choices: int | None
    max_points: int | None = None
    comments: Sequence[str] = ()
    categories: Mapping[int, str] = field(default_factory=dict)
    category_choices: Mapping[int, int] = field(default_factory=dict)


def pb_file(
    heading: Heading, election: Election, trace: Trace, names: dict[int, str], ballots: Sequence[Collection[int]]
) -> str:
    """The election in Pabulib's format: META, PROJECTS in the order of the count, VOTES. `ballots` stand in a random order: ids, or
    points by id. Points are written from the most downwards."""
    approves = heading.ballot_type in BallotType.approving()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"]])
    writer.writerows(meta_rows(heading, election, trace, len(ballots)))
    in_category = {c.id: label(heading.categories.get(c.category or 0, "")) for c in election.candidates}
    column = ["category"] if any(in_category.values()) else []
    writer.writerows([["PROJECTS"], ["project_id", "cost", "votes" if approves else "score", "name", *column, "selected"]])
    for row in trace.rows:
        cost = WITHDRAWN_COST if row.verdict == Verdict.WITHDRAWN else row.cost
        cells = [in_category[row.id]] if column else []
        writer.writerow([row.id, cost, row.votes, names[row.id].strip(), *cells, selected(row)])
    writer.writerows([["VOTES"], ["voter_id", "vote"] if approves else ["voter_id", "vote", "points"]])
    for number, ballot in enumerate(ballots, start=1):
        points = sorted(points_of(ballot).items(), key=lambda pair: -pair[1])
        cells = [",".join(str(proposal) for proposal, _given in points), ",".join(str(given) for _proposal, given in points)]
        writer.writerow([number, *cells[: 1 if approves else 2]])
    return out.getvalue()


def label(name: str) -> str:
    """A category's name as the format can hold it: its commas part several categories."""
    return name.replace(",", " ").strip()


def selected(row: Row) -> int:
    """1 by the rule, 2 with money beyond the budget, 0 not."""
    return {Verdict.FUNDED: 1, Verdict.FILLED: 1, Verdict.TOPPED_UP: 2}.get(row.verdict, 0)


def rule_name(election: Election) -> str:
    """The format's name of the rule."""
    if election.rule == CountingRule.SKIP and (election.caps or any(c.group is not None for c in election.candidates)):
        return "greedy-exclusive"
    if election.rule == CountingRule.SKIP and not election.threshold:
        return "greedy"
    return RULE_NAMES[election.rule]


def rule_comments(election: Election) -> list[str]:
    """What the format has no field for."""
    groups: dict[int, list[int]] = {}
    for candidate in election.candidates:
        if candidate.group is not None:
            groups.setdefault(candidate.group, []).append(candidate.id)
    said = [EIGHTY] if election.rule == CountingRule.EIGHTY else []
    said += [FILL] if election.fills_up else []
    said += cap_comments(election)
    return said + [f"{EXCLUSIVE}: {', '.join(map(str, sorted(ids)))}" for _group, ids in sorted(groups.items())]


def cap_comments(election: Election) -> Iterator[str]:
    """The limits of the categories in the count, each with its projects."""
    for number, cap in sorted(election.caps.items()):
        ids = ", ".join(str(c.id) for c in sorted(election.candidates, key=lambda c: c.id) if c.category == number)
        for text, limit in ((CAP_MONEY, cap.budget), (CAP_NUMBER, cap.most)):
            if limit is not None and ids:
                yield f"{text % {'number': number, 'limit': limit}}: {ids}"


def meta_rows(heading: Heading, election: Election, trace: Trace, votes: int) -> list[tuple[str, object]]:
    kind, comments = heading.ballot_type, [*rule_comments(election), *heading.comments]
    counted = kind in {BallotType.K_APPROVAL, BallotType.RANKING}
    wanted = sum(c.cost for c in election.candidates)
    used = [n for n in sorted(heading.categories) if any(c.category == n for c in election.candidates)]
    rows: list[tuple[str, object]] = [
        ("description", heading.description), ("country", "Finland"), ("unit", heading.unit), ("subunit", heading.subunit),
        ("instance", heading.instance), ("num_projects", len(trace.rows)), ("num_votes", votes), ("budget", election.budget),
        ("vote_type", VOTE_TYPES[kind]), ("rule", rule_name(election)), ("date_begin", heading.begins_on.strftime("%d.%m.%Y")),
        ("date_end", heading.ends_on.strftime("%d.%m.%Y")), ("min_length", 1),
        ("max_length", min(heading.max_choices or 1, len(trace.rows)) if counted else ""),
        ("max_sum_cost", election.budget if kind == BallotType.KNAPSACK else ""),
        ("min_points", 1 if kind == BallotType.POINTS else ""),
        ("max_sum_points", heading.max_points if kind == BallotType.POINTS else ""),
        ("min_project_score_threshold", election.threshold or ""), ("categories", ",".join(label(heading.categories[n]) for n in used)),
        ("language", "fi"), ("currency", "EUR"),
        ("fully_funded", 1 if wanted <= election.budget else ""),
        ("comment", " ".join(f"#{number}: {text}" for number, text in enumerate(comments, start=1))),
        *category_rows(heading, election, used),
    ]  # fmt: skip
    return [(key, value) for key, value in rows if value not in {"", None}]


def category_rows(heading: Heading, election: Election, used: Sequence[int]) -> list[tuple[str, object]]:
    """The format's own fields of the categories that have projects: the money of each, and choices where all have the same limit."""
    money = [cap.budget if (cap := election.caps.get(n)) and cap.budget is not None else election.budget for n in used]
    most = {heading.category_choices.get(n) for n in used}
    return [
        ("budget_per_category", ",".join(map(str, money)) if any(amount != election.budget for amount in money) else ""),
        ("max_length_per_category", next(iter(most)) if len(most) == 1 else ""),
    ]


def ballots_csv(order: Sequence[int], names: dict[int, str], ballots: Iterable[Collection[int]]) -> str:
    """One row for each ballot and one column for each proposal, 1 or its points where it was chosen: a column's sum is its votes.

    Begins with the mark by which spreadsheets know UTF-8.
    """
    out = io.StringIO("\ufeff")
    out.seek(1)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["aani", *(f"{number}: {names[number]}" for number in order)])
    for number, ballot in enumerate(ballots, start=1):
        points = points_of(ballot)
        writer.writerow([number, *(points.get(proposal, "") for proposal in order)])
    return out.getvalue()
