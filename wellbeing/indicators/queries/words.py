"""Indicators in words: values, changes and targets as sentences of the page."""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.charts.words import change_words, value_words, with_unit
from portal.numerals import no_data, number
from wellbeing.indicators.enums import Flag, Operator, Verdict
from wellbeing.indicators.models import Indicator, Target
from wellbeing.indicators.queries.series import IndicatorSeries, Result
from wellbeing.indicators.rules import Change


def value_text(indicator: Indicator, result: Result | None) -> str:
    """`25,7 %`, “no data” or “too few answers”."""
    if result is not None and result.flag == Flag.SUPPRESSED:
        return str(Flag.SUPPRESSED.label).lower()
    return (
        no_data()
        if result is None or result.value is None
        else value_words(result.value, indicator.decimals, indicator.unit)
    )


def by_text(indicator: Indicator, by: Decimal) -> str:
    return change_words(by, indicator.decimals, indicator.unit)


def long_amount(indicator: Indicator, by: Decimal) -> str:
    """`5,0 prosenttiyksikköä`, without a sign: the verb tells the direction."""
    text = number(abs(by), indicator.decimals)
    if indicator.unit == "%":
        return _("%(number)s percentage points") % {"number": text}
    return value_words(abs(by), indicator.decimals, indicator.unit)


def target_text(target: Target) -> str:
    """“under 24 %” in words: a `<` alone is easy to misread."""
    indicator = target.indicator
    exact = target.value.normalize()
    decimals = 0 if exact == exact.to_integral_value() else indicator.decimals
    value = value_words(target.value, decimals, indicator.unit)
    match Operator(target.operator):
        case Operator.UNDER:
            return _("under %(value)s") % {"value": value}
        case Operator.AT_MOST:
            return _("at most %(value)s") % {"value": value}
        case Operator.OVER:
            return _("over %(value)s") % {"value": value}
        case Operator.AT_LEAST:
            return _("at least %(value)s") % {"value": value}


def target_label(target: Target) -> str:
    return _("Target %(year)s") % {"year": target.year}


def needed_text(series: IndicatorSeries) -> str:
    """What the target still needs from the newest result; empty when there is nothing to compare."""
    if series.needed is None or series.newest is None:
        return ""
    if series.needed == 0:
        return _("met in %(year)s") % {"year": series.newest.year}
    change = by_text(series.indicator, series.needed).replace(" ", "\u00a0")
    return _("at least %(change)s from %(year)s") % {"change": change, "year": series.newest.year}


def gap_text(series: IndicatorSeries) -> str:
    """“1,7 %-yksikköä yli rajan”: how far the newest result is from the target."""
    if series.needed is None or series.target is None:
        return ""
    if series.needed == 0:
        return _("The target is met")
    amount = long_amount(series.indicator, series.needed)
    over = Operator(series.target.operator).is_ceiling
    return (_("%(amount)s over the limit") if over else _("%(amount)s short of the target")) % {"amount": amount}


def lead_text(series: IndicatorSeries) -> str:
    """One or two sentences that the numbers themselves say: the change since the first result, and the target."""
    return " ".join(part for part in (change_sentence(series), target_sentence(series)) if part)


def change_sentence(series: IndicatorSeries) -> str:
    change, first, newest = series.long_change, series.first, series.newest
    if newest is None or first is None:
        return _("There is no result for %(place)s yet.") % {"place": series.place.name}
    if change is None:
        return ""
    years = {"first": first.year, "last": newest.year, "amount": long_amount(series.indicator, change.by)}
    if not change.counts:
        return _("Between %(first)s and %(last)s there is no change that counts.") % years
    if series.indicator.unit == "%":
        text = (
            _("The share grew by %(amount)s from %(first)s to %(last)s.")
            if change.up
            else _("The share fell by %(amount)s from %(first)s to %(last)s.")
        )
    else:
        text = (
            _("The figure grew by %(amount)s from %(first)s to %(last)s.")
            if change.up
            else _("The figure fell by %(amount)s from %(first)s to %(last)s.")
        )
    return text % years


def target_sentence(series: IndicatorSeries) -> str:
    if series.target is None:
        return ""
    return _("The target for %(year)s is %(target)s.") % {
        "year": series.target.year,
        "target": target_text(series.target),
    }


def compared_text(against: Change | None, own: Result | None) -> str:
    """One line under a small multiple: how the place stands beside its region."""
    if own is None:
        return _("No figure for this place: the region's is shown.")
    if against is None:
        return _("No figure of the region for the same year.")
    match against.verdict:
        case Verdict.BETTER:
            return _("Better than in the region.")
        case Verdict.WORSE:
            return _("Weaker than in the region.")
        case Verdict.SAME:
            return _("At the region's level.")
        case _other:
            return _("Higher than in the region.") if against.up else _("Lower than in the region.")


def verdict_text(series: IndicatorSeries) -> str:
    """“Unchanged from 2021”: what the latest change means."""
    latest = series.latest_change
    if latest is None or len(series.shown) < 2:
        return ""
    before = series.shown[-2].year
    words = {
        Verdict.BETTER: _("Improves from %(year)s"),
        Verdict.WORSE: _("Weakens from %(year)s"),
        Verdict.SAME: _("Unchanged from %(year)s"),
        Verdict.UNKNOWN: _("Grows from %(year)s") if latest.up else _("Falls from %(year)s"),
    }
    return words[latest.verdict] % {"year": before}


def threshold_amount(indicator: Indicator, threshold: Decimal) -> str:
    """With no more decimals than the threshold has: “2 percentage points”."""
    if indicator.unit == "%":
        return _("%(number)s percentage points") % {"number": number(threshold)}
    return with_unit(number(threshold), indicator.unit)


def threshold_text(indicator: Indicator) -> str:
    """How a change is judged, for the fact column."""
    if indicator.change_threshold is None:
        return _("There is no threshold for a change.")
    usual = threshold_amount(indicator, indicator.change_threshold)
    if indicator.change_threshold_small is None:
        return _("A change counts from %(usual)s.") % {"usual": usual}
    small = threshold_amount(indicator, indicator.change_threshold_small)
    return _("A change counts from %(usual)s; under 100 respondents from %(small)s.") % {"usual": usual, "small": small}
