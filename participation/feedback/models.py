"""What belongs to the residents' door alone: comments under ideas, keys of other services, and batches that were brought in."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from participation.feedback.enums import CommentState, CommentStepKind, ImportFormat
from participation.matters.enums import DeclineReason
from participation.matters.models import Matter
from portal.privacy import Privacy


class Comment(models.Model):
    """What somebody says under a shown idea. Two levels: a comment, and answers to it. `version` counts the decisions on it.

    `organisation` and `role` mark what a moderator or an official says for the organisation.
    Taken back, it keeps its place but no words. `held_for` are matters' HoldReason values.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pen_name = models.CharField(_("pen name"), max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("comment"))
    at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=CommentState, default=CommentState.SHOWN)
    held_for = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=15, choices=DeclineReason, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        public=("id", "matter", "parent", "organisation", "role", "text", "at", "state", "held_for", "reason", "decided_at", "version"),
        pseudonymous=("author", "pen_name", "decided_by", "token"),
        about="What you say under an idea, with the pen name that you choose.",
        retention="Stays with the idea; who wrote it is emptied with the account.",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="comment_state_known", condition=Q(state__in=CommentState.values)),
            models.CheckConstraint(name="comment_hidden_has_reason", condition=~Q(state="hidden") | ~Q(reason="")),
            models.CheckConstraint(name="comment_gone_is_empty", condition=~Q(state="gone") | Q(text="", pen_name="")),
        ]
        indexes = [
            models.Index(fields=["matter", "state", "at"], name="comment_thread"),
            # A comment and the answers to it one after another: a page of a long discussion is read from its place on.
            models.Index("matter", Coalesce("parent", "id"), "id", name="comment_order"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"


class CommentStep(models.Model):
    """A decision on a comment, or its author's wish that somebody else looks at it; never changed.

    `organisation` is the one that answered for the idea then. `token` belongs to the form, so that sending twice leaves one step.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=CommentStepKind)
    at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=15, choices=DeclineReason, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)

    privacy = Privacy(
        public=("id", "comment", "kind", "at", "organisation", "reason", "text"),
        pseudonymous=("by", "token"),
        about="Why a comment of yours was not shown, and who looked at it again when you asked.",
        retention="Stays with the comment; who decided is emptied with the account.",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="comment_step_known", condition=Q(kind__in=CommentStepKind.values)),
            models.CheckConstraint(name="comment_step_hidden_has_reason", condition=~Q(kind="hidden") | ~Q(reason="")),
            models.UniqueConstraint(name="comment_review_once", fields=["comment"], condition=Q(kind="appealed")),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.kind}"


class ApiKey(models.Model):
    """The key by which another service leaves matters for an organisation. Only a hash is kept; the key is shown once.

    One key in use for one service: a new one is made after the old was revoked, or beside it under another name.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the service"), max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(public=("id", "organisation", "name", "key_hash", "created_at", "revoked_at"))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="api_key_name_once", fields=["organisation", "name"], condition=Q(revoked_at=None))]

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """Matters that are brought in from a file of another system: what the file said, row by row, and what was done with it.

    `rows` holds for each row its number in the file, its external id and title, its RowState, what is wrong in words, and the row as it was
    written, so that the wrong ones can be given back. The file itself is not kept. The counts stay when the rows are emptied.
    `job` is the work that brings them in.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=10, choices=ImportFormat)
    source = models.CharField(_("where it comes from"), max_length=60)
    file_name = models.CharField(max_length=120, blank=True, default="")
    rows = models.JSONField(default=list)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    wrong_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    job = models.CharField(max_length=36, blank=True)

    privacy = Privacy(
        public=(
            "id", "organisation", "format", "source", "file_name", "new_count", "known_count", "wrong_count", "read_at", "applied_at",
            "job",
        ),
        pseudonymous=("by",),
        personal=("rows",),
        about="Rows of earlier matters that your municipality brings in from another system.",
        retention="The rows are emptied 30 days after the file was read; the matters stay.",
    )  # fmt: skip

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [models.CheckConstraint(name="import_format_known", condition=Q(format__in=ImportFormat.values))]

    def __str__(self) -> str:
        return f"{self.source} {self.format}"
