"""Voting points: devices in a place on which people vote one after the other."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.models.rounds import Round
from portal.privacy import Privacy


class Kiosk(models.Model):
    """A device bound to a place until somebody closes it. Its code, of which only a keyed hash is stored, is typed on the device once.

    Ballots and envelopes do not say which device they came from: with few voters that would point at people.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="kiosks")
    number = models.PositiveIntegerField()
    place = models.CharField(_("place"), max_length=120)
    code_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(public=("id", "round", "number", "place", "code_hash", "opened_at", "closed_at"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="kiosk_number_once"),
            models.CheckConstraint(name="kiosk_has_place", condition=~Q(place="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"
