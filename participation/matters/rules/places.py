"""A point on the map as people write it. Pure."""

import re
from decimal import Decimal

NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
# Finland with its sea (WGS 84, degrees): a point elsewhere is a slip of the pen.
NORTH, EAST = (Decimal("59.3"), Decimal("70.2")), (Decimal("19.0"), Decimal("31.7"))
EXACT = Decimal("0.000001")  # about ten centimetres


def degrees(parts: list[str]) -> Decimal:
    """Degrees, minutes and seconds as degrees."""
    value = Decimal(0)
    for place, part in enumerate(parts):
        value += Decimal(part.replace(",", ".")) / 60**place
    return value.quantize(EXACT)


def is_within(value: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= value <= bounds[1]


def parse_point(typed: str) -> tuple[Decimal, Decimal] | None:
    """(latitude, longitude) of “60.98267, 25.66151”, “60,98 25,66”, “60°58'58" N 25°39'41" E”, in either order; None when it is none."""
    numbers = NUMBER.findall(typed)
    if len(numbers) not in (2, 4, 6) or len(typed) > 80:
        return None
    half = len(numbers) // 2
    first, second = degrees(numbers[:half]), degrees(numbers[half:])
    for latitude, longitude in ((first, second), (second, first)):
        if is_within(latitude, NORTH) and is_within(longitude, EAST):
            return latitude, longitude
    return None
