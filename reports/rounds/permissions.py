"""Who may see and write a report round."""

from django.utils.translation import gettext as _

from people.enums import Permission
from people.models import Person, User
from people.permissions import has_permission
from portal.exceptions import NotPermitted, NotVisible
from reports.rounds.models import ReportRound


def check_of_the_house(person: Person, round: ReportRound) -> None:
    """Staff of other organisations are not told that the county's writing room exists."""
    if isinstance(person, User) and person.is_staff_member and not person.roles.get(round.county.pk):
        raise NotVisible(str(round.year))


def can_write(person: Person, round: ReportRound) -> bool:
    return has_permission(person, Permission.REPORT_WRITE, round.county)


def check_can_write(person: Person, round: ReportRound) -> None:
    check_of_the_house(person, round)
    if not can_write(person, round):
        raise NotPermitted(_("The report of the county is written by the county's own officials and coordinators."))


def can_compile(person: Person, round: ReportRound) -> bool:
    return has_permission(person, Permission.REPORT_COMPILE, round.county)


def check_can_compile(person: Person, round: ReportRound) -> None:
    check_of_the_house(person, round)
    if not can_compile(person, round):
        raise NotPermitted(_("The report is compiled by the county's officials."))
