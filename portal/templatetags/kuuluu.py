"""Icons, rings, numbers, dates and the links of the chrome, for every template (the library is a builtin)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template.base import Node, Parser, TextNode, Token
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal import numerals
from portal.bars import PromiseClock, promise_clock
from portal.chrome import chrome_place, common_chrome, in_other_languages, language_links
from portal.drawings import mark_svg, pdf_mark_svg, rings_svg, ripple_svg
from portal.icons import icon_svg, tag_with_icon
from portal.navigation import (
    Link,
    PageLinks,
    footer_links,
    front_address,
    page_links,
    site_links,
    staff_links,
)
from portal.text import paragraphs

SELECTED = format_html(" {}", "selected")
register = template.Library()
register.filter("paragraphs", paragraphs)

for name in (
    "number",
    "signed",
    "percent",
    "points",
    "money",
    "day",
    "short_day",
    "weekday",
    "month",
    "weekday_day",
    "long_day",
    "hour",
    "moment",
    "file_size",
):
    register.filter(name, getattr(numerals, name))


@register.simple_tag
def tag(label: object, state: str = "") -> SafeString:
    """A state in words, for rows of long lists: `{% tag words state %}` is `components/tag.html` without the cost of including it."""
    return tag_with_icon(str(label), str(state))


@register.simple_tag
def icon(name: str, label: str = "", colour: str = "", css: str = "") -> SafeString:
    """`{% icon "check" %}` beside its word; `{% icon "check" label=word %}` alone; in a PDF also `colour="#2a6840"`."""
    return icon_svg(str(name), str(label), str(colour), str(css))


drawn_icon = register.tags["icon"]


@register.tag("icon")
def named_icon(parser: Parser, token: Token) -> Node:
    """An icon named outright is drawn once, when the template is read; any other one each time."""
    words = token.split_contents()
    is_outright = len(words) == 2 and words[1][0] == words[1][-1] == '"'
    return TextNode(icon_svg(words[1][1:-1])) if is_outright else drawn_icon(parser, token)


@register.simple_tag
def attributes(given: Mapping[str, Any]) -> SafeString:
    """The attributes of a widget: `{% attributes widget.attrs %}`."""
    return flatatt(dict(given))


@register.simple_tag
def choices(groups: Iterable[tuple[str | None, Sequence[Mapping[str, Any]], int]]) -> SafeString:
    """The choices of a list, which may be long: `{% choices widget.optgroups %}`."""
    return format_html_join("", "{}", ((drawn_group(name, options),) for name, options, _index in groups))


def drawn_group(name: str | None, options: Sequence[Mapping[str, Any]]) -> SafeString:
    shown = ((option["value"], SELECTED if option["selected"] else "", option["label"]) for option in options)
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', shown)
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


@register.simple_tag
def mark() -> SafeString:
    """The mark of Kuuluu: `{% mark %}`."""
    return mark_svg()


@register.simple_tag
def pdf_mark() -> SafeString:
    """The mark in a PDF: `{% pdf_mark %}`."""
    return pdf_mark_svg()


@register.simple_tag
def rings(count: int) -> SafeString:
    """The year rings of a life stage, 1 to 5: `{% rings 3 %}`."""
    return rings_svg(int(count))


@register.simple_tag
def ripple(kind: str, css: str = "") -> SafeString:
    """`{% ripple "hero" %}`: hero, phone, card or foot."""
    return ripple_svg(str(kind), str(css))


@register.simple_tag
def clock_of(received: date | datetime, due: date | datetime, today: date | datetime) -> PromiseClock:
    """`{% clock_of matter.received_at matter.due_on today as clock %}`, for components/clock.html."""
    return promise_clock(numerals.local_day(received), numerals.local_day(due), numerals.local_day(today))


@register.simple_tag(takes_context=True)
def nav(context: Context) -> tuple[Link, ...]:
    """The residents' navigation of the page's place: `{% nav as links %}`."""
    place = context.get("organisation")
    slug = str(getattr(place, "slug", "") or "")
    return site_links(slug, bool(getattr(place, "is_county", True)), language())


@register.simple_tag
def staff_nav() -> tuple[Link, ...]:
    """The navigation of those who work here: `{% staff_nav as links %}`."""
    return staff_links(language())


@register.simple_tag(takes_context=True)
def footer_nav(context: Context) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """`{% footer_nav as foot %}`: how we work (foot.0), about the service (foot.1)."""
    return footer_links(str(getattr(context.get("organisation"), "slug", "") or ""), language())


@register.simple_tag(takes_context=True)
def front_url(context: Context) -> str:
    """The front page of the page's place."""
    place = context.get("organisation")
    return front_address(str(getattr(place, "slug", "") or ""), bool(getattr(place, "is_home", True)), language())


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[Any]) -> PageLinks:
    """The links around a list, for components/pagination.html: `{% pages page as links %}`."""
    return page_links(page, context["request"].GET)


@register.simple_tag(takes_context=True)
def page_name(context: Context) -> str:
    """The name of the page's address, to mark the current link."""
    return here(context)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """This page in each language: `{% language_switch %}`."""
    return language_links(language(), in_other_languages(context.get("request")))


@register.simple_tag(takes_context=True)
def chrome(context: Context, template: str, here: str = "") -> SafeString:
    """`{% chrome "components/site_links.html" here %}`: a part of the frame that is the same for everyone, drawn once."""
    draw = common_chrome.__wrapped__ if settings.DEBUG else common_chrome
    return draw(template, chrome_place(context.get("organisation")), language(), here)


def here(context: Context) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return str(getattr(match, "url_name", "") or "")


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]
