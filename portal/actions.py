"""Starting work in the background; how a job goes on is in jobs.py."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from portal.enums import JobState
from portal.models import Job
from portal.tasks import run_job


def start_job(
    *,
    kind: str,
    arguments: dict[str, object] | None = None,
    now: datetime,
    started_by: int | None = None,
    organisation_id: int | None = None,
    once: str = "",
) -> Job:
    """Write the job's row and ring the bell when the caller's transaction holds.

    `started_by` is a user's id and `organisation_id` the organisation whose staff may follow the job too.
    While a job of this kind with the same `once` is waiting or under way, that one is returned: pressing a button twice starts one.
    """
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=kind,
                    once=once,
                    arguments=arguments or {},
                    started_by=started_by,
                    organisation_id=organisation_id,
                    created_at=now,
                    heartbeat_at=now,
                )
        except IntegrityError:
            if not once:
                raise
            going = Job.objects.filter(kind=kind, once=once, state__in=JobState.going()).first()
            if going is not None:
                return going
            continue  # it ended in between
        transaction.on_commit(partial(run_job.delay, str(job.pk)))
        return job
