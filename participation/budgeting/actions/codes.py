"""Voter codes: made in batches, shown once, void-able."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.ballots import refusal
from participation.budgeting.actions.keys import make_key
from participation.budgeting.actions.paper import taken
from participation.budgeting.actions.rounds import locked, note_box
from participation.budgeting.enums import BoxEvent, CodeKind, Eligibility, RoundState
from participation.budgeting.models import CodeBatch, Round, VoterCode
from participation.budgeting.queries.booth import has_envelope
from participation.budgeting.queries.electors import mark_of_card, voter_on_card
from participation.budgeting.queries.keys import read_key
from participation.budgeting.rules.codes import CODE_LETTERS, LARGEST_BATCH, code_hash, voter_code
from participation.budgeting.rules.eligibility import eligibility
from participation.budgeting.rules.identity import Card
from people.actions import record_event
from people.models import User
from portal.clock import database_now
from portal.exceptions import RuleBroken

OPEN_FOR_CODES = [*RoundState.before_publishing(), RoundState.PUBLISHED, RoundState.VOTING]


def new_code() -> str:
    return voter_code(secrets.randbits(5 * CODE_LETTERS))


@transaction.atomic
def make_codes(
    *, round: Round, holder: str, count: int = 0, cards: Sequence[Card] = (), by: User, now: datetime | None = None
) -> tuple[CodeBatch, list[str]]:
    """Make a batch and return its codes, which are stored nowhere. `cards`: one code for each person, with their mark on the roll;
    without them `count` codes for whoever holds the sheet."""
    round, now = locked(round, by), now or database_now()
    if round.state not in OPEN_FOR_CODES or now >= round.voting_closes_at:
        raise RuleBroken(_("Codes are made before the voting ends."), code="too_late")
    amount = len(cards) or count
    if not 1 <= amount <= LARGEST_BATCH:
        raise RuleBroken(_("A batch has from one to %(most)s codes.") % {"most": LARGEST_BATCH}, code="batch_size")
    make_key(round)
    key = read_key(round)
    codes = [new_code() for _number in range(amount)]
    marks = [mark_of_card(round, card) for card in cards] or [""] * amount
    batch = CodeBatch.objects.create(
        round=round, number=round.code_batches.count() + 1, kind=CodeKind.NAMED if cards else CodeKind.BEARER,
        holder=holder.strip(), size=amount, made_at=now,
    )  # fmt: skip
    rows = sorted((code_hash(key, code), mark) for code, mark in zip(codes, marks, strict=True))
    VoterCode.objects.bulk_create([VoterCode(code_hash=hashed, batch=batch, voter_key=mark) for hashed, mark in rows])
    record_event(
        event=BoxEvent.CODES_MADE, by=by, subject=batch, organisation=round.organisation, now=now, round=round.name_fi, count=amount,
        holder=batch.holder,
    )  # fmt: skip
    return batch, codes


@transaction.atomic
def give_code(*, round: Round, card: Card, by: User, now: datetime | None = None) -> tuple[CodeBatch, str]:
    """Give whoever shows the card a code with their mark on the roll; it is stored nowhere. Raises BallotRefused with the reason.

    The codes of the desks are one batch, which grows; it can be made void like any other. Somebody who has lost the slip gets another
    code: both carry one mark, so they are one vote.
    """
    round, now = taken(round, by), now or database_now()
    mark = mark_of_card(round, card)
    reason = eligibility(voter_on_card(round, card), round.terms, now)
    if reason == Eligibility.OK and has_envelope(round, mark):
        reason = Eligibility.ALREADY_VOTED
    if reason != Eligibility.OK:
        raise refusal(round, reason)
    batch = desk_batch(round, now)
    code = new_code()
    VoterCode.objects.create(code_hash=code_hash(read_key(round), code), batch=batch, voter_key=mark)
    note_box(BoxEvent.CODE_GIVEN, round, by, now)
    return batch, code


def desk_batch(round: Round, now: datetime) -> CodeBatch:
    """The batch of the desks' codes with room for one more. The caller has locked the round."""
    batch = CodeBatch.objects.filter(round=round, kind=CodeKind.DESK, voided_at__isnull=True).first()
    if batch is None:
        return CodeBatch.objects.create(round=round, number=round.code_batches.count() + 1, kind=CodeKind.DESK, size=1, made_at=now)
    batch.size += 1
    batch.save(update_fields=["size"])
    return batch


@transaction.atomic
def void_codes(*, batch: CodeBatch, reason: str, by: User, now: datetime) -> CodeBatch:
    """Make the batch's unused codes worth nothing. Waits for the votes that are being stored with them; those stay in the box."""
    round = locked(batch.round, by)
    batch = CodeBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.voided_at is not None:
        raise RuleBroken(_("The batch is void already."), code="void")
    if not reason.strip():
        raise RuleBroken(_("Write why the codes are made void."), code="no_reason")
    batch.voided_at, batch.void_reason = now, reason.strip()
    batch.save(update_fields=["voided_at", "void_reason"])
    record_event(
        event=BoxEvent.CODES_VOIDED, by=by, subject=batch, organisation=round.organisation, now=now, round=round.name_fi,
        batch=batch.number, reason=batch.void_reason,
    )  # fmt: skip
    return batch
