"""What proves the box: who sealed it, and the commitments that were published while votes were taken."""

from django.db import models

from participation.budgeting.models.rounds import Round
from people.models import User
from portal.privacy import Privacy


class FrozenText(models.Model):
    """What was frozen at the opening, as it is published: its SHA-256 is the round's configuration_hash. A table of its own, because it is
    long and every vote reads the round."""

    round = models.OneToOneField(Round, primary_key=True, on_delete=models.PROTECT, related_name="frozen_text")
    content = models.TextField()

    privacy = Privacy(public=("round", "content"))

    def __str__(self) -> str:
        return f"{self.round_id}"


class SealConfirmation(models.Model):
    """One of the two people who seal the box. Two rows of a round are two accounts: the constraint sees to it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seal_confirmations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "round", "confirmed_at"),
        personal=("user",),
        about="Which two people of the organisation sealed a box of votes.",
        retention="Kept with the result: a sealing is an official act.",
    )

    class Meta:
        ordering = ["confirmed_at", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="seal_confirmation_two_people")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.confirmed_at:%Y-%m-%d %H:%M}"


class Commitment(models.Model):
    """The box at one moment: the Merkle root over its sorted leaves, and envelopes and ballots by channel. Never changed.

    `replaced`: how many ballots had been replaced with their receipts by then.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    root = models.CharField(max_length=64)
    ballots = models.PositiveIntegerField()
    envelopes = models.JSONField()
    papers = models.JSONField()
    replaced = models.PositiveIntegerField(default=0)

    privacy = Privacy(public=("id", "round", "number", "made_at", "root", "ballots", "envelopes", "papers", "replaced"))

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="commitment_number_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class Leaves(models.Model):
    """The leaves of the latest commitment alone, one in each line, so that a receipt can be shown to be among them.

    `replaced` are the leaves that had gone by then because their receipts replaced them: a leaf that is in neither list was removed.
    """

    round = models.OneToOneField(Round, primary_key=True, on_delete=models.PROTECT, related_name="leaves")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    content = models.TextField()
    replaced = models.TextField(blank=True)

    privacy = Privacy(public=("round", "commitment", "content", "replaced"))

    def __str__(self) -> str:
        return f"{self.commitment_id}"
