"""A version of the report is compiled once and never changed; each of its documents is a page and a PDF of the same frozen data."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from organisations.models import Organisation
from portal.privacy import Privacy
from reports.documents.enums import DocumentKind, VersionState
from reports.rounds.models import ReportRound


class Version(models.Model):
    """One compilation of a round. `number` counts up within the round; `job_id` is the work that makes it."""

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.COMPILING)
    data_on = models.DateField()
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    job_id = models.UUIDField(null=True, blank=True)

    privacy = Privacy(public=("id", "round", "number", "state", "data_on", "created_at", "ready_at", "job_id"))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=VersionState.COMPILING), name="version_one_compiling"
            ),
            models.CheckConstraint(
                name="version_ready_has_time",
                condition=Q(state=VersionState.READY, ready_at__isnull=False)
                | (~Q(state=VersionState.READY) & Q(ready_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.number}"


class Document(models.Model):
    """One document of a version in one language: `data` is the frozen dataset that both the page and the PDF show."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    language = models.CharField(max_length=2)
    place = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    file = models.CharField(max_length=200)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    privacy = Privacy(
        public=("id", "version", "kind", "language", "place", "title", "data", "file", "pages", "size", "sha256")
    )

    class Meta:
        ordering = ["version", "kind", "title"]
        constraints = [
            models.UniqueConstraint(
                "version", "kind", "language", Coalesce("place", 0), name="document_once_in_version"
            ),
            models.CheckConstraint(
                name="document_card_has_place",
                condition=Q(kind=DocumentKind.REPORT, place__isnull=True)
                | Q(kind=DocumentKind.MUNICIPALITY_CARD, place__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
