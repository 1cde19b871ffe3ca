"""Changes to places. This floor knows no people: whoever calls has checked that the change is allowed and writes the audit trail.

The operator's commands call these directly; staff come through `people.actions.places`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisations.enums import BodyKind, LanguagesInUse, OrganisationKind
from organisations.models import Area, Body, Organisation, PlaceFact, Population
from organisations.rules import county_slug, free_slug, is_free_slug, legible_brand
from portal.exceptions import RuleBroken
from portal.files import PNG, kind_of_upload

MOST_LOGO_BYTES = 300 * 1024
Names = tuple[str, str, str]  # Finnish, Swedish, English


def create_organisation(
    *,
    kind: OrganisationKind,
    slug: str,
    names: Names,
    code: str = "",
    cases: Names = ("", "", ""),
    parent: Organisation | None = None,
    languages: LanguagesInUse = LanguagesInUse.FI,
    is_home: bool = False,
    valid_from: date | None = None,
    brand: str = "",
    position: int = 0,
) -> Organisation:
    """`cases`: genitive, allative and inessive in Finnish. Raises RuleBroken when the slug or the code is taken."""
    if not is_free_slug(slug):
        raise RuleBroken(_("The address “%(slug)s” cannot be used.") % {"slug": slug}, code="slug")
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                kind=kind, slug=slug, code=code, parent=parent, languages=languages, is_home=is_home,
                name_fi=names[0], name_sv=names[1], name_en=names[2], name_genitive_fi=cases[0],
                name_allative_fi=cases[1], name_inessive_fi=cases[2], valid_from=valid_from,
                brand_colour=readable(brand), position=position,
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleBroken(_("There is already an organisation with this address or code."), code="taken") from error


def readable(brand: str) -> str:
    """The colour, darkened if need be; none stays none. Raises RuleBroken."""
    try:
        return legible_brand(brand) if brand else ""
    except ValueError as error:
        raise RuleBroken(_("Write the colour as #rrggbb, for example #0e5364."), code="colour") from error


def add_area(*, organisation: Organisation, names: Names, position: int = 0, is_example: bool = False) -> Area:
    area, _created = Area.objects.get_or_create(
        organisation=organisation,
        slug=slugify(names[0]),
        defaults={
            "name_fi": names[0], "name_sv": names[1], "name_en": names[2], "position": position, "is_example": is_example,
        },
    )  # fmt: skip
    return area


def add_body(*, organisation: Organisation, kind: BodyKind, names: Names, position: int = 0) -> Body:
    body, _created = Body.objects.get_or_create(
        organisation=organisation,
        name_fi=names[0],
        defaults={"kind": kind, "name_sv": names[1], "name_en": names[2], "position": position},
    )
    return body


def record_population(*, organisation: Organisation, figures: Iterable[tuple[int, int]], source: str) -> None:
    """Write (year, inhabitants) pairs; a newer figure for the same year replaces the old one with its source."""
    rows = [
        Population(organisation=organisation, year=year, inhabitants=count, source=source) for year, count in figures
    ]
    Population.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organisation", "year"], update_fields=["inhabitants", "source"]
    )


def add_fact(
    *, organisation: Organisation, labels: Names, value: Decimal, unit: str, as_of: date, source: str, position: int = 0
) -> PlaceFact:
    fact, _created = PlaceFact.objects.get_or_create(
        organisation=organisation,
        label_fi=labels[0],
        as_of=as_of,
        defaults={
            "label_sv": labels[1], "label_en": labels[2], "value": value, "unit": unit, "source": source, "position": position,
        },
    )  # fmt: skip
    return fact


@dataclass(frozen=True)
class LookChange:
    """What became of a changed look: the colour as it was made legible, and the sentence that tells it."""

    changed: bool
    colour: str
    sentence: str


def change_look(
    *, organisation: Organisation, brand: str, logo: "File[bytes] | None", remove_logo: bool, now: datetime
) -> LookChange:
    """Set the colour and the logo. Raises RuleBroken.

    An old logo's file stays until the transaction holds, and goes then.
    """
    colour = readable(brand)
    if logo is not None:
        check_logo(logo)
    with transaction.atomic():
        place = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changed = place.brand_colour != colour or logo is not None or (remove_logo and bool(place.logo))
        old = place.logo.name if place.logo and (logo is not None or remove_logo) else ""
        storage = place.logo.storage
        place.brand_colour = colour
        if logo is not None:
            place.logo.save(f"{place.slug}-{now:%Y%m%d%H%M%S}.png", logo, save=False)
        elif remove_logo:
            place.logo = ""
        place.save(update_fields=["brand_colour", "logo"])
        if old:
            transaction.on_commit(partial(storage.delete, old))
    organisation.brand_colour, organisation.logo = place.brand_colour, place.logo
    return LookChange(changed, colour, look_sentence(brand, colour))


def look_sentence(wanted: str, colour: str) -> str:
    if wanted and wanted.lower() != colour:
        text = _("Saved. The colour was too light to read, so it was darkened to %(colour)s.")
        return text % {"colour": colour}
    return _("Saved. The pages of the place look so from now on.")


def check_logo(logo: "File[bytes]") -> None:
    """Whatever the form believed: a PNG by its own bytes, and small. Raises RuleBroken."""
    try:
        kind_of_upload(logo, (PNG,), MOST_LOGO_BYTES)
    except ValidationError as error:
        raise RuleBroken(error.messages[0], code="logo") from error


def change_details(
    *, organisation: Organisation, phone: str, visiting_address: str, website: str, is_example: bool = False
) -> bool:
    """How people reach the place; an empty text is not told, and the pages show nothing in its stead. False when all was so already."""
    details = {
        "phone": phone.strip(), "visiting_address": visiting_address.strip(), "website": website.strip(),
    }  # fmt: skip
    if all(getattr(organisation, name) == value for name, value in details.items()):
        return False
    Organisation.objects.filter(pk=organisation.pk).update(**details, contact_is_example=is_example)
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.contact_is_example = is_example
    return True


def place_centre(*, organisation: Organisation, centre: tuple[str, str]) -> None:
    """Where the place's centre is (WGS 84 degrees), so that a map of it begins there."""
    organisation.latitude, organisation.longitude = (Decimal(degrees) for degrees in centre)
    organisation.save(update_fields=["latitude", "longitude"])


def take_municipality(*, row: Mapping[str, str], home: str, source: str) -> bool:
    """Add or rename the municipality of the row and its county; True when the municipality is new.

    `row` has code, name_fi, name_sv, languages, hva_code, hva_name_fi, hva_name_sv and perhaps population_YEAR,
    latitude and longitude. Raises RuleBroken.
    """
    if row["languages"] not in LanguagesInUse.values:
        raise RuleBroken(_("“%(languages)s” is no language.") % {"languages": row["languages"]}, code="languages")
    county, _new = take_place(
        kind=OrganisationKind.COUNTY,
        code=row["hva_code"],
        names=(row["hva_name_fi"], row["hva_name_sv"], ""),
        slug=county_slug(row["hva_name_fi"]),
        is_home=row["hva_code"] == home,
    )
    town, is_new = take_place(
        kind=OrganisationKind.MUNICIPALITY,
        code=row["code"],
        names=(row["name_fi"], row["name_sv"], row["name_fi"]),
        slug=free_slug(row["name_fi"]),
        parent=county,
        languages=LanguagesInUse(row["languages"]),
    )
    if row.get("latitude") and row.get("longitude"):
        place_centre(organisation=town, centre=parse_centre(row["latitude"], row["longitude"]))
    years = {
        int(name.removeprefix("population_")): value for name, value in row.items() if name.startswith("population_")
    }
    record_population(organisation=town, figures=[(y, int(v)) for y, v in years.items() if v.isdigit()], source=source)
    return is_new


def parse_centre(latitude: str, longitude: str) -> tuple[str, str]:
    """Degrees as a file writes them. Raises RuleBroken for what is no point of the earth."""
    is_written = all(re.fullmatch(r"-?\d{1,3}(\.\d{1,6})?", degrees) for degrees in (latitude, longitude))
    if not is_written or abs(Decimal(latitude)) > 90 or abs(Decimal(longitude)) > 180:
        raise RuleBroken(
            _("“%(latitude)s, %(longitude)s” is no point.") % {"latitude": latitude, "longitude": longitude}, code="centre"
        )
    return latitude, longitude


def take_place(
    *,
    kind: OrganisationKind,
    code: str,
    names: Names,
    slug: str,
    parent: Organisation | None = None,
    languages: LanguagesInUse = LanguagesInUse.FI,
    is_home: bool = False,
) -> tuple[Organisation, bool]:
    """The place with this code: made, or its names, county and languages brought up to date. Its address never changes."""
    place = Organisation.objects.filter(kind=kind, code=code).first()
    if place is None:
        made = create_organisation(
            kind=kind, code=code, slug=slug, names=names, parent=parent, languages=languages, is_home=is_home
        )
        return made, True
    place.name_fi, place.name_sv, place.name_en = names[0], names[1] or place.name_sv, names[2] or place.name_en
    if kind == OrganisationKind.MUNICIPALITY:
        place.parent, place.languages = parent, languages
    place.is_home = place.is_home or is_home
    place.save(update_fields=["name_fi", "name_sv", "name_en", "parent", "languages", "is_home"])
    return place, False
