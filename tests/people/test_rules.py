"""Pure decisions of this floor."""

from datetime import UTC, datetime, timedelta

import pytest

from people.enums import Permission, Role
from people.rules import (
    ROLE_DESCRIPTIONS,
    birth_year_of,
    claim_at,
    is_loopback,
    may_erase_unused,
    municipality_code_of,
    permissions_of,
    wait_after,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    ["127.0.0.1", "127.8.9.10", "localhost", "LOCALHOST", "[::1]", "::1", "localhost:8000", "127.0.0.1:80", "[::1]:80"],
)
def test_this_machine_is_loopback(name: str):
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "*",
        ".localhost",
        "kuuluu.fi",
        "10.0.0.1",
        "0.0.0" + ".0",
        "localhost.evil.fi",
        "127.0.0.1.evil.fi",
        "evil.fi:127",
        "[::]",
        "2130706433",
    ],
)
def test_nothing_else_is_loopback(name: str):
    assert not is_loopback(name)


@pytest.mark.parametrize(
    ("written", "year"), [("1955-06-12", 1955), ("1955", 1955), (1955, 1955), ("1955-00-00", 1955)]
)
def test_only_the_year_is_read_from_a_birthdate(written: object, year: int):
    assert birth_year_of(written) == year


@pytest.mark.parametrize("written", [None, "", "0000-06-12", "12.6.1955", "130655-123X", "2999-01-01", "١٩٥٥", {}, []])
def test_what_is_not_a_birthdate_gives_no_year(written: object):
    assert birth_year_of(written) is None


@pytest.mark.parametrize(("written", "code"), [("398", "398"), ("16", "016"), (16, "016"), (" 398 ", "398")])
def test_a_municipality_code_has_three_digits(written: object, code: str):
    assert municipality_code_of(written) == code


@pytest.mark.parametrize("written", [None, "", "Lahti", "3980", "-16", "39a", {"code": 398}])
def test_what_is_not_a_code_is_no_municipality(written: object):
    assert municipality_code_of(written) == ""


def test_a_claim_is_found_inside_others():
    claims = {"address": {"municipality": "398"}, "plain": "x"}
    assert claim_at(claims, "address.municipality") == "398"
    assert claim_at(claims, "plain") == "x"
    assert claim_at(claims, "plain.inside") is None
    assert claim_at(claims, "nothing.here") is None


def test_a_failed_mail_waits_longer_each_time_but_never_over_six_hours():
    waits = [wait_after(failures) for failures in range(1, 12)]
    assert waits[:4] == [timedelta(minutes=m) for m in (1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == wait_after(10_000) == timedelta(hours=6)


def test_an_unused_account_is_erased_only_after_two_years_and_a_month_after_a_warning():
    two_years_ago = NOW - timedelta(days=731)
    assert not may_erase_unused(NOW - timedelta(days=729), NOW - timedelta(days=90), can_be_warned=True, now=NOW)
    assert not may_erase_unused(two_years_ago, None, can_be_warned=True, now=NOW)
    assert not may_erase_unused(two_years_ago, NOW - timedelta(days=29), can_be_warned=True, now=NOW)
    assert may_erase_unused(two_years_ago, NOW - timedelta(days=30), can_be_warned=True, now=NOW)
    assert may_erase_unused(two_years_ago, None, can_be_warned=False, now=NOW)


def test_an_auditor_may_look_but_not_change():
    assert permissions_of(frozenset({Role.AUDITOR})) == {
        Permission.DESK_VIEW,
        Permission.MATTER_VIEW,
        Permission.MATTER_EXPORT,
        Permission.AUDIT_VIEW,
    }


def test_only_an_administrator_gives_roles():
    assert [role for role in Role if Permission.ROLE_GRANT in permissions_of(frozenset({role}))] == [Role.ADMINISTRATOR]


def test_a_resident_works_nowhere():
    assert permissions_of(frozenset({Role.RESIDENT})) == frozenset()


def test_every_role_is_described():
    assert set(ROLE_DESCRIPTIONS) == set(Role)
