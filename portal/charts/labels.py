"""Where labels stand: away from lines and from each other, inside the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.charts.measure import ASCENT, DESCENT
from portal.charts.palette import WHITE
from portal.charts.shapes import Anchor, Bounds, Point, Words, r2

Segment = tuple[Point, Point]


def push_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places nearest to the wanted ones, in the same order, at least `gap` apart and within low..high.

    Wanted places need not be sorted; equal ones keep their order. When all cannot fit, the gap shrinks evenly.
    This is isotonic regression (pool adjacent violators) on the places minus their share of gaps.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    gap = min(gap, (high - low) / (len(wanted) - 1)) if len(wanted) > 1 else gap
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        pools.append((wanted[index] - rank * gap, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + count)
    places = [0.0] * len(wanted)
    ranks = iter(range(len(wanted)))
    top = max(low, high - (len(wanted) - 1) * gap)
    for total, count in pools:
        start = min(max(total / count, low), top)
        for _ in range(count):
            rank = next(ranks)
            places[order[rank]] = start + rank * gap
    return places


def length_inside(segment: Segment, box: Bounds) -> float:
    """How much of the segment lies inside the box (Liang and Barsky's clipping)."""
    (x1, y1), (x2, y2) = segment
    if max(x1, x2) < box.left or min(x1, x2) > box.right or max(y1, y2) < box.top or min(y1, y2) > box.bottom:
        return 0.0
    dx, dy = x2 - x1, y2 - y1
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x1 - box.left), (dx, box.right - x1), (-dy, y1 - box.top), (dy, box.bottom - y1)):
        if step == 0:
            if room < 0:
                return 0.0
            continue
        ratio = room / step
        if step < 0:
            enter = max(enter, ratio)
        else:
            leave = min(leave, ratio)
    return float(max(0.0, leave - enter) * (dx * dx + dy * dy) ** 0.5)


OFFSETS: dict[str, tuple[float, float, Anchor]] = {
    "above": (0, -1, "middle"),
    "above-left": (-0.35, -0.8, "end"),
    "above-right": (0.35, -0.8, "start"),
    "below": (0, 1, "middle"),
    "below-left": (-0.35, 0.8, "end"),
    "below-right": (0.35, 0.8, "start"),
    "right": (1, 0, "start"),
    "left": (-1, 0, "end"),
}


def beside(point: Point, side: str, label: Words, distance: float) -> Words:
    """The label moved to a side of the point, `distance` away from it."""
    across, down, anchor = OFFSETS[side]
    x = point[0] + across * distance
    if down > 0:
        y = point[1] + down * distance + ASCENT * label.size
    elif down < 0:
        y = point[1] + down * distance - DESCENT * label.size * 0.5
    else:
        y = point[1] + (ASCENT - DESCENT) * label.size / 2
    return replace(label, x=r2(x), y=r2(y), anchor=anchor)


# What a label may cost: stand anywhere, cross a line but no label, or stand quite free.
ALWAYS, APART, FREE = float("inf"), 300.0, 10.0


@dataclass
class Placer:
    """Puts labels one after another, most important first; remembers what is taken."""

    area: Bounds
    segments: list[Segment]
    taken: list[Bounds]
    faint: list[Segment]

    def cost(self, box: Bounds) -> float:
        """0 when the box is free and inside; overlap with labels and leaving the area cost most."""
        out = 0.0 if self.area.holds(box) else 1000.0
        labels = sum(400.0 for other in self.taken if box.meets(other, 1.5))
        return out + labels + 10 * sum(length_inside(segment, box) for segment in self.segments)

    def put(self, candidates: Iterable[Words], *, limit: float = ALWAYS) -> Words | None:
        """The cheapest candidate, earlier ones first; none when even that costs the limit."""
        found = self.put_block(((candidate,) for candidate in candidates), limit=limit)
        return found[0] if found else None

    def put_block(self, candidates: Iterable[tuple[Words, ...]], *, limit: float = ALWAYS) -> tuple[Words, ...]:
        """The same for lines of text that stay together. A label over a line gets a halo."""
        best: tuple[Words, ...] = ()
        price = float("inf")
        for rank, block in enumerate(candidates):
            if price <= rank * 0.5:
                break
            cost = sum(self.cost(words.bounds) for words in block) + rank * 0.5
            if cost < price:
                best, price = block, cost
        if price >= limit:
            return ()
        boxes = [words.bounds for words in best]
        self.taken.extend(boxes)
        lines = [*self.segments, *self.faint]
        return tuple(
            replace(words, halo=WHITE) if any(length_inside(line, box) > 0 for line in lines) else words
            for words, box in zip(best, boxes, strict=True)
        )
