"""What this floor's desks start and the clock does, and what stands on the shelves of the floors below."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.queries import OPEN_DATA
from participation.feedback.actions.imports import IMPORT_JOB, bring_batch, empty_old_rows
from participation.feedback.enums import ServiceEvent
from participation.feedback.models import ImportBatch
from participation.feedback.queries.published import published_data
from participation.feedback.queries.tools import service_tools
from people.models import User
from people.queries import AUDIT_EVENTS, DESK_TOOLS
from portal.jobs import EVERY_MINUTE, JOB_KINDS, Progress, Result
from portal.models import Job

NIGHT = 3  # the hour when nobody waits for a page


def bring_in(job: Job, progress: Progress) -> Result:
    """Idempotent: rows that came before are known by their id, and rows and matters are written in one transaction."""
    batch = ImportBatch.objects.select_related("organisation__parent").get(pk=job.arguments["batch"])
    by = User.objects.get(pk=job.started_by or 0)
    return {"came": bring_batch(batch=batch, by=by, now=timezone.now(), progress=progress)}


def batch_address(job: Job) -> str:
    return reverse("import_batch", kwargs={"pk": job.arguments["batch"]})


def forget_rows(now: datetime) -> None:
    """Each night, empty the rows of batches that were read 30 days ago. Doing it twice empties nothing more."""
    if timezone.localtime(now).hour == NIGHT:
        empty_old_rows(now=now)


def put_on_shelf() -> None:
    AUDIT_EVENTS.put(ServiceEvent)
    DESK_TOOLS.put(service_tools, queries=1)
    EVERY_MINUTE.put(forget_rows)
    JOB_KINDS.put(IMPORT_JOB, bring_in, title=_("Bringing in matters"), leads_to=batch_address)
    OPEN_DATA.put(published_data, queries=1)
