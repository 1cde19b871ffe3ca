"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from organisations.enums import OrganisationEvent
        from people.enums import PeopleEvent
        from people.jobs import keep_promises, send_mail
        from people.permissions import can_view_job
        from people.queries import AUDIT_EVENTS, OWN_DATA, own_data
        from portal.jobs import EVERY_MINUTE, JOB_VIEWERS

        AUDIT_EVENTS.put(OrganisationEvent)
        AUDIT_EVENTS.put(PeopleEvent)
        for provider in (
            own_data.account_data,
            own_data.sign_in_data,
            own_data.role_data,
            own_data.consent_data,
            own_data.mail_data,
            own_data.deed_data,
        ):
            OWN_DATA.put(provider)
        EVERY_MINUTE.put(send_mail)
        EVERY_MINUTE.put(keep_promises)
        JOB_VIEWERS.put(can_view_job)
