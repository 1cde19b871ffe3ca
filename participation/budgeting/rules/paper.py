"""Paper ballots: what was typed from a paper, and whether two people typed the same. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.budgeting.enums import BallotType
from participation.budgeting.rules.ballots import points_of_place

Marks = dict[int, int]  # points by proposal id; empty for a blank or invalid paper


class Look(StrEnum):
    """What a paper waits for."""

    SECOND = "second"
    THIRD = "third"
    AGREED = "agreed"
    DECIDED = "decided"


@dataclass(frozen=True)
class Compared:
    """One paper: its state, and its marks once they are known."""

    serial: int
    look: Look
    marks: Marks | None = None

    @property
    def is_known(self) -> bool:
        return self.marks is not None


class Unreadable(ValueError):
    """The typed word that is no mark on this ballot."""


def read_marks(typed: str, numbers: Sequence[int], ballot_type: str, places: int = 0) -> Marks:
    """The marks of a paper: proposals by their number on it, `3 7 12`; with points or with places of a ranking `3=5 7=2`.

    `numbers` are the proposal ids in the order of the paper, `places` how many a ranking has. Raises Unreadable.
    """
    marks: Marks = {}
    for word in typed.replace(",", " ").replace(";", " ").split():
        number, _sign, written = word.partition("=")
        approves = ballot_type in BallotType.approving()
        if not is_number(number) or not 1 <= int(number) <= len(numbers) or approves == bool(written):
            raise Unreadable(word)
        if not approves and not is_number(written):
            raise Unreadable(word)
        points = 1 if approves else points_of_place(int(written), places) if ballot_type == BallotType.RANKING else int(written)
        proposal = numbers[int(number) - 1]
        if proposal in marks or points < 1:
            raise Unreadable(word)
        marks[proposal] = points
    return marks


def is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 6


def compare(entries: Mapping[int, Sequence[tuple[int, Marks]]]) -> list[Compared]:
    """What stands of each paper. `entries`: (turn, marks) by serial. A third look decides whatever the first two were."""
    compared = []
    for serial in sorted(entries):
        turns = dict(entries[serial])
        if 3 in turns:
            compared.append(Compared(serial, Look.DECIDED, turns[3]))
        elif len(turns) < 2:
            compared.append(Compared(serial, Look.SECOND))
        elif turns[1] == turns[2]:
            compared.append(Compared(serial, Look.AGREED, turns[1]))
        else:
            compared.append(Compared(serial, Look.THIRD))
    return compared
