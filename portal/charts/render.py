"""From a drawing to markup."""

from django.template.loader import get_template

from portal.charts.shapes import Drawing


def svg(drawing: Drawing, *, css: str = "") -> str:
    """The SVG element; also a whole file, since it names its own namespace."""
    return get_template("charts/drawing.svg.html").render({"drawing": drawing, "css": css})
