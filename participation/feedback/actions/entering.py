"""Writing down for somebody else, with that person's yes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.feedback.enums import ServiceEvent
from participation.matters.actions import Said
from participation.matters.actions.attachments import Sent, leave_with_files
from participation.matters.enums import Channel
from participation.matters.models import Matter
from people.actions import record_event
from people.models import User
from portal.exceptions import RuleBroken


@transaction.atomic
def enter_matter(
    *, organisation: Organisation, said: Said, channel: Channel, has_consent: bool, by: User, now: datetime, token: UUID | None,
    files: Sequence[Sent] = (),
) -> Matter:  # fmt: skip
    """Leave a matter for a resident who has agreed; the audit trail keeps that yes. Raises NotPermitted, RuleBroken."""
    if not has_consent:
        raise RuleBroken(_("Ask the resident first. Without a yes nothing is written down."), code="no_consent")
    matter = leave_with_files(
        said=said, files=files, organisation=organisation, by=by, now=now, channel=channel, token=token
    )
    if matter.received_at == now:  # the same form sent twice gives the first one's matter, which is in the trail already
        record_event(event=ServiceEvent.ENTERED, by=by, subject=matter, organisation=organisation, now=now, code=matter.reference)
    return matter
