"""Councils, panels and tables through which residents are heard before decisions."""

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from participation.panels.enums import PanelKind
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy


class PanelQuerySet(models.QuerySet["Panel"]):
    def of(self, organisation: Organisation) -> "PanelQuerySet":
        return self.filter(organisation=organisation)


class Panel(Named):
    """A group that is heard. Members are never listed here: a panel is a post, not people.

    An empty `influence` or `rhythm` means that the source does not tell it; the page says so.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="panels")
    kind = models.CharField(max_length=20, choices=PanelKind)
    influence_fi = models.TextField(blank=True)
    influence_sv = models.TextField(blank=True)
    influence_en = models.TextField(blank=True)
    rhythm_fi = models.CharField(max_length=200, blank=True)
    rhythm_sv = models.CharField(max_length=200, blank=True)
    rhythm_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    is_example = models.BooleanField(default=False)

    influence = InLanguages("influence")
    rhythm = InLanguages("rhythm")

    objects = PanelQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "organisation", "kind", "influence_fi", "influence_sv", "influence_en",
            "rhythm_fi", "rhythm_sv", "rhythm_en", "source", "position", "is_example",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["organisation", "position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_fi"], name="panel_name_once"),
            models.CheckConstraint(name="panel_kind_known", condition=Q(kind__in=PanelKind.values)),
        ]
