"""Who asks for a ballot, in every channel, and the mark that they leave on the one roll of the round."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from participation.budgeting.enums import CodeState, Eligibility, VoteChannel
from participation.budgeting.models import CodeBatch, Kiosk, Round, VoterCode
from participation.budgeting.queries.booth import has_envelope, voter_of
from participation.budgeting.queries.keys import key_of_voter, key_path, read_key
from participation.budgeting.rules.ballots import voter_key
from participation.budgeting.rules.codes import bearer_mark, code_hash
from participation.budgeting.rules.eligibility import Voter, eligibility, right_to_vote
from participation.budgeting.rules.identity import Card
from people.identity import key_of
from people.models import Person, User


@dataclass(frozen=True)
class Elector:
    """Somebody who asks for a ballot. `mark` is theirs on the roll, empty while nobody knows who they are; `batch_id` of their code."""

    voter: Voter
    channel: VoteChannel
    mark: str = ""
    batch_id: int | None = None

    @property
    def has_code(self) -> bool:
        return self.voter.code != CodeState.NONE


def elector_of(round: Round, person: Person, voter_code: str = "", kiosk: Kiosk | None = None) -> Elector:
    """The person with an account, or the holder of a code; on the device of a voting point always the latter, so that nobody signs in
    on a device that others use too. Whether they have voted is not asked yet: `standing` does."""
    if kiosk is not None:
        return holder_of(round, voter_code, VoteChannel.KIOSK)
    return holder_of(round, voter_code, VoteChannel.CODE) if voter_code else Elector(voter_of(person), VoteChannel.WEB)


def holder_of(round: Round, voter_code: str, channel: VoteChannel) -> Elector:
    """One query. Before the round has a key there are no codes."""
    if not key_path(round).exists():
        return Elector(Voter(code=CodeState.UNKNOWN), channel)
    key = read_key(round)
    found = VoterCode.objects.filter(code_hash=code_hash(key, voter_code), batch__round=round).select_related("batch").first()
    if found is None:
        return Elector(Voter(code=CodeState.UNKNOWN), channel)
    state = CodeState.VOID if found.batch.voided_at else CodeState.GOOD
    return Elector(Voter(code=state), channel, found.voter_key or bearer_mark(key, voter_code), found.batch_id)


def with_mark(round: Round, elector: Elector, person: Person) -> Elector:
    """The elector with the mark of the account. Raises RuleBroken when the round's key cannot be read."""
    if elector.mark or not isinstance(person, User):
        return elector
    return Elector(elector.voter, elector.channel, key_of_voter(round, person), elector.batch_id)


def standing(round: Round, elector: Elector, person: Person, now: datetime) -> Eligibility:
    """May the elector vote now? Looks for the envelope only when nothing else stands in the way."""
    reason = eligibility(elector.voter, round.terms, now)
    if reason == Eligibility.OK and has_envelope(round, with_mark(round, elector, person).mark):
        return already(elector)
    return reason


def already(elector: Elector) -> Eligibility:
    return Eligibility.CODE_USED if elector.has_code else Eligibility.ALREADY_VOTED


def is_void(batch_id: int) -> bool:
    return CodeBatch.objects.filter(pk=batch_id, voided_at__isnull=False).exists()


def provider() -> dict[str, Any]:
    """The settings of the identity provider; empty where nobody can be identified."""
    known: Any = settings.SOCIALACCOUNT_PROVIDERS
    apps: list[dict[str, Any]] = known["openid_connect"]["APPS"]
    return dict(apps[0]["settings"]) if apps else {}


def mark_of_card(round: Round, card: Card) -> str:
    """The same mark that the person's account has, when sign-in tells the personal identity code (see `knows_cards`)."""
    issuer = str(provider().get("server_url", "")).partition("/.well-known/")[0]
    return voter_key(read_key(round), f"identity:{key_of(issuer, card.code)}")


def knows_cards() -> bool:
    """Whether sign-in and a card lead to the same person: only when the identity provider tells the identity code itself."""
    return bool(provider().get("subject_claim", "sub") != "sub")


def voter_on_card(round: Round, card: Card) -> Voter:
    """Who stands at the desk: the clerk says that the home municipality is this one."""
    return Voter(is_signed_in=True, is_identified=True, municipality_id=round.organisation_id, birth_year=card.birth_year)


def on_roll(round: Round, card: Card) -> Eligibility:
    """Whether the person on the card has the right to vote in this round, whatever the moment."""
    return right_to_vote(voter_on_card(round, card), round.terms)
