"""Bells: do a job, and each minute look for jobs that nobody hears of."""

from celery import shared_task
from django.utils import timezone

from portal.enums import JobError
from portal.jobs import (
    EVERY_MINUTE,
    JOB_KINDS,
    Attempt,
    claim,
    fail,
    finish,
    minute_work,
    name_of,
    remove_old,
    revive,
    silent,
)


@shared_task
def run_job(job_id: str) -> None:
    """Do the job if it still waits.

    Idempotent: the claim is one UPDATE from queued to running, so a second bell finds nothing to take; every later write
    names the attempt, so a worker that was given up for dead cannot write over its successor.
    """
    job = claim(job_id, now=timezone.now())
    if job is None:
        return
    with Attempt(job) as attempt:
        kind = JOB_KINDS.get(job.kind)
        if kind is None:
            fail(job, JobError.UNKNOWN, now=timezone.now())
            return
        result = kind.run(job, attempt.progress)
        finish(job, result or {}, now=timezone.now())


@shared_task
def tick() -> None:
    """Ring again for jobs whose bell was lost or whose worker died, and start what other floors do each minute.

    Idempotent: a job is put back only if its heartbeat is still the old one, and ringing twice is harmless (see run_job).
    """
    now = timezone.now()
    for job in silent(now):
        if revive(job, now=now):
            run_job.delay(str(job.pk))
    remove_old(now=now)
    for work in EVERY_MINUTE:
        run_minute_work.delay(name_of(work))


@shared_task
def run_minute_work(name: str) -> None:
    """One floor's work of the minute, in a task of its own so that its failure stops nobody else's.

    Idempotent: what stands on EVERY_MINUTE must be; each proves it where it is defined.
    """
    work = minute_work(name)
    if work is not None:
        work(timezone.now())
