"""Where organisations and networks stand in their picture. Pure: fixed order, so that a network keeps its place from year to year.

Units are those of the drawing, 1180 wide, which is scaled as a whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

LEFT_X = 274
RIGHT_X = 742
ROW = 22
LOOSE_ROW = 34
GROUP_GAP = 14
TOP = 34
LONGEST_NAME = 54
MOST_LINKS = 200  # more than this is a thicket: the page asks to choose one interface


@dataclass(frozen=True)
class Spot:
    """An organisation or a network in the picture. `degree` counts its links; `chosen` stands out."""

    key: int
    name: str
    y: int
    degree: int
    chosen: bool
    radius: str = "4"

    @property
    def text_y(self) -> int:
        return self.y + 5

    @property
    def square_y(self) -> int:
        return self.y - 4

    @property
    def short_name(self) -> str:
        """At most LONGEST_NAME characters; the table below the picture has it whole."""
        return self.name if len(self.name) <= LONGEST_NAME else f"{self.name[: LONGEST_NAME - 1].rstrip()}…"


@dataclass(frozen=True)
class Heading:
    name: str
    y: int


@dataclass(frozen=True)
class Link:
    """A curve from an organisation to a network, as path data."""

    path: str
    chosen: bool


@dataclass(frozen=True)
class Picture:
    height: int
    left: tuple[Spot, ...]
    left_headings: tuple[Heading, ...]
    right: tuple[Spot, ...]
    right_headings: tuple[Heading, ...]
    links: tuple[Link, ...]


Group = tuple[str, Sequence[tuple[int, str]]]


def layout(left: Sequence[Group], right: Sequence[Group], links: Sequence[tuple[int, int]], focus: int) -> Picture:
    """The picture of `links` (organisation key, network key) between grouped organisations and grouped networks.

    `focus` is the organisation that stands out; 0 is none. Links run from thin to chosen, so that chosen ones lie on top.
    """
    of_left = degrees(key for key, _network in links)
    of_right = degrees(key for _organisation, key in links)
    touched = {network for organisation, network in links if organisation == focus}
    right_spots, right_headings, right_end = column(right, of_right, touched, ROW)
    row = min(LOOSE_ROW, max(ROW, (right_end - TOP - rows_of(left)) // max(1, rows_of(left))))
    left_spots, left_headings, left_end = column(left, of_left, {focus}, row)
    from_y = {spot.key: spot.y for spot in left_spots}
    to_y = {spot.key: spot.y for spot in right_spots}
    curves = [Link(curve(from_y[a], to_y[b]), a == focus) for a, b in links if a in from_y and b in to_y]
    return Picture(
        height=max(left_end, right_end),
        left=left_spots,
        left_headings=left_headings,
        right=right_spots,
        right_headings=right_headings,
        links=tuple(sorted(curves, key=lambda link: link.chosen)),
    )


def degrees(keys: Iterable[int]) -> Mapping[int, int]:
    return Counter(keys)


def rows_of(groups: Sequence[Group]) -> int:
    """Rows of a column, headings and the gaps between groups counted in."""
    return sum(len(members) + 2 for _name, members in groups)


def column(
    groups: Sequence[Group], degree: Mapping[int, int], chosen: Set[int], row: int
) -> tuple[tuple[Spot, ...], tuple[Heading, ...], int]:
    """The spots and headings of one side from the top down, and where it ends."""
    spots: list[Spot] = []
    headings: list[Heading] = []
    y = TOP
    for name, members in groups:
        if name:
            headings.append(Heading(name, y))
            y += ROW + 2
        for key, label in members:
            count = degree.get(key, 0)
            spots.append(Spot(key, label, y, count, key in chosen, f"{3.2 + 0.75 * count**0.5:.1f}"))
            y += row
        y += GROUP_GAP
    return tuple(spots), tuple(headings), y


def curve(from_y: int, to_y: int) -> str:
    middle = (LEFT_X + RIGHT_X) // 2
    return f"M{LEFT_X} {from_y}C{middle} {from_y} {middle} {to_y} {RIGHT_X} {to_y}"
