"""Sentences that charts say about themselves."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from portal.languages import active_language
from portal.numerals import GAP, Number, no_data, number, signed


def with_unit(text: str, unit: str) -> str:
    """`25,7 %`; English writes the per cent sign without a space."""
    if not unit:
        return text
    return f"{text}%" if unit == "%" and active_language() == "en" else f"{text}{GAP}{unit}"


def value_words(value: Number | None, decimals: int, unit: str) -> str:
    return no_data() if value is None else with_unit(number(value, decimals), unit)


def change_words(change: Number, decimals: int, unit: str) -> str:
    """`+4,1 %-yks.`: the difference of two percentages is in points, not per cent."""
    return with_unit(signed(change, decimals), point_unit(unit))


def point_unit(unit: str) -> str:
    return _("pp") if unit == "%" else unit


def below_words(value: Number, decimals: int, unit: str) -> str:
    return _("under %(value)s") % {"value": with_unit(number(value, decimals), unit)}


def axis_start(value: Number, decimals: int, unit: str) -> str:
    """The caption's duty when a line's axis does not start at zero."""
    if unit == "%":
        return _("The vertical axis starts at %(number)s per cent.") % {"number": number(value, decimals)}
    return _("The vertical axis starts at %(value)s.") % {"value": with_unit(number(value, decimals), unit)}


def in_order(name: str, values: Mapping[int, float | None], decimals: int, unit: str) -> str:
    """“Lahti: 2019 20,7 %, 2021 no data, 2023 25,7 %.” A long series is told by its ends, lowest and highest."""
    known = {year: value for year, value in sorted(values.items()) if value is not None}
    if not known:
        return _("%(name)s: no data.") % {"name": name}
    if len(values) <= 6:
        told = ", ".join(f"{year} {value_words(value, decimals, unit)}" for year, value in sorted(values.items()))
        return f"{name}: {told}."
    first, last = min(known), max(known)
    low, high = min(known, key=lambda y: known[y]), max(known, key=lambda y: known[y])
    return _(
        "%(name)s: %(first)s %(start)s, %(last)s %(end)s; lowest %(low)s in %(low_year)s, highest %(high)s in %(high_year)s."
    ) % {
        "name": name,
        "first": first,
        "start": value_words(known[first], decimals, unit),
        "last": last,
        "end": value_words(known[last], decimals, unit),
        "low": value_words(known[low], decimals, unit),
        "low_year": low,
        "high": value_words(known[high], decimals, unit),
        "high_year": high,
    }
