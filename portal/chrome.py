"""The parts of the header and the footer that are the same for everyone, drawn once for each place, language and section.

Drawing them costs more than most pages' own content. Everything that they show is in the key, so a change of a name or a phone number needs
no clearing. What is the reader's own (signing out, with its token) or the page's (this page in other languages) is drawn each time.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CURRENT = format_html(' aria-current="{}"', "true")
LANGUAGE_CODES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class ChromePlace:
    """What the header and the footer show of a place."""

    name: str = ""
    slug: str = ""
    is_county: bool = True
    is_home: bool = True
    logo: str = ""
    phone: str = ""
    visiting_address: str = ""
    contact_is_example: bool = False


def chrome_place(organisation: object) -> ChromePlace:
    """The place of a page; a page without one (nothing is loaded yet) speaks for Kuuluu alone."""
    return ChromePlace(
        name=str(getattr(organisation, "name", "") or ""),
        slug=str(getattr(organisation, "slug", "") or ""),
        is_county=bool(getattr(organisation, "is_county", True)),
        is_home=bool(getattr(organisation, "is_home", True)),
        logo=str(getattr(organisation, "logo", "") or ""),
        phone=str(getattr(organisation, "phone", "") or ""),
        visiting_address=str(getattr(organisation, "visiting_address", "") or ""),
        contact_is_example=bool(getattr(organisation, "contact_is_example", False)),
    )


@dataclass(frozen=True)
class Other:
    """This page in a language."""

    code: str
    name: str
    url: str


def in_other_languages(request: HttpRequest | None) -> tuple[Other, ...]:
    """The address of this page in each language; the words after “?” stay. A page outside the languages takes `?kieli=`."""
    if request is None:
        return tuple(Other(code, name, f"/{code}/") for code, name in settings.LANGUAGES)
    prefix, rest = request.path[1:3], request.path[3:]
    if prefix not in LANGUAGE_CODES or not rest.startswith("/"):
        return tuple(Other(code, name, f"?kieli={code}") for code, name in settings.LANGUAGES)
    query = f"?{request.GET.urlencode()}" if request.method == "GET" and request.GET else ""
    return tuple(Other(code, name, f"/{code}{rest}{query}") for code, name in settings.LANGUAGES)


def language_links(language: str, others: tuple[Other, ...]) -> SafeString:
    """Languages as whole words; the current one is bold with a golden line."""
    links = ((o.url, o.code, o.code, CURRENT if o.code == language else "", o.name) for o in others)
    items = format_html_join("", '<li><a href="{}" lang="{}" hreflang="{}"{}>{}</a></li>', links)
    return format_html('<ul class="langs">{}</ul>', items)


@lru_cache(maxsize=2048)
def common_chrome(template: str, place: ChromePlace, language: str, here: str) -> SafeString:
    """A part of the header or the footer. `here` is the name of the page's address, for the parts that mark the current link."""
    return render_to_string(template, {"organisation": place, "here": here})
