"""Registers the app and puts its work and its events on the shelves."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "reports.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from participation.matters.queries import LED_TO
        from people.queries import AUDIT_EVENTS
        from portal.jobs import EVERY_MINUTE, JOB_KINDS, JOB_VIEWERS, named
        from reports.documents.actions import COMPILE, free_rounds
        from reports.documents.enums import DocumentEvent
        from reports.documents.queries.led_to import led_to_report
        from reports.documents.queries.pages import leads_to, may_follow

        AUDIT_EVENTS.put(DocumentEvent)
        LED_TO.put(led_to_report, queries=1)
        JOB_KINDS.put(
            COMPILE,
            named("reports.documents.jobs.compile_report"),
            title=_("The report is being compiled"),
            leads_to=leads_to,
        )
        JOB_VIEWERS.put(may_follow)
        EVERY_MINUTE.put(free_rounds)
