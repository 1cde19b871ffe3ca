"""Registers the app and puts its duties and its events on the shelves."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "reports.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people.queries import AUDIT_EVENTS, DESK_DUTIES
        from reports.rounds.enums import RoundEvent
        from reports.rounds.queries import duties

        AUDIT_EVENTS.put(RoundEvent)
        DESK_DUTIES.put(duties, queries=1)
