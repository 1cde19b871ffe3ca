"""The protocol on paper: asked for by a keeper, written by a worker."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import RoundEvent, RoundState
from participation.budgeting.models import CountProtocol, Round
from participation.budgeting.queries.protocol import is_counted
from people.models import User
from portal.actions import start_job
from portal.exceptions import RuleBroken
from portal.models import Job
from portal.pdf import Pdf

PROTOCOL_JOB = "budgeting.protocol"


@transaction.atomic
def start_protocol(*, round: Round, by: User, now: datetime) -> Job:
    """Have the protocol written in three languages. Pressing twice starts one."""
    round = locked(round, by)
    if round.state not in {RoundState.COUNTING, *RoundState.decided()} or not is_counted(round):
        raise RuleBroken(_("Count every area first."), code="not_counted")
    note(RoundEvent.PROTOCOL, round, by, now)
    return start_job(
        kind=PROTOCOL_JOB,
        arguments={"round": round.pk},
        now=now,
        started_by=by.pk,
        organisation_id=round.organisation_id,
        once=str(round.pk),
    )


def store_protocol(*, round: Round, language: str, pdf: Pdf, now: datetime) -> CountProtocol:
    """Keep the paper of one language; a newer one takes its place, for example when the decision has come to it."""
    fields = {"content": pdf.content, "pages": pdf.pages, "sha256": hashlib.sha256(pdf.content).hexdigest(), "made_at": now}
    return CountProtocol.objects.update_or_create(round=round, language=language, defaults=fields)[0]
