"""Numbers, money and dates as they are written in Finnish, Swedish and English.

Groups and units are joined by a no-break space (U+00A0); minus is the true minus sign (U+2212). None is never 0 but “no data”.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.languages import active_language

GAP = "\u00a0"
MINUS = "\u2212"
Number = int | float | Decimal
MONTHS_SHORT = {
    "fi": ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"),
    "sv": ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def no_data() -> str:
    return _("no data")


def number(value: Number | None, decimals: int | None = None) -> str:
    """7952 -> `7 952`; 20.7 -> `20,7`. Without `decimals` whole numbers get none and others as many as they have, at most two."""
    if value is None:
        return no_data()
    exact = Decimal(str(value))
    if decimals is None:
        decimals = min(2, max(0, -int(exact.normalize().as_tuple().exponent)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _dot, fraction = f"{abs(rounded):,f}".partition(".")
    if active_language() == "en":
        text = f"{whole}.{fraction}" if fraction else whole
    else:
        text = whole.replace(",", GAP) + (f",{fraction}" if fraction else "")
    return MINUS + text if rounded < 0 else text


def signed(value: Number | None, decimals: int | None = None) -> str:
    """With its sign: `+4,1`, `−1,7`, `0`."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 else text


def percent(value: Number | None, decimals: int | None = None) -> str:
    """`91 %`; in English `91%`."""
    if value is None:
        return no_data()
    return number(value, decimals) + ("%" if active_language() == "en" else f"{GAP}%")


def points(value: Number | None, decimals: int = 1) -> str:
    """A difference of two percentages: `+4,1 %-yks.`"""
    if value is None:
        return no_data()
    return pgettext("percentage points", "%(value)s pp").replace(" ", GAP) % {"value": signed(value, decimals)}


def money(value: Number | None, decimals: int | None = None) -> str:
    """`40 000 €`; in English `€40,000`. Cents only when there are some."""
    if value is None:
        return no_data()
    if decimals is None:
        decimals = 0 if Decimal(str(value)) == Decimal(str(value)).to_integral_value() else 2
    text = number(value, decimals)
    if active_language() == "en":
        return f"{MINUS}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"
    return f"{text}{GAP}€"


def local_day(value: date | datetime) -> date:
    """The calendar day in Finland."""
    return timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value


def day(value: date | datetime | None) -> str:
    """`3.6.2026`; in English `3 June 2026`."""
    if value is None:
        return no_data()
    on = local_day(value)
    return (
        f"{on.day}{GAP}{MONTHS[on.month]} {on.year}" if active_language() == "en" else f"{on.day}.{on.month}.{on.year}"
    )


def short_day(value: date | datetime | None) -> str:
    """Without the year: `7.12.`; in English `7 Dec`."""
    if value is None:
        return no_data()
    on = local_day(value)
    return (
        f"{on.day}{GAP}{month(on)}" if active_language() == "en" else f"{on.day}.{on.month}."
    )


def weekday(value: date | datetime) -> str:
    """The weekday in short: `ma`, `mån`, `Mon`."""
    return str(WEEKDAYS_ABBR[local_day(value).weekday()])


def month(value: date | datetime) -> str:
    """The month in short, as on a date tile: `marras`, `nov`, `Nov`."""
    return MONTHS_SHORT[active_language()][local_day(value).month - 1]


def weekday_day(value: date | datetime | None) -> str:
    """`ma 7.12.`; in English `Mon 7 Dec`."""
    return no_data() if value is None else f"{weekday(value)}{GAP}{short_day(value)}"


def long_day(value: date | datetime | None) -> str:
    """`maanantai 23.11.2026`; in English `Monday 23 November 2026`."""
    return no_data() if value is None else f"{WEEKDAYS[local_day(value).weekday()]} {day(value)}"


def hour(value: datetime | None) -> str:
    """`kello 16`, `kello 17.30`; Swedish `kl. 17.30`; English `17:30`."""
    if value is None:
        return no_data()
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    if active_language() == "en":
        return f"{at.hour}:{at.minute:02}"
    text = f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)
    return f"{'kello' if active_language() == 'fi' else 'kl.'}{GAP}{text}"


def moment(value: datetime | None) -> str:
    """Day and hour: `3.6.2026 kello 16.30`."""
    if value is None:
        return no_data()
    return f"{day(value)} {'at ' if active_language() == 'en' else ''}{hour(value)}"


def file_size(octets: int) -> str:
    """`48 kt`, `1,4 Mt`; English and Swedish kB, MB."""
    unit = ("kt", "Mt") if active_language() == "fi" else ("kB", "MB")
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))}{GAP}{unit[0]}"
    return f"{number(octets / 1_000_000, 1)}{GAP}{unit[1]}"
