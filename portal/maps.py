"""The map on which a place can be pointed at: where its pictures come from, and the page that may load them."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from portal.middleware import policy

FINLAND = ("62.5", "26.0", 5)  # where a map begins when nobody has told where the place is
TOWN = 13  # the zoom at which a town's centre fills the picture


@dataclass(frozen=True)
class Map:
    """`tiles` is the address of one picture with {z}, {x} and {y}; `start` is latitude, longitude and zoom with commas."""

    tiles: str
    attribution: str
    start: str

    @property
    def host(self) -> str:
        return urlsplit(self.tiles).netloc

    @property
    def origin(self) -> str:
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.tiles))


def map_from(latitude: Decimal | None, longitude: Decimal | None) -> Map | None:
    """The map that begins at the point, if one is told; None where the operator has set no map."""
    if not settings.MAP_TILES:
        return None
    start = FINLAND if latitude is None or longitude is None else (str(latitude), str(longitude), TOWN)
    return Map(settings.MAP_TILES, settings.MAP_ATTRIBUTION, ",".join(map(str, start)))


def allow_tiles(response: HttpResponse, map: Map | None) -> HttpResponse:
    """Let the page load the map's pictures; no other page may."""
    if map is not None:
        response.headers["Content-Security-Policy"] = policy(pictures=map.origin)
    return response
