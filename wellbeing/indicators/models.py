"""Indicators, their results by place and year, what was found, and what is aimed for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy
from wellbeing.indicators.enums import Flag, Operator, Polarity, Sex, Source, Theme
from wellbeing.indicators.rules import FEWEST_ANSWERS, Thresholds

OWN_NUMBERS_FROM = 1_000_000


class Indicator(Named):
    """Something measured again and again. `number` is its id in Sotkanet, or from a million up for an indicator of our own.

    `survey_every`: years between results. `change_threshold`: the smallest change that counts, and the one for small samples.
    """

    number = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SOTKANET)
    theme = models.CharField(max_length=12, choices=Theme)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.NEUTRAL)
    producer = models.CharField(_("producer"), max_length=100, blank=True)
    survey = models.CharField(_("survey or register"), max_length=100, blank=True)
    survey_every = models.PositiveSmallIntegerField(_("years between results"), default=1)
    change_threshold = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    change_threshold_small = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    source_url = models.URLField(blank=True)
    definition_fi = models.TextField(blank=True)
    definition_sv = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    definition = InLanguages("definition")

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "number", "source", "theme", "unit", "decimals", "polarity", "producer", "survey",
            "survey_every", "change_threshold", "change_threshold_small", "licence", "source_url", "definition_fi", "definition_sv",
            "definition_en", "position",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["position", "number"]
        constraints = [
            models.CheckConstraint(
                name="indicator_number_fits_source",
                condition=Q(source=Source.SOTKANET, number__lt=OWN_NUMBERS_FROM)
                | Q(source=Source.OWN, number__gte=OWN_NUMBERS_FROM),
            ),
            models.CheckConstraint(name="indicator_survey_every_positive", condition=Q(survey_every__gte=1)),
            models.CheckConstraint(name="indicator_polarity_known", condition=Q(polarity__in=Polarity.values)),
            models.CheckConstraint(name="indicator_theme_known", condition=Q(theme__in=Theme.values)),
        ]

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.change_threshold, self.change_threshold_small)


class Observation(models.Model):
    """One result of one place and year. No row means that there is no result; an empty value means that it may not be shown."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="observations")
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=6, choices=Sex, default=Sex.TOTAL)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    respondents = models.PositiveIntegerField(null=True, blank=True)
    flag = models.CharField(max_length=10, choices=Flag, default=Flag.NONE)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    privacy = Privacy(
        public=(
            "id",
            "indicator",
            "organisation",
            "year",
            "sex",
            "value",
            "respondents",
            "flag",
            "source",
            "recorded_at",
            "is_example",
        )
    )

    class Meta:
        ordering = ["indicator", "organisation", "year", "sex"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organisation", "year", "sex"], name="observation_once"),
            models.CheckConstraint(name="observation_year_sane", condition=Q(year__gte=1749, year__lte=2200)),
            models.CheckConstraint(
                name="observation_empty_when_suppressed",
                condition=Q(flag=Flag.SUPPRESSED, value__isnull=True)
                | (~Q(flag=Flag.SUPPRESSED) & Q(value__isnull=False)),
            ),
            models.CheckConstraint(
                name="observation_few_answers_hidden",
                condition=Q(respondents__isnull=True) | Q(respondents__gte=FEWEST_ANSWERS) | Q(value__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.organisation_id} {self.year}"


class Target(models.Model):
    """What a place aims for: the value, by its operator, in the year. `baseline_year` is the result from which it was set."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="indicator_targets")
    year = models.PositiveSmallIntegerField()
    operator = models.CharField(max_length=2, choices=Operator)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    is_example = models.BooleanField(default=False)

    privacy = Privacy(
        public=("id", "indicator", "organisation", "year", "operator", "value", "baseline_year", "source", "is_example")
    )

    class Meta:
        ordering = ["indicator", "organisation", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organisation", "year"], name="indicator_target_once"),
            models.CheckConstraint(name="indicator_target_operator_known", condition=Q(operator__in=Operator.values)),
            models.CheckConstraint(
                name="indicator_target_after_baseline",
                condition=Q(baseline_year__isnull=True) | Q(baseline_year__lte=F("year")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.organisation_id} {self.year} {self.operator} {self.value}"


class Finding(models.Model):
    """The result of one place and year as a sentence. It heads the page only while that year is the newest."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="findings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="findings")
    year = models.PositiveSmallIntegerField()
    text_fi = models.CharField(max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)

    text = InLanguages("text")

    privacy = Privacy(public=("id", "indicator", "organisation", "year", "text_fi", "text_sv", "text_en"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "organisation", "year"], name="finding_once")]

    def __str__(self) -> str:
        return self.text_fi


class Spread(models.Model):
    """Values of a region's municipalities for a year, whose source does not say which is whose. They never get names."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="spreads")
    region = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="spreads")
    year = models.PositiveSmallIntegerField()
    values = models.JSONField(default=list)
    source = models.CharField(max_length=200)

    privacy = Privacy(public=("id", "indicator", "region", "year", "values", "source"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "region", "year"], name="spread_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.region_id} {self.year}"
