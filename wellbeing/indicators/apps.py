"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "wellbeing.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from organisations.queries import FRONT_WELLBEING, OPEN_DATA
        from people.queries import AUDIT_EVENTS
        from wellbeing.indicators.enums import IndicatorEvent
        from wellbeing.indicators.queries import front_wellbeing, open_indicators

        AUDIT_EVENTS.put(IndicatorEvent)
        FRONT_WELLBEING.put(front_wellbeing, queries=5)
        OPEN_DATA.put(open_indicators, queries=1)
