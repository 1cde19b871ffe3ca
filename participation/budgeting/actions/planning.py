"""Changing the plan of a round until its voting is opened: names, days, voters, and before the proposals are out also the money."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.rounds import AreaPlan, RoundPlan, check_plan, locked, note
from participation.budgeting.enums import RoundEvent, RoundState
from participation.budgeting.models import Proposal, Round, RoundArea
from people.models import User
from portal.exceptions import RuleBroken


@transaction.atomic
def change_plan(*, round: Round, plan: RoundPlan, by: User, now: datetime) -> Round:
    """Give the round the plan's names, times, areas and other columns. Its address stays. Areas stay too once the proposals are out."""
    round = locked(round, by)
    if round.configuration_hash or round.state not in {*RoundState.before_publishing(), RoundState.PUBLISHED}:
        raise RuleBroken(_("The plan is frozen: the voting has been opened."), code="frozen")
    check_plan(plan)
    round.name_fi, round.year = plan.name_fi, plan.year
    round.voting_opens_at, round.voting_closes_at = plan.voting_opens_at, plan.voting_closes_at
    for name, value in plan.fields.items():
        setattr(round, name, value)
    round.save()
    if plan.areas and round.state in RoundState.before_publishing():
        set_areas(round, plan.areas)
    note(RoundEvent.PLANNED, round, by, now)
    return round


def set_areas(round: Round, plans: Sequence[AreaPlan]) -> None:
    """The areas as planned: the known ones changed, new ones added, those left out removed unless they have proposals."""
    known = {area.slug: area for area in RoundArea.objects.filter(round=round)}
    gone = [area for slug, area in known.items() if slug not in {plan.slug for plan in plans}]
    kept = Proposal.objects.filter(area__in=gone).select_related("area").first()
    if kept is not None:
        text = _("%(area)s has proposals, so it cannot be left out. Move or remove them first.")
        raise RuleBroken(text % {"area": kept.area.name}, code="area_in_use")
    RoundArea.objects.filter(pk__in=[area.pk for area in gone]).delete()
    RoundArea.objects.filter(round=round).update(is_whole=False)  # so that the one that is whole may change place
    for position, plan in enumerate(plans, start=1):
        area = known.get(plan.slug) or RoundArea(round=round, slug=plan.slug)
        area.budget, area.is_whole, area.position = plan.budget, plan.is_whole, position
        for name, value in plan.names.items():
            setattr(area, name, value)
        area.save()
