"""The audit trail: one line for what somebody did, written in the transaction that does it."""

from datetime import datetime

from django.db import models

from organisations.models import Organisation
from people.enums import PeopleEvent
from people.models import AuditEvent, User


def record_event(
    *,
    event: models.TextChoices,
    by: User | None,
    subject: models.Model,
    organisation: Organisation | None,
    now: datetime,
    **facts: str | int,
) -> AuditEvent:
    """Write one line to the audit trail, inside the caller's transaction. `facts` fill the placeholders of the event's sentence.

    The actor's roles of this moment are kept with the line, so that it can be read after the role or the account has ended.
    """
    return AuditEvent.objects.create(
        at=now,
        event=event.value,
        actor_id=by.pk if by else None,
        actor_role=capacity_of(by, organisation) if by else "",
        organisation_id=organisation.pk if organisation else None,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=facts,
    )


def capacity_of(user: User, organisation: Organisation | None) -> str:
    """The roles in which a person acts here: those in this organisation, or else those anywhere; values joined by commas."""
    here = user.roles.get(organisation.pk, frozenset()) if organisation else frozenset()
    roles = here or frozenset().union(*user.roles.values())
    return ",".join(sorted(role.value for role in roles)) or "resident"


def note_trail_taken(*, by: User, organisation: Organisation, rows: int, now: datetime) -> None:
    """Somebody takes the trail out of the house: that too is in the trail."""
    record_event(
        event=PeopleEvent.TRAIL_DOWNLOADED, by=by, subject=organisation, organisation=organisation, now=now, rows=rows
    )
