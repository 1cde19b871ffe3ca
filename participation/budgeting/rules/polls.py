"""Any election in Pabulib's .pb format, read exactly: costs and points as fractions, ballots as written. Pure: text in, values out.

The format: https://pabulib.org/format. Only META, the costs and the VOTES are used; what a file claims of its result is kept apart.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from participation.budgeting.rules.pabulib import CAP_MONEY, CAP_NUMBER, EXCLUSIVE, FILL, WITHDRAWN_COST

SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVING = ("approval", "choose-1")
KINDS = (*APPROVING, "ordinal", "cumulative", "scoring")
# The column `selected`: 1 by the rule, 2 by a special rule beside it, 3 with reserve money. Only the 80 % rule is counted here.
CHOSEN: dict[str, tuple[str, ...]] = {"greedy-custom": ("1", "2")}


class NotAPoll(ValueError):
    """What is wrong with the file, in English, with the line where there is one."""


@dataclass(frozen=True)
class Ballot:
    """Project ids in the order of the ballot, and the points beside them where the ballot gives some."""

    choices: tuple[str, ...]
    points: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class Poll:
    """An election as the file tells it. `costs` keeps the order of the file; `claimed` are the winners that the file names, if any."""

    meta: Mapping[str, str]
    budget: Fraction
    kind: str
    costs: Mapping[str, Fraction]
    ballots: Sequence[Ballot]
    claimed: frozenset[str] | None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        return self.meta.get("rule", "unknown").strip()

    @property
    def threshold(self) -> Fraction:
        return number(self.meta.get("min_project_score_threshold") or "0", "min_project_score_threshold")

    @property
    def withdrawn(self) -> list[str]:
        """Projects that the file itself marks as taken out, by the format's own cost."""
        return [project for project, cost in self.costs.items() if cost == WITHDRAWN_COST]

    @property
    def groups(self) -> dict[str, int]:
        """Projects of which only the first is carried out, as the files of this program tell it: the number of the group by project."""
        told = re.findall(rf"{EXCLUSIVE}: ([^#]*)", self.meta.get("comment", ""))
        return {p.strip(): number for number, ids in enumerate(told, start=1) for p in ids.split(",") if p.strip() in self.costs}


    @property
    def categories(self) -> dict[str, int]:
        """The category of each project that has one with limits in the count, as the files of this program tell it."""
        return {project: number for number, _limit, projects in self.limits(CAP_MONEY) + self.limits(CAP_NUMBER) for project in projects}

    @property
    def caps(self) -> dict[int, tuple[Fraction | None, int | None]]:
        """(money, number) of each category that has limits."""
        money = {number: limit for number, limit, _projects in self.limits(CAP_MONEY)}
        most = {number: limit for number, limit, _projects in self.limits(CAP_NUMBER)}
        return {n: (Fraction(money[n]) if n in money else None, most.get(n)) for n in money.keys() | most.keys()}

    def limits(self, sentence: str) -> list[tuple[int, int, list[str]]]:
        """(category, limit, its projects) of each comment of this kind."""
        pattern = sentence % {"number": r"(\d+)", "limit": r"(\d+)"} + ": ([^#]*)"
        told = re.findall(pattern, self.meta.get("comment", ""))
        return [(int(n), int(limit), [p.strip() for p in ids.split(",") if p.strip() in self.costs]) for n, limit, ids in told]

    @property
    def fills_up(self) -> bool:
        """Whether what equal shares leave is used by most votes first."""
        return FILL in self.meta.get("comment", "")


PLAIN = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{0,9})?")
Numbered = tuple[int, list[str]]  # the line of the file, and its cells


def number(text: str, what: str) -> Fraction:
    """A plain number: no powers and no fractions, which a hostile file could make endless."""
    if not PLAIN.fullmatch(text.strip()):
        raise NotAPoll(f"{what}: “{text[:40]}” is not a number")
    return Fraction(text.strip().replace(",", "."))


def read_poll(text: str) -> Poll:
    """Raises NotAPoll."""
    sections = sections_in(text)
    meta = meta_of(sections)
    costs = dict[str, Fraction]()
    projects = list(records("PROJECTS", sections["PROJECTS"], "project_id", "cost"))
    for line, row in projects:
        project = row["project_id"].strip()
        if project in costs:
            raise NotAPoll(f"line {line}: PROJECTS names the project “{project[:40]}” twice")
        costs[project] = number(row["cost"], f"line {line}: cost of {project[:40]}")
        if not project or costs[project] < 0:
            raise NotAPoll(f"line {line}: a project needs an id and a cost that is not negative")
    ballots = [ballot_of(line, row, costs) for line, row in records("VOTES", sections["VOTES"], "vote")]
    claims = [row.get("selected", "").strip() for _line, row in projects]
    chosen = CHOSEN.get(meta.get("rule", ""), ("1",))
    return Poll(
        meta=meta,
        budget=number(meta["budget"], "budget"),
        kind=meta.get("vote_type", "approval").lower(),
        costs=costs,
        ballots=ballots,
        claimed=frozenset(p for p, claim in zip(costs, claims, strict=True) if claim in chosen) if any(claims) else None,
        names={row["project_id"].strip(): row.get("name", "").strip() for _line, row in projects},
    )


def meta_of(sections: Mapping[str, Sequence[Numbered]]) -> dict[str, str]:
    meta = {row[0].strip(): row[1].strip() for _line, row in sections["META"][1:] if len(row) > 1}
    kind = meta.get("vote_type", "approval").lower()
    if kind not in KINDS:
        raise NotAPoll(f"vote_type: “{kind[:40]}” is not one of {', '.join(KINDS)}")
    if "budget" not in meta:
        raise NotAPoll("META has no budget")
    longest = meta.get("max_length", "")
    if longest and not (longest.isascii() and longest.isdigit() and len(longest) < 6):
        raise NotAPoll(f"max_length: “{longest[:40]}” is not a whole number")
    return meta


def sections_in(text: str) -> dict[str, list[Numbered]]:
    """Rows by section, the header first; each section is there and not empty."""
    if "\x00" in text:
        raise NotAPoll("the file is no text: it holds a zero byte")
    try:
        sections = dict(sections_of(text))
    except csv.Error as error:
        raise NotAPoll(f"the file is no table: {error}") from error
    for name in SECTIONS:
        if not sections.get(name):
            raise NotAPoll(f"there is no section {name}")
    return sections


def sections_of(text: str) -> Iterator[tuple[str, list[Numbered]]]:
    """(name, rows with their header first)."""
    name, rows = "", list[Numbered]()
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    for row in reader:
        title = row[0].strip().upper() if row else ""
        if title in SECTIONS and not any(cell.strip() for cell in row[1:]):
            if name:
                yield name, rows
            name, rows = title, []
        elif any(cell.strip() for cell in row):
            rows.append((reader.line_num, row))
    if name:
        yield name, rows


def records(section: str, rows: Sequence[Numbered], *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    header = [cell.strip().lower() for cell in rows[0][1]]
    for name in needed:
        if name not in header:
            raise NotAPoll(f"line {rows[0][0]}: {section} has no column {name}")
    for line, row in rows[1:]:
        yield line, dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def ballot_of(line: int, row: Mapping[str, str], costs: Mapping[str, Fraction]) -> Ballot:
    choices = [part.strip() for part in row["vote"].split(",") if part.strip()]
    for choice in choices:
        if choice not in costs:
            raise NotAPoll(f"line {line}: a vote names the project “{choice[:40]}”, which is not among PROJECTS")
    points = [number(part, f"line {line}: points") for part in row.get("points", "").split(",") if part.strip()]
    if points and len(points) != len(choices):
        raise NotAPoll(f"line {line}: a vote names {len(choices)} projects and gives {len(points)} points")
    return Ballot(tuple(choices), tuple(points))


def without_voters(text: str) -> str:
    """The file with nothing of the voters but their votes: rows numbered anew, no age, sex, place or way of voting."""
    sections = sections_in(text)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for name in ("META", "PROJECTS"):
        writer.writerows([[name], *(row for _line, row in sections[name])])
    votes = [row for _line, row in records("VOTES", sections["VOTES"], "vote")]
    columns = ["vote", *(["points"] if any("points" in row for row in votes) else [])]
    writer.writerows([["VOTES"], ["voter_id", *columns]])
    writer.writerows([number, *(row[column] for column in columns)] for number, row in enumerate(votes, start=1))
    return out.getvalue()


def scores(poll: Poll) -> dict[str, Fraction]:
    """What the ballots give each project: approvals, points, or Borda points from the longest permitted ballot downwards."""
    if poll.kind in APPROVING:
        votes = Counter(project for ballot in poll.ballots for project in set(ballot.choices))
        return {project: Fraction(votes[project]) for project in poll.costs}
    total = dict.fromkeys(poll.costs, Fraction(0))
    first = int(poll.meta.get("max_length") or len(poll.costs)) if poll.kind == "ordinal" else 0
    for ballot in poll.ballots:
        for project, points in worth(poll.kind, ballot, first).items():
            total[project] += points
    return total


def worth(kind: str, ballot: Ballot, first: int) -> dict[str, Fraction]:
    """What one ballot gives. A project that a ballot names twice counts once."""
    if ballot.points:
        return dict(zip(ballot.choices, ballot.points, strict=True))
    if kind == "ordinal":
        return {project: Fraction(max(first - place, 0)) for place, project in enumerate(dict.fromkeys(ballot.choices))}
    return dict.fromkeys(ballot.choices, Fraction(1))
