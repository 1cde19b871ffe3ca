"""Work in the background. The Job row is the truth; the broker only rings a bell that may be lost or ring twice.

A floor above puts what it can do on `JOB_KINDS`, and what must be done each minute on `EVERY_MINUTE`, in its `AppConfig.ready`.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Literal, Protocol
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.enums import JobError, JobState
from portal.exceptions import RuleBroken
from portal.models import Job
from portal.shelves import Shelf

MAX_ATTEMPTS = 3
BEAT_EVERY = 0.5  # seconds between two writes of progress; more often nobody sees
log = logging.getLogger(__name__)


class JobTakenOver(Exception):
    """The row no longer belongs to this attempt: somebody else was given it, or it was ended. Stop working."""


class Progress(Protocol):
    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is. Raises JobTakenOver. Call at least once in 30 seconds: a silent job is taken for dead."""


Result = dict[str, object]
Handler = Callable[[Job, Progress], Result | None]


def named(path: str) -> Handler:
    """A handler that is imported when it is first needed: what only workers use never loads in a web process."""

    def run(job: Job, progress: Progress) -> Result | None:
        handler: Handler = import_string(path)
        return handler(job, progress)

    return run


@dataclass(frozen=True)
class JobKind:
    """`leads_to` gives the address of what was made, from the finished job."""

    name: str
    run: Handler
    title: str | Promise
    leads_to: Callable[[Job], str] | None = None


class JobKinds:
    """What workers can do, by name."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}

    def put(
        self, name: str, run: Handler, *, title: str | Promise = "", leads_to: Callable[[Job], str] | None = None
    ) -> None:
        self._kinds[name] = JobKind(name, run, title or _("Work in the background"), leads_to)

    def get(self, name: str) -> JobKind | None:
        return self._kinds.get(name)

    def __iter__(self) -> Iterator[JobKind]:
        return iter(self._kinds.values())


JOB_KINDS = JobKinds()
# (user of the request, job) -> may this person look at it? One yes is enough; the starter's floor knows people.
JOB_VIEWERS: Shelf[Callable[[object, Job], bool]] = Shelf("portal.job_viewers")
# Called by the clock once a minute, each in a task of its own; must be idempotent, since a bell may ring twice.
EVERY_MINUTE: Shelf[Callable[[datetime], object]] = Shelf("portal.every_minute")


def name_of(work: Callable[[datetime], object]) -> str:
    return f"{work.__module__}.{getattr(work, '__qualname__', '')}"


def minute_work(name: str) -> Callable[[datetime], object] | None:
    return next((work for work in EVERY_MINUTE if name_of(work) == name), None)


def claim(job_id: UUID | str, *, now: datetime) -> Job | None:
    """Take a waiting job; None when somebody has it already. One UPDATE decides, so two bells cannot start it twice."""
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    if not waiting.update(
        state=JobState.RUNNING, attempt=F("attempt") + 1, heartbeat_at=now, done=0, total=0, error=""
    ):
        return None
    return Job.objects.get(pk=job_id)


def write(job: Job, **fields: object) -> None:
    """Write to the row as long as it belongs to this attempt. Raises JobTakenOver."""
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt).update(**fields):
        raise JobTakenOver(str(job.pk))
    for name, value in fields.items():
        setattr(job, name, value)


def beat(job: Job, done: int, total: int, *, now: datetime) -> None:
    write(job, done=done, total=total, heartbeat_at=now)


def finish(job: Job, result: Result, *, now: datetime) -> None:
    write(job, state=JobState.DONE, result=result, heartbeat_at=now, finished_at=now)


def fail(job: Job, error: str, *, now: datetime) -> None:
    """`error` is a JobError or a sentence that the person who waits can understand."""
    write(job, state=JobState.FAILED, error=error, heartbeat_at=now, finished_at=now)


class Attempt(AbstractContextManager["Attempt"]):
    """One attempt at a claimed job: whatever way it ends, the row says so.

    A broken rule is told in its own words. A lost database leaves the row to the clock, which tries again.
    Anything else fails the job and goes on to the log.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.beaten = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        if done >= total or time.monotonic() - self.beaten >= BEAT_EVERY:
            self.beaten = time.monotonic()
            beat(self.job, done, total, now=timezone.now())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool:
        match error:
            case None:
                return False
            case JobTakenOver():
                log.warning("Job %s was taken over; this attempt stops.", self.job.pk)
                return True
            case OperationalError() | InterfaceError():
                return False
            case RuleBroken():
                return self.give_up(error.message)
            case Exception():
                return self.give_up(JobError.BROKEN) and False
        return False

    def give_up(self, error: str) -> Literal[True]:
        try:
            fail(self.job, error, now=timezone.now())
        except JobTakenOver:
            log.warning("Job %s was taken over; its failure is not written.", self.job.pk)
        return True


def silent(now: datetime) -> list[Job]:
    """Jobs whose bell was lost or whose worker died: nothing was heard of them for JOB_PATIENCE seconds."""
    before = now - timedelta(seconds=settings.JOB_PATIENCE)
    return list(Job.objects.filter(state__in=JobState.going(), heartbeat_at__lt=before).order_by("created_at"))


def revive(job: Job, *, now: datetime) -> bool:
    """Put a silent job back to wait, or say that it failed when it has been tried enough. True when a bell must ring.

    The row is written only if nothing has been heard of it since it was read.
    """
    unheard = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt, heartbeat_at=job.heartbeat_at)
    if job.attempt >= MAX_ATTEMPTS:
        unheard.update(state=JobState.FAILED, error=JobError.LOST, finished_at=now, heartbeat_at=now)
        return False
    return bool(unheard.update(state=JobState.QUEUED, heartbeat_at=now))


def remove_old(*, now: datetime) -> int:
    """Forget jobs that ended over 90 days ago, as their privacy declaration promises."""
    removed, _by_model = Job.objects.filter(
        state__in=JobState.ended(), finished_at__lt=now - timedelta(days=90)
    ).delete()
    return removed
