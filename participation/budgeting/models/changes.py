"""What changed the course of a round after it had begun, and why."""

from django.db import models
from django.db.models import F, Q

from participation.budgeting.enums import ChangeKind
from participation.budgeting.models.rounds import Round
from portal.languages import InLanguages
from portal.privacy import Privacy


class RoundChange(models.Model):
    """The voting given more time or opened again, or the round cancelled; written once, with its reason, for everyone.

    `closes_from` and `closes_to` are the closing time before and after. Opening again needs a decision.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=9, choices=ChangeKind)
    reason_fi = models.TextField()
    reason_sv = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    decision = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closes_from = models.DateTimeField(null=True, blank=True)
    closes_to = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    reason = InLanguages("reason")

    privacy = Privacy(
        public=("id", "round", "kind", "reason_fi", "reason_sv", "reason_en", "decision", "decided_on", "closes_from", "closes_to", "at")
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="round_change_kind_known", condition=Q(kind__in=ChangeKind.values)),
            models.CheckConstraint(name="round_change_has_reason", condition=~Q(reason_fi="")),
            models.CheckConstraint(
                name="round_change_moves_closing_later",
                condition=Q(kind=ChangeKind.CANCELLED, closes_from__isnull=True, closes_to__isnull=True)
                | (~Q(kind=ChangeKind.CANCELLED) & Q(closes_from__lt=F("closes_to"))),
            ),
            models.CheckConstraint(
                name="round_reopened_by_decision",
                condition=~Q(kind=ChangeKind.REOPENED) | (~Q(decision="") & Q(decided_on__isnull=False)),
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(kind=ChangeKind.CANCELLED), name="round_cancelled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"
