"""The rings: the mark, the years of a life stage and the quiet ripple, as inline SVG. All are decoration."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def ring(radius: float, css: str = "", width: str = "", centre: tuple[float, float] = (0, 0)) -> SafeString:
    return format_html(
        '<circle cx="{}" cy="{}" r="{}"{}{}/>',
        centre[0],
        centre[1],
        radius,
        format_html(' class="{}"', css) if css else "",
        format_html(' stroke-width="{}"', width) if width else "",
    )


@lru_cache(maxsize=4)
def mark_svg(css: str = "mark") -> SafeString:
    """A point, a whole ring, an open ring and the golden point that was reached: “I was heard”."""
    return format_html(
        '<svg class="{}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">{}{}'
        '<path d="M21.9 5.1a13 13 0 1 0 6.1 7.6" stroke-width="2.4" stroke-linecap="round"/>{}</svg>',
        css,
        ring(3.3, "mark__dot", centre=(15.5, 16.5)),
        ring(7.8, width="2.4", centre=(15.5, 16.5)),
        ring(3.9, "mark__sun", centre=(27, 5.4)),
    )


@lru_cache(maxsize=4)
def pdf_mark_svg(label: str = "Kuuluu") -> SafeString:
    """The mark with its colours written out and a title, as a PDF needs it."""
    return format_html(
        '<svg class="mark" viewBox="0 0 32 32" role="img" fill="none" stroke="{brand}"><title>{label}</title>'
        '<circle cx="15.5" cy="16.5" r="3.3" fill="{brand}" stroke="none"/><circle cx="15.5" cy="16.5" r="7.8" stroke-width="2.4"/>'
        '<path d="M21.9 5.1a13 13 0 1 0 6.1 7.6" stroke-width="2.4" stroke-linecap="round"/>'
        '<circle cx="27" cy="5.4" r="3.9" fill="#eaa53c" stroke="none"/></svg>',
        brand="#0e5364",
        label=label,
    )


@lru_cache(maxsize=8)
def rings_svg(count: int) -> SafeString:
    """Year rings of a life stage: 1 (baby) to 5 (older), around a golden core."""
    shown = min(max(count, 1), 5)
    drawn = [(ring(5.2 + n * 4.6, width="2.4" if n == shown - 1 else "1.9"),) for n in range(shown)]
    return format_html(
        '<svg class="rings" viewBox="-26 -26 52 52" aria-hidden="true" focusable="false">{}{}</svg>',
        format_html_join("", "{}", drawn),
        ring(2.4, "rings__sun"),
    )


RIPPLES: dict[str, tuple[int, tuple[tuple[int, str], ...]]] = {
    # kind: half of the drawing's width, (radius, opacity) of each ring
    "hero": (440, ((227, "1"), (278, ".9"), (329, ".8"), (380, ".7"), (430, ".55"))),
    "card": (
        180,
        (
            (10, "1"),
            (31, ".95"),
            (52, ".9"),
            (73, ".8"),
            (94, ".7"),
            (115, ".6"),
            (136, ".45"),
            (157, ".35"),
            (178, ".2"),
        ),
    ),
    "foot": (
        368,
        (
            (16, "1"),
            (51, ".95"),
            (86, ".9"),
            (121, ".8"),
            (156, ".7"),
            (191, ".6"),
            (226, ".5"),
            (261, ".4"),
            (296, ".25"),
        ),
    ),
    "phone": (188, ((18, "1"), (56, ".9"), (95, ".75"), (134, ".55"))),
}


@lru_cache(maxsize=16)
def ripple_svg(kind: str, css: str = "") -> SafeString:
    """The quiet ripple (hero, phone, card or foot): rings that thin out. At most one per screen, never behind running text."""
    half, rings = RIPPLES[kind]
    core: SafeString | str = ""
    if kind == "hero":
        core = format_html(
            '{}<circle class="ripple__sun" cx="-276" cy="-177" r="10.5"/>',
            ring(18, "ripple__halo", "1.2", (-276, -177)),
        )
    elif kind == "phone":
        core = ring(7, "ripple__core")
    return format_html(
        '<svg class="{}" viewBox="{} {} {} {}" stroke-width="1.4" aria-hidden="true" focusable="false">{}{}</svg>',
        f"ripple {css}".strip(),
        -half,
        -half,
        2 * half,
        2 * half,
        format_html_join("", '<circle cx="0" cy="0" r="{}" stroke-opacity="{}"/>', rings),
        core,
    )
