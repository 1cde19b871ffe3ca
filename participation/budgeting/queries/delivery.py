"""How the winners are carried out, for everyone and for those who run the round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.budgeting.enums import RoundState
from participation.budgeting.models import Delivery, DeliveryPicture, Milestone, Proposal, Round
from participation.budgeting.queries.timeline import PhaseStep
from participation.budgeting.queries.winners import winners_in
from participation.budgeting.queries.words import url_of
from portal.exceptions import NotVisible
from portal.numerals import day, local_day

CARRIED_OUT = {RoundState.IMPLEMENTATION, RoundState.CLOSED}


@dataclass(frozen=True)
class WinnerRow:
    """A winner in a list: where it is in words, with a tag's state; `spent` None where nobody has told it."""

    title: str
    url: str
    manage_url: str
    cost: int
    spent: int | None
    words: str
    state: str


@dataclass(frozen=True)
class Work:
    """The work of one winner as its page shows it. `open_stages` are (id, words) of those that are not done."""

    steps: Sequence[PhaseStep]
    cost: int
    spent: int | None
    done_on: date | None
    effect: str
    effect_on: date | None
    pictures: Sequence[DeliveryPicture]
    open_stages: Sequence[tuple[int, str]]

    @property
    def is_empty(self) -> bool:
        return not self.steps and self.spent is None and not self.pictures and self.done_on is None


def winner_rows(round: Round, now: datetime) -> list[WinnerRow]:
    """All winners of a round that is being carried out or finished, none of others. Four queries."""
    if round.state not in CARRIED_OUT:
        return []
    winners = winners_in(round)
    deliveries = {delivery.pk: delivery for delivery in Delivery.objects.filter(proposal__in=winners)}
    stages: dict[int, Milestone] = {}
    for stage in Milestone.objects.filter(proposal__in=winners, done_on__isnull=True):
        stages.setdefault(stage.proposal_id, stage)
    return [winner_row(p, round, deliveries.get(p.pk), stages.get(p.pk), local_day(now)) for p in winners]


def winner_row(proposal: Proposal, round: Round, delivery: Delivery | None, stage: Milestone | None, today: date) -> WinnerRow:
    words, state = _("The work has begun."), "now"
    due = stage.planned_on if stage else proposal.done_by
    if delivery and delivery.done_on:
        words, state = _("Done on %(day)s.") % {"day": day(delivery.done_on)}, "done"
    elif due and due < today:
        words, state = _("Late: it was to be ready by %(day)s.") % {"day": day(due)}, "late"
        if stage:
            words = _("Late: %(stage)s, planned for %(day)s.") % {"stage": stage.text, "day": day(due)}
    elif stage:
        words = _("Next: %(stage)s, by %(day)s.") % {"stage": stage.text, "day": day(stage.planned_on)}
    elif due:
        words = _("Ready at the latest on %(day)s.") % {"day": day(due)}
    return WinnerRow(
        title=proposal.title, url=url_of("proposal_detail", round, proposal=proposal.pk), cost=proposal.cost,
        manage_url=url_of("round_delivery", round, proposal=proposal.pk), spent=delivery.spent if delivery else None,
        words=words, state=state,
    )  # fmt: skip


def work_of(proposal: Proposal, now: datetime) -> Work:
    """Three queries."""
    delivery = Delivery.objects.filter(proposal=proposal).first() or Delivery(proposal=proposal)
    stages = list(Milestone.objects.filter(proposal=proposal))
    following = next((stage.pk for stage in stages if not stage.done_on), None)
    return Work(
        steps=[stage_step(stage, local_day(now), is_next=stage.pk == following) for stage in stages],
        cost=proposal.cost,
        spent=delivery.spent,
        done_on=delivery.done_on,
        effect=delivery.effect,
        effect_on=delivery.effect_on,
        pictures=list(DeliveryPicture.objects.filter(proposal=proposal)),
        open_stages=[(stage.pk, f"{stage.text}, {day(stage.planned_on)}") for stage in stages if not stage.done_on],
    )


def stage_step(stage: Milestone, today: date, *, is_next: bool) -> PhaseStep:
    if stage.done_on:
        return PhaseStep("done", stage.text, _("Done on %(day)s.") % {"day": day(stage.done_on)})
    text = _("Planned for %(day)s.") % {"day": day(stage.planned_on)}
    if stage.planned_on < today:
        return PhaseStep("late", stage.text, text, pgettext("stage", "Late"))
    if is_next:
        return PhaseStep("now", stage.text, text, pgettext("stage", "Next"))
    return PhaseStep("coming", stage.text, text, pgettext("stage", "Coming"))


def winner_at(round: Round, number: int) -> Proposal:
    """Raises NotVisible for a proposal that was not chosen in the round, or while the round is not carried out."""
    found = next((proposal for proposal in winners_in(round) if proposal.pk == number), None) if round.state in CARRIED_OUT else None
    if found is None:
        raise NotVisible(str(number))
    found.area.round = round
    return found


def picture_at(round: Round, proposal: int, number: int) -> DeliveryPicture:
    """Raises NotVisible. One query."""
    found = DeliveryPicture.objects.filter(pk=number, proposal=proposal, proposal__area__round=round).first()
    if found is None:
        raise NotVisible(str(number))
    return found
