"""One-time voter codes: batches that somebody is answerable for, and of each code only a keyed hash."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.enums import CodeKind
from participation.budgeting.models.rounds import Round
from portal.privacy import Privacy


class CodeBatch(models.Model):
    """Codes made at once, or one by one at the desks. `holder` says in what capacity somebody holds the sheets: a post or a place,
    never a name; nobody holds those of the desks."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="code_batches")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=CodeKind)
    holder = models.CharField(_("who holds the sheets"), max_length=120, blank=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    privacy = Privacy(public=("id", "round", "number", "kind", "holder", "size", "made_at", "voided_at", "void_reason"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="code_batch_number_once"),
            models.CheckConstraint(name="code_batch_kind_known", condition=Q(kind__in=CodeKind.values)),
            models.CheckConstraint(
                name="code_batch_void_has_reason",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class VoterCode(models.Model):
    """A code that nobody can read back. It is never written again: the envelope on the roll is what spends it.

    `voter_key` is the mark of the person for whom it was made; empty for a bearer code, whose mark comes from the code itself.
    """

    code_hash = models.CharField(max_length=64, primary_key=True)
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes")
    voter_key = models.CharField(max_length=64, blank=True)

    privacy = Privacy(
        public=("batch",),
        pseudonymous=("code_hash", "voter_key"),
        about="That somebody may vote with a code, as keyed hashes. Neither the code nor the person can be read from them.",
        retention="Unreadable once the round's key is destroyed after the time for appeal.",
    )

    def __str__(self) -> str:
        return f"{self.batch_id}"
