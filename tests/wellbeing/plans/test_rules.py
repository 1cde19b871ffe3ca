"""The status scale, the rhythm of reviews and the ruler of years."""

from datetime import date

import pytest
from django.utils import translation

from wellbeing.plans.enums import PlanEvent, Status
from wellbeing.plans.rules import (
    EVENT,
    OWNER,
    STATUS_SENTENCES,
    TRANSITIONS,
    as_ruler,
    in_force,
    is_late,
    months_later,
    next_review,
)

SENTENCES = {
    Status.ON_TRACK: "Toteutus käynnissä, etenee aikataulussa, matala riski myöhästymiselle, kattavat toteutussuunnitelmat",
    Status.CHALLENGES: "Toteutus käynnistymässä, haasteita toteutuksessa tai kohonnut riski myöhästymiselle, "
    "toteutussuunnitelmassa puutteita",
    Status.SERIOUS: "Ei suunnitelmaa tai suunnitelman laatiminen alkuvaiheessa, merkittäviä haasteita toteutuksessa "
    "tai korkea riski myöhästymiselle",
    Status.UNKNOWN: "Toteutus ei ole käynnistynyt tai toteutuksen tilanne ei ole tiedossa",
}


@pytest.mark.parametrize("status", list(Status))
def test_each_status_has_the_sources_own_sentence(status):
    with translation.override("fi"):
        assert str(STATUS_SENTENCES[status]) == SENTENCES[status]


def test_every_status_has_its_way_its_owner_and_its_event():
    assert set(TRANSITIONS) == set(OWNER) == set(EVENT) == set(Status)
    assert all(set(after) == set(Status) for after in TRANSITIONS.values())
    assert len(set(EVENT.values())) == len(Status)
    assert PlanEvent.CARD_ADDED not in EVENT.values()


def test_a_card_is_reviewed_every_four_months():
    assert next_review(date(2024, 5, 14)) == date(2024, 9, 14)
    assert next_review(date(2025, 10, 31)) == date(2026, 2, 28)
    assert months_later(date(2023, 12, 31), 2) == date(2024, 2, 29)


def test_a_review_is_late_the_day_after():
    assert not is_late(date(2026, 11, 22), date(2026, 11, 22))
    assert is_late(date(2026, 11, 21), date(2026, 11, 22))
    assert not is_late(None, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("years", "holds"),
    [((2021, 2025), False), ((2021, 2026), True), ((None, 2030), True), ((2027, None), False), ((None, None), True)],
)
def test_a_document_holds_between_its_years(years, holds):
    assert in_force(*years, 2026) is holds


def test_days_lie_on_the_ruler_of_years():
    assert as_ruler(date(2024, 1, 1), date(2024, 12, 31)) == (2024.0, 2025.0)
    start, end = as_ruler(date(2023, 7, 2), None)
    assert start == pytest.approx(2023.5, abs=0.01)
    assert end is None
