"""Work in the background: the count."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.budgeting.actions.protocol import PROTOCOL_JOB
from participation.budgeting.actions.results import COUNT_JOB, count_round
from participation.budgeting.actions.seal import destroy_old_keys, publish_commitments, watch_balance
from participation.budgeting.models import Round
from portal.jobs import EVERY_MINUTE, JOB_KINDS, Progress, Result, named
from portal.models import Job

TITLE = _("Counting the votes")
PROTOCOL_TITLE = _("Protocol of the count")


def count_votes(job: Job, progress: Progress) -> Result:
    """Idempotent: what is sealed and counted stays, so a second attempt goes on where the first was cut off."""
    round = Round.objects.get(pk=job.arguments["round"])
    return {"waiting": count_round(round=round, now=timezone.now(), progress=progress)}


def management_page(job: Job) -> str:
    round = Round.objects.select_related("organisation").get(pk=job.arguments["round"])
    return reverse("round_manage", kwargs={"slug": round.organisation.slug, "round": round.slug})


def protocol_page(job: Job) -> str:
    round = Round.objects.select_related("organisation").get(pk=job.arguments["round"])
    return reverse("count_protocol", kwargs={"slug": round.organisation.slug, "round": round.slug})


def watch_boxes(now: datetime) -> None:
    """Each minute: whether envelopes and ballots agree, commitments that are due, keys whose time is over. Idempotent."""
    watch_balance()
    publish_commitments(now)
    destroy_old_keys(now)


def put_on_shelf() -> None:
    EVERY_MINUTE.put(watch_boxes)
    JOB_KINDS.put(COUNT_JOB, count_votes, title=TITLE, leads_to=management_page)
    JOB_KINDS.put(
        PROTOCOL_JOB, named("participation.budgeting.jobs.protocol.write_protocol"), title=PROTOCOL_TITLE, leads_to=protocol_page
    )
