"""Reads about accounts: the demo's cast, and who has which role in an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from organisations.models import Organisation
from people.enums import Permission, Role
from people.models import RoleGrant, User
from people.rules import ROLE_DESCRIPTIONS, ROLE_PERMISSIONS, STAFF_ROLES
from portal.exceptions import NotVisible


@dataclass(frozen=True)
class DemoAccount:
    """One button of the demo's sign-in page."""

    id: int
    email: str
    role: str
    place: str
    description: str | Promise


@dataclass(frozen=True)
class RoleLine:
    """One grant as the administrator sees it. The e-mail is the only handle there is: no name is asked."""

    id: int
    email: str
    role: str
    description: str | Promise
    is_own: bool


def demo_accounts() -> list[DemoAccount]:
    """The demo's cast: residents first, then by place and by role."""
    users = User.objects.filter(is_demo=True, is_active=True).select_related("home_municipality")
    grants: dict[int, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(user__is_demo=True).select_related("organisation"):
        grants.setdefault(grant.user_id, []).append(grant)
    cast = [demo_account(user, grants.get(user.pk, [])) for user in users.order_by("pk")]
    return sorted(cast, key=lambda account: account.role != str(Role.RESIDENT.label))


def demo_account(user: User, grants: Sequence[RoleGrant]) -> DemoAccount:
    if not grants:
        place = user.home_municipality.name if user.home_municipality else ""
        return DemoAccount(user.pk, user.email or "", str(Role.RESIDENT.label), place, ROLE_DESCRIPTIONS[Role.RESIDENT])
    role = Role(grants[0].role)
    return DemoAccount(user.pk, user.email or "", str(role.label), grants[0].organisation.name, ROLE_DESCRIPTIONS[role])


def demo_user(account_id: object) -> User | None:
    """The demo account with this id; nobody else's account is ever returned."""
    if not str(account_id).isdecimal():
        return None
    return User.objects.filter(pk=int(str(account_id)), is_demo=True, is_active=True).first()


def roles_of(organisation: Organisation, viewer: User) -> list[RoleLine]:
    """Who has which role here, by role."""
    order = {role.value: position for position, role in enumerate(Role)}
    grants = organisation.role_grants.select_related("user").order_by("user__email")
    lines = [
        RoleLine(
            grant.pk,
            grant.user.email or "",
            str(Role(grant.role).label),
            ROLE_DESCRIPTIONS[Role(grant.role)],
            grant.user_id == viewer.pk,
        )
        for grant in sorted(grants, key=lambda grant: order[grant.role])
    ]
    return lines


def grant_of(organisation: Organisation, grant_id: int) -> RoleGrant:
    """The grant in this organisation. Raises NotVisible for another organisation's."""
    grant = (
        RoleGrant.objects.select_related("organisation", "user").filter(pk=grant_id, organisation=organisation).first()
    )
    if grant is None:
        raise NotVisible(str(grant_id))
    return grant


def role_meanings() -> list[tuple[str, str | Promise]]:
    """What each role is for, where roles are given."""
    return [(str(role.label), ROLE_DESCRIPTIONS[role]) for role in Role if role in STAFF_ROLES]


def accounts_with(permission: Permission, organisation_id: int) -> list[User]:
    """The active accounts whose role in the organisation permits this, oldest first. One query."""
    roles = [role for role, permits in ROLE_PERMISSIONS.items() if permission in permits]
    grants = RoleGrant.objects.filter(organisation_id=organisation_id, role__in=roles)
    return list(User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("pk"))
