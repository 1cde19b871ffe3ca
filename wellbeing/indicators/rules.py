"""What a change means, how far a target is, when a result is due and what may be shown. Pure: numbers in, verdicts out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wellbeing.indicators.enums import Operator, Polarity, Verdict

# Fewer answers than this could tell about somebody.
FEWEST_ANSWERS = 5
# Below this many respondents the larger threshold of change holds (School Health Promotion study, THL).
SMALL_SAMPLE = 100
SCHOOL_THRESHOLD, SCHOOL_THRESHOLD_SMALL = Decimal(2), Decimal(5)


def is_suppressed(respondents: int | None) -> bool:
    """Whether a value of so many answers must not be stored or shown. An unknown number of answers is the source's own business."""
    return respondents is not None and respondents < FEWEST_ANSWERS


@dataclass(frozen=True)
class Thresholds:
    """The smallest change that counts, in the indicator's unit; None where every change does (registers, whole populations)."""

    usual: Decimal | None = None
    small: Decimal | None = None

    def smallest(self, respondents: Iterable[int | None]) -> Decimal | None:
        """The threshold for a comparison of results with so many respondents each."""
        few = any(count is not None and count < SMALL_SAMPLE for count in respondents)
        return self.small if few and self.small is not None else self.usual


@dataclass(frozen=True)
class Change:
    """`by` in the indicator's unit (percentage points for per cents); `threshold` is what `counts` was judged by."""

    by: Decimal
    threshold: Decimal | None
    verdict: Verdict

    @property
    def counts(self) -> bool:
        return self.by != 0 and (self.threshold is None or abs(self.by) >= self.threshold)

    @property
    def up(self) -> bool:
        return self.by > 0


def meaning(by: Decimal, threshold: Decimal | None, polarity: Polarity) -> Verdict:
    """The word for a difference: unchanged under the threshold, else better or worse by polarity; a neutral one only moves."""
    if by == 0 or (threshold is not None and abs(by) < threshold):
        return Verdict.SAME
    if polarity == Polarity.NEUTRAL:
        return Verdict.UNKNOWN
    return Verdict.BETTER if (by > 0) == (polarity == Polarity.UP_GOOD) else Verdict.WORSE


def change(
    before: Decimal | None,
    after: Decimal | None,
    polarity: Polarity,
    thresholds: Thresholds,
    respondents: Iterable[int | None] = (),
) -> Change | None:
    """The change from one result to another, or of one place against another; None when either is missing."""
    if before is None or after is None:
        return None
    threshold = thresholds.smallest(respondents)
    by = after - before
    return Change(by, threshold, meaning(by, threshold, polarity))


def target_met(value: Decimal, operator: Operator, target: Decimal) -> bool:
    match operator:
        case Operator.UNDER:
            return value < target
        case Operator.AT_MOST:
            return value <= target
        case Operator.OVER:
            return value > target
        case Operator.AT_LEAST:
            return value >= target


def needed_change(value: Decimal, operator: Operator, target: Decimal) -> Decimal:
    """The change that brings the value to the target's edge: negative for a ceiling, 0 when it is met already."""
    return Decimal(0) if target_met(value, operator, target) else target - value


def due_years(known: Iterable[int], every: int, until: int) -> list[int]:
    """Years in which a result was or is due: from the first known one, every so many years, and every year that has one."""
    years = sorted(set(known))
    if not years:
        return []
    return sorted({*years, *range(years[0], max(until, years[0]) + 1, max(1, every))})


def acceptable(value: Decimal, unit: str) -> bool:
    """Whether the number can be a value in the unit: a share of a hundred stays within a hundred, nothing counted is negative."""
    return 0 <= value <= 100 if unit == "%" else value >= 0
