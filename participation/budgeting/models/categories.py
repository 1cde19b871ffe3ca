"""The kinds of proposals that a round tells apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.models.rounds import Round
from portal.models import Named
from portal.privacy import Privacy


class Category(Named):
    """A kind of proposals, for example parks or sport. Its limits hold in each area apart; without one it is only a name."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="categories")
    max_choices = models.PositiveSmallIntegerField(_("choices of a voter"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("most money in whole euros"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("most proposals that are carried out"), null=True, blank=True)

    privacy = Privacy(public=("id", "name_fi", "name_sv", "name_en", "round", "max_choices", "budget", "most"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name_fi"], name="category_name_once"),
            models.CheckConstraint(
                name="category_limits_positive",
                condition=(Q(max_choices__isnull=True) | Q(max_choices__gte=1))
                & (Q(budget__isnull=True) | Q(budget__gte=1))
                & (Q(most__isnull=True) | Q(most__gte=1)),
            ),
        ]
