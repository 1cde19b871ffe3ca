"""Matters taken out of the house leave a line in the audit trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.feedback.enums import ServiceEvent
from participation.feedback.queries.taken import Wanted, may_take_contacts, taken
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_own_permission
from portal.exceptions import NotPermitted


@transaction.atomic
def note_matters_taken(*, wanted: Wanted, by: User, now: datetime) -> int:
    """Check that the person may, and write who took how many. Returns the number. Raises NotVisible, NotPermitted."""
    check_own_permission(by, Permission.MATTER_EXPORT, wanted.organisation)
    if wanted.with_contacts and not may_take_contacts(by, wanted.organisation):
        raise NotPermitted(_("Senders' contacts are for those who answer. Download without them."))
    rows = taken(wanted).count()
    event = ServiceEvent.CONTACTS_TAKEN if wanted.with_contacts else ServiceEvent.MATTERS_TAKEN
    record_event(event=event, by=by, subject=wanted.organisation, organisation=wanted.organisation, now=now, rows=rows)
    return rows
