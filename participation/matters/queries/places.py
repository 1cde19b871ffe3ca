"""Whose desk it is, and where a member of staff writes down what residents say."""

from django.utils.translation import gettext as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from participation.matters.permissions import WORKING
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where, workplaces_where
from portal.exceptions import NotPermitted


def desk_place(person: Person) -> Organisation | None:
    """The organisation whose desk it is, for the head of the page; of several, the municipality first."""
    places = workplaces_where(person, Permission.DESK_VIEW)
    return min(places, key=lambda place: place.kind != OrganisationKind.MUNICIPALITY, default=None)


def entry_place(person: Person, slug: str) -> Organisation:
    """Where the person writes down what residents say; of several the one in the address. Raises NotPermitted."""
    places = set().union(*(organisations_where(person, permission) for permission in WORKING))
    found = Organisation.objects.public().filter(pk__in=places).order_by("-kind", "name_fi")
    place = found.filter(slug=slug).first() or found.first()
    if place is None:
        raise NotPermitted(_("Your role does not allow writing down matters. Ask the administrator of your organisation if you need it."))
    return place
