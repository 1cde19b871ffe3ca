"""Words that no place may be called in an address, colours that can be read, and names in their Finnish cases."""

import colorsys
import re
import unicodedata

# A place's slug stands where the region's own pages begin (/fi/<slug>/), so those words are taken. The tests compare with the urlconf.
RESERVED_SLUGS = frozenset(
    {
        # languages, and addresses without one
        "fi", "sv", "en", "se", "admin", "hallinta", "yllapito", "static", "media", "teema", "terveys", "tyylit", "api", "robots",
        "sitemap", "georeport", "rajapinta",
        # pages of the region
        "asiat", "tyopoyta", "yhdyspinnat", "verkostot", "hyvinvointi", "raportit", "tyot", "vuosikello", "haku", "kartta",
        "tapahtumat", "kuulemiset", "dialogit", "neuvottelut", "suunnitelmat", "suunnitelma", "ilmoitukset", "asetukset",
        "roolit", "loki", "tarkastus", "seuraa", "seuratut", "syotteet",
        # about the service
        "tietosuoja", "saavutettavuus", "saavutettavuusseloste", "vastauslupaus", "keskustelun-saannot", "avoin-data",
        "selkokieli", "tietoa",
        # accounts
        "kirjaudu", "kirjaudu-ulos", "rekisteroidy", "tili", "tunnukset", "omat-tiedot", "tunnistus", "suostumukset", "kutsu",
        # pages of a place, so that /fi/ideat/ is never a municipality
        "ideat", "palaute", "kiitos", "luvut", "avaimet", "mita-siita-tuli", "osallistu", "budjetointi", "raadit", "yhteyshenkilot",
        "aanestystiedostot",
    }
)  # fmt: skip


def is_free_slug(slug: str) -> bool:
    """Whether a place may be called so: short, plain letters, and no word that the portal itself uses."""
    return bool(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug)) and len(slug) <= 60 and slug not in RESERVED_SLUGS


# ---- Colours -------------------------------------------------------------------------------------------------------

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
PAPER: Colour = (0xFB, 0xF8, 0xF3)
OAT: Colour = (0xF3, 0xEC, 0xE0)
LEAST_CONTRAST = 4.5  # WCAG 2.2 success criterion 1.4.3 for text
LEAST_CONTRAST_ON_DEEP = 7.0  # the footer and the vote card carry small pale text
TEXT_ON_DEEP: Colour = (0xDB, 0xE9, 0xEB)


def colour_of(written: str) -> Colour:
    """#rrggbb, #rgb or the same without # as numbers. Raises ValueError."""
    digits = written.strip().removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise ValueError(f"not a colour: {written!r}")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative luminance of WCAG 2.2, 0 (black) to 1 (white)."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """`share` (0 to 1) of the first colour in the other."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def mist_of(colour: Colour) -> Colour:
    """The cool band of the pages in the place's own tint."""
    return mixed(colour, WHITE, 0.1)


def is_legible(colour: Colour) -> bool:
    """Whether text in this colour can be read on every ground that the pages have."""
    return all(contrast(colour, ground) >= LEAST_CONTRAST for ground in (WHITE, PAPER, OAT, mist_of(colour)))


def darkened(colour: Colour, lightness: float) -> Colour:
    hue, _lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return red, green, blue


def legible_brand(colour_written: str) -> str:
    """The colour itself when it can be read everywhere, otherwise the lightest darker shade of it that can. Raises ValueError."""
    colour = colour_of(colour_written)
    if is_legible(colour):
        return written(colour)
    lightness = colorsys.rgb_to_hls(*(part / 255 for part in colour))[1]
    steps = (darkened(colour, lightness * step / 200) for step in range(199, -1, -1))
    return written(next(shade for shade in steps if is_legible(shade)))


def deep_brand(colour: Colour) -> Colour:
    """The ground of the footer and the vote card: dark enough for small pale text."""
    lightness = colorsys.rgb_to_hls(*(part / 255 for part in colour))[1]
    steps = (darkened(colour, lightness * step / 100) for step in range(70, -1, -1))
    return next(shade for shade in steps if contrast(TEXT_ON_DEEP, shade) >= LEAST_CONTRAST_ON_DEEP)


def theme_of(brand: str) -> dict[str, str]:
    """The custom properties that a place's colour changes; everything else stays as it is."""
    colour = colour_of(legible_brand(brand))
    return {
        "--brand": written(colour),
        "--brand-deep": written(deep_brand(colour)),
        "--mist": written(mist_of(colour)),
        "--brand-line": written(mixed(colour, WHITE, 0.36)),
        "--brand-tint": written(mixed(colour, WHITE, 0.05)),
    }


def theme_css(brand: str) -> str:
    """The style sheet of a place; empty when it has no colour of its own."""
    if not brand:
        return ""
    return ":root {" + "; ".join(f"{name}: {value}" for name, value in theme_of(brand).items()) + "}\n"


# ---- Names ---------------------------------------------------------------------------------------------------------

# Finnish says “of Lahti” by bending the name. Where a place has not told its forms, the kind is bent instead: “kunnan Sysmä”.
BENT_KIND = {"genitive": "kunnan", "allative": "kunnalle", "inessive": "kunnassa"}
BENT_COUNTY = {"genitive": "alueen", "allative": "alueelle", "inessive": "alueella"}


def finnish_form(name: str, told: str, form: str) -> str:
    """The form that the place has told, or a correct way around it."""
    if told:
        return told
    if name.endswith("alue"):
        return name.removesuffix("alue") + BENT_COUNTY[form]
    return f"{BENT_KIND[form]} {name}"


AFTER_Z = str.maketrans("åäö", "{|}")


def alphabetical(name: str) -> str:
    """A key that sorts as Finnish and Swedish do: å, ä and ö after z, whatever database there is."""
    return name.lower().translate(AFTER_Z)


def swedish_genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def english_genitive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def slug_of(name: str) -> str:
    """The name in plain letters: Kärkölä is karkola."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def free_slug(name: str) -> str:
    """An address for a municipality: its name, unless the portal itself uses the word."""
    slug = slug_of(name)
    return slug if is_free_slug(slug) else f"{slug}-kunta"


# Counties are named in the genitive; their addresses read better in the nominative.
COUNTY_ENDINGS = (("uudenmaan", "uusimaa"), ("-suomen", "-suomi"), ("-hameen", "-hame"), ("-savon", "-savo"), ("-karjalan", "-karjala"),
                  ("pohjanmaan", "pohjanmaa"), ("pirkanmaan", "pirkanmaa"), ("satakunnan", "satakunta"), ("kymenlaakson", "kymenlaakso"),
                  ("kainuun", "kainuu"), ("lapin", "lappi"))  # fmt: skip


def county_slug(name: str) -> str:
    """Päijät-Hämeen hyvinvointialue is paijat-hame."""
    slug = slug_of(name).removesuffix("-hyvinvointialue")
    for ending, better in COUNTY_ENDINGS:
        if slug.endswith(ending):
            return slug.removesuffix(ending) + better
    return slug
