"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "participation.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from organisations.queries import FRONT_PROMISES, FRONT_STORIES
        from participation.matters.actions import erase_author
        from participation.matters.actions.following import erase_follower
        from participation.matters.enums import DeskEvent, MatterEvent, ModerationEvent
        from participation.matters.jobs import (
            ask_back,
            forget_addresses,
            forget_contacts,
            publish_answers,
            send_digests,
        )
        from participation.matters.queries import (
            LED_TO,
            front_promises,
            front_stories,
            led_to_decisions,
            own_matters,
            own_supports,
        )
        from participation.matters.queries.following import own_follows, own_waiting
        from people.queries import AUDIT_EVENTS, ERASERS, OWN_DATA
        from portal.jobs import EVERY_MINUTE

        AUDIT_EVENTS.put(MatterEvent)
        AUDIT_EVENTS.put(DeskEvent)
        AUDIT_EVENTS.put(ModerationEvent)
        ERASERS.put(erase_author)
        ERASERS.put(erase_follower)
        EVERY_MINUTE.put(publish_answers)
        EVERY_MINUTE.put(forget_contacts)
        EVERY_MINUTE.put(ask_back)
        EVERY_MINUTE.put(forget_addresses)
        EVERY_MINUTE.put(send_digests)
        LED_TO.put(led_to_decisions)
        FRONT_PROMISES.put(front_promises, queries=1)
        FRONT_STORIES.put(front_stories, queries=2)
        OWN_DATA.put(own_matters, queries=1)
        OWN_DATA.put(own_supports, queries=1)
        OWN_DATA.put(own_follows, queries=1)
        OWN_DATA.put(own_waiting, queries=1)
