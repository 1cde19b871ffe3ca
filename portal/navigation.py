"""The links of the page chrome. Only links whose page exists are shown; `current` comes from the name of the page's address."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Link:
    """A link of the chrome; `pages` are the names of the addresses where it is the current one."""

    label: str | Promise
    url: str
    pages: frozenset[str]


Entry = tuple[str | Promise, str, str, frozenset[str]]

# label, address name for a municipality, address name for the county (empty: the same), pages where it is current
SITE: Sequence[Entry] = (
    (
        pgettext_lazy("navigation", "Take part"),
        "participate",
        "",
        frozenset(
            {
                "participate",
                "idea_list",
                "round_list",
                "round_detail",
                "ballot",
                "receipt_check",
                "proposal_list",
                "proposal_detail",
                "panel_list",
                "panel_detail",
            }
        ),
    ),
    (
        pgettext_lazy("navigation", "Tell us"),
        "feedback_new",
        "",
        frozenset({"feedback_new", "idea_new", "matter_received", "matter_track"}),
    ),
    (
        pgettext_lazy("navigation", "What came of it"),
        "outcome_list",
        "",
        frozenset({"outcome_list", "matter_detail", "round_result", "area_result"}),
    ),
    (
        pgettext_lazy("navigation", "Wellbeing"),
        "municipality_wellbeing",
        "wellbeing_overview",
        frozenset(
            {
                "municipality_wellbeing",
                "wellbeing_overview",
                "indicator_detail",
                "report_list",
                "report_detail",
                "municipality_card",
                "annual_clock",
            }
        ),
    ),
    (
        pgettext_lazy("navigation", "Contacts"),
        "contact_directory",
        "",
        frozenset(
            {
                "contact_directory",
                "life_stage",
                "contacts_matrix",
                "contacts_municipality",
                "interface_cell",
                "network_list",
                "network_detail",
            }
        ),
    ),
)

STAFF: Sequence[Entry] = (
    (pgettext_lazy("navigation", "Desk"), "desk", "", frozenset({"desk", "desk_matter"})),
    (pgettext_lazy("navigation", "Matters"), "desk_matters", "", frozenset({"desk_matters"})),
    (
        pgettext_lazy("navigation", "Interfaces"),
        "contacts_matrix",
        "",
        frozenset({"contacts_matrix", "contacts_municipality", "interface_cell", "network_list", "network_detail"}),
    ),
    (
        pgettext_lazy("navigation", "Indicators"),
        "wellbeing_overview",
        "",
        frozenset({"wellbeing_overview", "indicator_detail"}),
    ),
    (pgettext_lazy("navigation", "Plan"), "plan_overview", "", frozenset({"plan_overview"})),
    (pgettext_lazy("navigation", "Annual clock"), "annual_clock", "", frozenset({"annual_clock"})),
    (
        pgettext_lazy("navigation", "Reports"),
        "report_list",
        "",
        frozenset({"report_list", "report_detail", "municipality_card", "job_detail"}),
    ),
)

PROMISES: Sequence[tuple[str | Promise, str]] = (
    (_("Answer promise"), "promise"),
    (_("Rules of the discussion"), "discussion_rules"),
    (_("Open data"), "open_data"),
)
ABOUT: Sequence[tuple[str | Promise, str]] = (
    (_("Accessibility"), "accessibility"),
    (_("Privacy"), "privacy"),
    (_("About Kuuluu"), "about"),
    (_("Plain language"), "plain_language"),
)


def address(name: str, slug: str = "") -> str:
    """The address, or an empty string where this installation has no such page."""
    for kwargs in ({"slug": slug}, {}) if slug else ({},):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


@lru_cache(maxsize=512)
def site_links(slug: str, is_county: bool, language: str) -> tuple[Link, ...]:
    """The residents' navigation of a place. `language` is the active one: addresses are made in it."""
    links = (
        (label, address(county if is_county and county else name, slug), pages) for label, name, county, pages in SITE
    )
    return tuple(Link(label, url, pages) for label, url, pages in links if url)


@lru_cache(maxsize=8)
def staff_links(language: str) -> tuple[Link, ...]:
    """The navigation of those who work here, in the active language."""
    links = ((label, address(name), pages) for label, name, _county, pages in STAFF)
    return tuple(Link(label, url, pages) for label, url, pages in links if url)


@lru_cache(maxsize=64)
def footer_links(slug: str, language: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """How we work, and about the service."""

    def existing(entries: Sequence[tuple[str | Promise, str]]) -> tuple[Link, ...]:
        links = ((label, address(name, slug)) for label, name in entries)
        return tuple(Link(label, url, frozenset()) for label, url in links if url)

    return existing(PROMISES), existing(ABOUT)


@lru_cache(maxsize=128)
def front_address(slug: str, is_home: bool, language: str) -> str:
    """The front page of a place: the region's own for the home county."""
    return (address("region_front") if is_home or not slug else address("municipality_front", slug)) or "/"


@dataclass(frozen=True)
class PageLink:
    """A page of a list. An empty number is the gap between numbers that are shown."""

    number: str
    url: str = ""


@dataclass(frozen=True)
class PageLinks:
    """The way around a list: an empty address where there is no such page. `current` is the number of this page."""

    previous: str
    next: str
    current: str
    numbers: tuple[PageLink, ...]


def page_links(page: Page[Any], asked: QueryDict) -> PageLinks:
    """The first page, the last, and those beside this one; whatever else the address asks stays in the links."""
    query = asked.copy()

    def url(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    here, last = page.number, page.paginator.num_pages
    numbers: list[PageLink] = []
    shown = sorted({1, here - 1, here, here + 1, last} & set(range(1, last + 1)))
    for before, number in zip([0, *shown], shown, strict=False):
        numbers += [PageLink("")] * (number - before > 1)
        numbers.append(PageLink(str(number), url(number)))
    return PageLinks(url(here - 1) if here > 1 else "", url(here + 1) if here < last else "", str(here), tuple(numbers))
