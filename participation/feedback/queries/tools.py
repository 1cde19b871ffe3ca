"""Pages that those who work here use now and then: downloads, bringing in, keys."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where, workplaces_where
from people.queries import Tool


def service_tools(person: Person) -> Sequence[Tool]:
    """No query: the person's workplaces are read already."""
    tools = []
    if organisations_where(person, Permission.MATTER_EXPORT):
        tools.append(Tool(_("Download matters"), reverse("desk_take")))
    if organisations_where(person, Permission.MATTER_IMPORT):
        tools.append(Tool(_("Bring in matters of another system"), reverse("import_list")))
    for place in workplaces_where(person, Permission.ORGANISATION_EDIT):
        if place.is_public:
            title = _("Keys of other services, %(place)s") % {"place": place.name}
            tools.append(Tool(title, reverse("api_keys", kwargs={"slug": place.slug})))
    return tools
