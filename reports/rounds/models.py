"""The yearly report round, the annual cycle of months, and the people's own words."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy
from reports.rounds.enums import CycleKind, PassageKey, RoundState


class ReportRound(models.Model):
    """One year's well-being report of a county. `data_on` is the day up to which data is counted; the round freezes it."""

    county = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="report_rounds")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.PLANNING)
    data_on = models.DateField(_("data up to"))
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "county", "year", "state", "data_on", "is_example"))

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["county", "year"], name="report_round_once_a_year"),
            models.CheckConstraint(name="report_round_state_known", condition=Q(state__in=RoundState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.year}"


class CycleStep(Named):
    """A step of the annual cycle. `month` is empty where it is not known; `day` only for a fixed meeting."""

    county = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cycle_steps")
    kind = models.CharField(max_length=10, choices=CycleKind)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_example = models.BooleanField(_("the month is an example"), default=False)

    privacy = Privacy(
        public=(
            "id",
            "name_fi",
            "name_sv",
            "name_en",
            "county",
            "kind",
            "month",
            "last_month",
            "position",
            "is_example",
        )
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name_fi"], name="cycle_step_once"),
            models.CheckConstraint(
                name="cycle_months_sane",
                condition=Q(month__isnull=True, last_month__isnull=True)
                | Q(month__gte=1, month__lte=12, last_month__isnull=True)
                | Q(month__gte=1, last_month__lte=12, last_month__gte=models.F("month")),
            ),
        ]


class Passage(models.Model):
    """What people wrote in one place of the report, or of one organisation's card (`place`). One paragraph or list item a line.

    `version` grows with every save: whoever saves an older one is told so instead of overwriting.
    """

    round = models.ForeignKey(ReportRound, on_delete=models.CASCADE, related_name="passages")
    place = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20, choices=PassageKey)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_example = models.BooleanField(_("example data"), default=False)

    text = InLanguages("text")

    privacy = Privacy(
        public=(
            "id",
            "round",
            "place",
            "key",
            "text_fi",
            "text_sv",
            "text_en",
            "source",
            "version",
            "updated_at",
            "is_example",
        ),
        pseudonymous=("updated_by",),
        about="Who wrote a passage of the report, so that they can be asked about it.",
        retention="The text stays with the report; who wrote it is emptied with the account.",
    )

    class Meta:
        ordering = ["round", "key"]
        constraints = [
            models.UniqueConstraint("round", Coalesce("place", 0), "key", name="passage_once"),
            models.CheckConstraint(name="passage_key_known", condition=Q(key__in=PassageKey.values)),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.key}"
