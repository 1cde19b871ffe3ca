"""`{% chart spec %}`: figure, picture, caption and table of any chart. `{% chart_svg spec "card" %}`: the picture alone."""

from django import template

from portal.charts.render import svg
from portal.charts.shapes import SIZES, Spec

register = template.Library()


@register.inclusion_tag("charts/figure.html")
def chart(
    spec: Spec, size: str = "", *, table: str = "details", heading: bool = True, number: str = ""
) -> dict[str, object]:
    """A figure. Without `size` the page gets a wide drawing and one for phones (CSS shows one of them); a PDF names its size.

    `table`: "details" folds it, "open" shows it, "none" leaves it out (then the page must show the same numbers itself).
    `number`: “Figure 2.1”, printed before the caption.
    """
    sizes = [size] if size else ["web", "phone"]
    pictures = [{"size": name, "drawing": spec.draw(SIZES[name])} for name in sizes]
    caption = " ".join(part for part in (spec.caption, *spec.notes) if part)
    return {
        "spec": spec,
        "pictures": pictures,
        "caption": caption,
        "table": table,
        "heading": heading,
        "number": number,
    }


@register.simple_tag
def chart_svg(spec: Spec, size: str = "card", css: str = "") -> str:
    """The picture alone, for cards and cells; the page shows the numbers in words or in a table."""
    return svg(spec.draw(SIZES[size]), css=css)
