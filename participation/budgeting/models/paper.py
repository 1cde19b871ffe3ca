"""Paper ballots: printed in batches, keyed twice by two people, compared, and put into the box together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.models.rounds import Round, RoundArea
from people.models import User
from portal.privacy import Privacy


class PaperBatch(models.Model):
    """The papers of one box in one place. `protocol` is the number of papers that the box's protocol gives, told at the end."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="paper_batches")
    number = models.PositiveIntegerField()
    area = models.ForeignKey(RoundArea, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=120)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    protocol = models.PositiveIntegerField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(public=("id", "round", "number", "area", "place", "size", "made_at", "protocol", "accepted_at"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="paper_batch_number_once"),
            models.CheckConstraint(
                name="paper_batch_accepted_with_protocol", condition=Q(accepted_at__isnull=True) | Q(protocol__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class PaperEntry(models.Model):
    """One paper keyed once: `turn` 1 and 2 by two people, 3 is the look that decides. `marks` are proposal ids with points; empty: blank.

    Nothing here leads to a voter: a serial is printed on a paper that anyone may have got.
    """

    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="entries")
    serial = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField()
    marks = models.JSONField(default=dict)
    keyed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    keyed_at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "batch", "serial", "turn", "marks", "keyed_at"),
        personal=("keyed_by",),
        about="Who keyed a paper ballot, as two people must.",
        retention="Kept with the result: keying votes is an official act.",
    )

    class Meta:
        ordering = ["serial", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "serial", "turn"], name="paper_entry_turn_once"),
            models.UniqueConstraint(
                fields=["batch", "serial", "keyed_by"], condition=Q(turn__lte=2), name="paper_entry_two_people"
            ),
            models.CheckConstraint(name="paper_entry_turn_known", condition=Q(turn__in=[1, 2, 3])),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.serial}/{self.turn}"
