"""What a round tells on the paths of the ideas that led to it: became a proposal, was decided, is being carried out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from participation.budgeting.enums import Feasibility
from participation.budgeting.models import DeclinedIdea, Delivery, Milestone, Proposal, Result, Round, RoundChange
from participation.budgeting.queries.exclusions import exclusions_of
from participation.budgeting.queries.ideas import ideas_with_hope
from participation.budgeting.queries.sentences import verdict_sentence
from participation.budgeting.queries.words import name_of_category
from participation.budgeting.rules.election import from_record
from participation.matters.actions.answer import (
    answer_matter,
    check_effect,
    mark_done,
    record_decision,
    record_implementation,
)
from participation.matters.enums import Outcome, StepKind
from participation.matters.models import Matter
from participation.matters.permissions import can_take_step
from participation.matters.rules import can_take
from people.models import User
from portal.numerals import day, local_day, money

A_YEAR = timedelta(days=365)


def ideas_of(proposal: Proposal, step: StepKind, by: User) -> Iterator[Matter]:
    """The ideas behind the proposal that can take the step now. One that the county answers is left to the county."""
    yield from takers(proposal.ideas.select_related("organisation"), proposal.area.round, step, by)


def takers(ideas: Iterable[Matter], round: Round, step: StepKind, by: User) -> Iterator[Matter]:
    for idea in ideas:
        if idea.organisation_id == round.organisation_id and can_take(idea.state_now, step) and can_take_step(by, idea, step):
            yield idea


def done_by(proposal: Proposal, round: Round, now: datetime) -> date:
    return proposal.done_by or round.done_by or local_day(now) + A_YEAR


def tell_became_proposals(round: Round, *, by: User, now: datetime) -> None:
    """Answer every idea: it is voted on, or it cannot be carried out and why."""
    for proposal in Proposal.objects.of_round(round).select_related("area__round").order_by("pk"):
        for idea in ideas_of(proposal, StepKind.ANSWERED, by):
            with translation.override(idea.language):
                answer_idea(idea, proposal, round, by=by, now=now)


def answer_idea(idea: Matter, proposal: Proposal, round: Round, *, by: User, now: datetime) -> None:
    if proposal.feasibility == Feasibility.FEASIBLE:
        text = _("Your idea became the proposal “%(title)s” of %(round)s. It costs %(cost)s. The residents vote on it.")
        facts = {"title": proposal.title, "round": round.name, "cost": money(proposal.cost)}
        answer_matter(
            matter=idea, text=text % facts, outcome=Outcome.REPLY, next_text=_("The voting ends."),
            next_by=local_day(round.voting_closes_at), came_of_it=_("Voted on in %(round)s") % {"round": round.name}, by=by, now=now,
        )  # fmt: skip
    else:
        text = _("Your idea cannot go to the vote of %(round)s. The reason: %(reason)s")
        answer_matter(
            matter=idea,
            text=text % {"round": round.name, "reason": proposal.feasibility_text},
            outcome=Outcome.NO,
            by=by,
            now=now,
        )


def tell_declined(round: Round, *, by: User, now: datetime) -> None:
    """Answer the ideas of which no proposal was made, with the reason of each."""
    for declined in DeclinedIdea.objects.filter(round=round).select_related("matter__organisation"):
        for idea in takers([declined.matter], round, StepKind.ANSWERED, by):
            with translation.override(idea.language):
                words = {"round": round.name, "reason": declined.reason}
                text = _("No proposal was made of your idea in %(round)s. The reason: %(reason)s")
                answer_matter(matter=idea, text=text % words, outcome=Outcome.NO, by=by, now=now)


def tell_result(round: Round, *, by: User, now: datetime) -> None:
    """Record the decision on the path of every idea that was voted on, with the sentence of why."""
    if round.body is None or round.decided_on is None:
        return
    exclusions = exclusions_of(round)
    for result in Result.objects.filter(area__round=round).select_related("area"):
        trace = from_record(result.trace)
        proposals = {p.pk: p for p in Proposal.objects.filter(area=result.area).select_related("area__round", "category")}
        for row in trace.rows:
            proposal = proposals[row.id]
            won = row.id in trace.funded
            for idea in ideas_of(proposal, StepKind.DECIDED, by):
                with translation.override(idea.language):
                    titles = {number: p.title for number, p in proposals.items()}
                    record_decision(
                        matter=idea, body=round.body, decided_on=round.decided_on, paragraph=round.paragraph, by=by, now=now,
                        outcome=Outcome.YES if won else Outcome.NO,
                        text=verdict_sentence(row, titles, round, exclusions, name_of_category(proposal)),
                        next_text=_("It is ready.") if won else "", next_by=done_by(proposal, round, now) if won else None,
                        came_of_it=proposal.title if won else "",
                    )  # fmt: skip


def tell_cancelled(round: Round, change: RoundChange, *, by: User, now: datetime) -> None:
    """Answer once each idea that was in the round and has no refusal yet: it is not voted on now, and why. The idea stays where it is."""
    for idea in takers(ideas_with_hope(round), round, StepKind.ANSWERED, by):
        with translation.override(idea.language):
            words = {"round": round.name, "reason": change.reason}
            text = _("%(round)s was cancelled, so nothing is decided of your idea in it. The reason: %(reason)s")
            answer_matter(matter=idea, text=text % words, outcome=Outcome.NOT_YET, by=by, now=now)


def tell_stage(stage: Milestone, *, by: User, now: datetime) -> None:
    """Say on the paths of the winner's ideas that a stage is done, and which one comes next."""
    proposal = stage.proposal
    following = proposal.milestones.filter(done_on__isnull=True).first()
    for idea in ideas_of(proposal, StepKind.IMPLEMENTED, by):
        with translation.override(idea.language):
            record_implementation(
                matter=idea, text=_("Done: %(stage)s") % {"stage": stage.text},
                next_text=following.text if following else _("It is ready."),
                next_by=following.planned_on if following else done_by(proposal, proposal.area.round, now), by=by, now=now,
            )  # fmt: skip


def tell_done(proposal: Proposal, done_on: date, *, by: User, now: datetime) -> None:
    for idea in ideas_of(proposal, StepKind.DONE, by):
        with translation.override(idea.language):
            facts = {"title": proposal.title, "day": day(done_on)}
            mark_done(
                matter=idea, text=_("“%(title)s” is ready since %(day)s.") % facts, came_of_it=proposal.title,
                next_text=_("We look at what it changed."), by=by, now=now,
            )  # fmt: skip


def tell_effect(proposal: Proposal, delivery: Delivery, *, by: User, now: datetime) -> None:
    for idea in ideas_of(proposal, StepKind.CHECKED, by):
        with translation.override(idea.language):
            check_effect(matter=idea, text=delivery.effect, by=by, now=now)


def tell_implementation(round: Round, *, by: User, now: datetime) -> None:
    """Say on the paths of the winners that the work has begun."""
    for result in Result.objects.filter(area__round=round):
        for proposal in Proposal.objects.filter(pk__in=from_record(result.trace).funded).select_related("area__round"):
            for idea in ideas_of(proposal, StepKind.IMPLEMENTED, by):
                with translation.override(idea.language):
                    record_implementation(
                        matter=idea, text=_("The work has begun."), next_text=_("It is ready."), next_by=done_by(proposal, round, now),
                        by=by, now=now,
                    )  # fmt: skip
