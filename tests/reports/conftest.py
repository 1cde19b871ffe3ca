"""This year's round of the test place, still being planned."""

from datetime import date

import pytest

from reports.rounds.actions import start_round
from tests.personas import NOW


@pytest.fixture
def draft(place, cast):
    return start_round(county=place.county, year=2026, data_on=date(2026, 11, 23), by=cast.county_official, now=NOW)
