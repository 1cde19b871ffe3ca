"""When a contact can be trusted, and when a pair of contacts is in order. Pure: the day is passed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interfaces.contacts.enums import CellState, LifeStage, VerificationOutcome

DUE_AFTER_DAYS = 335
STALE_AFTER_DAYS = 395

# In a pair in order both sides can be reached now. Mail that came back, an old confirmation and no post at all are gaps.
REACHABLE: frozenset[CellState] = frozenset(
    {CellState.FRESH, CellState.POST_ONLY, CellState.DUE, CellState.ACTING, CellState.ENDING}
)
GAPS: tuple[CellState, ...] = (CellState.STALE, CellState.VACANT, CellState.BOUNCED)
SHOWN_STATES: tuple[CellState, ...] = (
    CellState.FRESH,
    CellState.POST_ONLY,
    CellState.DUE,
    CellState.STALE,
    CellState.VACANT,
    CellState.BOUNCED,
)

# The sign and colour of each state, as components/contact_sign.html knows them.
SIGNS: dict[CellState, str] = {
    CellState.FRESH: "ok",
    CellState.POST_ONLY: "post",
    CellState.DUE: "soon",
    CellState.STALE: "old",
    CellState.VACANT: "vacant",
    CellState.BOUNCED: "returned",
    CellState.ACTING: "soon",
    CellState.ENDING: "soon",
}

# A post that answers for more cells than this is a risk: one resignation empties them all.
MANY_CELLS = 5

RINGS: dict[LifeStage, int] = {LifeStage.FAMILIES: 2, LifeStage.YOUNG: 3, LifeStage.ADULTS: 4, LifeStage.OLDER: 5}


def state_of(*, confirmed_on: date | None, bounced_on: date | None, on: date) -> CellState:
    """The state of an assignment that is in force on the day. Days after `on` are not known yet.

    A post that nobody has confirmed is `post only`: one knows where to write, but not that anybody answers.
    """
    if bounced_on is not None and bounced_on <= on:
        return CellState.BOUNCED
    if confirmed_on is None or confirmed_on > on:
        return CellState.POST_ONLY
    age = (on - confirmed_on).days
    if age > STALE_AFTER_DAYS:
        return CellState.STALE
    return CellState.DUE if age >= DUE_AFTER_DAYS else CellState.FRESH


@dataclass(frozen=True)
class LogEntry:
    """What was found out about an assignment on a day."""

    day: date
    outcome: str
    is_example: bool = False


@dataclass(frozen=True)
class Standing:
    """What is known of an assignment on a day; `is_example`: the newest thing known is example data."""

    confirmed_on: date | None = None
    bounced_on: date | None = None
    is_example: bool = False


def standing_on(log: Iterable[LogEntry], on: date) -> Standing:
    """What was known on the day, from the log, oldest first."""
    known = Standing()
    for entry in log:
        if entry.day > on:
            break
        if entry.outcome == VerificationOutcome.CONFIRMED:
            known = Standing(entry.day, None, entry.is_example)
        else:
            known = Standing(known.confirmed_on, entry.day, entry.is_example)
    return known


def pair_in_order(municipality: CellState, county: CellState) -> bool:
    """Whether both sides of a pair have a contact that can be reached."""
    return municipality in REACHABLE and county in REACHABLE


def is_ageing(municipality: CellState, county: CellState) -> bool:
    """In order today, but one side soon needs a new confirmation."""
    return pair_in_order(municipality, county) and CellState.DUE in (municipality, county)
