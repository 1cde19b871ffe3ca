"""What an indicator is about, which way is good, why a value is missing; and the events of this slice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.TextChoices):
    SOTKANET = "sotkanet", "Sotkanet"
    OWN = "own", pgettext_lazy("source", "Own")


class Theme(models.TextChoices):
    """The groups of the overview, in its order."""

    POPULATION = "population", pgettext_lazy("theme", "Population")
    CHILDREN = "children", pgettext_lazy("theme", "Children and young people")
    ADULTS = "adults", pgettext_lazy("theme", "Adults")
    OLDER = "older", pgettext_lazy("theme", "Older people")
    LIVELIHOOD = "livelihood", pgettext_lazy("theme", "Livelihood and housing")
    WORK = "work", pgettext_lazy("theme", "Wellbeing work")


class Polarity(models.TextChoices):
    """Which way is good; the source does not say it, we do."""

    UP_GOOD = "up_good", _("Larger is better.")
    DOWN_GOOD = "down_good", _("Smaller is better.")
    NEUTRAL = "neutral", _("Neither larger nor smaller is better as such.")


class Sex(models.TextChoices):
    TOTAL = "total", pgettext_lazy("sex", "All")
    MALE = "male", pgettext_lazy("sex", "Men")
    FEMALE = "female", pgettext_lazy("sex", "Women")


class Flag(models.TextChoices):
    NONE = "none", pgettext_lazy("flag", "As measured")
    SUPPRESSED = "suppressed", pgettext_lazy("flag", "Too few answers")
    ESTIMATE = "estimate", pgettext_lazy("flag", "Calculated estimate")


class Operator(models.TextChoices):
    """When a target is met."""

    UNDER = "lt", pgettext_lazy("operator", "under")
    AT_MOST = "le", pgettext_lazy("operator", "at most")
    OVER = "gt", pgettext_lazy("operator", "over")
    AT_LEAST = "ge", pgettext_lazy("operator", "at least")

    @property
    def is_ceiling(self) -> bool:
        return self in {Operator.UNDER, Operator.AT_MOST}


class Verdict(models.TextChoices):
    """What a change means. Never stored."""

    BETTER = "better", pgettext_lazy("verdict", "improves")
    WORSE = "worse", pgettext_lazy("verdict", "weakens")
    SAME = "same", pgettext_lazy("verdict", "unchanged")
    UNKNOWN = "unknown", pgettext_lazy("verdict", "not known")


class IndicatorEvent(models.TextChoices):
    INDICATOR_ADDED = "indicator.added", _("Indicator %(number)s was added")
    RESULT_RECORDED = (
        "indicator.result_recorded",
        _("%(actor)s recorded a result of indicator %(number)s for %(year)s: %(value)s"),
    )
    RESULT_REPLACED = (
        "indicator.result_replaced",
        _("%(actor)s replaced a result of indicator %(number)s for %(year)s: %(before)s became %(value)s"),
    )
    TARGET_SET = "indicator.target_set", _("A target was set for indicator %(number)s in %(year)s: %(value)s")
