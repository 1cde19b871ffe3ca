"""The life of a round: founded, brought through its phases, opened and frozen, closed, carried out.

Every step reads the round under a lock. A step that is given no `now` is decided by the database's clock, read after the lock.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.budgeting.actions.keys import make_key
from participation.budgeting.actions.paths import tell_became_proposals, tell_declined, tell_implementation
from participation.budgeting.enums import BoxEvent, Feasibility, RoundEvent, RoundState
from participation.budgeting.models import Delivery, FrozenText, Proposal, Round, RoundArea
from participation.budgeting.queries.configuration import configuration_text
from participation.budgeting.queries.winners import winners_in
from participation.budgeting.rules.rounds import EVENT, TRANSITIONS, is_over, takes_ideas
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_permission
from portal.clock import database_now
from portal.exceptions import RuleBroken
from portal.numerals import local_day

BEFORE_THE_PROPOSALS = {RoundState.IDEAS, RoundState.CO_CREATION, RoundState.ASSESSMENT}
SHORTEST = timedelta(seconds=1)


@dataclass(frozen=True)
class AreaPlan:
    """One sum of money in whole euros and its names: `names` may hold name_fi, name_sv, name_en and name_genitive_fi."""

    slug: str
    budget: int
    names: dict[str, str]
    is_whole: bool = False


@dataclass(frozen=True)
class RoundPlan:
    """What a round is founded with. `fields` are the other columns of Round (texts, rules, days)."""

    slug: str
    year: int
    name_fi: str
    voting_opens_at: datetime
    voting_closes_at: datetime
    areas: Sequence[AreaPlan]
    fields: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def found_round(*, organisation: Organisation, plan: RoundPlan, by: User, now: datetime) -> Round:
    """Found a round in preparation: nobody but those who prepare it sees it yet."""
    check_permission(by, Permission.ROUND_MANAGE, organisation)
    check_plan(plan)
    if not plan.areas:
        raise RuleBroken(_("A round needs at least one area with money."), code="no_money")
    round = Round.objects.create(
        organisation=organisation, slug=plan.slug, year=plan.year, name_fi=plan.name_fi, voting_opens_at=plan.voting_opens_at,
        voting_closes_at=plan.voting_closes_at, **plan.fields,
    )  # fmt: skip
    RoundArea.objects.bulk_create(
        RoundArea(
            round=round, slug=area.slug, budget=area.budget, is_whole=area.is_whole, position=position, **area.names
        )
        for position, area in enumerate(plan.areas, start=1)
    )
    note(RoundEvent.CREATED, round, by, now)
    return round


def check_plan(plan: RoundPlan) -> None:
    """Raises RuleBroken for a round that could not be voted on."""
    if plan.voting_closes_at <= plan.voting_opens_at:
        raise RuleBroken(_("Voting must close after it opens."), code="voting_order")
    if any(area.budget < 1 for area in plan.areas):
        raise RuleBroken(_("A round needs at least one area with money."), code="no_money")


@transaction.atomic
def begin_phase(*, round: Round, to: RoundState, by: User, now: datetime | None = None) -> Round:
    """Open the time for ideas, or begin the working together or the assessment. Everyone sees the round from the first of these on."""
    round, now = locked(round, by), now or database_now()
    if to not in BEFORE_THE_PROPOSALS:
        raise RuleBroken(_("This phase is not begun in this way."), code="wrong_phase")
    if to == RoundState.IDEAS and not takes_ideas(to, round.ideas_close_on, local_day(now)):
        raise RuleBroken(_("The last day for ideas has passed. Give the round new days first."), code="too_late")
    return move(round, to, by, now)


@transaction.atomic
def publish_proposals(*, round: Round, by: User, now: datetime | None = None) -> Round:
    """Show the round and its assessed proposals to everyone, all together."""
    round, now = locked(round, by), now or database_now()
    waiting = Proposal.objects.of_round(round).filter(assessed_at__isnull=True).count()
    if waiting:
        raise RuleBroken(_("Assess every proposal first: %(n)s wait for it.") % {"n": waiting}, code="not_assessed")
    check_every_area_has_proposals(round)
    round.published_at = now
    round = move(round, RoundState.PUBLISHED, by, now)
    tell_became_proposals(round, by=by, now=now)
    tell_declined(round, by=by, now=now)
    return round


@transaction.atomic
def open_voting(*, round: Round, by: User, now: datetime | None = None) -> Round:
    """Freeze the rules, the money and the proposals, publish their hash and take votes from the opening time on."""
    round, now = locked(round, by), now or database_now()
    if round.state != RoundState.PUBLISHED:
        raise wrong_state(round)  # from counting the way back is reopen_voting
    if now >= round.voting_closes_at:
        raise RuleBroken(_("The closing time has passed. Give the voting new times first."), code="too_late")
    check_every_area_has_proposals(round)
    dear = Proposal.objects.on_ballot().of_round(round).filter(cost__gt=F("area__budget")).first()
    if dear is not None:
        text = _("“%(title)s” costs more than its area has. It cannot be voted on.")
        raise RuleBroken(text % {"title": dear.title}, code="too_dear")
    make_key(round)
    text = configuration_text(round)
    FrozenText.objects.create(round=round, content=text)
    round.configuration_hash = hashlib.sha256(text.encode()).hexdigest()
    round.opened_at = now
    return move(round, RoundState.VOTING, by, now, hash=round.configuration_hash[:16])


@transaction.atomic
def close_voting(*, round: Round, by: User, now: datetime | None = None) -> Round:
    """End the voting. Waits for the votes that are being stored at this moment, so that none is acknowledged and then lost.

    Before the closing time only a practice round (`is_example`) may be closed; its closing time becomes now.
    """
    round, now = locked(round, by), now or database_now()
    if not is_over(round.terms, now) and not round.is_example:
        raise RuleBroken(_("Votes are taken until the closing time. It cannot be moved forward."), code="too_early")
    round.voting_closes_at = min(round.voting_closes_at, max(now, round.voting_opens_at + SHORTEST))
    return move(round, RoundState.COUNTING, by, now, votes=round.participations.count())


@transaction.atomic
def begin_implementation(*, round: Round, by: User, now: datetime | None = None) -> Round:
    """Say that the winners are being carried out."""
    round, now = locked(round, by), now or database_now()
    round = move(round, RoundState.IMPLEMENTATION, by, now)
    tell_implementation(round, by=by, now=now)
    return round


@transaction.atomic
def finish_round(*, round: Round, by: User, now: datetime | None = None) -> Round:
    """Say that all of it is done; while a winner is not, the round goes on."""
    round, now = locked(round, by), now or database_now()
    winners = winners_in(round)
    done = set(Delivery.objects.filter(proposal__in=winners, done_on__isnull=False).values_list("pk", flat=True))
    waiting = [proposal for proposal in winners if proposal.pk not in done]
    if round.state == RoundState.IMPLEMENTATION and waiting:
        raise RuleBroken(_("“%(title)s” is not done yet.") % {"title": waiting[0].title}, code="not_done")
    return move(round, RoundState.CLOSED, by, now)


def locked(round: Round, by: User) -> Round:
    """The row as it is now, for this transaction alone. Checks the permission."""
    check_permission(by, Permission.ROUND_MANAGE, round.organisation_id)
    return Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)


def move(round: Round, to: RoundState, by: User, now: datetime, *, event: RoundEvent | None = None, **facts: str | int) -> Round:
    """Take the round to its next state. Raises RuleBroken when something else has already been done."""
    if to not in TRANSITIONS[RoundState(round.state)]:
        raise wrong_state(round)
    round.state = to
    round.save()
    note(event or EVENT[to], round, by, now, **facts)
    return round


def wrong_state(round: Round) -> RuleBroken:
    text = _("The round is now in the state “%(state)s”, so this step is not possible.")
    return RuleBroken(text % {"state": round.get_state_display()}, code="wrong_state")


def note(event: RoundEvent, round: Round, by: User | None, now: datetime, **facts: str | int) -> None:
    record_event(
        event=event, by=by, subject=round, organisation=round.organisation, now=now, round=round.name_fi, **facts
    )


def note_box(event: BoxEvent, round: Round, by: User | None, now: datetime, **facts: str | int) -> None:
    record_event(event=event, by=by, subject=round, organisation=round.organisation, now=now, round=round.name_fi, **facts)


def check_every_area_has_proposals(round: Round) -> None:
    empty = RoundArea.objects.filter(round=round).exclude(proposals__feasibility=Feasibility.FEASIBLE).first()
    if empty is not None:
        raise RuleBroken(
            _("%(area)s has no proposal that can be carried out.") % {"area": empty.name}, code="no_proposals"
        )


def configuration_hash(round: Round) -> str:
    """SHA-256 of everything that decides the result, as it is now. The frozen text is published beside the round's page."""
    return hashlib.sha256(configuration_text(round).encode()).hexdigest()
