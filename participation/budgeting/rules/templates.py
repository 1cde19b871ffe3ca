"""What a new round begins as: money, days, who votes and how. Pure data; the words are elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from participation.budgeting.enums import BallotType, RoundTemplate, VoterScope

T = RoundTemplate
# The days of a round in the order in which they must follow each other.
DAYS = (
    "ideas_open_on", "ideas_close_on", "co_creation_ends_on", "proposals_on",
    "voting_opens_on", "voting_closes_on", "results_on", "done_by",
)  # fmt: skip


@dataclass(frozen=True)
class Template:
    """`whole` is the money of the whole municipality (0: none), `part` that of each area, or of the only one where there are none.

    `weeks` are weeks from today to each of DAYS, None where the round has no such day.
    """

    whole: int
    part: int
    weeks: Sequence[int | None]
    rules: Mapping[str, Any]
    min_age: int = 13
    voter_scope: VoterScope = VoterScope.HOME
    of_areas: bool = False


KNAPSACK = {"ballot_type": BallotType.KNAPSACK}
THREE = {"ballot_type": BallotType.K_APPROVAL, "max_choices": 3}

TEMPLATES: dict[RoundTemplate, Template] = {
    T.TOWN_AREAS: Template(40_000, 40_000, (2, 8, 12, 20, 22, 25, 28, 80), KNAPSACK, of_areas=True),
    T.ONE_POT: Template(100_000, 0, (2, 6, None, 14, 16, 18, 20, 60), KNAPSACK),
    T.SCHOOL: Template(0, 2_000, (None, None, None, 1, 1, 2, 3, 20), THREE, min_age=7, voter_scope=VoterScope.CONNECTED),
    T.VILLAGE: Template(0, 10_000, (1, 4, None, 6, 7, 9, 10, 40), THREE, voter_scope=VoterScope.CONNECTED),
}


def days_of(template: Template, today: date) -> dict[str, date]:
    """The days that the template suggests, counted from today."""
    return {name: today + timedelta(weeks=weeks) for name, weeks in zip(DAYS, template.weeks, strict=True) if weeks is not None}


def first_out_of_order(days: Mapping[str, date | None]) -> str:
    """The first of DAYS that comes before one that should precede it; empty when the order is right. Days not set are passed over."""
    latest = date.min
    for name in DAYS:
        at = days.get(name)
        if at is not None and at < latest:
            return name
        latest = at or latest
    return ""
