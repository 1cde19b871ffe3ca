"""The orders of the list of ideas, and how a page is taken from any of them without counting what came before it.

An order is a row of legs, each read along one index. A page begins at a place: the leg, the value and the id of the last row that was seen.
So a page far down the list costs what the first one does, and an idea that comes meanwhile moves no other onto the page twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as start_from
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from participation.feedback.enums import IdeaOrder
from participation.matters.models import Matter, MatterQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**62
TIMES = ("received_at", "answered_at")


@dataclass(frozen=True)
class Leg:
    """A part of an order: the rows of `where`, by `field` and then by id, both up or both down."""

    field: str
    is_down: bool = True
    where: Q = start_from(default_factory=Q)


@dataclass(frozen=True)
class Spot:
    """Where a page ends: the number of the leg, the value of its field (times in microseconds) and the id of the last row."""

    leg: int
    value: int
    pk: int

    def __str__(self) -> str:
        return f"{self.leg}.{self.value}.{self.pk}"


FIXED: Mapping[IdeaOrder, Sequence[Leg]] = {
    IdeaOrder.NEWEST: (Leg("received_at"),),
    IdeaOrder.SUPPORTED: (Leg("support_count"),),
    IdeaOrder.ANSWERED: (Leg("answered_at", where=Q(answered_at__isnull=False)), Leg("received_at", where=Q(answered_at__isnull=True))),
}


def legs_of(order: IdeaOrder, key: int) -> Sequence[Leg]:
    """The legs of an order. The mixed order is one throw of dice for each idea, read from the visitor's own place on, up or down.

    A shuffle that is wholly the visitor's own would have to read and sort all ideas for each page. Here every idea is as likely to be on
    the first page as any other, give or take the evenness of the dice, and nobody's is always last.
    """
    if order != IdeaOrder.MIXED:
        return FIXED[order]
    start, is_down = key >> 1, bool(key & 1)
    ahead, behind = Q(dice__gte=start), Q(dice__lt=start)
    first, then = (behind, ahead) if is_down else (ahead, behind)
    return (Leg("dice", is_down, first), Leg("dice", is_down, then))


def parse_spot(typed: str) -> Spot | None:
    """The place that a page's address names; None when it names none, and the list then begins at its beginning."""
    parts = typed.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 20 for part in parts):
        return None
    leg, value, pk = (int(part) for part in parts)
    return Spot(leg, value, pk) if leg < 2 and max(value, pk) < LARGEST else None


def take(ideas: MatterQuerySet, legs: Sequence[Leg], spot: Spot | None, count: int) -> tuple[list[Matter], Spot | None]:
    """The next `count` rows after the place, and the place after them when there is more. One query a stretch."""
    found: list[tuple[int, Matter]] = []
    for number, rows in stretches(ideas, legs, spot):
        sign = "-" if legs[number].is_down else ""
        wanted = count + 1 - len(found)
        found += [(number, row) for row in rows.order_by(f"{sign}{legs[number].field}", f"{sign}pk")[:wanted]]
        if len(found) > count:
            break
    shown = found[:count]
    following = spot_of(*shown[-1], legs) if len(found) > count else None
    return [row for _number, row in shown], following


def stretches(ideas: MatterQuerySet, legs: Sequence[Leg], spot: Spot | None) -> Iterator[tuple[int, MatterQuerySet]]:
    """The rows after the place, as stretches of one index each: the rest of those alike, those beyond them, the legs that follow.

    Alike and beyond apart, not as one comparison of pairs: PostgreSQL guesses the number of such rows by the first column alone, takes ten
    thousand ideas without a support for none, and sorts them all.
    """
    for number, leg in enumerate(legs):
        rows = ideas.filter(leg.where)
        if spot is None or number > spot.leg:
            yield number, rows
        elif number == spot.leg:
            value, side = value_at(leg, spot), "lt" if leg.is_down else "gt"
            if value is not None:
                yield number, rows.filter(**{leg.field: value, f"pk__{side}": spot.pk})
                yield number, rows.filter(**{f"{leg.field}__{side}": value})


def value_at(leg: Leg, spot: Spot) -> datetime | int | None:
    """The value of the place in the leg's own kind; None when there is no such moment."""
    if leg.field not in TIMES:
        return min(spot.value, 2**31 - 1)
    try:
        return EPOCH + timedelta(microseconds=spot.value)
    except OverflowError:
        return None


def spot_of(number: int, row: Matter, legs: Sequence[Leg]) -> Spot:
    values: dict[str, datetime | int | None] = {
        "received_at": row.received_at, "answered_at": row.answered_at, "support_count": row.support_count, "dice": row.dice
    }  # fmt: skip
    value = values[legs[number].field]
    whole = (value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else int(value or 0)
    return Spot(number, whole, row.pk)
