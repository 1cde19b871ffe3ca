"""A desk and its papers: people marked on the roll, papers printed, keyed by two people and put into the box."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.budgeting.actions.ballots import locked_terms, new_receipt, put_into_box, refusal
from participation.budgeting.actions.rounds import note_box
from participation.budgeting.enums import BoxEvent, Eligibility, RoundState, VoteChannel
from participation.budgeting.models import PaperBatch, PaperEntry, Participation, Round, RoundArea
from participation.budgeting.permissions import check_can_take_votes
from participation.budgeting.queries.booth import ballot_limits
from participation.budgeting.queries.electors import mark_of_card, voter_on_card
from participation.budgeting.queries.paper import comparison_of, papers_left
from participation.budgeting.rules.ballots import ballot_problems
from participation.budgeting.rules.eligibility import eligibility
from participation.budgeting.rules.identity import Card
from participation.budgeting.rules.paper import Marks
from people.models import User
from portal.exceptions import RuleBroken

LARGEST_BATCH = 500


def mark_at_desk(*, round: Round, card: Card, by: User, now: datetime | None = None) -> None:
    """Mark the person on the same roll as every other vote: they get a paper ballot. Nobody at the desk sees a choice.

    Raises BallotRefused with the reason when the person has no vote or has used it. Without `now` the database's clock decides.
    """
    check_can_take_votes(by, round)
    mark = mark_of_card(round, card)
    try:
        with transaction.atomic():
            Participation.objects.create(round=round, voter_key=mark, channel=VoteChannel.PAPER, cast_on=timezone.localdate(now))
            terms, clock = locked_terms(round)
            reason = eligibility(voter_on_card(round, card), terms, now or clock)
            if reason != Eligibility.OK:
                raise refusal(round, reason)
    except IntegrityError:
        raise refusal(round, Eligibility.ALREADY_VOTED) from None


@transaction.atomic
def print_papers(*, round: Round, area: RoundArea, place: str, size: int, by: User, now: datetime) -> PaperBatch:
    """Found a batch of papers to be printed; only a round with frozen proposals has papers."""
    round = taken(round, by)
    if round.state not in (RoundState.VOTING, RoundState.COUNTING) or area.round_id != round.pk:
        raise RuleBroken(_("Papers are printed when the voting has been opened: then nothing on them changes."), code="wrong_state")
    if not 1 <= size <= LARGEST_BATCH:
        raise RuleBroken(_("A batch has from one to %(most)s papers.") % {"most": LARGEST_BATCH}, code="batch_size")
    batch = PaperBatch.objects.create(
        round=round, number=round.paper_batches.count() + 1, area=area, place=place.strip(), size=size, made_at=now
    )
    note_box(BoxEvent.PAPERS_PRINTED, round, by, now, batch=batch.number, count=size, place=batch.place)
    return batch


@transaction.atomic
def key_paper(*, batch: PaperBatch, serial: int, marks: Marks, decides: bool, by: User, now: datetime) -> PaperEntry:
    """Write what one person reads from one paper. The second person's writing is compared; a third look decides where they differ."""
    round, batch = opened(batch, by)
    if not 1 <= serial <= batch.size:
        raise RuleBroken(_("The batch has no paper with this number."), code="no_serial")
    if marks and ballot_problems(marks, ballot_limits(round, batch.area)):
        raise RuleBroken(_("These marks break the rules of the ballot. If the paper says so, key it as invalid."), code="ballot")
    entries = list(PaperEntry.objects.filter(batch=batch, serial=serial))
    differ = len(entries) == 2 and entries[0].marks != entries[1].marks
    if decides and not differ:
        raise RuleBroken(_("Only a paper that two people have read differently is decided by a third look."), code="no_difference")
    if not decides and any(entry.keyed_by_id == by.pk for entry in entries):
        raise RuleBroken(_("You have keyed this paper. Another person keys it the second time."), code="same_person")
    if len(entries) == (3 if decides else 2):
        raise RuleBroken(_("Two people have keyed this paper already."), code="keyed")
    stored = {str(number): points for number, points in sorted(marks.items())}
    return PaperEntry.objects.create(batch=batch, serial=serial, turn=len(entries) + 1, marks=stored, keyed_by=by, keyed_at=now)


@transaction.atomic
def accept_papers(*, batch: PaperBatch, protocol: int, by: User, now: datetime) -> PaperBatch:
    """Put the batch's papers into the box: all of them, when two people agree on each and their number is that of the box's protocol."""
    round, batch = opened(batch, by)
    compared = comparison_of(batch)
    if not all(one.is_known for one in compared):
        raise RuleBroken(_("Some papers are keyed once or differently. Finish them first."), code="not_compared")
    if len(compared) != protocol:
        text = _("The protocol of the box says %(protocol)s papers, but %(keyed)s are keyed. Nothing was put into the box.")
        raise RuleBroken(text % {"protocol": protocol, "keyed": len(compared)}, code="protocol")
    if len(compared) > papers_left(round):
        raise RuleBroken(_("There are more papers than people marked at the desks. Nothing was put into the box."), code="too_many")
    for one in compared:
        put_into_box(batch.area, one.marks or {}, new_receipt(), VoteChannel.PAPER)
    batch.protocol, batch.accepted_at = protocol, now
    batch.save(update_fields=["protocol", "accepted_at"])
    note_box(BoxEvent.PAPERS_ACCEPTED, round, by, now, batch=batch.number, count=protocol)
    return batch


def taken(round: Round, by: User) -> Round:
    """The round locked for those who take votes."""
    check_can_take_votes(by, round)
    return Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)


def opened(batch: PaperBatch, by: User) -> tuple[Round, PaperBatch]:
    """Round and batch locked, as long as the batch can be keyed."""
    round = taken(batch.round, by)
    batch = PaperBatch.objects.select_for_update(of=("self",)).select_related("area").get(pk=batch.pk)
    batch.round = round
    if batch.accepted_at is not None:
        raise RuleBroken(_("The papers of this batch are in the box already."), code="accepted")
    if round.sealed_at is not None or round.state not in (RoundState.VOTING, RoundState.COUNTING):
        raise RuleBroken(_("The box is sealed, so no more papers are put into it."), code="sealed")
    return round, batch
