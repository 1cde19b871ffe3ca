"""Kinds of documents, states of a version, and events of the audit trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Well-being report")
    MUNICIPALITY_CARD = "municipality_card", _("Municipality card")


class VersionState(models.TextChoices):
    COMPILING = "compiling", pgettext_lazy("version", "Being compiled")
    READY = "ready", pgettext_lazy("version", "Ready")
    FAILED = "failed", pgettext_lazy("version", "Failed")


class DocumentEvent(models.TextChoices):
    ASKED = "document.asked", _("%(actor)s asked to compile the report %(year)s")
    COMPILED = "document.compiled", _("The report %(year)s was compiled: version %(version)s")
    FAILED = "document.failed", _("Compiling the report %(year)s failed: version %(version)s")
