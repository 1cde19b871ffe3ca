"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "wellbeing.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people.queries import AUDIT_EVENTS, DESK_DUTIES
        from wellbeing.indicators.queries import INDICATOR_CARDS
        from wellbeing.plans.enums import PlanEvent
        from wellbeing.plans.queries import card_sheet, review_duties

        AUDIT_EVENTS.put(PlanEvent)
        DESK_DUTIES.put(review_duties, queries=1)
        INDICATOR_CARDS.put(card_sheet, queries=4)
