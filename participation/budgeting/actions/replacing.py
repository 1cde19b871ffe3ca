"""Replacing a sent vote with its receipt: one ballot out of the box and another one in, or nothing. The roll is not touched."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from participation.budgeting.actions.ballots import (
    check_choices,
    given,
    locked_terms,
    new_receipt,
    put_into_box,
    refusal,
)
from participation.budgeting.enums import Eligibility, VoteChannel
from participation.budgeting.models import Ballot, Replacement, Round, RoundArea
from participation.budgeting.queries.ballots import replacing
from participation.budgeting.rules.commitments import leaf_of
from participation.budgeting.rules.eligibility import may_replace
from portal.clock import database_now


def replace_ballot(
    *, round: Round, area: RoundArea | None, receipt: str, choices: Collection[int], now: datetime | None = None, code: str = ""
) -> str:
    """Take the ballot of the receipt out and put this one in; returns its new receipt. Raises BallotRefused; then nothing is written.

    Whoever holds the receipt may do it: asking who they are would join a person to a ballot. The new ballot keeps the channel, so
    envelopes and ballots go on agreeing. No event goes to the audit trail, as for a vote. Without `now` the database's clock decides.
    """
    code = code or new_receipt()
    reason, old = replacing(round, receipt, now or database_now())
    if reason != Eligibility.OK or old is None:
        raise refusal(round, reason)
    checked_area = check_choices(round, area, choices)
    leaf = leaf_of(old.receipt_hash, old.seal)
    try:
        with transaction.atomic():
            # First what a second window stumbles over: then no statement with its choices has reached the database or its log.
            Replacement.objects.create(round=round, leaf=leaf)
            terms, clock = locked_terms(round)
            reason = may_replace(round.may_replace, True, terms, now or clock)
            if reason != Eligibility.OK:
                raise refusal(round, reason)
            Ballot.objects.filter(pk=old.pk).delete()
            put_into_box(checked_area, given(round, choices), code, VoteChannel(old.channel))
    except IntegrityError:
        if Replacement.objects.filter(round=round, leaf=leaf).exists():
            raise refusal(round, Eligibility.RECEIPT_UNKNOWN) from None
        raise
    return code
