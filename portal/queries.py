"""Reads about jobs."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from portal.enums import JobError, JobState
from portal.exceptions import NotVisible
from portal.jobs import JOB_KINDS, JOB_VIEWERS, MAX_ATTEMPTS
from portal.models import Job


@dataclass(frozen=True)
class JobPage:
    """A job as its page tells it. `step` changes only when a screen reader should say `sentence` again."""

    job: Job
    title: str
    sentence: str
    error: str
    leads_to: str
    step: str

    @property
    def is_going(self) -> bool:
        return self.job.state in JobState.going()

    @property
    def is_ready(self) -> bool:
        return self.job.state == JobState.DONE

    @property
    def has_failed(self) -> bool:
        return self.job.state == JobState.FAILED


def visible_job(user: object, job_id: UUID) -> Job:
    """The job, if one of the floors above says that this user may follow it. Raises NotVisible."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not any(may_view(user, job) for may_view in JOB_VIEWERS):
        raise NotVisible(str(job_id))
    return job


def job_page(job: Job) -> JobPage:
    kind = JOB_KINDS.get(job.kind)
    quarter = 4 * job.done // job.total if job.total else 0
    ready = job.state == JobState.DONE and kind is not None and kind.leads_to is not None
    return JobPage(
        job=job,
        title=str(kind.title) if kind else _("Work in the background"),
        sentence=sentence_of(job),
        error=error_of(job),
        leads_to=kind.leads_to(job) if ready and kind and kind.leads_to else "",
        step=f"{job.state}-{job.attempt}-{quarter}",
    )


def sentence_of(job: Job) -> str:
    """Where the work is, in one sentence."""
    match job.state:
        case JobState.DONE:
            return _("The work is ready.")
        case JobState.FAILED:
            return _("The work did not succeed.")
        case JobState.QUEUED if job.attempt:
            return _("The work was interrupted. It is tried again: attempt %(next)d of %(most)d.") % {
                "next": job.attempt + 1,
                "most": MAX_ATTEMPTS,
            }
        case JobState.QUEUED:
            return _("The work waits for its turn.")
    if job.total:
        return _("Under way: %(done)d of %(total)d done.") % {"done": job.done, "total": job.total}
    return _("Under way.")


def error_of(job: Job) -> str:
    """Why the job failed: the house's own sentence for a known cause, otherwise the broken rule's words."""
    return str(JobError(job.error).label) if job.error in JobError.values else job.error
