"""Giving and removing roles."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Organisation
from people.actions.audit import record_event
from people.enums import PeopleEvent, Permission, Role
from people.models import RoleGrant, User
from people.permissions import check_permission
from portal.exceptions import RuleBroken


def grant_role(*, organisation: Organisation, email: str, role: Role, by: User, now: datetime) -> RoleGrant:
    """Give a role to the account with this e-mail. Raises RuleBroken when there is none, or its e-mail is not verified."""
    check_permission(by, Permission.ROLE_GRANT, organisation)
    with transaction.atomic():
        user = account_with(email)
        grant, created = RoleGrant.objects.get_or_create(
            user=user, organisation=organisation, role=role, defaults={"granted_by": by, "granted_at": now}
        )
        if not created:
            raise RuleBroken(_("This person has the role already."), code="role_already")
        record_event(
            event=PeopleEvent.ROLE_GRANTED, by=by, subject=grant, organisation=organisation, now=now, role=role.value
        )
    return grant


def account_with(email: str) -> User:
    """The account that has proved this e-mail to be its own: a role is never given to an address that somebody only typed."""
    proved = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True, user__is_active=True)
    address = proved.select_related("user").first()
    if address is None:
        raise RuleBroken(
            _(
                "No account has this e-mail, or the e-mail is not verified yet. "
                "Ask the person to sign up and to open the link that we send, then try again."
            ),
            code="no_account",
        )
    return User.objects.get(pk=address.user_id)


def remove_role(*, grant: RoleGrant, by: User, now: datetime) -> None:
    """Remove a role. Raises RuleBroken for an organisation's last administrator."""
    organisation = grant.organisation
    check_permission(by, Permission.ROLE_GRANT, organisation)
    with transaction.atomic():
        administrators = lock_administrators(organisation)
        if grant.role == Role.ADMINISTRATOR and administrators == [grant.pk]:
            raise RuleBroken(
                _("This is the last administrator here. Give the role to somebody else first."),
                code="last_administrator",
                back=reverse("roles", kwargs={"slug": organisation.slug}),
            )
        removed, _by_model = RoleGrant.objects.filter(pk=grant.pk).delete()
        if removed:
            record_event(
                event=PeopleEvent.ROLE_REMOVED,
                by=by,
                subject=grant,
                organisation=organisation,
                now=now,
                role=grant.role,
            )


def lock_administrators(organisation: Organisation) -> list[int]:
    """Ids of the administrators' grants. Their rows are locked, so that two administrators cannot remove each other at once."""
    locked = RoleGrant.objects.select_for_update().administrators_of(organisation).order_by("pk")
    return list(locked.values_list("pk", flat=True))
