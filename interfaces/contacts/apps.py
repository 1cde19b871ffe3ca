"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "interfaces.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from interfaces.contacts.enums import ContactEvent
        from interfaces.contacts.queries.directory import help_doors
        from interfaces.contacts.queries.duties import contact_duties
        from organisations.queries import FRONT_HELP
        from people.queries import AUDIT_EVENTS, DESK_DUTIES

        AUDIT_EVENTS.put(ContactEvent)
        FRONT_HELP.put(help_doors, queries=2)
        DESK_DUTIES.put(contact_duties, queries=2)
