"""Phases of a round as a table, and the windows in which ideas and votes are taken. Pure: the time is passed in."""

from dataclasses import dataclass
from datetime import date, datetime

from participation.budgeting.enums import Eligibility, PhaseActor, RoundEvent, RoundState, VoterScope

S, E, WHO = RoundState, RoundEvent, PhaseActor


@dataclass(frozen=True)
class Phase:
    """A phase: what may follow it, what the audit trail says when it begins, who acts, and the columns of Round with its dates."""

    next: tuple[RoundState, ...]
    event: RoundEvent
    who: PhaseActor
    begins: str = ""
    ends: str = ""


# A round may leave out what it does not need: a school's vote begins with ready proposals. From counting the way leads back to voting
# only by a decision and before the box is sealed (actions/changes.py).
PHASES: dict[RoundState, Phase] = {
    S.PREPARATION: Phase((S.IDEAS, S.ASSESSMENT, S.PUBLISHED, S.CANCELLED), E.CREATED, WHO.KEEPERS),
    S.IDEAS: Phase((S.CO_CREATION, S.ASSESSMENT, S.CANCELLED), E.IDEAS, WHO.RESIDENTS, "ideas_open_on", "ideas_close_on"),
    S.CO_CREATION: Phase((S.ASSESSMENT, S.CANCELLED), E.CO_CREATION, WHO.TOGETHER, ends="co_creation_ends_on"),
    S.ASSESSMENT: Phase((S.PUBLISHED, S.CANCELLED), E.ASSESSMENT, WHO.OFFICIALS, ends="proposals_on"),
    S.PUBLISHED: Phase((S.VOTING, S.CANCELLED), E.PUBLISHED, WHO.KEEPERS, begins="proposals_on"),
    S.VOTING: Phase((S.COUNTING, S.CANCELLED), E.OPENED, WHO.RESIDENTS, "voting_opens_at", "voting_closes_at"),
    S.COUNTING: Phase((S.VOTING, S.RESULTS, S.CANCELLED), E.CLOSED, WHO.KEEPERS, ends="results_on"),
    S.RESULTS: Phase((S.IMPLEMENTATION,), E.CONFIRMED, WHO.KEEPERS),
    S.IMPLEMENTATION: Phase((S.CLOSED,), E.IMPLEMENTED, WHO.OFFICIALS, ends="done_by"),
    S.CLOSED: Phase((), E.FINISHED, WHO.NOBODY),
    S.CANCELLED: Phase((), E.CANCELLED, WHO.NOBODY),
}
TRANSITIONS: dict[RoundState, tuple[RoundState, ...]] = {state: phase.next for state, phase in PHASES.items()}
EVENT: dict[RoundState, RoundEvent] = {state: phase.event for state, phase in PHASES.items()}

OWNER: dict[RoundState, str] = dict.fromkeys(RoundState, "coordinator")


@dataclass(frozen=True)
class Terms:
    """When and by whom a round may be voted in. `year` is the year of the vote: age is counted from it by year of birth."""

    state: str
    opens_at: datetime
    closes_at: datetime
    organisation_id: int
    year: int
    min_age: int
    scope: VoterScope = VoterScope.HOME


def phase(terms: Terms, now: datetime) -> RoundState:
    """The phase that residents are told: the state, narrowed by the clock.

    A round opened for voting takes votes from `opens_at` on and until just before `closes_at`: at the very second of
    closing a vote is late. Outside that window it reads as published, or as being counted.
    """
    state = RoundState(terms.state)
    if state != S.VOTING:
        return state
    if now < terms.opens_at:
        return S.PUBLISHED
    return S.VOTING if now < terms.closes_at else S.COUNTING


def window(terms: Terms, now: datetime) -> Eligibility:
    """Whether votes are taken now, whoever asks."""
    match phase(terms, now):
        case S.VOTING:
            return Eligibility.OK
        case S.PREPARATION | S.IDEAS | S.CO_CREATION | S.ASSESSMENT | S.PUBLISHED:
            return Eligibility.NOT_OPEN_YET
        case S.CANCELLED:
            return Eligibility.CANCELLED
        case _:
            return Eligibility.CLOSED


def is_over(terms: Terms, now: datetime) -> bool:
    """Whether the closing time has come."""
    return now >= terms.closes_at


def takes_ideas(state: str, closes_on: date | None, today: date) -> bool:
    """Whether an idea left on this day still comes into the round: the whole last day belongs to the time for ideas."""
    return state == S.IDEAS and (closes_on is None or today <= closes_on)
