"""What every page knows about itself."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """`demo`: whether this is the marked demo. `path_without_language`: for the language switch."""
    path = request.path_info
    bare = path[3:] if path[1:3] in {"fi", "sv", "en"} and path[3:4] == "/" else path
    return {"demo": settings.DEMO, "path_without_language": bare, "address": settings.ADDRESS}
