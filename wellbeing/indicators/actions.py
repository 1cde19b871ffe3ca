"""Writing down indicators, results, targets and findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.exceptions import RuleBroken
from portal.numerals import number
from wellbeing.indicators.enums import Flag, IndicatorEvent, Operator, Sex
from wellbeing.indicators.models import Finding, Indicator, Observation, Spread, Target
from wellbeing.indicators.permissions import check_can_record
from wellbeing.indicators.rules import acceptable, is_suppressed


@dataclass(frozen=True)
class Texts:
    """One text in the three languages; an empty one falls back to Finnish."""

    fi: str
    sv: str = ""
    en: str = ""


@transaction.atomic
def add_indicator(*, indicator: Indicator, by: User | None, now: datetime) -> Indicator:
    """Store a new indicator that the caller has filled in; one with the same number stays as it is and is returned."""
    stored = Indicator.objects.filter(number=indicator.number).first()
    if stored is not None:
        return stored
    indicator.full_clean()
    indicator.save(force_insert=True)
    record_event(
        event=IndicatorEvent.INDICATOR_ADDED,
        by=by,
        subject=indicator,
        organisation=None,
        now=now,
        number=indicator.number,
    )
    return indicator


@dataclass(frozen=True)
class Result:
    """A result as it was typed or read. `value` None with few respondents is “too few answers”, otherwise it is refused."""

    year: int
    value: Decimal | None
    source: str
    respondents: int | None = None
    sex: Sex = Sex.TOTAL
    estimate: bool = False
    is_example: bool = False


def check_result(indicator: Indicator, result: Result, now: datetime) -> None:
    if result.year > now.year:
        raise RuleBroken(_("A result cannot come from the future. Check the year."), code="year")
    if result.value is None and not is_suppressed(result.respondents):
        raise RuleBroken(
            _("Write the value. When there is no result yet, write nothing here: the page then says “no data”."),
            code="value",
        )
    if result.value is not None and not acceptable(result.value, indicator.unit):
        raise RuleBroken(_("The value does not fit the unit. A per cent is between 0 and 100."), code="value")


@transaction.atomic
def record_result(
    *, indicator: Indicator, organisation: Organisation, result: Result, replace: bool, by: User, now: datetime
) -> Observation:
    """Write one result. With fewer than five answers the value is dropped and told as suppressed.

    Raises RuleBroken: `year`, `value`, or `replace` when the year has a result already and `replace` is False.
    """
    check_can_record(by, organisation)
    check_result(indicator, result, now)
    fresh = observation(indicator, organisation, result, now)
    same = {"indicator": indicator, "organisation": organisation, "year": result.year, "sex": result.sex}
    Indicator.objects.select_for_update().get(
        pk=indicator.pk
    )  # two tabs at once: the second waits and then meets the first
    stored = Observation.objects.filter(**same).first()
    words = number(fresh.value, indicator.decimals)
    if stored is None:
        fresh.save(force_insert=True)
        record_event(
            event=IndicatorEvent.RESULT_RECORDED,
            by=by,
            subject=fresh,
            organisation=organisation,
            now=now,
            number=indicator.number,
            year=result.year,
            value=words,
        )
        return fresh
    before = number(stored.value, indicator.decimals)
    if not replace:
        message = _("%(year)s already has the result %(value)s. Tick “replace” if the new one is right.")
        raise RuleBroken(message % {"year": result.year, "value": before}, code="replace")
    fresh.pk = stored.pk
    fresh.save(force_update=True)
    record_event(
        event=IndicatorEvent.RESULT_REPLACED,
        by=by,
        subject=fresh,
        organisation=organisation,
        now=now,
        number=indicator.number,
        year=result.year,
        value=words,
        before=before,
    )
    return fresh


def observation(indicator: Indicator, organisation: Organisation, result: Result, now: datetime) -> Observation:
    """The row of a result, not yet stored: the value is dropped when too few answered."""
    hidden = is_suppressed(result.respondents)
    return Observation(
        indicator=indicator,
        organisation=organisation,
        year=result.year,
        sex=result.sex,
        value=None if hidden else result.value,
        respondents=result.respondents,
        flag=Flag.SUPPRESSED if hidden else Flag.ESTIMATE if result.estimate else Flag.NONE,
        source=result.source,
        recorded_at=now,
        is_example=result.is_example,
    )


@transaction.atomic
def load_results(*, indicator: Indicator, organisation: Organisation, results: Sequence[Result], now: datetime) -> int:
    """Write a series from a source file: results that are there already stay. Returns how many were new. For loading, not for pages."""
    for result in results:
        check_result(indicator, result, now)
    rows = [observation(indicator, organisation, result, now) for result in results]
    known = set(Observation.objects.filter(indicator=indicator, organisation=organisation).values_list("year", "sex"))
    fresh = [row for row in rows if (row.year, row.sex) not in known]
    Observation.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    organisation: Organisation,
    year: int,
    operator: Operator,
    value: Decimal,
    baseline_year: int | None,
    source: str,
    by: User | None,
    now: datetime,
) -> Target:
    """Aim for a value in a year; the same year's earlier target is replaced. `by` None is the loading of a document."""
    if by is not None:
        check_can_record(by, organisation)
    if not acceptable(value, indicator.unit):
        raise RuleBroken(_("The value does not fit the unit. A per cent is between 0 and 100."), code="value")
    fields = {"operator": operator, "value": value, "baseline_year": baseline_year, "source": source}
    target, _created = Target.objects.update_or_create(
        indicator=indicator, organisation=organisation, year=year, defaults=fields
    )
    words = number(value, indicator.decimals)
    record_event(
        event=IndicatorEvent.TARGET_SET,
        by=by,
        subject=target,
        organisation=organisation,
        now=now,
        number=indicator.number,
        year=year,
        value=words,
    )
    return target


def write_finding(*, indicator: Indicator, organisation: Organisation, year: int, text: Texts) -> Finding:
    """Say the year's result in a sentence that is true of exactly its population."""
    fields = {"text_fi": text.fi, "text_sv": text.sv, "text_en": text.en}
    return Finding.objects.update_or_create(indicator=indicator, organisation=organisation, year=year, defaults=fields)[
        0
    ]


def load_spread(
    *, indicator: Indicator, region: Organisation, year: int, values: Sequence[float], source: str
) -> Spread:
    """Keep values whose municipalities are not known; they are stored in order of size, so that no order can be read as names."""
    fields = {"values": sorted(values), "source": source}
    return Spread.objects.update_or_create(indicator=indicator, region=region, year=year, defaults=fields)[0]
