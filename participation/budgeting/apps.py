"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "participation.budgeting"
    label = "budgeting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from organisations.queries import FRONT_OPEN
        from participation.budgeting.enums import BoxEvent, RoundEvent
        from participation.budgeting.jobs import put_on_shelf
        from participation.budgeting.queries.shelves import led_to_proposals, open_votes, own_votes, round_duties
        from participation.matters.queries import LED_TO
        from people.queries import AUDIT_EVENTS, DESK_DUTIES, OWN_DATA

        AUDIT_EVENTS.put(RoundEvent)
        AUDIT_EVENTS.put(BoxEvent)
        DESK_DUTIES.put(round_duties, queries=1)
        FRONT_OPEN.put(open_votes, queries=3)
        LED_TO.put(led_to_proposals, queries=2)
        OWN_DATA.put(own_votes, queries=2)
        put_on_shelf()
