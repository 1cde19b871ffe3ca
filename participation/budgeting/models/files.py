"""Votes of other places and times, brought in from files. They are no rounds: nobody voted here, so they have neither roll nor box."""

from django.db import models

from organisations.models import Organisation
from portal.privacy import Privacy


class VoteFile(models.Model):
    """A vote in Pabulib's format, without anything of its voters but their votes. `told` is what was counted when it came (queries/files).

    Until somebody publishes it, only the keepers see it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vote_files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    told = models.JSONField()
    brought_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(public=("id", "organisation", "number", "name", "content", "sha256", "told", "brought_at", "published_at"))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="vote_file_number_once"),
            models.UniqueConstraint(fields=["organisation", "sha256"], name="vote_file_once"),
        ]

    def __str__(self) -> str:
        return self.name
