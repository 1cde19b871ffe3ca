"""Figures of the promise, and when there are too few answers for one."""

from collections.abc import Iterable, Sequence
from math import ceil
from statistics import median

FEWEST_ANSWERS = 5  # under this many answers a figure would tell of single people, and mean nothing


def middle(days: Sequence[int]) -> float | None:
    """The median, or None when there are too few answers for one."""
    return float(median(days)) if len(days) >= FEWEST_ANSWERS else None


def nine_in_ten(days: Iterable[int]) -> int | None:
    """The number of days within which nine answers in ten came (nearest rank), or None when there are too few."""
    ordered = sorted(days)
    return ordered[ceil(len(ordered) * 0.9) - 1] if len(ordered) >= FEWEST_ANSWERS else None
