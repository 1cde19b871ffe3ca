"""Who keeps the networks of a region: those who keep the county's contacts. Networks are open for everyone to see."""

from organisations.models import Organisation
from people.enums import Permission
from people.models import Person
from people.permissions import check_permission, has_permission


def can_keep(person: Person, region: Organisation) -> bool:
    """Whether the person may add networks and members in the region."""
    return has_permission(person, Permission.CONTACT_EDIT, region)


def check_can_keep(person: Person, region: Organisation) -> None:
    check_permission(person, Permission.CONTACT_EDIT, region)
