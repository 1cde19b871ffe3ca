"""Interfaces (yhdyspinnat) and the posts that answer for them, on the municipality's and on the county's side."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from interfaces.contacts.enums import LifeStage, ProviderKind, Side, VerificationOutcome
from organisations.models import Organisation
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy


class InterfaceQuerySet(models.QuerySet["Interface"]):
    def of_region(self, region: Organisation) -> "InterfaceQuerySet":
        return self.filter(region=region)

    def in_force(self, on: date) -> "InterfaceQuerySet":
        """Those that exist on the day; an open end means “until further notice”."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Interface(Named):
    """A topic that a county and its municipalities share; one tree for each region, valid from a day to a day."""

    region = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="interfaces")
    slug = models.SlugField(max_length=60)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    description_fi = models.TextField(blank=True)
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    is_priority = models.BooleanField(_("a priority of the region"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    description = InLanguages("description")

    objects = InterfaceQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "region", "slug", "parent", "description_fi", "description_sv", "description_en",
            "is_priority", "position", "valid_from", "valid_to",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="interface_slug_once"),
            models.CheckConstraint(
                name="interface_valid_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
            ),
        ]


class Unit(Named):
    """A part of an organisation in which posts stand."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")

    privacy = Privacy(public=("id", "name_fi", "name_sv", "name_en", "organisation"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name_fi"], name="unit_name_once")]


class Post(models.Model):
    """A post (virka, toimi) exists without a holder; its mailbox and phone belong to the post, not to a person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    title_fi = models.CharField(_("title in Finnish"), max_length=200)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    mailbox = models.EmailField(_("shared mailbox"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_hours = models.CharField(_("phone hours"), max_length=100, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    title = InLanguages("title")

    privacy = Privacy(
        public=(
            "id", "organisation", "unit", "title_fi", "title_sv", "title_en", "mailbox", "phone", "phone_hours", "valid_from", "valid_to",
            "is_example",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["title_fi"]
        constraints = [models.UniqueConstraint("organisation", Coalesce("unit", 0), "title_fi", name="post_title_once")]

    def __str__(self) -> str:
        return self.title_fi


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, on: date) -> "AssignmentQuerySet":
        """Those that hold on the day; an open end means “until further notice”."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Assignment(models.Model):
    """A post answers for an interface on one side. County side: `municipality` empty means “all municipalities of the region”.

    Several posts may stand in one cell; the primary one is contacted first and gives the cell its state.
    `confirmed_on` is the day when somebody last said that this holds; `bounced_on` when mail to the post last came back.
    Both repeat the log of `Verification`, so that today's state needs no history; a confirmation empties `bounced_on`.
    `valid_to` is the last day, inclusive. PostgreSQL also excludes overlapping tenures of a cell (migration 0002).
    """

    interface = models.ForeignKey(Interface, on_delete=models.PROTECT, related_name="assignments")
    side = models.CharField(max_length=12, choices=Side)
    municipality = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    is_primary = models.BooleanField(_("the first to contact"), default=True)
    confirmed_on = models.DateField(null=True, blank=True)
    bounced_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)

    objects = AssignmentQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "interface", "side", "municipality", "post", "is_primary", "confirmed_on", "bounced_on", "valid_from",
            "valid_to", "source", "is_example",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["interface", "side", "-is_primary", "id"]
        constraints = [
            models.UniqueConstraint(
                "interface",
                "side",
                Coalesce("municipality", 0),
                "post",
                condition=Q(valid_to__isnull=True),
                name="assignment_post_once_in_cell",
            ),
            models.UniqueConstraint(
                "interface",
                "side",
                Coalesce("municipality", 0),
                condition=Q(valid_to__isnull=True, is_primary=True),
                name="assignment_one_primary_in_cell",
            ),
            models.CheckConstraint(
                name="assignment_municipality_side_names_it",
                condition=Q(side=Side.COUNTY) | Q(municipality__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_valid_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interface_id} {self.side} {self.post_id}"


@dataclass(frozen=True)
class Cell:
    """One side of one interface in one place. `place` is a municipality, or the county itself: its side serves all municipalities."""

    interface: Interface
    place: Organisation
    side: Side

    @property
    def municipality(self) -> Organisation | None:
        """What assignments of this cell carry as their municipality."""
        return None if self.place.is_county else self.place

    @property
    def owner(self) -> Organisation:
        """The organisation whose people keep this side up to date."""
        return self.interface.region if self.side == Side.COUNTY else self.place

    def assignments(self, on: date) -> AssignmentQuerySet:
        """Those that stand in this very cell on the day, the primary one first."""
        rows = Assignment.objects.filter(interface=self.interface, side=self.side, municipality=self.municipality)
        return rows.in_force(on).order_by("-is_primary", "id")


class Verification(models.Model):
    """What was once found out about an assignment: it was confirmed, or mail came back. Lets any past day be shown as it was.

    A log: the last entry up to a day decides (a new confirmation, also on the same day, makes up for mail that came back).
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="verifications")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=VerificationOutcome)
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "assignment", "on", "outcome", "source", "is_example"))

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="verification_outcome_known", condition=Q(outcome__in=VerificationOutcome.values)
            ),
        ]
        indexes = [models.Index(fields=["assignment", "on"], name="verification_by_day")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.on} {self.outcome}"


class LifeStageService(Named):
    """Somebody who helps people in a stage of life: shown on the municipality's page of that stage, under the kind of provider."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="life_stage_services")
    stage = models.CharField(max_length=20, choices=LifeStage)
    provider = models.CharField(max_length=20, choices=ProviderKind)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    link = models.URLField(_("web address"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        public=(
            "id",
            "name_fi",
            "name_sv",
            "name_en",
            "organisation",
            "stage",
            "provider",
            "phone",
            "link",
            "position",
            "source",
        )
    )

    class Meta:
        ordering = ["stage", "position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "stage", "name_fi"], name="life_stage_service_once"),
            models.CheckConstraint(name="life_stage_known", condition=Q(stage__in=LifeStage.values)),
            models.CheckConstraint(name="life_stage_provider_known", condition=Q(provider__in=ProviderKind.values)),
        ]


class LifeStageTopic(models.Model):
    """An interface that matters in a stage of life: its posts are shown on the stage's page."""

    interface = models.ForeignKey(Interface, on_delete=models.CASCADE, related_name="life_stages")
    stage = models.CharField(max_length=20, choices=LifeStage)

    privacy = Privacy(public=("id", "interface", "stage"))

    class Meta:
        ordering = ["stage", "interface"]
        constraints = [
            models.UniqueConstraint(fields=["interface", "stage"], name="life_stage_topic_once"),
            models.CheckConstraint(name="life_stage_topic_known", condition=Q(stage__in=LifeStage.values)),
        ]

    def __str__(self) -> str:
        return f"{self.interface_id} {self.stage}"
