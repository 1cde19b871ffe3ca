"""Who may vote: one function for every channel, which gives one reason. Pure: the time is passed in."""

from dataclasses import dataclass
from datetime import datetime

from participation.budgeting.enums import CodeState, Eligibility, VoterScope
from participation.budgeting.rules.rounds import Terms, window

CODE_REASONS = {
    CodeState.UNKNOWN: Eligibility.CODE_UNKNOWN, CodeState.VOID: Eligibility.CODE_VOID, CodeState.USED: Eligibility.CODE_USED,
}  # fmt: skip


@dataclass(frozen=True)
class Voter:
    """What is known of the person who asks for a ballot.

    Municipality and birth year come from strong identification, or from the identity card that a clerk looks at. Whoever has a
    voter code needs no account: the one who made the codes has looked at the rest.
    """

    is_signed_in: bool = False
    is_identified: bool = False
    municipality_id: int | None = None
    birth_year: int | None = None
    has_voted: bool = False
    code: CodeState = CodeState.NONE


def is_old_enough(terms: Terms, birth_year: int) -> bool:
    """Whether the person reaches the least age during the year of the vote."""
    return terms.year - birth_year >= terms.min_age


def eligibility(voter: Voter, terms: Terms, now: datetime) -> Eligibility:
    """May this person vote now? The first reason that stands in the way, or OK."""
    taken = window(terms, now)
    if taken != Eligibility.OK:
        return taken
    if voter.code != CodeState.NONE:
        return CODE_REASONS.get(voter.code, Eligibility.OK)
    if not voter.is_signed_in:
        return Eligibility.NOT_SIGNED_IN
    if voter.has_voted:
        return Eligibility.ALREADY_VOTED
    return right_to_vote(voter, terms)


def may_replace(is_allowed: bool, is_found: bool, terms: Terms, now: datetime) -> Eligibility:
    """May a sent vote be replaced with its receipt now? `is_allowed` by the rules of the round, `is_found`: its ballot is in the box."""
    taken = window(terms, now)
    if taken != Eligibility.OK:
        return taken
    if not is_allowed:
        return Eligibility.NOT_REPLACEABLE
    return Eligibility.OK if is_found else Eligibility.RECEIPT_UNKNOWN


def right_to_vote(voter: Voter, terms: Terms) -> Eligibility:
    """Whether the person belongs to the roll, whatever the moment. A desk and a list of names ask the same."""
    if not voter.is_identified or voter.birth_year is None:
        return Eligibility.NOT_IDENTIFIED
    if terms.scope == VoterScope.HOME and voter.municipality_id is None:
        return Eligibility.NOT_IDENTIFIED
    if terms.scope == VoterScope.HOME and voter.municipality_id != terms.organisation_id:
        return Eligibility.OTHER_MUNICIPALITY
    return Eligibility.OK if is_old_enough(terms, voter.birth_year) else Eligibility.TOO_YOUNG
