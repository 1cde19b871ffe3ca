"""What is counted and what comes of it: an election, and a trace in which every row says why. Pure and exact: whole euros, whole votes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from participation.budgeting.enums import CountingRule, TieRule, Verdict
from participation.budgeting.rules.caps import Cap


def points_of(choices: Collection[int]) -> dict[int, int]:
    """Points by proposal id of one ballot: what it gives, or one for each that it names."""
    return dict(choices) if isinstance(choices, Mapping) else dict.fromkeys(choices, 1)


@dataclass(frozen=True)
class Candidate:
    """A proposal in the count; one that was `withdrawn` after the freeze takes no money whatever its votes.

    Of those that share a `group` only the first whose turn comes is carried out. A `category` may have its own money and number.
    """

    id: int
    cost: int
    votes: int
    withdrawn: bool = False
    group: int | None = None
    category: int | None = None


@dataclass(frozen=True)
class Election:
    """All that decides a result. `draws` are recorded lots: each is the drawn order of the ids of one tie.

    `ballots`, the ids that each voter chose, are needed by equal shares only. Money is in whole parts of the currency, `unit` of which
    make one (1 for euros, 100 for cents). With `ties_in_order` a tie is decided by the order of the candidates and only told. `grows`:
    whether equal shares raises every voter's share as long as the outcome stays within the money. `fills_up`: what equal shares leave
    is used by most votes first. `caps`: money and number of categories.
    """

    budget: int
    candidates: Sequence[Candidate]
    rule: CountingRule = CountingRule.SKIP
    threshold: int = 1
    tie_rule: TieRule = TieRule.DRAW
    draws: Sequence[Sequence[int]] = ()
    ballots: Sequence[Collection[int]] = ()
    unit: int = 1
    ties_in_order: bool = False
    grows: bool = True
    fills_up: bool = False
    caps: Mapping[int, Cap] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One proposal in the order of the count. `left` is the money when its turn came, `drawn` whether a lot decided its place.

    `needed`: votes with which it would have been carried out, where that can be said. Equal shares tells who paid: `effective` votes
    in tenths, the largest `payment` of one supporter in hundredths of the currency, and `purse`, the money that the supporters of one
    that was not carried out had left. `category_left`: money of its category when its turn came, where that was too little.
    """

    id: int
    place: int
    votes: int
    cost: int
    left: int
    verdict: Verdict
    drawn: bool = False
    stopped_by: int | None = None
    rival: int | None = None
    needed: int | None = None
    effective: int | None = None
    payment: int | None = None
    purse: int | None = None
    category_left: int | None = None

    @property
    def is_funded(self) -> bool:
        return self.verdict in {Verdict.FUNDED, Verdict.TOPPED_UP, Verdict.FILLED}

    @property
    def left_after(self) -> int:
        return max(self.left - self.cost, 0) if self.is_funded else self.left

    @property
    def added(self) -> int:
        """Money beyond the budget, which the 80 % rule gives to the last one."""
        return max(self.cost - self.left, 0) if self.is_funded else 0


@dataclass(frozen=True)
class Trace:
    """The whole count. While `open_tie` holds ids, a lot must be drawn between them before there is a result.

    `ties` are all groups of equals of which not everybody could be carried out. `compared`: how many voters are better off with equal
    shares and how many with most votes first, where the rule compares the two.
    """

    budget: int
    rows: tuple[Row, ...]
    open_tie: tuple[int, ...] = ()
    ties: tuple[tuple[int, ...], ...] = ()
    compared: tuple[int, int] | None = None

    @property
    def funded(self) -> tuple[int, ...]:
        return tuple(row.id for row in self.rows if row.is_funded)

    @property
    def spent(self) -> int:
        return sum(row.cost for row in self.rows if row.is_funded)

    @property
    def added(self) -> int:
        return sum(row.added for row in self.rows)

    @property
    def left(self) -> int:
        return max(self.budget - self.spent, 0)

    @property
    def is_final(self) -> bool:
        return not self.open_tie

    @property
    def took_most_first(self) -> bool:
        """Whether the comparison found most votes first to serve more voters."""
        return self.compared is not None and self.compared[1] > self.compared[0]


def last_rows(election: Election, left: int, place: int) -> list[Row]:
    """Those that were taken out after the vote stand last, with their votes."""
    withdrawn = sorted((c for c in election.candidates if c.withdrawn), key=lambda c: (-c.votes, c.id))
    return [Row(c.id, place, c.votes, c.cost, left, Verdict.WITHDRAWN) for c in withdrawn]


def as_record(trace: Trace) -> dict[str, object]:
    """The trace as it is stored: plain values, one object for each row, without what is not told."""
    rows = [{key: value for key, value in asdict(row).items() if value is not None} for row in trace.rows]
    return {
        "budget": trace.budget,
        "open_tie": list(trace.open_tie),
        "ties": [list(tie) for tie in trace.ties],
        "compared": list(trace.compared) if trace.compared else None,
        "rows": [{**row, "verdict": Verdict(str(row["verdict"])).value} for row in rows],
    }


def from_record(record: Mapping[str, object]) -> Trace:
    """The trace that as_record wrote."""
    rows, budget, tie = record["rows"], record["budget"], record["open_tie"]
    ties, compared = record.get("ties", []), record.get("compared")
    if not isinstance(rows, list) or not isinstance(budget, int) or not isinstance(tie, list) or not isinstance(ties, list):
        raise ValueError("not the record of a count")
    return Trace(
        budget=budget,
        rows=tuple(Row(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows),
        open_tie=tuple(tie),
        ties=tuple(tuple(one) for one in ties),
        compared=(int(compared[0]), int(compared[1])) if isinstance(compared, list) else None,
    )
