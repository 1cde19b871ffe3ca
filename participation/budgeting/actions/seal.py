"""What proves the box and what is destroyed: commitments while voting, two people's seal at close, the key after the appeal time."""

import logging
import os
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.results import seal_box
from participation.budgeting.actions.rounds import note_box
from participation.budgeting.emails import commitment_mails
from participation.budgeting.enums import BoxEvent, RoundState
from participation.budgeting.models import Commitment, Leaves, Round, SealConfirmation
from participation.budgeting.permissions import check_can_seal
from participation.budgeting.queries.box import (
    NEEDED,
    ballots_by_channel,
    envelopes_by_channel,
    is_balanced,
    is_due,
    leaves_in,
    lines_of,
    replaced_leaves,
    seal_page,
)
from participation.budgeting.queries.keys import key_path
from participation.budgeting.rules.commitments import merkle_root
from people.actions import enqueue_mails
from people.models import User
from portal.exceptions import RuleBroken

APPEAL_TIME = timedelta(days=30)  # Local Government Act: 14 days from being informed, seven days for the notice, and a margin
log = logging.getLogger(__name__)


@transaction.atomic
def confirm_seal(*, round: Round, backups_gone_on: date, by: User, now: datetime) -> bool:
    """Confirm the sealing as one of two people; with the second the box is sealed, and True comes back.

    `backups_gone_on`: the day when the last backup of the voting time is gone. The later of the two people's days holds.
    """
    check_can_seal(by, round)
    round = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)
    if round.state != RoundState.COUNTING:
        raise RuleBroken(_("Close the voting first."), code="wrong_state")
    if round.sealed_at is not None:
        raise RuleBroken(_("The box is sealed already."), code="sealed")
    if not seal_page(round, by).holds:
        raise RuleBroken(_("Envelopes and ballots differ, so the box is not sealed. Enter the paper ballots first."), code="differ")
    try:
        with transaction.atomic():
            SealConfirmation.objects.create(round=round, user=by, confirmed_at=now)
    except IntegrityError as error:
        raise RuleBroken(_("You have confirmed already. Another person must confirm too."), code="same_person") from error
    round.backups_gone_on = max(backups_gone_on, round.backups_gone_on or backups_gone_on)
    round.save(update_fields=["backups_gone_on"])
    note_box(BoxEvent.SEAL_CONFIRMED, round, by, now)
    if SealConfirmation.objects.filter(round=round).count() < NEEDED:
        return False
    commit_box(round, now)
    return seal_box(round=round, now=now)


def publish_commitments(now: datetime) -> int:
    """Publish what is due of every round that takes votes; returns how many. Idempotent: the round is locked and its clock asked again."""
    rounds = Round.objects.filter(state=RoundState.VOTING, voting_opens_at__lte=now)
    return sum(publish_commitment(round=round, now=now) for round in rounds)


@transaction.atomic
def publish_commitment(*, round: Round, now: datetime) -> bool:
    """Publish the root of this moment when it is due and send it to the auditors. Votes that are being stored are waited for."""
    round = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)
    last = Commitment.objects.filter(round=round).first()
    if round.state != RoundState.VOTING or not is_due(round, last.made_at if last else None, now):
        return False
    commit_box(round, now)
    return True


def commit_box(round: Round, now: datetime) -> Commitment:
    """Write the commitment of the round, which the caller has locked, so that envelopes and ballots are those of one moment."""
    leaves = leaves_in(round)
    envelopes, papers = envelopes_by_channel(round), ballots_by_channel(round)
    wrong = [line.label for line in lines_of(envelopes, papers) if not line.holds]
    if wrong:
        log.error("Round %s: envelopes and ballots differ in %s", round.pk, ", ".join(wrong))
    replaced = replaced_leaves(round)
    commitment = Commitment.objects.create(
        round=round, number=Commitment.objects.filter(round=round).count() + 1, made_at=now, root=merkle_root(leaves),
        ballots=len(leaves), envelopes=envelopes, papers=papers, replaced=len(replaced),
    )  # fmt: skip
    texts = {"content": "\n".join(leaves), "replaced": "\n".join(replaced)}
    Leaves.objects.update_or_create(round=round, defaults={"commitment": commitment, **texts})
    enqueue_mails(commitment_mails(commitment), now=now)
    return commitment


def watch_balance() -> int:
    """Compare envelopes and ballots of every round that takes votes; returns how many differ. It only reads and logs.

    The ballot of a vote comes in the transaction of its envelope, so at any moment the numbers of one statement agree.
    """
    rounds = list(Round.objects.filter(state=RoundState.VOTING))
    wrong = [round for round in rounds if not is_balanced(round)]
    for round in wrong:
        log.error("Round %s: envelopes and ballots differ", round.pk)
    return len(wrong)


def destroy_old_keys(now: datetime) -> int:
    """Destroy the keys of the rounds whose time for appeal is over; returns how many. Idempotent: a key is destroyed once."""
    over = Round.objects.filter(confirmed_at__lte=now - APPEAL_TIME, state__in=RoundState.decided())
    cancelled = Round.objects.filter(state=RoundState.CANCELLED, voting_closes_at__lte=now - APPEAL_TIME).exclude(configuration_hash="")
    rounds = (over | cancelled).filter(key_destroyed_at__isnull=True)
    return sum(destroy_key(round=round, now=now) for round in rounds)


@transaction.atomic
def destroy_key(*, round: Round, now: datetime) -> bool:
    """Overwrite and remove the file. Without it no envelope leads to a person any more, not even with the whole database."""
    round = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)
    if round.key_destroyed_at is not None:
        return False
    round.key_destroyed_at = now
    round.save(update_fields=["key_destroyed_at"])
    note_box(BoxEvent.KEY_DESTROYED, round, None, now)
    path = key_path(round)
    if path.exists():
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    return True
