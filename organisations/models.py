"""Counties, municipalities and their sectors, associations, companies and parishes; areas; bodies; population."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import BodyKind, LanguagesInUse, OrganisationKind
from organisations.rules import english_genitive, finnish_form, swedish_genitive
from portal.languages import InLanguages, active_language
from portal.models import Named
from portal.privacy import Privacy

HEX_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as #rrggbb, for example #0e5364."))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def public(self) -> "OrganisationQuerySet":
        """Those with public pages of their own: counties and municipalities."""
        return self.filter(kind__in=[OrganisationKind.COUNTY, OrganisationKind.MUNICIPALITY])

    def municipalities(self) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.MUNICIPALITY)

    def of_region(self, county: "Organisation") -> "OrganisationQuerySet":
        return self.filter(parent=county)

    def current(self, on: object) -> "OrganisationQuerySet":
        """Those that exist on the day; an open end means “until further notice”."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Organisation(Named):
    """A county, a municipality of a county (parent), or a sector, association, company or parish of either (parent).

    `code` is the official code within the kind (municipality 398, county 09), a zero-padded string.
    `latitude` and `longitude` (WGS 84) are its centre, where a map of it begins.
    """

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(max_length=10, blank=True)
    name_genitive_fi = models.CharField(_("“of …” in Finnish"), max_length=200, blank=True)
    name_allative_fi = models.CharField(_("“to …” in Finnish"), max_length=200, blank=True)
    name_inessive_fi = models.CharField(_("“in …” in Finnish"), max_length=200, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    languages = models.CharField(max_length=5, choices=LanguagesInUse, default=LanguagesInUse.FI)
    is_home = models.BooleanField(_("the county of this installation"), default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    brand_colour = models.CharField(max_length=7, blank=True, validators=[HEX_COLOUR])
    logo = models.FileField(upload_to="logos/", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    visiting_address = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    contact_is_example = models.BooleanField(_("phone and address are examples"), default=False)
    answer_promise_days = models.PositiveSmallIntegerField(_("answer promise in working days"), default=10)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OrganisationQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "kind", "slug", "code", "name_genitive_fi", "name_allative_fi", "name_inessive_fi",
            "parent", "languages", "is_home", "valid_from", "valid_to", "brand_colour", "logo", "phone", "visiting_address",
            "website", "contact_is_example", "answer_promise_days", "latitude", "longitude", "position",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], condition=~Q(code=""), name="organisation_code_once"),
            models.UniqueConstraint(fields=["is_home"], condition=Q(is_home=True), name="organisation_one_home"),
            models.CheckConstraint(
                name="organisation_home_is_county", condition=Q(is_home=False) | Q(kind=OrganisationKind.COUNTY)
            ),
            models.CheckConstraint(
                name="organisation_centre_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="organisation_valid_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    @property
    def is_county(self) -> bool:
        return self.kind == OrganisationKind.COUNTY

    @property
    def is_public(self) -> bool:
        """Whether it has public pages of its own: the twin of the queryset's public()."""
        return self.kind in (OrganisationKind.COUNTY, OrganisationKind.MUNICIPALITY)

    @property
    def genitive(self) -> str:
        """“of …” in the language of the page: Lahden, Lahtis, Lahti’s."""
        match active_language():
            case "sv":
                return swedish_genitive(self.name)
            case "en":
                return english_genitive(self.name)
        return finnish_form(self.name_fi, self.name_genitive_fi, "genitive")

    @property
    def allative(self) -> str:
        """“to …” where Finnish bends the name: Lahdelle. Swedish and English put a word before the plain name."""
        return finnish_form(self.name_fi, self.name_allative_fi, "allative") if active_language() == "fi" else self.name

    @property
    def inessive(self) -> str:
        """“in …” where Finnish bends the name: Lahdessa. Swedish and English put a word before the plain name."""
        return finnish_form(self.name_fi, self.name_inessive_fi, "inessive") if active_language() == "fi" else self.name


class Area(Named):
    """A part of a municipality that residents know by name (asuinalue)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="areas")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "name_fi", "name_sv", "name_en", "organisation", "slug", "position", "is_example"))

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="area_slug_once")]


class Body(Named):
    """A council, board, committee or office holder that decides."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=20, choices=BodyKind)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(public=("id", "name_fi", "name_sv", "name_en", "organisation", "kind", "position"))

    class Meta:
        ordering = ["position", "name_fi"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["organisation", "name_fi"], name="body_name_once")]


class Population(models.Model):
    """Inhabitants on the last day of the year, or on another day of it when the source says so."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    inhabitants = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    privacy = Privacy(public=("id", "organisation", "year", "inhabitants", "source"))

    class Meta:
        ordering = ["organisation", "year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="population_year_once"),
            models.CheckConstraint(name="population_year_sane", condition=Q(year__gte=1749, year__lte=2200)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}: {self.inhabitants}"


class PlaceFact(models.Model):
    """A figure about a place from a named source, such as the share of those over 65: shown as it is, never computed with."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="facts")
    label_fi = models.CharField(max_length=120)
    label_sv = models.CharField(max_length=120, blank=True)
    label_en = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=20, blank=True)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    label = InLanguages("label")

    privacy = Privacy(
        public=(
            "id",
            "organisation",
            "label_fi",
            "label_sv",
            "label_en",
            "value",
            "unit",
            "as_of",
            "source",
            "position",
        )
    )

    class Meta:
        ordering = ["organisation", "position"]
        constraints = [models.UniqueConstraint(fields=["organisation", "label_fi", "as_of"], name="place_fact_once")]

    def __str__(self) -> str:
        return f"{self.label_fi}: {self.value} {self.unit}".strip()
