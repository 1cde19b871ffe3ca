"""Changes to a place's look and contact details by those who may make them; the ground floor itself knows no people."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from organisations.actions import LookChange, change_details, change_look
from organisations.enums import OrganisationEvent
from organisations.models import Organisation
from people.actions.audit import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_permission


def change_place(
    *,
    organisation: Organisation,
    brand: str,
    logo: "File[Any] | None",
    remove_logo: bool,
    phone: str,
    visiting_address: str,
    website: str,
    by: User,
    now: datetime,
) -> LookChange:
    """Change how the place looks and how it is reached; each line of the audit trail tells a change that really was one."""
    check_permission(by, Permission.ORGANISATION_EDIT, organisation)
    with transaction.atomic():
        change = change_look(organisation=organisation, brand=brand, logo=logo, remove_logo=remove_logo, now=now)
        told = change_details(
            organisation=organisation, phone=phone, visiting_address=visiting_address, website=website
        )
        events = {OrganisationEvent.LOOK_CHANGED: change.changed, OrganisationEvent.DETAILS_CHANGED: told}
        for event in (event for event, happened in events.items() if happened):
            record_event(
                event=event, by=by, subject=organisation, organisation=organisation, now=now, place=organisation.name_fi
            )
    return change
