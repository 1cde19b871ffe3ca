"""Sides of an interface, states of a contact, stages of life, and the events that this slice writes to the audit trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    MUNICIPALITY = "municipality", pgettext_lazy("side", "Municipality")
    COUNTY = "county", pgettext_lazy("side", "Wellbeing services county")


class CellState(models.TextChoices):
    """How well a side's contact can be trusted on a day. Never stored: rules.state_of derives it.

    `acting` and `ending` wait for tenures: nothing derives them before posts have holders.
    """

    FRESH = "fresh", pgettext_lazy("contact", "up to date")
    POST_ONLY = "post_only", pgettext_lazy("contact", "post only")
    DUE = "due", pgettext_lazy("contact", "getting old")
    STALE = "stale", pgettext_lazy("contact", "out of date")
    VACANT = "vacant", pgettext_lazy("contact", "vacant")
    BOUNCED = "bounced", pgettext_lazy("contact", "mail returned")
    ACTING = "acting", pgettext_lazy("contact", "acting")
    ENDING = "ending", pgettext_lazy("contact", "ending")


class VerificationOutcome(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("verification", "Confirmed")
    BOUNCED = "bounced", pgettext_lazy("verification", "Mail came back")


class LifeStage(models.TextChoices):
    """The values are the path words."""

    FAMILIES = "lapsiperheet", pgettext_lazy("life stage", "Families with children")
    YOUNG = "nuoret", pgettext_lazy("life stage", "Young people")
    ADULTS = "aikuiset", pgettext_lazy("life stage", "Adults")
    OLDER = "ikaihmiset", pgettext_lazy("life stage", "Older people")


class ProviderKind(models.TextChoices):
    MUNICIPALITY = "municipality", pgettext_lazy("provider", "Municipality")
    COUNTY = "county", pgettext_lazy("provider", "Wellbeing services county")
    ASSOCIATION = "association", pgettext_lazy("provider", "Associations")
    PARISH = "parish", pgettext_lazy("provider", "Parish")
    COMPANY = "company", pgettext_lazy("provider", "Companies")


class ContactEvent(models.TextChoices):
    POST_CREATED = "contact.post_created", _("%(actor)s added the post %(post)s")
    POST_CHANGED = "contact.post_changed", _("%(actor)s changed the details of the post %(post)s")
    ASSIGNED = "contact.assigned", _("%(actor)s set %(post)s to answer for %(interface)s")
    ENDED = "contact.ended", _("%(actor)s ended that %(post)s answers for %(interface)s")
    CONFIRMED = "contact.confirmed", _("%(actor)s confirmed that %(post)s answers for %(interface)s")
    BOUNCED = "contact.bounced", _("%(actor)s noted that mail to %(post)s came back (%(interface)s)")
