"""How a measure proceeds, what a document is; and the events of this slice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The four states of the county's status scale; people set them, the software never does. STATUS_SENTENCES has the source's words."""

    ON_TRACK = "on_track", pgettext_lazy("progress", "Proceeds on schedule")
    CHALLENGES = "challenges", pgettext_lazy("progress", "Challenges")
    SERIOUS = "serious", pgettext_lazy("progress", "Serious challenges")
    UNKNOWN = "unknown", pgettext_lazy("progress", "Not known")


class PlanKind(models.TextChoices):
    PLAN = "plan", pgettext_lazy("document", "Plan")
    REPORT = "report", pgettext_lazy("document", "Report")
    STRATEGY = "strategy", pgettext_lazy("document", "Strategy")
    PROGRAMME = "programme", pgettext_lazy("document", "Programme")
    PAGE = "page", pgettext_lazy("document", "Web page")


class PlanEvent(models.TextChoices):
    CARD_ADDED = "card.added", _("A card was made for indicator %(number)s")
    CARD_ON_TRACK = "card.on_track", _("%(actor)s reviewed the card of indicator %(number)s: proceeds on schedule")
    CARD_CHALLENGES = "card.challenges", _("%(actor)s reviewed the card of indicator %(number)s: challenges")
    CARD_SERIOUS = "card.serious", _("%(actor)s reviewed the card of indicator %(number)s: serious challenges")
    CARD_UNKNOWN = "card.unknown", _("%(actor)s reviewed the card of indicator %(number)s: not known")
