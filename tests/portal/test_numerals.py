"""Numbers and dates as they are written in each language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from portal import numerals

GAP = "\u00a0"
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("language", "function", "value", "written"),
    [
        ("fi", numerals.number, 7952, f"7{GAP}952"),
        ("sv", numerals.number, 1_234_567, f"1{GAP}234{GAP}567"),
        ("en", numerals.number, 7952, "7,952"),
        ("fi", numerals.number, 20.7, "20,7"),
        ("fi", numerals.number, -1.7, f"{MINUS}1,7"),
        ("fi", numerals.number, 0, "0"),
        ("fi", numerals.number, Decimal("1000"), f"1{GAP}000"),
        ("fi", numerals.percent, 91, f"91{GAP}%"),
        ("en", numerals.percent, 91, "91%"),
        ("fi", numerals.signed, 4.1, "+4,1"),
        ("fi", numerals.signed, 0, "0"),
        ("fi", numerals.points, 4.1, f"+4,1{GAP}%-yks."),
        ("fi", numerals.points, -1.7, f"{MINUS}1,7{GAP}%-yks."),
        ("fi", numerals.money, 40000, f"40{GAP}000{GAP}€"),
        ("sv", numerals.money, 40000, f"40{GAP}000{GAP}€"),
        ("en", numerals.money, 40000, "€40,000"),
        ("en", numerals.money, -500, f"{MINUS}€500"),
        ("fi", numerals.money, Decimal("12.5"), f"12,50{GAP}€"),
        ("fi", numerals.day, date(2026, 6, 3), "3.6.2026"),
        ("sv", numerals.day, date(2026, 6, 3), "3.6.2026"),
        ("en", numerals.day, date(2026, 6, 3), f"3{GAP}June 2026"),
        ("fi", numerals.short_day, date(2026, 12, 7), "7.12."),
        ("en", numerals.short_day, date(2026, 12, 7), f"7{GAP}Dec"),
        ("fi", numerals.weekday_day, date(2026, 12, 7), f"ma{GAP}7.12."),
        ("fi", numerals.long_day, date(2026, 11, 23), "maanantai 23.11.2026"),
        ("en", numerals.long_day, date(2026, 11, 23), f"Monday 23{GAP}November 2026"),
        ("fi", numerals.month, date(2026, 11, 23), "marras"),
        ("sv", numerals.month, date(2026, 3, 1), "mars"),
        ("fi", numerals.file_size, 48_200, f"48{GAP}kt"),
        ("en", numerals.file_size, 1_400_000, f"1.4{GAP}MB"),
    ],
)
def test_a_value_is_written_the_way_its_language_writes_it(language: str, function: object, value: object, written: str) -> None:
    with override(language):
        assert function(value) == written


@pytest.mark.parametrize("function", [numerals.number, numerals.percent, numerals.points, numerals.money, numerals.day, numerals.moment])
def test_missing_is_missing_and_never_zero(function: object) -> None:
    with override("fi"):
        assert function(None) == "ei tietoa"


def test_rounding_goes_half_up_as_people_expect() -> None:
    with override("fi"):
        assert numerals.number(Decimal("2.345"), 2) == "2,35"
        assert numerals.number(24.85, 1) == "24,9"


def test_a_moment_is_told_in_finnish_time() -> None:
    summer = datetime(2026, 6, 3, 13, 30, tzinfo=UTC)
    with override("fi"):
        assert numerals.moment(summer) == f"3.6.2026 kello{GAP}16.30"
    with override("sv"):
        assert numerals.moment(summer) == f"3.6.2026 kl.{GAP}16.30"
    with override("en"):
        assert numerals.moment(summer) == f"3{GAP}June 2026 at 16:30"


def test_a_late_evening_in_utc_is_the_next_day_in_finland() -> None:
    with override("fi"):
        assert numerals.day(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == "1.1.2027"


def test_a_whole_hour_has_no_minutes_in_finnish() -> None:
    with override("fi"):
        assert numerals.hour(datetime(2026, 12, 7, 14, 0, tzinfo=UTC)) == f"kello{GAP}16"
