"""May this person do this here? `check_…` raises with a reason in plain words; `has_…` is its twin."""

from django.utils.translation import gettext as _

from organisations.models import Organisation
from people.enums import Permission
from people.models import Person, User
from people.rules import permissions_of
from portal.exceptions import NotPermitted, NotVisible
from portal.models import Job


def has_permission(person: Person, permission: Permission, organisation: Organisation | int | None) -> bool:
    """Whether one of the person's roles in the organisation permits this. Nobody has anything in “no organisation”."""
    if not isinstance(person, User) or not person.is_active or organisation is None:
        return False
    organisation_id = organisation if isinstance(organisation, int) else organisation.pk
    return permission in permissions_of(person.roles.get(organisation_id, frozenset()))


def check_permission(person: Person, permission: Permission, organisation: Organisation | int | None) -> None:
    if not has_permission(person, permission, organisation):
        raise NotPermitted(
            _("Your role does not allow this. Ask the administrator of your organisation if you need it.")
        )


def check_own_permission(person: Person, permission: Permission, organisation: Organisation) -> None:
    """For an organisation's internal pages: those who work elsewhere are not even told that the page exists."""
    if isinstance(person, User) and organisation.pk not in person.roles:
        raise NotVisible(organisation.slug)
    check_permission(person, permission, organisation)


def organisations_where(person: Person, permission: Permission) -> set[int]:
    """Ids of the organisations in which the person's roles permit this."""
    if not isinstance(person, User) or not person.is_active:
        return set()
    return {organisation_id for organisation_id, roles in person.roles.items() if permission in permissions_of(roles)}


def workplaces_where(person: Person, permission: Permission) -> list[Organisation]:
    """The same as organisations with their parents, by name. One query a request, none for those who have no such role."""
    ids = organisations_where(person, permission)
    places = person.workplaces if ids and isinstance(person, User) else {}
    return sorted((places[pk] for pk in ids & places.keys()), key=lambda place: place.name_fi)


def can_view_job(person: object, job: Job) -> bool:
    """Whoever started the work, and the staff of the organisation it is done for."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return job.started_by == person.pk or has_permission(person, Permission.DESK_VIEW, job.organisation_id)
