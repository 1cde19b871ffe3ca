"""What a drawing is made of, back to front; and the sizes for which drawings are made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol

from portal.charts.measure import ASCENT, DESCENT, text_width

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle by its edges; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Bounds", gap: float = 0) -> bool:
        """Whether the two overlap, or come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: "Bounds", slack: float = 0.01) -> bool:
        return (
            other.left >= self.left - slack
            and other.right <= self.right + slack
            and other.top >= self.top - slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Rule:
    kind: ClassVar[str] = "rule"
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    kind: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    stroke_width: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Trail:
    """Joined points; `close` fills nothing, it only ends where it began."""

    kind: ClassVar[str] = "trail"
    points: tuple[Point, ...]
    stroke: str
    width: float
    dash: str = ""

    @property
    def coordinates(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape with straight edges."""

    kind: ClassVar[str] = "area"
    points: tuple[Point, ...]
    fill: str

    @property
    def coordinates(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Dot:
    kind: ClassVar[str] = "dot"
    x: float
    y: float
    r: float
    fill: str
    stroke: str = ""
    stroke_width: float = 0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on its baseline. `halo`: colour of the outline drawn under it where it crosses a line."""

    kind: ClassVar[str] = "words"
    x: float
    y: float
    text: str
    size: float
    fill: str
    weight: int = 400
    anchor: Anchor = "start"
    halo: str = ""

    @property
    def bounds(self) -> Bounds:
        width = text_width(self.text, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Bounds(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


Shape = Rule | Box | Trail | Area | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture. `title` is the whole message in words: the only text of it that reaches a screen reader or a PDF's /Alt."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]

    def words(self) -> list[Words]:
        return [shape for shape in self.shapes if isinstance(shape, Words)]

    def dots(self) -> list[Dot]:
        return [shape for shape in self.shapes if isinstance(shape, Dot)]

    def boxes(self) -> list[Box]:
        return [shape for shape in self.shapes if isinstance(shape, Box)]

    def trails(self) -> list[Trail]:
        return [shape for shape in self.shapes if isinstance(shape, Trail)]


@dataclass(frozen=True, slots=True)
class Size:
    """How wide the drawing is, and how large its letters and strokes are for that width on its medium."""

    name: str
    width: float
    axis: float
    value: float
    own: float
    comparison: float = 1.5
    point: float = 4.5

    @property
    def narrow(self) -> bool:
        """Too narrow for words beside the plot."""
        return self.width < 400


# The widths match where the drawings stand: 122 mm and 57 mm columns on paper at a quarter of a millimetre per unit,
# a card on the screen, and a phone. Letters of the print sizes stay above 7 pt, those of the screen near 14-16 px.
WEB = Size("web", 640, axis=12, value=14.5, own=2.2)
PHONE = Size("phone", 340, axis=14, value=16, own=2.4)
CARD = Size("card", 320, axis=14, value=16, own=2.4)
PRINT = Size("print", 486, axis=11, value=13.5, own=2.2, point=4.2)
PRINT_HALF = Size("half", 306, axis=10.5, value=12, own=2, point=3.8)
PRINT_THIRD = Size("third", 230, axis=10.5, value=12.5, own=2, comparison=1.3, point=3)
PRINT_FULL = Size("full", 702, axis=11, value=13.5, own=2.2)
TIMELINE = Size("timeline", 150, axis=12.5, value=13, own=4.5)
SIZES = {size.name: size for size in (WEB, PHONE, CARD, PRINT, PRINT_HALF, PRINT_THIRD, PRINT_FULL, TIMELINE)}


@dataclass(frozen=True)
class Column:
    label: str
    numeric: bool = False


@dataclass(frozen=True)
class ChartTable:
    """The same numbers as the picture, as ready texts; the first cell of a row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = field(default_factory=tuple)

    def heads(self) -> list[tuple[str, bool]]:
        """(label, is a number) of each column, for components/table.html."""
        return [(column.label, column.numeric) for column in self.columns]


class Spec(Protocol):
    """What `{% chart %}` needs of any chart. `notes` are sentences that the caption has to carry."""

    heading: str
    caption: str

    @property
    def title(self) -> str: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def table(self) -> ChartTable: ...
    def draw(self, size: Size) -> Drawing: ...


def r2(value: float) -> float:
    """Two decimals are finer than any screen or paper; `-0.0` becomes 0."""
    return round(value, 2) + 0.0
