"""Icons (24 units) and signs of state (14 units) as inline SVG.

An icon beside its word is decoration (aria-hidden); one that stands alone gets a `label`. PDFs need colours written out and a
title in every drawing, so there both `colour` and `label` are given.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Drawing:
    """Lines are stroked, fills are filled, dashes are stroked in short dashes; each is path data on a square grid."""

    grid: int
    lines: str = ""
    fills: str = ""
    cuts: str = ""
    dashes: str = ""


ICONS: dict[str, Drawing] = {
    "alert": Drawing(24, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5v5.5M12 16.4v.1"),
    "arrow-down": Drawing(24, "M12 5v14M6 13l6 6 6-6"),
    "arrow-left": Drawing(24, "M19 12H5M11 6l-6 6 6 6"),
    "arrow-right": Drawing(24, "M5 12h14M13 6l6 6-6 6"),
    "bell": Drawing(24, "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"),
    "bubble": Drawing(24, "M4 5h16v11.5H10L4.5 20.5V5"),
    "bulb": Drawing(24, "M9 16.5c0-1.7-3-3.2-3-7a6 6 0 0 1 12 0c0 3.8-3 5.3-3 7zM9.5 19h5M10.5 21.5h3"),
    "calendar": Drawing(24, "M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7"),
    "check": Drawing(24, "M4.5 12.5l5 5L19.5 7"),
    "chevron-down": Drawing(24, "M6 9.5l6 6 6-6"),
    "chevron-left": Drawing(24, "M14.5 6l-6 6 6 6"),
    "chevron-right": Drawing(24, "M9.5 6l6 6-6 6"),
    "clock": Drawing(24, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.5l3.5 2"),
    "close": Drawing(24, "M6 6l12 12M18 6L6 18"),
    "document": Drawing(24, "M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12.5h6M9 16.5h6"),
    "download": Drawing(24, "M12 4v11M6.5 10.5L12 16l5.5-5.5M4 20h16"),
    "edit": Drawing(24, "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5"),
    "euro": Drawing(24, "M18 6.2A7.5 7.5 0 0 0 6.6 12 7.5 7.5 0 0 0 18 17.8M4 10.5h9.5M4 13.5h8.5"),
    "external": Drawing(24, "M13 4h7v7M20 4l-9 9M17 14v6H4V7h6"),
    "eye": Drawing(
        24, "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6"
    ),
    "flag": Drawing(24, "M6 21V4h12.5l-2.5 4.5 2.5 4.5H6"),
    "heart": Drawing(24, "M12 20S3.5 15 3.5 9A4.6 4.6 0 0 1 12 6.6 4.6 4.6 0 0 1 20.5 9c0 6-8.5 11-8.5 11z"),
    "info": Drawing(24, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.6v.1"),
    "link": Drawing(
        24, "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"
    ),
    "list": Drawing(24, "M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1"),
    "lock": Drawing(24, "M5 11h14v9.5H5zM8 11V8a4 4 0 0 1 8 0v3"),
    "mail": Drawing(24, "M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5"),
    "menu": Drawing(24, "M4 6.5h16M4 12h16M4 17.5h16"),
    "minus": Drawing(24, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M7.5 12h9"),
    "now": Drawing(
        24, "M12 9.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8", dashes="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17"
    ),
    "people": Drawing(
        24,
        "M9 5a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 9 5M2.5 19.5c0-7 13-7 13 0M15.5 5.3a3 3 0 0 1 0 5.8M18 14.2c2 .7 3.5 2.5 3.5 5.3",
    ),
    "phone": Drawing(
        24,
        "M4.5 4.5h4l2 5-2.5 1.8a12 12 0 0 0 4.7 4.7l1.8-2.5 5 2v4c0 .6-.5 1-1 1A15.5 15.5 0 0 1 3.5 5.5c0-.5.4-1 1-1z",
    ),
    "pin": Drawing(
        24,
        "M12 21.5S4.5 15.5 4.5 10a7.5 7.5 0 0 1 15 0c0 5.5-7.5 11.5-7.5 11.5zM12 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2",
    ),
    "plus": Drawing(24, "M12 5v14M5 12h14"),
    "printer": Drawing(24, "M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z"),
    "question": Drawing(
        24, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.3 9.6c0-3.8 5.6-3.4 5.4 0-.1 2-2.7 2-2.7 4.1M12 17v.1"
    ),
    "search": Drawing(24, "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L21 21"),
    "sum": Drawing(24, "M18 6.5V4.5H6l6.5 7.5L6 19.5h12v-2"),
    "trash": Drawing(24, "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"),
    "upload": Drawing(24, "M12 16V4.5M6.5 10L12 4.5l5.5 5.5M4 20h16"),
    "user": Drawing(24, "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 21c0-9 15-9 15 0"),
    "warning": Drawing(24, "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.1"),
    # Signs on a 14-unit grid: contacts
    "sign-ok": Drawing(14, "M2 7.5l3.3 3.3L12 3.6"),
    "sign-post": Drawing(14, "M1.5 2.8h11v8.4h-11zM4 5.8h6M4 8.3h3.5"),
    "sign-soon": Drawing(14, "M7 1.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 7 1.4M7 4v3.3l2 1.2"),
    "sign-old": Drawing(14, fills="M7 1L.6 12.8h12.8z", cuts="M7 5.2v3.6M7 10.7v.2"),
    "sign-vacant": Drawing(14, dashes="M7 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 7 1.6"),
    "sign-returned": Drawing(14, "M5 1.8L1.8 5 5 8.2M2 5h6.2a3.6 3.6 0 0 1 0 7.2H5.5"),
    # progress
    "sign-hard": Drawing(14, "M7 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 7 1.6", "M7 1.6a5.4 5.4 0 0 1 0 10.8z"),
    "sign-bad": Drawing(
        14, fills="M7 .8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 7 .8", cuts="M4.8 4.8l4.4 4.4M9.2 4.8L4.8 9.2"
    ),
    "sign-unknown": Drawing(
        14, "M7 1.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 7 1.4M5.4 5.6c0-2.2 3.3-2 3.2 0-.1 1.2-1.6 1.2-1.6 2.4M7 10v.1"
    ),
    # trend
    "sign-up": Drawing(14, fills="M7 2.6l5 8.8H2z"),
    "sign-down": Drawing(14, fills="M7 11.4l5-8.8H2z"),
    "sign-same": Drawing(14, "M2.5 5.2h9M2.5 8.8h9"),
}

DASHES = {24: "3 2.6", 14: "2.1 1.55"}


# Typed: a text that is marked safe must not find what was drawn for the same text unmarked, or the other way round.
@lru_cache(maxsize=2048, typed=True)
def icon_svg(name: str, label: str = "", colour: str = "", css: str = "") -> SafeString:
    """The icon as inline SVG. Without `label` it is hidden from assistive technology. Raises KeyError on an unknown name."""
    drawing = ICONS[name]
    ink = colour or "currentColor"
    parts: list[tuple[str, str]] = []
    if drawing.fills:
        parts.append((drawing.fills, format_html(' fill="{}" stroke="none"', ink)))
    if drawing.lines:
        parts.append((drawing.lines, ""))
    if drawing.cuts:
        parts.append((drawing.cuts, format_html(' stroke="{}"', "#fff")))
    if drawing.dashes:
        parts.append(
            (drawing.dashes, format_html(' stroke-dasharray="{}" stroke-linecap="butt"', DASHES[drawing.grid]))
        )
    classes = "icon icon--sign" if drawing.grid == 14 else "icon"
    written = (
        format_html(
            ' fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round" stroke-linejoin="round"',
            ink,
            _weight(drawing),
        )
        if colour
        else ""
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}"{}{}>{}{}</svg>',
        f"{classes} {css}".strip(),
        drawing.grid,
        drawing.grid,
        written,
        format_html(' role="{}"', "img") if label else format_html(' aria-hidden="{}" focusable="false"', "true"),
        format_html("<title>{}</title>", label) if label else "",
        format_html_join("", '<path d="{}"{}/>', parts),
    )


def _weight(drawing: Drawing) -> str:
    return "1.7" if drawing.grid == 14 else "1.75"


TAG_ICONS = {"done": "check", "official": "check", "open": "check", "now": "now", "coming": "clock", "late": "alert"}


@lru_cache(maxsize=2048, typed=True)
def tag_with_icon(label: str, state: str) -> SafeString:
    """A state in words with its icon and tint (components/tag.html); an unknown state is a plain tag."""
    icon = icon_svg(TAG_ICONS[state]) if state in TAG_ICONS else ""
    return format_html('<span class="tag tag--{}">{}{}</span>', state or "plain", icon, label)
