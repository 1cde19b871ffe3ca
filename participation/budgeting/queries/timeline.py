"""The way of a round as a calm timeline: what has been, what happens now, what comes next and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.budgeting.enums import RoundState
from participation.budgeting.models import Round
from participation.budgeting.queries.sentences import moment
from participation.budgeting.rules.rounds import PHASES
from portal.numerals import day

S = RoundState
# The phases in their order; a round without their days leaves out the optional ones.
ORDER = (S.IDEAS, S.CO_CREATION, S.ASSESSMENT, S.PUBLISHED, S.VOTING, S.COUNTING, S.IMPLEMENTATION)
OPTIONAL = {S.IDEAS, S.CO_CREATION, S.PUBLISHED}
# States that are told as a part of another phase.
TOLD_AS = {S.RESULTS: S.COUNTING, S.CLOSED: S.IMPLEMENTATION}


@dataclass(frozen=True)
class PhaseStep:
    """A phase as components/path.html draws it. `meta` says who acts, `next` what comes after the one at hand and when."""

    state: str
    title: str
    text: str = ""
    tag: str = ""
    next: str = ""
    meta: str = ""


def phase_steps(round: Round, at: RoundState) -> tuple[PhaseStep, ...]:
    """From ideas to deeds; the phase at hand is now. A cancelled round has stopped where it was."""
    if at == S.CANCELLED:
        return (PhaseStep("late", _("The round was cancelled"), _("Nothing more happens in this round.")),)
    here = TOLD_AS.get(at, at)
    phases = [one for one in ORDER if one == here or one not in OPTIONAL or has_days(round, one)]
    spot = phases.index(here) if here in phases else -1
    settled = at in TOLD_AS
    return tuple(step_of(round, phases, number, spot, settled=settled) for number in range(len(phases)))


def has_days(round: Round, phase: RoundState) -> bool:
    return bool(first_day(round, phase) or last_day(round, phase))


def first_day(round: Round, phase: RoundState) -> date | None:
    return getattr(round, PHASES[phase].begins) if PHASES[phase].begins else None


def last_day(round: Round, phase: RoundState) -> date | None:
    return getattr(round, PHASES[phase].ends) if PHASES[phase].ends else None


def step_of(round: Round, phases: Sequence[RoundState], number: int, spot: int, *, settled: bool) -> PhaseStep:
    phase, is_now = phases[number], number == spot and not settled
    following = phases[number + 1] if is_now and number + 1 < len(phases) else None
    return PhaseStep(
        state="now" if is_now else "done" if number <= spot else "coming",
        title=title_of(phase),
        text=when(round, phase),
        tag=pgettext("phase", "Now") if is_now else pgettext("phase", "Coming"),
        next=" ".join(part for part in (f"{title_of(following)}.", when(round, following)) if part) if following else "",
        meta=str(PHASES[phase].who.label),
    )


def title_of(phase: RoundState) -> str:
    return {
        S.IDEAS: _("Residents leave ideas"),
        S.CO_CREATION: _("The ideas are worked on together"),
        S.ASSESSMENT: _("Ideas become proposals with a price"),
        S.PUBLISHED: _("The proposals can be read"),
        S.VOTING: _("Residents vote"),
        S.COUNTING: _("The votes are counted and the result is decided"),
        S.IMPLEMENTATION: _("The chosen proposals are carried out"),
    }[phase]


def when(round: Round, phase: RoundState) -> str:
    """The days of the phase in words; nothing when they are not set."""
    if phase == S.COUNTING:
        return result_day(round)
    begins, ends = first_day(round, phase), last_day(round, phase)
    show = moment if isinstance(begins, datetime) else day
    if begins and ends:
        return f"{show(begins)} – {show(ends)}"
    if phase == S.CO_CREATION and ends:
        return _("Until %(day)s.") % {"day": day(ends)}
    if begins:
        return _("From %(day)s.") % {"day": show(begins)}
    return _("Done by %(day)s.") % {"day": show(ends)} if ends else ""


def result_day(round: Round) -> str:
    if round.decided_on and round.body:
        return _("%(body)s decided on %(day)s.") % {"body": round.body.name, "day": day(round.decided_on)}
    return _("The result is decided on %(day)s.") % {"day": day(round.results_on)} if round.results_on else ""
