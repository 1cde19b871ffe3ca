"""For whom a person may write results."""

from organisations.models import Organisation
from organisations.queries import municipalities_of
from people.enums import Permission
from people.models import Person, User
from people.permissions import check_permission, organisations_where
from portal.exceptions import NotVisible
from wellbeing.indicators.models import Indicator
from wellbeing.indicators.queries.series import POPULATION


def places_to_record(person: Person, indicator: Indicator, county: Organisation) -> list[Organisation]:
    """The county and municipalities of this region for which the person may record the indicator.

    Raises NotVisible for those who do not work in the region (and for population, which is kept elsewhere), NotPermitted for
    other roles here.
    """
    here = [county, *municipalities_of(county)]
    mine = [place for place in here if isinstance(person, User) and place.pk in person.roles]
    if indicator.number == POPULATION or not mine:
        raise NotVisible(indicator.number)
    allowed = organisations_where(person, Permission.INDICATOR_EDIT)
    found = [place for place in mine if place.pk in allowed]
    if not found:
        check_permission(person, Permission.INDICATOR_EDIT, mine[0])
    return found
