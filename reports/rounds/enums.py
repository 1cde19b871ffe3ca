"""States of a report round, kinds of steps in the annual cycle, the passages that people write, and events of the audit trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    PLANNING = "planning", pgettext_lazy("report", "Being planned")
    COLLECTING = "collecting", pgettext_lazy("report", "Collecting data")
    DRAFTING = "drafting", pgettext_lazy("report", "Being written")
    COMMENTS = "comments", pgettext_lazy("report", "Out for comments")
    APPROVAL = "approval", pgettext_lazy("report", "Before the boards")
    PUBLISHED = "published", pgettext_lazy("report", "Published")
    SENT = "sent", pgettext_lazy("report", "Sent to the municipalities")
    NEGOTIATED = "negotiated", pgettext_lazy("report", "Discussed in the HYTE negotiations")


class CycleKind(models.TextChoices):
    COLLECT = "collect", pgettext_lazy("cycle", "Data collection")
    REPORT = "report", pgettext_lazy("cycle", "Report")
    DECIDE = "decide", pgettext_lazy("cycle", "Decision")
    MEET = "meet", pgettext_lazy("cycle", "Meeting")


class PassageKey(models.TextChoices):
    """The places in the report and its cards where people write their own words."""

    INTRODUCTION = "introduction", _("Introduction")
    WELLBEING = "wellbeing", _("Wellbeing and health")
    STRUCTURES = "structures", _("Structures of wellbeing work")
    MEASURES = "measures", _("What was done")
    NOT_DONE = "not_done", _("What was not done, and why")
    SUMMARY = "summary", _("Summary")
    CARD_SENTENCE = "card_sentence", _("The place in one sentence")
    CARD_FACTS = "card_facts", _("Facts")
    STRENGTHS = "strengths", _("Strengths")
    CONCERNS = "concerns", pgettext_lazy("card", "Concerns")
    CARD_MEASURES = "card_measures", _("Measures of the plan")


class RoundEvent(models.TextChoices):
    STARTED = "report.started", _("%(actor)s started the report round %(year)s")
    ADVANCED = "report.advanced", _("%(actor)s moved the report %(year)s to: %(state)s")
    WRITTEN = "report.written", _("%(actor)s wrote “%(passage)s” in the report %(year)s")
