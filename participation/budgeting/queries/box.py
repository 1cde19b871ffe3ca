"""The box of a round for everyone: envelopes and ballots by channel, what was committed to, and a receipt's place in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Value
from django.utils.translation import gettext as _

from participation.budgeting.enums import RoundState, VoteChannel
from participation.budgeting.models import (
    Ballot,
    Commitment,
    Leaves,
    Participation,
    Replacement,
    Round,
    SealConfirmation,
)
from participation.budgeting.permissions import check_can_seal
from participation.budgeting.rules.ballots import receipt_hash
from participation.budgeting.rules.channels import ChannelLine, guarded
from participation.budgeting.rules.commitments import Step, is_proven, leaf_of, proof_of
from people.models import User
from portal.exceptions import NotVisible

SHOWN = 30
NEEDED = 2


def envelopes_by_channel(round: Round) -> dict[str, int]:
    rows = Participation.objects.filter(round=round).values_list("channel").annotate(n=Count("pk")).order_by()
    return dict(rows)


def ballots_by_channel(round: Round) -> dict[str, int]:
    rows = Ballot.objects.filter(area__round=round).values_list("channel").annotate(n=Count("pk")).order_by()
    return dict(rows)


def is_balanced(round: Round) -> bool:
    """Whether envelopes and ballots agree now. One statement, so that a vote that comes meanwhile is in both or in neither."""
    marks = Participation.objects.filter(round=round).order_by().values_list(Value("envelope"), "channel").annotate(n=Count("pk"))
    papers = Ballot.objects.filter(area__round=round).order_by().values_list(Value("ballot"), "channel").annotate(n=Count("pk"))
    counted: dict[str, dict[str, int]] = {"envelope": {}, "ballot": {}}
    for kind, channel, n in marks.union(papers, all=True):
        counted[kind][channel] = n
    return all(line.holds for line in lines_of(counted["envelope"], counted["ballot"]))


def leaves_in(round: Round) -> list[str]:
    pairs = Ballot.objects.filter(area__round=round).values_list("receipt_hash", "seal")
    return sorted(leaf_of(*pair) for pair in pairs.iterator(chunk_size=5000))


def replaced_leaves(round: Round) -> list[str]:
    return sorted(Replacement.objects.filter(round=round).values_list("leaf", flat=True))


def lines_of(envelopes: Mapping[str, int], ballots: Mapping[str, int]) -> list[ChannelLine]:
    """Every channel that has an envelope or a ballot."""
    return [
        ChannelLine(str(channel.label), envelopes.get(channel, 0), ballots.get(channel, 0), channel == VoteChannel.PAPER)
        for channel in VoteChannel
        if envelopes.get(channel) or ballots.get(channel)
    ]


def told(lines: Sequence[ChannelLine]) -> list[ChannelLine]:
    """The lines with a name for those that stand together."""
    return [line if line.label else replace(line, label=_("Together: ways with few ballots")) for line in lines]


@dataclass(frozen=True)
class Seal:
    """A commitment, and whether envelopes and ballots agreed in every way of voting when it was made."""

    commitment: Commitment
    holds: bool


@dataclass(frozen=True)
class BoxPage:
    """`lines` and `latest` are of the latest commitment: numbers that change with each vote would tell when somebody voted."""

    round: Round
    latest: Commitment | None
    lines: Sequence[ChannelLine]
    seals: Sequence["Seal"]
    is_counted_down: bool

    @property
    def holds(self) -> bool:
        return all(line.holds for line in self.lines)


def box_page(round: Round) -> BoxPage:
    """One query."""
    commitments = list(Commitment.objects.filter(round=round)[:SHOWN])
    latest = commitments[0] if commitments else None
    lines = lines_of(latest.envelopes, latest.papers) if latest else []
    seals = [Seal(one, all(line.holds for line in lines_of(one.envelopes, one.papers))) for one in commitments]
    return BoxPage(round, latest, told(guarded(lines)), seals, round.state != RoundState.VOTING)


@dataclass(frozen=True)
class Inclusion:
    """Where a receipt's ballot stands: not in the box, in the box but newer than the tree, or proven to be under the root."""

    is_found: bool
    leaf: str = ""
    steps: Sequence[Step] = ()
    is_proven: bool = False


def inclusion_of(round: Round, code: str) -> Inclusion:
    """Two queries."""
    found = Ballot.objects.filter(receipt_hash=receipt_hash(code), area__round=round).values_list("receipt_hash", "seal").first()
    if found is None:
        return Inclusion(False)
    leaf = leaf_of(*found)
    leaves = Leaves.objects.filter(round=round).select_related("commitment").first()
    steps = proof_of(leaf, leaves.content.split()) if leaves else None
    if leaves is None or steps is None:
        return Inclusion(True, leaf)
    return Inclusion(True, leaf, steps, is_proven(leaf, steps, leaves.commitment.root))


def leaves_file(round: Round) -> Leaves:
    leaves = Leaves.objects.filter(round=round).select_related("commitment").first()
    if leaves is None:
        raise NotVisible("leaves")
    return leaves


@dataclass(frozen=True)
class SealPage:
    """The sealing as those who may do it see it. `confirmed` people out of two; `mine`: this person is one of them."""

    lines: Sequence[ChannelLine]
    confirmed: int
    mine: bool
    needed: int = NEEDED

    @property
    def holds(self) -> bool:
        return all(line.envelopes == line.ballots for line in self.lines)


def seal_page(round: Round, person: User) -> SealPage:
    """Three queries."""
    people = list(SealConfirmation.objects.filter(round=round).values_list("user_id", flat=True))
    return SealPage(lines_of(envelopes_by_channel(round), ballots_by_channel(round)), len(people), person.pk in people)


def is_due(round: Round, last: datetime | None, now: datetime) -> bool:
    """Whether the next commitment is to be published."""
    return last is None or (now - last).total_seconds() >= round.commit_minutes * 60


def sealing_round(slug: str, round_slug: str, person: User) -> Round:
    """The round for those who may seal its box. Raises NotVisible to everyone from another place, NotPermitted to colleagues."""
    round = Round.objects.select_related("organisation", "organisation__parent").filter(organisation__slug=slug, slug=round_slug).first()
    if round is None or round.organisation_id not in person.roles:
        raise NotVisible(round_slug)
    check_can_seal(person, round)
    return round
