"""Kinds of organisations and bodies, and the languages that they use."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    COUNTY = "county", _("Wellbeing services county")
    MUNICIPALITY = "municipality", _("Municipality")
    SECTOR = "sector", _("Sector")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    PARISH = "parish", _("Parish")
    AUTHORITY = "authority", _("Other authority")


class LanguagesInUse(models.TextChoices):
    """The official languages, the majority's first (Language Act 423/2003)."""

    FI = "fi", _("Finnish")
    SV = "sv", _("Swedish")
    FI_SV = "fi+sv", _("Finnish and Swedish")
    SV_FI = "sv+fi", _("Swedish and Finnish")


class BodyKind(models.TextChoices):
    COUNCIL = "council", pgettext_lazy("body", "Council")
    EXECUTIVE = "executive", pgettext_lazy("body", "Executive board")
    COMMITTEE = "committee", pgettext_lazy("body", "Committee")
    ADVISORY = "advisory", pgettext_lazy("body", "Advisory board")
    OFFICIAL = "official", pgettext_lazy("body", "Decision of an official")


class OrganisationEvent(models.TextChoices):
    """Sentences of the audit trail; the floor that knows people writes them."""

    LOOK_CHANGED = "organisation.look_changed", _("%(actor)s changed the look of %(place)s")
    DETAILS_CHANGED = "organisation.details_changed", _("%(actor)s changed the contact details of %(place)s")
