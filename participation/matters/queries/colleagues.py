"""Those who work on matters beside one, by role and e-mail. For desks only: residents never see who works on what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from participation.matters.permissions import WORKING
from people.enums import Role
from people.models import RoleGrant, User
from people.rules import permissions_of
from portal.exceptions import RuleBroken

WORKING_ROLES = [role for role in Role if permissions_of(frozenset({role})) & set(WORKING)]


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role that works on matters. `roles` in words."""

    user: User
    roles: str

    @property
    def label(self) -> str:
        return f"{self.roles} · {address_of_staff(self.user)}"


def colleague_at(organisation_id: int, typed: str) -> User:
    """The account with this number, if it works on matters there. Raises RuleBroken: the choice was made on a page that is old."""
    grants = RoleGrant.objects.filter(organisation=organisation_id, role__in=WORKING_ROLES, user__is_active=True)
    grant = grants.filter(user=int(typed)).select_related("user").first() if typed.isdecimal() and len(typed) < 18 else None
    if grant is None:
        raise RuleBroken(_("Choose a colleague who has a role here."), code="not_here")
    return grant.user


def address_of_staff(user: User) -> str:
    """What a desk calls a member of staff: the work e-mail; a demo account is named by its role."""
    return user.public_name if user.is_demo and user.public_name else user.email or f"#{user.pk}"


def colleagues_at(organisations: Iterable[int]) -> Sequence[Colleague]:
    """Who works on matters in these organisations, by role. One query."""
    grants = RoleGrant.objects.filter(organisation__in=set(organisations), role__in=WORKING_ROLES, user__is_active=True)
    found: dict[int, tuple[User, list[str]]] = {}
    for grant in grants.select_related("user").order_by("user__email", "pk"):
        _user, roles = found.setdefault(grant.user_id, (grant.user, []))
        label = str(Role(grant.role).label)
        if label not in roles:
            roles.append(label)
    return [Colleague(user, ", ".join(roles)) for user, roles in found.values()]
