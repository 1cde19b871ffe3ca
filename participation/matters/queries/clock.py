"""Whose time runs: the working days that a matter has been at each organisation, read from its steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from participation.matters.enums import MatterState, StepKind
from participation.matters.models import Matter, Step
from participation.matters.rules import AWAITING, LEADS_TO, Turn, stays_of

WORK = (*AWAITING, MatterState.IN_MODERATION)  # somebody owes the resident something
PASSING = (StepKind.HANDED_OVER, StepKind.RETURNED)


@dataclass(frozen=True)
class Stay:
    """Working days at one organisation; `is_now` while its time runs."""

    name: str
    days: int
    is_now: bool


def turns_of(matter: Matter, steps: Iterable[Step]) -> list[Turn]:
    """Who owed the next move, from which day on. `steps` in their order."""
    turns = [Turn(timezone.localdate(matter.received_at), matter.origin_id)]
    for step in steps:
        state = LEADS_TO[StepKind(step.kind)]
        if state is not None:
            holder = step.receiver_id if step.kind in PASSING else step.organisation_id
            turns.append(Turn(timezone.localdate(step.at), holder if state in WORK else None))
    return turns


def stays_at(matter: Matter, steps: Sequence[Step], today: date) -> list[Stay]:
    """The stays of a matter that has been at more than one organisation; nothing to tell of one that has not moved."""
    places = {matter.origin_id: matter.origin, matter.organisation_id: matter.organisation}
    places |= {place.pk: place for step in steps for place in (step.organisation, step.receiver) if place is not None}
    stays = stays_of(turns_of(matter, steps), today)
    runs = matter.state in WORK
    if len(stays) < 2:
        return []
    return [Stay(places[pk].name, days, runs and pk == matter.organisation_id) for pk, days in stays.items()]
