"""Writing results: who may, what is refused, what is hidden, and what the trail keeps."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from people.models import AuditEvent
from portal.exceptions import NotPermitted, NotVisible, RuleBroken
from tests.personas import NOW
from wellbeing.indicators.actions import Result, record_result, set_target
from wellbeing.indicators.enums import Flag, Operator
from wellbeing.indicators.models import Observation, Target


def write(health, organisation, by, result, replace=False):
    return record_result(indicator=health, organisation=organisation, result=result, replace=replace, by=by, now=NOW)


def test_an_official_records_a_result_and_the_trail_tells_it(health, place, cast):
    write(health, place.lahti, cast.official, Result(2023, Decimal("24.1"), "THL", respondents=1200))
    event = AuditEvent.objects.get(event="indicator.result_recorded")
    assert (event.actor_id, event.organisation_id, event.facts) == (
        cast.official.pk,
        place.lahti.pk,
        {"number": 286, "year": 2023, "value": "24,1"},
    )


@pytest.mark.parametrize("role", ["moderator", "registrar", "auditor", "administrator"])
def test_other_roles_of_the_same_house_may_not(health, place, cast, role):
    with pytest.raises(NotPermitted):
        write(health, place.lahti, getattr(cast, role), Result(2023, Decimal(1), "THL"))


@pytest.mark.parametrize("role", ["resident", "other_coordinator", "county_official"])
def test_for_others_the_place_to_write_does_not_exist(health, place, cast, role):
    with pytest.raises(NotVisible):
        write(health, place.lahti, getattr(cast, role), Result(2023, Decimal(1), "THL"))
    assert not Observation.objects.filter(organisation=place.lahti).exists()


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (Result(2027, Decimal(20), "THL"), "year"),
        (Result(2023, Decimal(101), "THL"), "value"),
        (Result(2023, Decimal(-1), "THL"), "value"),
        (Result(2023, None, "THL"), "value"),
        (Result(2023, None, "THL", respondents=5), "value"),
    ],
)
def test_an_impossible_result_is_refused_at_its_field(health, place, cast, result, code):
    with pytest.raises(RuleBroken) as refused:
        write(health, place.lahti, cast.official, result)
    assert refused.value.code == code
    assert not Observation.objects.filter(organisation=place.lahti).exists()


def test_with_fewer_than_five_answers_the_value_is_dropped(health, place, cast):
    stored = write(health, place.lahti, cast.official, Result(2023, Decimal("50"), "THL", respondents=4))
    stored.refresh_from_db()
    assert (stored.value, stored.flag) == (None, Flag.SUPPRESSED)


def test_a_year_that_has_a_result_is_replaced_only_on_purpose(health, place, cast):
    write(health, place.lahti, cast.official, Result(2023, Decimal("24.1"), "THL"))
    with pytest.raises(RuleBroken, match="24,1") as refused:
        write(health, place.lahti, cast.official, Result(2023, Decimal("24.2"), "THL"))
    assert refused.value.code == "replace"
    write(health, place.lahti, cast.official, Result(2023, Decimal("24.2"), "THL"), replace=True)
    stored = Observation.objects.get(organisation=place.lahti)
    assert stored.value == Decimal("24.2")
    assert AuditEvent.objects.get(event="indicator.result_replaced").facts["before"] == "24,1"


def test_the_database_itself_hides_few_answers(health, place):
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            indicator=health, organisation=place.lahti, year=2023, value=50, respondents=4, source="x", recorded_at=NOW
        )


def test_the_database_takes_one_result_a_year(health, place):
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            indicator=health, organisation=place.county, year=2023, value=1, source="x", recorded_at=NOW
        )


def test_a_target_of_the_same_year_is_replaced_and_told(health, place, cast):
    set_target(
        indicator=health,
        organisation=place.county,
        year=2025,
        operator=Operator.AT_MOST,
        value=Decimal(20),
        baseline_year=2023,
        source="x",
        by=cast.county_official,
        now=NOW,
    )
    assert Target.objects.get().value == 20
    assert AuditEvent.objects.filter(event="indicator.target_set", actor_id=cast.county_official.pk).count() == 1


def test_a_target_is_set_by_those_of_the_place_only(health, place, cast):
    with pytest.raises(NotVisible):
        set_target(
            indicator=health,
            organisation=place.county,
            year=2027,
            operator=Operator.UNDER,
            value=Decimal(20),
            baseline_year=None,
            source="x",
            by=cast.official,
            now=NOW,
        )
