"""What only the server's operator does, from the command line: the first administrator, and the demo's cast."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from organisations.models import Organisation
from people.actions.audit import record_event
from people.actions.identity import record_identification
from people.actions.roles import account_with
from people.enums import PeopleEvent, Role
from people.models import RoleGrant, User


def appoint_administrator(*, organisation: Organisation, email: str, now: datetime) -> RoleGrant:
    """Make an account an organisation's administrator, for example its first. Raises RuleBroken when no account has the e-mail."""
    with transaction.atomic():
        return give(account_with(email), organisation, Role.ADMINISTRATOR, now)


def make_demo_account(
    *,
    email: str,
    organisation: Organisation,
    role: Role,
    birth_year: int | None = None,
    language: str = "fi",
    now: datetime,
) -> User:
    """An account of the demo: named by its role, with no password. A resident is identified as living in the municipality."""
    with transaction.atomic():
        user, created = User.objects.get_or_create(email=email, defaults={"is_demo": True, "language": language})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if role == Role.RESIDENT:
            record_identification(
                user=user,
                identity_key=f"demo:{email}",
                municipality_code=organisation.code,
                birth_year=birth_year,
                now=now,
            )
        else:
            give(user, organisation, role, now)
    return user


def give(user: User, organisation: Organisation, role: Role, now: datetime) -> RoleGrant:
    grant, created = RoleGrant.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"granted_at": now}
    )
    if created:
        record_event(
            event=PeopleEvent.ROLE_GRANTED, by=None, subject=grant, organisation=organisation, now=now, role=role.value
        )
    return grant
