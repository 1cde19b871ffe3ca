"""Work in the background (the Job row is the truth), and the abstract model of anything with a name in three languages."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.enums import JobState
from portal.languages import InLanguages
from portal.privacy import Privacy


class Named(models.Model):
    """Something with an official name in Finnish and, where it has them, in Swedish and English."""

    name_fi = models.CharField(_("name in Finnish"), max_length=200)
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    name = InLanguages("name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_fi


class Job(models.Model):
    """A piece of work that a worker does. The row is written first; the broker only rings the bell.

    A queued row whose bell was lost, and a running row whose heartbeat stopped, are rung again by `tick`, at most `MAX_ATTEMPTS` times.
    `once` names work of which only one may be going at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    once = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    arguments = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    started_by = models.BigIntegerField(null=True, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        public=(
            "id", "kind", "once", "state", "arguments", "result", "done", "total", "attempt", "error", "organisation_id", "created_at",
            "heartbeat_at", "finished_at",
        ),
        pseudonymous=("started_by",),
        about="Who started a piece of work in the background, so that they can follow it.",
        retention="Finished jobs are removed after 90 days.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_finished_when_ended",
                condition=models.Q(state__in=JobState.ended(), finished_at__isnull=False)
                | models.Q(state__in=JobState.going(), finished_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["kind", "once"],
                condition=~models.Q(once="") & models.Q(state__in=JobState.going()),
                name="job_going_once",
            ),
            models.CheckConstraint(name="job_state_known", condition=models.Q(state__in=JobState.values)),
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_state_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
