"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "interfaces.networks"
    label = "networks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from interfaces.contacts.queries import CELL_LINKS
        from interfaces.networks.enums import NetworkEvent
        from interfaces.networks.queries import cell_links
        from people.queries import AUDIT_EVENTS

        AUDIT_EVENTS.put(NetworkEvent)
        CELL_LINKS.put(cell_links, queries=1)
