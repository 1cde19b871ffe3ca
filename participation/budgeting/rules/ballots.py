"""What a valid ballot is, the order in which proposals are shown, and the receipt. Pure."""

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from participation.budgeting.enums import BallotFault, BallotType
from participation.budgeting.rules.election import points_of
from participation.matters.rules import ALPHABET, MISTAKES


@dataclass(frozen=True)
class Pot:
    """One sum of money on the ballot and what it may go to: the cost in whole euros by proposal id. `most` choices, if it has its own;
    `categories` of its proposals that have one."""

    area_id: int
    budget: int
    costs: dict[int, int]
    most: int | None = None
    categories: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """What a ballot may hold. `needs_area`: an area of the town must be chosen before anything can be valid.

    `max_choices` limits each pot of a k-approval ballot and is the number of places of a ranking, `max_points` what a voter may share in
    each pot; `elsewhere` are proposals of the round that stand in other areas. `category_most`: choices of a category in each pot.
    """

    ballot_type: BallotType
    pots: Sequence[Pot]
    max_choices: int | None = None
    max_points: int | None = None
    needs_area: bool = False
    elsewhere: frozenset[int] = frozenset()
    category_most: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `area_id` is the pot that it concerns; `amount`, `limit` and `excess` are euros or choices."""

    fault: BallotFault
    area_id: int | None = None
    amount: int = 0
    limit: int = 0
    ids: tuple[int, ...] = field(default=())
    category_id: int | None = None

    @property
    def excess(self) -> int:
        return self.amount - self.limit


def ballot_problems(choices: Collection[int], limits: Limits) -> list[Problem]:
    """Everything that keeps these choices from being a ballot; empty when they are one. Choosing twice is choosing once.

    Where the ballot gives points, `choices` are points by id. A ranking gives its first as many points as it has places.
    """
    points = points_of(choices)
    chosen = set(points)
    known = {proposal for pot in limits.pots for proposal in pot.costs}
    problems = []
    if limits.needs_area:
        problems.append(Problem(BallotFault.NO_AREA))
    elsewhere = chosen & limits.elsewhere - known
    if elsewhere:
        problems.append(Problem(BallotFault.OTHER_AREA, ids=tuple(sorted(elsewhere))))
    unknown = chosen - known - elsewhere
    if unknown:
        problems.append(Problem(BallotFault.UNKNOWN, ids=tuple(sorted(unknown))))
    if not chosen & known and not problems:
        problems.append(Problem(BallotFault.EMPTY))
    for pot in limits.pots:
        problems += pot_problems({number: points[number] for number in chosen & pot.costs.keys()}, pot, limits)
    return problems


def pot_problems(chosen: Mapping[int, int], pot: Pot, limits: Limits) -> list[Problem]:
    match limits.ballot_type:
        case BallotType.KNAPSACK:
            spent = sum(pot.costs[proposal] for proposal in chosen)
            over = [Problem(BallotFault.OVER_BUDGET, pot.area_id, spent, pot.budget)] if spent > pot.budget else []
            return over + category_problems(chosen, pot, limits.category_most)
        case BallotType.K_APPROVAL:
            most = pot.most or limits.max_choices
            if most is not None and len(chosen) > most:
                return [Problem(BallotFault.TOO_MANY, pot.area_id, len(chosen), most)]
            return category_problems(chosen, pot, limits.category_most)
        case BallotType.POINTS:
            return points_problems(chosen, pot, limits.max_points or 0)
        case BallotType.RANKING:
            return ranking_problems(chosen, pot, limits.max_choices or 0)
    return []


def category_problems(chosen: Collection[int], pot: Pot, most: Mapping[int, int]) -> list[Problem]:
    """Too many of a category that has a limit of its own."""
    problems = []
    for category, limit in sorted(most.items()):
        mine = tuple(sorted(number for number in chosen if pot.categories.get(number) == category))
        if len(mine) > limit:
            problems.append(Problem(BallotFault.TOO_MANY_OF_CATEGORY, pot.area_id, len(mine), limit, mine, category))
    return problems


def points_problems(points: Mapping[int, int], pot: Pot, most: int) -> list[Problem]:
    wrong = tuple(sorted(number for number, given in points.items() if given < 1))
    if wrong:
        return [Problem(BallotFault.NOT_A_NUMBER, pot.area_id, ids=wrong)]
    given = sum(points.values())
    return (
        [Problem(BallotFault.TOO_MANY_POINTS, pot.area_id, given, most, tuple(sorted(points)))] if given > most else []
    )


def ranking_problems(points: Mapping[int, int], pot: Pot, places: int) -> list[Problem]:
    """Each place once, from the first on without a gap."""
    given = Counter(points.values())
    twice = tuple(sorted(number for number, point in points.items() if given[point] > 1))
    if twice:
        return [Problem(BallotFault.SAME_PLACE, pot.area_id, ids=twice)]
    if points and given.keys() != set(range(places, places - len(points), -1)):
        return [Problem(BallotFault.GAP, pot.area_id, ids=tuple(sorted(points)))]
    return []


def points_of_place(place: int, places: int) -> int:
    """The first of three places gives three points; what is no place gives none."""
    return places - place + 1 if 1 <= place <= places else 0


def shuffled(ids: Iterable[int], seed: str) -> list[int]:
    """The ids in an order that depends on the seed only: the same after a reload, different for another voter."""
    return sorted(ids, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())


RECEIPT_BYTES = 15  # 120 random bits, 24 letters in six groups
RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TO_CLEAR_LETTERS = str.maketrans(RFC_4648, ALPHABET)


def receipt_code(random: bytes) -> str:
    """The receipt as it is shown: `K7QF-2MWD-…`, in the letters that tracking codes have too, which are hard to mistake."""
    text = base64.b32encode(random).decode("ascii").rstrip("=").translate(TO_CLEAR_LETTERS)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def plain_code(typed: str) -> str:
    """What somebody typed from a receipt: capitals, spaces, lines and likely misreadings do not matter."""
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    return letters.translate(MISTAKES)


def receipt_hash(code: str) -> str:
    """What is stored of a receipt: it finds the ballot, but the code cannot be read from it."""
    return hashlib.sha256(b"receipt:" + plain_code(code).encode()).hexdigest()


def ballot_seal(code: str, area_id: int, choices: Collection[int]) -> str:
    """Binds the choices to the receipt: whoever changes a stored ballot cannot make its seal without the voter's code.

    A proposal that only is chosen stands there by its id, one with more points as id=points.
    """
    marks = [
        f"{number}" if points == 1 else f"{number}={points}" for number, points in sorted(points_of(choices).items())
    ]
    content = f"{area_id}:{','.join(marks)}"
    return hmac.new(plain_code(code).encode(), content.encode(), hashlib.sha256).hexdigest()


def voter_key(round_key: bytes, identity: str) -> str:
    """The voter's mark on the envelope: the same for the same person in this round, unreadable without the round's key."""
    return hmac.new(round_key, identity.encode(), hashlib.sha256).hexdigest()
