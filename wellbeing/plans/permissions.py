"""Who may review an indicator card. Reading is open to everyone."""

from people.enums import Permission
from people.models import Person, User
from people.permissions import check_permission, has_permission
from portal.exceptions import NotVisible
from wellbeing.plans.models import IndicatorCard


def can_review(person: Person, card: IndicatorCard) -> bool:
    return has_permission(person, Permission.INDICATOR_EDIT, card.organisation_id)


def check_can_review(person: Person, card: IndicatorCard) -> None:
    """For those who work for another organisation the place to review does not exist; for the others their role decides."""
    if not isinstance(person, User) or card.organisation_id not in person.roles:
        raise NotVisible(card.pk)
    check_permission(person, Permission.INDICATOR_EDIT, card.organisation_id)
