"""The envelope that says who has voted and the ballot that does not.

Participation and Ballot share no key on purpose: see docs/mechanisms/ballot.md before adding a field to either.
"""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from participation.budgeting.enums import VoteChannel
from participation.budgeting.models.proposals import Proposal
from participation.budgeting.models.rounds import Round, RoundArea
from portal.privacy import Privacy


def random_id() -> uuid.UUID:
    """128 random bits; tells nothing about when it was made."""
    return uuid.UUID(bytes=secrets.token_bytes(16))


class Participation(models.Model):
    """The envelope: somebody has voted in the round. The mark cannot be read without the round's key; the day is all of the time."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participations")
    voter_key = models.CharField(max_length=64)
    channel = models.CharField(max_length=5, choices=VoteChannel, default=VoteChannel.WEB)
    cast_on = models.DateField()

    privacy = Privacy(
        public=("id", "round", "channel", "cast_on"),
        pseudonymous=("voter_key",),
        about="That somebody has voted, as a keyed hash, so that nobody votes twice. Not how they voted.",
        retention="Unreadable once the round's key is destroyed after the time for appeal; the number of voters stays.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "voter_key"], name="participation_once"),
            models.CheckConstraint(name="participation_channel_known", condition=Q(channel__in=VoteChannel.values)),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.channel}"


class Ballot(models.Model):
    """What somebody voted: no voter, no time, no sequence. `area` is the area that was chosen on the ballot.

    `receipt_hash` finds the ballot by its receipt, `seal` proves that the choices are those that were sent.
    """

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    area = models.ForeignKey(RoundArea, on_delete=models.PROTECT, related_name="ballots")
    channel = models.CharField(max_length=5, choices=VoteChannel, default=VoteChannel.WEB)
    receipt_hash = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=64)

    privacy = Privacy(
        public=("id", "area", "channel"),
        pseudonymous=("receipt_hash", "seal"),
        about="A vote without its voter, and a hash of the receipt with which the voter can check it.",
        retention="Kept with the round: a result must stay countable. Nothing in it leads to the voter without the receipt.",
    )

    class Meta:
        constraints = [models.CheckConstraint(name="ballot_channel_known", condition=Q(channel__in=VoteChannel.values))]

    def __str__(self) -> str:
        return str(self.pk)


class Replacement(models.Model):
    """A ballot was taken out of the box with its receipt and another one put in. `leaf` is the leaf that the old ballot had.

    It leads neither to a voter nor to the new ballot. Each leaf once: a receipt replaces its ballot once, however many windows send it.
    """

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="replacements")
    leaf = models.CharField(max_length=64)

    privacy = Privacy(public=("id", "round", "leaf"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "leaf"], name="replacement_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.leaf[:8]}"


class Choice(models.Model):
    """One proposal on one ballot. Its key is the pair itself: a number in order would tell when it was made.

    `points`: 1 where choosing is all, otherwise what the voter gave; a ranking gives its first as many points as it has places.
    """

    pk = models.CompositePrimaryKey("ballot_id", "proposal_id")
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="choices")

    points = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(public=("pk", "ballot", "proposal", "points"))

    class Meta:
        constraints = [models.CheckConstraint(name="choice_has_points", condition=Q(points__gte=1))]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.proposal_id}"
