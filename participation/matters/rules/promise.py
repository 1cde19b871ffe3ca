"""Working days and the answer promise. Pure: days are passed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from participation.matters.enums import Urgency

ACCEPTING_PROMISE = 3  # working days within which the receiver accepts a matter or gives it back
ROUTING_PROMISE = 2  # working days until a matter is with somebody who answers, or is shown
LONGEST_TEXT, LONGEST_TITLE = 2000, 120
LONGEST_FROM_SERVICES = 4000  # characters; what GeoReport v2 lets another service send
CONTACTS_KEPT = timedelta(days=90)
ASKED_AFTER = timedelta(days=14)  # after an answer or completion we ask whether it helped
ASKED_UNTIL = timedelta(days=60)  # nobody remembers an older answer, so nobody is asked about it


def round_of(reopened_at: datetime | None) -> int:
    """1, or 2 after the matter was opened again."""
    return 1 if reopened_at is None else 2


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """Finland's days off, with the eves of Christmas and Midsummer, on which offices are closed."""
    return frozenset(holidays.country_holidays("FI", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that is `count` working days after `day`; the day itself never counts."""
    for _each in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, max(0, (end - start).days) + 1))


def urgency_of(due: date, today: date) -> Urgency:
    """Late, due by Sunday of this week, or later."""
    if due < today:
        return Urgency.LATE
    return Urgency.THIS_WEEK if due <= today + timedelta(days=6 - today.weekday()) else Urgency.LATER


@dataclass(frozen=True)
class Turn:
    """From the day on the time is `holder`'s (an organisation's id); None while nobody owes anything."""

    day: date
    holder: int | None


def stays_of(turns: Iterable[Turn], today: date) -> dict[int, int]:
    """Working days that each holder's time has run, in the order in which they had the matter. `turns` follow each other in time.

    The day on which a turn begins is counted to the one before, as the day of receipt never counts.
    """
    stays: dict[int, int] = {}
    ordered = list(turns)
    ends = [*(turn.day for turn in ordered[1:]), today]
    for turn, end in zip(ordered, ends, strict=True):
        if turn.holder is not None:
            stays[turn.holder] = stays.get(turn.holder, 0) + working_days_between(turn.day, end)
    return stays
