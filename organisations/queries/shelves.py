"""The shelves of a place's front page: what the floors above put there, as plain values with an address, never HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Day  # a field here is called date
from datetime import datetime

from organisations.models import Organisation
from portal.shelves import Shelf


@dataclass(frozen=True)
class OpenItem:
    """Something open to everyone now. `prominent` is the large card (a vote); `kind_label` its tag; `date` the day to remember.

    `place` names the municipality when a county's page gathers from several.
    """

    title: str
    text: str
    url: str
    kind_label: str
    action_label: str
    date: Day | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    prominent: bool = False
    of_county: bool = False
    is_example: bool = False
    facts: Sequence[tuple[str, str]] = ()
    place: str = ""


@dataclass(frozen=True)
class Story:
    """What somebody said and what came of it. `status` is a state key of the tag component; `who` never names a person."""

    who: str
    quotation: str
    outcome: str
    text: str
    status: str
    status_label: str
    url: str
    is_example: bool = False


@dataclass(frozen=True)
class PromiseFigure:
    """How the answer promise was kept: a big figure, what it is, its base (“74 % of 512”), and the page with all figures."""

    figure: str
    label: str
    base: str
    is_example: bool = False
    url: str = ""


@dataclass(frozen=True)
class WellbeingFigure:
    """An indicator's newest value with its spark line: points are (year, value or None where there is no data) in `unit`.

    `every`: years between results; a missing one is a gap in the line.
    """

    title: str
    figure: str
    verdict: str
    url: str
    points: Sequence[tuple[int, float | None]] = ()
    is_example: bool = False
    unit: str = "%"
    decimals: int = 1
    every: int = 1


@dataclass(frozen=True)
class HelpDoor:
    """A life stage or topic with people who help; `rings` is 1 (baby) to 5 (older)."""

    title: str
    text: str
    url: str
    rings: int = 1


@dataclass(frozen=True)
class OpenDataSet:
    """Something to take away and use: what it is, whose, under what licence, and the addresses by the file's kind."""

    title: str
    text: str
    source: str
    licence: str
    files: Sequence[tuple[str, str]]
    is_example: bool = False


# A county's page asks with the county: the provider then gives what is open in its municipalities too, with `place` told.
FRONT_OPEN: Shelf[Callable[[Organisation, datetime], Sequence[OpenItem]]] = Shelf("front.open")
FRONT_STORIES: Shelf[Callable[[Organisation], Sequence[Story]]] = Shelf("front.stories")
FRONT_PROMISES: Shelf[Callable[[Organisation, datetime], Sequence[PromiseFigure]]] = Shelf("front.promises")
FRONT_WELLBEING: Shelf[Callable[[Organisation], Sequence[WellbeingFigure]]] = Shelf("front.wellbeing")
FRONT_HELP: Shelf[Callable[[Organisation], Sequence[HelpDoor]]] = Shelf("front.help")
# With the place that the reader looks at, or None for the whole installation.
OPEN_DATA: Shelf[Callable[[Organisation | None], Sequence[OpenDataSet]]] = Shelf("organisations.open_data")
