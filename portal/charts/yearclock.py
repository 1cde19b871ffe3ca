"""The annual clock: months inside, arcs outside, diamonds for meetings; numbers lead to the list that says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.utils.translation import gettext as _

from portal.charts.labels import push_apart
from portal.charts.measure import wrapped
from portal.charts.palette import BRAND, COPPER, GRID, INK, INK_2, LINE_2, WHITE
from portal.charts.shapes import Area, ChartTable, Column, Dot, Drawing, Point, Rule, Shape, Size, Trail, Words, r2

MEETING = "#633c72"
NOW_TINT = "#e7f0f1"
INNER, OUTER = "inner", "outer"
LANES = {INNER: (0.59, 0.685), OUTER: (0.775, 0.865)}


@dataclass(frozen=True)
class ClockEntry:
    """`first` and `last` are months 1–12; `lane` is inner, outer or point (a diamond). Without months it stands only in the list."""

    name: str
    kind: str
    months: str
    lane: str
    first: int | None
    last: int | None


@dataclass(frozen=True)
class YearClockSpec:
    """`months`: twelve short names, January first. `today` is the hand."""

    heading: str
    entries: tuple[ClockEntry, ...]
    months: tuple[str, ...]
    today: date
    today_text: str
    caption: str = ""
    is_example: bool = False

    @property
    def title(self) -> str:
        told = "; ".join(f"{entry.name}: {entry.months}" for entry in self.entries)
        return f"{self.heading}. {told}. {self.today_text}."

    @property
    def notes(self) -> Sequence[str]:
        return []

    @property
    def table(self) -> ChartTable:
        columns = (Column(_("Step")), Column(_("Month")), Column(_("Kind")))
        rows = tuple((f"{i} {e.name}", e.months, e.kind) for i, e in enumerate(self.entries, 1))
        return ChartTable(self.heading, columns, rows)

    def draw(self, size: Size) -> Drawing:
        return ClockDrawing(self, size).drawing()


def point(centre: Point, radius: float, turn: float) -> Point:
    """The place at `turn` of the year (0 is the top, a quarter is to the right)."""
    angle = 2 * pi * turn - pi / 2
    return r2(centre[0] + radius * cos(angle)), r2(centre[1] + radius * sin(angle))


def arc(centre: Point, radius: float, first: float, last: float) -> tuple[Point, ...]:
    steps = max(2, int((last - first) * 120))
    return tuple(point(centre, radius, first + (last - first) * i / steps) for i in range(steps + 1))


class ClockDrawing:
    def __init__(self, spec: YearClockSpec, size: Size) -> None:
        self.spec, self.size = spec, size
        self.radius = size.width * (0.46 if size.narrow else 0.235)
        self.height = self.radius * 2 + (16 if size.narrow else 60)
        self.centre: Point = (size.width / 2, self.height / 2)

    def drawing(self) -> Drawing:
        shapes = [*self.face(), *self.hand(), *self.marks(), *([] if self.size.narrow else self.labels())]
        return Drawing(self.size.width, r2(self.height), self.spec.title, tuple(shapes))

    def face(self) -> list[Shape]:
        month = self.spec.today.month
        now = (self.centre, *arc(self.centre, self.radius, (month - 1) / 12, month / 12))
        shapes: list[Shape] = [Dot(*self.centre, r2(self.radius), "#fbfaf7", GRID, 1), Area(now, NOW_TINT)]
        for i in range(12):
            shapes.append(
                Rule(*point(self.centre, self.radius * 0.3, i / 12), *point(self.centre, self.radius, i / 12), GRID)
            )
        shapes.append(Trail(arc(self.centre, self.radius * 0.52, 0, 1), GRID, 1))
        letter = self.size.axis * 0.92
        for i, name in enumerate(self.spec.months):
            x, y = point(self.centre, self.radius * 0.42, (i + 0.5) / 12)
            bold = 600 if i + 1 == month else 400
            shapes.append(Words(x, r2(y + letter * 0.35), name, letter, INK if bold == 600 else INK_2, bold, "middle"))
        return shapes

    def hand(self) -> list[Shape]:
        year = self.spec.today.timetuple().tm_yday / 366
        end = point(self.centre, self.radius * 0.95, year)
        x, y = self.centre
        return [
            Rule(*point(self.centre, self.radius * 0.52, year), *end, INK, 1.5),
            Dot(*end, 3, INK),
            Dot(x, y, r2(self.radius * 0.3), WHITE, INK, 1.2),
            Words(x, r2(y + self.size.axis * 0.35), self.spec.today_text, self.size.axis * 0.95, INK, 600, "middle"),
        ]

    def middle_of(self, number: int, entry: ClockEntry) -> tuple[float, float]:
        """(turn, share of the radius) of the entry's number."""
        first, last = entry.first or 1, entry.last or entry.first or 1
        if entry.lane in LANES:
            return (first - 1 + last) / 24, self.share_of(number)
        same = [e for e in self.spec.entries if e.lane == entry.lane and e.first == entry.first]
        share = (same.index(entry) + 1) / (len(same) + 1)
        return (first - 1 + share) / 12, 0.95

    def share_of(self, number: int) -> float:
        """The first ring of its lane in which no earlier arc shares a month with this one."""
        taken: dict[tuple[str, float], set[int]] = {}
        chosen = 0.0
        for entry in self.spec.entries[:number]:
            if entry.lane in LANES and entry.first is not None:
                months = set(range(entry.first, (entry.last or entry.first) + 1))
                rings = LANES[entry.lane]
                free = (ring for ring in rings if not months & taken.get((entry.lane, ring), set()))
                chosen = next(free, rings[-1])
                taken.setdefault((entry.lane, chosen), set()).update(months)
        return chosen

    def marks(self) -> list[Shape]:
        shapes: list[Shape] = []
        for number, entry in enumerate(self.spec.entries, 1):
            if entry.first is None:
                continue
            turn, share = self.middle_of(number, entry)
            x, y = point(self.centre, self.radius * share, turn)
            if entry.lane in LANES:
                colour = BRAND if entry.lane == INNER else COPPER
                # The stroke's round ends reach beyond its last point: leave them room.
                ends = (entry.first - 1) / 12 + 0.016, (entry.last or entry.first) / 12 - 0.016
                shapes.append(Trail(arc(self.centre, self.radius * share, *ends), colour, r2(self.radius * 0.075)))
            else:
                r = self.radius * 0.055
                shapes.append(Area(((x, r2(y - r)), (r2(x + r), y), (x, r2(y + r)), (r2(x - r), y)), MEETING))
            letter = self.size.axis * 0.75
            shapes.append(Words(x, r2(y + letter * 0.35), str(number), letter, WHITE, 600, "middle"))
        return shapes

    def labels(self) -> list[Shape]:
        """Names at both sides in the order of their angles, so that no leader crosses another."""
        shapes: list[Shape] = []
        placed = [(n, e, *self.middle_of(n, e)) for n, e in enumerate(self.spec.entries, 1) if e.first is not None]
        for right in (True, False):
            side = [p for p in placed if (p[2] % 1 < 0.5) == right]
            side.sort(key=lambda p: point(self.centre, 1, p[2])[1])
            wanted = [point(self.centre, self.radius * 1.02, p[2])[1] for p in side]
            tops = push_apart(wanted, self.size.axis * 2.5, self.size.axis * 1.5, self.height - self.size.axis)
            for (number, entry, turn, share), y in zip(side, tops, strict=True):
                shapes += self.label(number, entry.name, turn, share, y, right)
        return shapes

    def label(self, number: int, name: str, turn: float, share: float, y: float, right: bool) -> list[Shape]:
        start = point(self.centre, self.radius * (share + 0.05), turn)
        edge = self.centre[0] + (1 if right else -1) * (self.radius + 14)
        letter = self.size.axis * 0.92
        room = self.size.width - edge - 16 if right else edge - 16
        lines = wrapped(f"{number}  {name}", room, letter, 600)[:2]
        shapes: list[Shape] = [Trail((start, (r2(edge), r2(y)), (r2(edge + (6 if right else -6)), r2(y))), LINE_2, 0.8)]
        for i, line in enumerate(lines):
            x = edge + (10 if right else -10)
            base = y + letter * (0.35 + i * 1.15 - (len(lines) - 1) * 0.55)
            shapes.append(Words(r2(x), r2(base), line, letter, INK, 600, "start" if right else "end"))
        return shapes
