"""Who may write results. Reading is open to everyone."""

from organisations.models import Organisation
from people.enums import Permission
from people.models import Person, User
from people.permissions import check_permission, has_permission
from portal.exceptions import NotVisible


def can_record(person: Person, organisation: Organisation) -> bool:
    return has_permission(person, Permission.INDICATOR_EDIT, organisation)


def check_can_record(person: Person, organisation: Organisation) -> None:
    """For those who work for another organisation the place to write does not exist; for the others their role decides."""
    if not isinstance(person, User) or organisation.pk not in person.roles:
        raise NotVisible(organisation.slug)
    check_permission(person, Permission.INDICATOR_EDIT, organisation)
