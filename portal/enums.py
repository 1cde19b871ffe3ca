"""States of a job."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Under way")
    DONE = "done", pgettext_lazy("job", "Ready")
    FAILED = "failed", pgettext_lazy("job", "Failed")

    @classmethod
    def going(cls) -> list[str]:
        return [cls.QUEUED, cls.RUNNING]

    @classmethod
    def ended(cls) -> list[str]:
        return [cls.DONE, cls.FAILED]


class JobError(models.TextChoices):
    """Why a job failed, when no broken rule says it in its own words."""

    LOST = (
        "lost",
        _(
            "The work stopped three times without a word. It was not finished, and nothing was left half-done in sight. Try again later."
        ),
    )
    BROKEN = (
        "broken",
        _(
            "Something went wrong in the work, and the fault was noted. Try again, and tell the administrator if it happens again."
        ),
    )
    UNKNOWN = (
        "unknown",
        _("This version of the portal no longer knows this kind of work. Start it again from its own page."),
    )
