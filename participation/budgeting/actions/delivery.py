"""Carrying out the winners: stages, euros used, pictures, done, and what it changed. Each that matters is told on the ideas' paths."""

from datetime import date, datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.paths import tell_done, tell_effect, tell_stage
from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import RoundEvent, RoundState
from participation.budgeting.models import Delivery, DeliveryPicture, Milestone, Proposal, Result
from participation.budgeting.rules.election import from_record
from participation.matters.actions.attachments import LONGEST_ALT, stored
from people.models import User
from portal.exceptions import RuleBroken
from portal.numerals import local_day
from portal.uploads import CleanUpload

MOST_PICTURES = 12
Words = dict[str, str]  # texts by language: fi, sv, en


@transaction.atomic
def plan_milestone(*, proposal: Proposal, words: Words, planned_on: date, by: User, now: datetime) -> Milestone:
    """Plan a stage of the work."""
    proposal = winner(proposal, by)
    milestone = Milestone.objects.create(proposal=proposal, planned_on=planned_on, **columns("text", words))
    note(RoundEvent.MILESTONE, proposal.area.round, by, now, title=proposal.title_fi, stage=milestone.text_fi)
    return milestone


@transaction.atomic
def finish_milestone(*, proposal: Proposal, milestone: int, done_on: date, by: User, now: datetime) -> Milestone:
    """Record that a stage is done; the paths of the winner's ideas tell it and what comes next."""
    proposal = winner(proposal, by)
    stage = open_milestone(proposal, milestone)
    check_day(done_on, now)
    stage.done_on = done_on
    stage.save(update_fields=["done_on"])
    note(RoundEvent.MILESTONE_DONE, proposal.area.round, by, now, title=proposal.title_fi, stage=stage.text_fi)
    tell_stage(stage, by=by, now=now)
    return stage


@transaction.atomic
def remove_milestone(*, proposal: Proposal, milestone: int, by: User, now: datetime) -> None:
    """Take away a stage that is not done; the audit trail keeps its name."""
    proposal = winner(proposal, by)
    stage = open_milestone(proposal, milestone)
    note(RoundEvent.MILESTONE_REMOVED, proposal.area.round, by, now, title=proposal.title_fi, stage=stage.text_fi)
    stage.delete()


@transaction.atomic
def record_spending(*, proposal: Proposal, spent: int, by: User, now: datetime) -> Delivery:
    """Record how many euros have been used so far, also when it is more than was voted on: that is told, not hidden."""
    proposal = winner(proposal, by)
    delivery, _made = Delivery.objects.update_or_create(proposal=proposal, defaults={"spent": spent})
    note(RoundEvent.SPENT, proposal.area.round, by, now, title=proposal.title_fi, euros=spent)
    return delivery


@transaction.atomic
def add_picture(*, proposal: Proposal, upload: CleanUpload, words: Words, by: User, now: datetime) -> DeliveryPicture:
    """Show a picture of the work. It has been made anew, and says in words what it shows."""
    proposal = winner(proposal, by)
    if not words["fi"].strip():
        raise RuleBroken(_("Tell what the picture shows, for those who cannot see it."), code="no_alt")
    if upload.width is None or upload.height is None:
        raise RuleBroken(_("Choose a picture: JPEG, PNG or WebP."), code="no_picture")
    if proposal.pictures.count() >= MOST_PICTURES:
        raise RuleBroken(_("There are %(most)s pictures already. Remove one first.") % {"most": MOST_PICTURES}, code="too_many")
    alts = {name: alt[:LONGEST_ALT] for name, alt in columns("alt", words).items()}
    with stored(upload, now) as name:
        picture = DeliveryPicture.objects.create(
            proposal=proposal, file=name, kind=upload.kind.content_type, width=upload.width, height=upload.height, at=now, **alts
        )
        note(RoundEvent.PICTURED, proposal.area.round, by, now, title=proposal.title_fi, alt=picture.alt_fi)
    return picture


@transaction.atomic
def remove_picture(*, proposal: Proposal, picture: int, by: User, now: datetime) -> None:
    """Take a picture away, and its file with it once that is certain."""
    proposal = winner(proposal, by)
    found = proposal.pictures.filter(pk=picture).first()
    if found is None:
        raise RuleBroken(_("The picture has been removed already."), code="no_picture")
    name = str(found.file.name)
    note(RoundEvent.UNPICTURED, proposal.area.round, by, now, title=proposal.title_fi, alt=found.alt_fi)
    found.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


@transaction.atomic
def mark_proposal_done(*, proposal: Proposal, done_on: date, by: User, now: datetime) -> Delivery:
    """Record that the winner is done. Its stages must be done first, or be removed."""
    proposal = winner(proposal, by)
    check_day(done_on, now)
    if proposal.milestones.filter(done_on__isnull=True).exists():
        raise RuleBroken(_("A stage is still open. Record that it is done, or remove it first."), code="open_stage")
    delivery, _made = Delivery.objects.get_or_create(proposal=proposal)
    if delivery.done_on is not None:
        raise RuleBroken(_("The proposal has been recorded as done already."), code="done")
    delivery.done_on = done_on
    delivery.save(update_fields=["done_on"])
    note(RoundEvent.DELIVERED, proposal.area.round, by, now, title=proposal.title_fi)
    tell_done(proposal, done_on, by=by, now=now)
    return delivery


@transaction.atomic
def check_proposal_effect(*, proposal: Proposal, words: Words, by: User, now: datetime) -> Delivery:
    """Record what the winner changed, also when it changed nothing. Also after the round has been finished."""
    proposal = winner(proposal, by, RoundState.CLOSED)
    delivery = Delivery.objects.filter(proposal=proposal, done_on__isnull=False).first()
    if delivery is None:
        raise RuleBroken(_("Record first that the proposal is done."), code="not_done")
    if not words["fi"].strip():
        raise RuleBroken(_("Tell what changed, also if nothing did."), code="no_effect")
    for name, value in columns("effect", words).items():
        setattr(delivery, name, value)
    delivery.effect_on = local_day(now)
    delivery.save()
    note(RoundEvent.EFFECT, proposal.area.round, by, now, title=proposal.title_fi)
    tell_effect(proposal, delivery, by=by, now=now)
    return delivery


def columns(name: str, words: Words) -> Words:
    return {f"{name}_{language}": text.strip() for language, text in words.items()}


def winner(proposal: Proposal, by: User, *also: RoundState) -> Proposal:
    """The proposal with its round locked. Checks the permission, the round's state and that the residents chose it."""
    round = locked(proposal.area.round, by)
    if round.state not in {RoundState.IMPLEMENTATION, *also}:
        raise RuleBroken(_("The round is not being carried out."), code="wrong_state")
    found = Proposal.objects.select_related("area").get(pk=proposal.pk)
    found.area.round = round
    result = Result.objects.filter(area=found.area_id).first()
    if result is None or found.pk not in from_record(result.trace).funded:
        raise RuleBroken(_("This proposal was not chosen."), code="not_chosen")
    return found


def open_milestone(proposal: Proposal, number: int) -> Milestone:
    stage = proposal.milestones.filter(pk=number, done_on__isnull=True).first()
    if stage is None:
        raise RuleBroken(_("The stage is done or removed already."), code="no_stage")
    return stage


def check_day(done_on: date, now: datetime) -> None:
    if done_on > local_day(now):
        raise RuleBroken(_("The day is still to come. Record it when it is done."), code="future")
