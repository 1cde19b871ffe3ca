"""Casting a vote: one envelope and one ballot, or nothing."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from participation.budgeting.enums import BallotType, CodeState, Eligibility, RoundState, VoteChannel
from participation.budgeting.models import Ballot, Choice, Kiosk, Participation, Round, RoundArea
from participation.budgeting.queries.booth import areas_of, ballot_limits, has_envelope
from participation.budgeting.queries.categories import names_of_categories
from participation.budgeting.queries.electors import Elector, already, elector_of, is_void, with_mark
from participation.budgeting.queries.kiosks import is_open
from participation.budgeting.queries.sentences import eligibility_reason, problem_sentence
from participation.budgeting.rules.ballots import (
    RECEIPT_BYTES,
    Problem,
    ballot_problems,
    ballot_seal,
    receipt_code,
    receipt_hash,
)
from participation.budgeting.rules.election import points_of
from participation.budgeting.rules.eligibility import eligibility
from participation.budgeting.rules.rounds import Terms
from people.models import Person
from portal.clock import SQLITE_CLOCK, database_now
from portal.exceptions import RuleBroken

# PostgreSQL reckons the columns of a row before it locks it, so the clock stands outside: read when the lock is held.
LOCKED_TERMS = (
    "SELECT held.*, clock_timestamp() FROM "
    "(SELECT state, voting_opens_at, voting_closes_at FROM budgeting_round WHERE id = %s FOR KEY SHARE) held"
)


class BallotRefused(RuleBroken):
    """Nothing was stored. `reason` says why this person cannot vote now, or `problems` what is wrong with the choices."""

    def __init__(self, message: str, *, reason: Eligibility = Eligibility.OK, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, code=reason.value if reason != Eligibility.OK else "ballot")
        self.reason = reason
        self.problems = tuple(problems)


def new_receipt() -> str:
    """A receipt code of 120 random bits."""
    return receipt_code(secrets.token_bytes(RECEIPT_BYTES))


def cast_ballot(
    *, round: Round, area: RoundArea | None, voter: Person, choices: Collection[int], now: datetime | None = None, code: str = "",
    voter_code: str = "", kiosk: Kiosk | None = None,
) -> str:  # fmt: skip
    """Take the vote and return its receipt code, which is stored nowhere. Raises BallotRefused; then nothing is written.

    `area` is the chosen part of the town (the only area where there is one). `code` is a receipt made beforehand by
    new_receipt, so that the same form sent twice gets the same receipt. `voter_code`: the voter has no account but this code, and
    the envelope spends it; on the device of a voting point (`kiosk`) everyone votes with one. No event goes to the audit trail: a
    line with a time beside a ballot would be a link to the voter. Without `now` the database's clock decides, read inside the transaction.
    """
    code = code or new_receipt()
    elector = elector_of(round, voter, voter_code, kiosk)
    reason = first_reason(round, elector, now)
    if reason == Eligibility.NOT_SIGNED_IN:
        check_choices(round, area, choices)  # so that nobody signs in for a ballot that could not be taken
    if reason != Eligibility.OK:
        raise refusal(round, reason)
    checked_area = check_choices(round, area, choices)
    elector = with_mark(round, elector, voter)
    try:
        with transaction.atomic():
            # The envelope first: if it is there already, no statement with the choices has reached the database or its log.
            Participation.objects.create(round=round, voter_key=elector.mark, channel=elector.channel, cast_on=timezone.localdate(now))
            terms, clock = locked_terms(round)
            check_elector(round, with_code_now(elector), terms, now or clock)
            if kiosk is not None and not is_open(kiosk):
                raise refusal(round, Eligibility.KIOSK_CLOSED)
            put_into_box(checked_area, given(round, choices), code, elector.channel)
    except IntegrityError:
        if has_envelope(round, elector.mark):
            raise refusal(round, already(elector)) from None
        raise
    return code


def first_reason(round: Round, elector: Elector, now: datetime | None) -> Eligibility:
    """What stands in the way before anything is written. That it is too early or too late, a process's own clock does not decide."""
    reason = eligibility(elector.voter, round.terms, now or timezone.now())
    if now is None and round.state == RoundState.VOTING and reason in {Eligibility.NOT_OPEN_YET, Eligibility.CLOSED}:
        return eligibility(elector.voter, round.terms, database_now())
    return reason


def check_elector(round: Round, elector: Elector, terms: Terms, now: datetime) -> None:
    reason = eligibility(elector.voter, terms, now)
    if reason != Eligibility.OK:
        raise refusal(round, reason)


def with_code_now(elector: Elector) -> Elector:
    """The elector with their code as it is now. Making a batch void locks the round, so it waits for this vote or comes before it."""
    if elector.batch_id is None:
        return elector
    state = CodeState.VOID if is_void(elector.batch_id) else CodeState.GOOD
    return replace(elector, voter=replace(elector.voter, code=state))


def refusal(round: Round, reason: Eligibility) -> BallotRefused:
    return BallotRefused(eligibility_reason(reason, round).text, reason=reason)


def check_choices(round: Round, area: RoundArea | None, choices: Collection[int]) -> RoundArea:
    """The area of a valid ballot. Proposals and money are frozen while votes are taken, so they may be read before the transaction."""
    problems = ballot_problems(choices, ballot_limits(round, area))
    if problems or area is None:
        names = {one.pk: one.name for one in areas_of(round)}
        categories = names_of_categories(round)
        raise BallotRefused(" ".join(problem_sentence(problem, names, categories) for problem in problems), problems=problems)
    return area


def locked_terms(round: Round) -> tuple[Terms, datetime]:
    """The round's terms as they are now, held until this vote is in, and what the database's clock shows.

    PostgreSQL's FOR KEY SHARE is the lock that a foreign key takes: closing waits for it, other votes do not. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LOCKED_TERMS, [round.pk])
            row = cursor.fetchone()
    else:
        row = Round.objects.values_list("state", "voting_opens_at", "voting_closes_at", SQLITE_CLOCK).get(pk=round.pk)
    state, opens_at, closes_at, clock = row
    return replace(round.terms, state=state, opens_at=opens_at, closes_at=closes_at), clock


def given(round: Round, choices: Collection[int]) -> dict[int, int]:
    """Points by proposal as they are stored: choosing is one point, whatever a form says."""
    return points_of(set(choices) if round.ballot_type in BallotType.approving() else choices)


def put_into_box(area: RoundArea, choices: Collection[int], code: str, channel: VoteChannel) -> None:
    chosen = dict(sorted(points_of(choices).items()))
    ballot = Ballot.objects.create(
        area=area, channel=channel, receipt_hash=receipt_hash(code), seal=ballot_seal(code, area.pk, chosen)
    )
    Choice.objects.bulk_create([Choice(ballot=ballot, proposal_id=proposal, points=points) for proposal, points in chosen.items()])
