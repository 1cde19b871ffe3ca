"""Reads about places."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5

from organisations.models import Organisation, Population
from organisations.rules import alphabetical, theme_css
from portal.exceptions import NotVisible


def home_county() -> Organisation | None:
    """The county that this installation serves; None before anything is loaded."""
    return Organisation.objects.filter(is_home=True).first()


def public_organisation(slug: str) -> Organisation:
    """The county or municipality with public pages at this slug. Raises NotVisible."""
    organisation = Organisation.objects.public().select_related("parent").filter(slug=slug).first()
    if organisation is None:
        raise NotVisible(slug)
    return organisation


def place_or_home(slug: str) -> Organisation | None:
    """The place at the slug, or the home county where no place is named. Raises NotVisible for an unknown slug."""
    return public_organisation(slug) if slug else home_county()


def region_of(organisation: Organisation) -> Organisation:
    """The county whose region the organisation belongs to (a county is its own)."""
    return organisation if organisation.is_county or organisation.parent is None else organisation.parent


def municipalities_of(county: Organisation) -> list[Organisation]:
    """The municipalities of the county, A to Ö (the order that readers know)."""
    return from_a_to_o(Organisation.objects.municipalities().of_region(county))


def from_a_to_o(places: Iterable[Organisation]) -> list[Organisation]:
    """In the order of their names in the language of the page."""
    return sorted(places, key=lambda place: alphabetical(place.name))


def all_municipalities() -> list[Organisation]:
    """The municipalities of every region in this installation, A to Ö."""
    return from_a_to_o(Organisation.objects.municipalities())


def newest_population(organisation: Organisation) -> Population | None:
    return organisation.populations.order_by("-year").first()


@dataclass(frozen=True)
class Theme:
    """The style sheet of a place and its fingerprint."""

    css: str
    etag: str


def theme(slug: str) -> Theme:
    """Raises NotVisible. A place without a colour of its own has an empty sheet."""
    css = theme_css(public_organisation(slug).brand_colour)
    return Theme(css, f'"{md5(css.encode(), usedforsecurity=False).hexdigest()}"')


def look_of(organisation: Organisation) -> dict[str, str]:
    """What the form of the place's look begins with."""
    return {
        "brand": organisation.brand_colour,
        "phone": organisation.phone,
        "visiting_address": organisation.visiting_address,
        "website": organisation.website,
    }
