"""What a chapter is made of. Plain values and chart specs only, so that a report can be frozen and shown again as page and as PDF."""

from dataclasses import dataclass

from portal.charts.bar import BarSpec
from portal.charts.fan import FanSpec
from portal.charts.flow import DumbbellSpec, FlowSpec
from portal.charts.line import LineSpec
from portal.charts.multiple import MultipleSpec
from portal.charts.shapes import ChartTable
from portal.charts.strip import StripSpec
from portal.charts.timeline import TimelineSpec

ChartSpec = LineSpec | MultipleSpec | FanSpec | FlowSpec | DumbbellSpec | BarSpec | StripSpec | TimelineSpec


@dataclass(frozen=True)
class Words:
    """Running text, one paragraph each. `own`: people's own words (with their source), not the house's."""

    paragraphs: tuple[str, ...]
    own: bool = False
    source: str = ""
    is_example: bool = False
    kind: str = "words"


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Picture:
    """A chart. `size` names the drawing on paper: print (122 mm), half, third or full."""

    spec: ChartSpec
    size: str = "print"
    number: str = ""
    table: str = "open"
    kind: str = "picture"


@dataclass(frozen=True)
class Table:
    """`widths` on paper: millimetres for each column, 0 for what is left; empty for equal columns."""

    table: ChartTable
    number: str = ""
    widths: tuple[int, ...] = ()
    note: str = ""
    is_example: bool = False
    wide: bool = False
    kind: str = "table"


@dataclass(frozen=True)
class Facts:
    """Big figures: (figure, what it counts)."""

    items: tuple[tuple[str, str], ...]
    is_example: bool = False
    kind: str = "facts"


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Links:
    items: tuple[Link, ...]
    kind: str = "links"


@dataclass(frozen=True)
class Missing:
    """Something that belongs here and is not known; said in a sentence, never left out."""

    text: str
    kind: str = "missing"


Block = Words | Bullets | Picture | Table | Facts | Links | Missing


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]
    is_example: bool = False


@dataclass(frozen=True)
class Note:
    """A note in the margin. `state` is a key of the progress signs or empty."""

    heading: str
    texts: tuple[str, ...]
    state: str = ""
    state_label: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Chapter:
    """`line` stands above the finding (“Chapter 2 · Wellbeing and health”); the finding is the heading. A compact one shares its sheet."""

    slug: str
    line: str
    finding: str
    lead: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    is_example: bool = False
    compact: bool = False


@dataclass(frozen=True)
class Part:
    """`heading` is the part's own page in the contents (“Part 1: …”)."""

    heading: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Report:
    title: str
    subtitle: str
    publisher: str
    year: int
    data_on: str
    cover: FanSpec | None
    cover_note: str
    parts: tuple[Part, ...]
    is_example: bool = False
