"""What a region or municipality aims for: spearheads, guiding documents, and the indicator cards with their reviews and tasks."""

from django.db import models
from django.db.models import F, Q

from interfaces.contacts.models import Post
from organisations.models import Organisation
from portal.models import Named
from portal.privacy import Privacy
from wellbeing.indicators.models import Indicator
from wellbeing.plans.enums import PlanKind, Status


class Spearhead(Named):
    """A priority of wellbeing work (hyte-kärki) for some years, and the indicators that tell of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="spearheads")
    slug = models.SlugField(max_length=60)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    indicators = models.ManyToManyField(Indicator, through="Follow", related_name="spearheads")

    privacy = Privacy(
        public=(
            "id",
            "name_fi",
            "name_sv",
            "name_en",
            "organisation",
            "slug",
            "first_year",
            "last_year",
            "source",
            "position",
            "indicators",
        )
    )

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="spearhead_slug_once"),
            models.CheckConstraint(name="spearhead_years_in_order", condition=Q(first_year__lte=F("last_year"))),
        ]


class Follow(models.Model):
    """An indicator by which a spearhead is followed. `is_example`: the pairing is ours, the source does not make it."""

    spearhead = models.ForeignKey(Spearhead, on_delete=models.CASCADE, related_name="follows")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="follows")
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "spearhead", "indicator", "is_example"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["spearhead", "indicator"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.spearhead_id} {self.indicator_id}"


class Plan(Named):
    """A guiding document of an organisation, where it can be read, and the years in which it holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=PlanKind, default=PlanKind.PLAN)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=400, blank=True)
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        public=(
            "id",
            "name_fi",
            "name_sv",
            "name_en",
            "organisation",
            "kind",
            "first_year",
            "last_year",
            "url",
            "source",
            "position",
        )
    )

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_fi"], name="plan_name_once"),
            models.CheckConstraint(
                name="plan_years_in_order",
                condition=Q(first_year__isnull=True) | Q(last_year__isnull=True) | Q(first_year__lte=F("last_year")),
            ),
            models.CheckConstraint(name="plan_kind_known", condition=Q(kind__in=PlanKind.values)),
        ]


class IndicatorCard(models.Model):
    """The card of one indicator in one organisation: what stays the same from review to review. Owners are posts, never people.

    The texts are working texts, written once in `language`; lists are one item a line.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="cards")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="indicator_cards")
    owners = models.ManyToManyField(Post, blank=True, related_name="indicator_cards")
    owners_note = models.CharField(max_length=300, blank=True)
    partners = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    other_meters = models.TextField(blank=True)
    dependencies = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    content = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="fi")
    source = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        public=(
            "id", "indicator", "organisation", "owners", "owners_note", "partners", "aim", "other_meters", "dependencies", "risks",
            "content", "language", "source",
        )
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "organisation"], name="card_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.organisation_id}"


class CardReview(models.Model):
    """One look at the card: the status that people gave it and why. Append-only; the newest holds, the others are its history."""

    card = models.ForeignKey(IndicatorCard, on_delete=models.CASCADE, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    next_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status)
    reasons = models.TextField()
    done = models.TextField(blank=True)
    coming = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="fi")
    recorded_at = models.DateTimeField()
    status_is_example = models.BooleanField(default=False)
    next_is_example = models.BooleanField(default=False)

    privacy = Privacy(
        public=(
            "id", "card", "number", "reviewed_on", "next_on", "status", "reasons", "done", "coming", "language", "recorded_at",
            "status_is_example", "next_is_example",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["card", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="card_review_number_once"),
            models.CheckConstraint(name="card_review_next_later", condition=Q(next_on__gt=F("reviewed_on"))),
            models.CheckConstraint(name="card_review_status_known", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.number}"


class CardTask(models.Model):
    """A task of a card's sub-goals: when, and how it goes."""

    card = models.ForeignKey(IndicatorCard, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.UNKNOWN)
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "card", "position", "text", "starts_on", "ends_on", "status", "is_example"))

    class Meta:
        ordering = ["card", "position"]
        constraints = [
            models.UniqueConstraint(fields=["card", "position"], name="card_task_position_once"),
            models.CheckConstraint(
                name="card_task_days_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(name="card_task_status_known", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        return self.text
