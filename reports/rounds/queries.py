"""Reads about report rounds, the people's words and the annual cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import municipalities_of
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where
from people.queries import Duty
from portal.charts.yearclock import INNER, OUTER, ClockEntry, YearClockSpec
from portal.exceptions import NotVisible
from portal.languages import LANGUAGES, active_language
from portal.numerals import MONTHS_SHORT, day
from reports.rounds.enums import CycleKind, PassageKey
from reports.rounds.models import CycleStep, Passage, ReportRound
from reports.rounds.rules import CARD_PASSAGES, REPORT_PASSAGES


def rounds_of(county: Organisation) -> list[ReportRound]:
    return list(ReportRound.objects.filter(county=county).select_related("county"))


def round_of_year(county: Organisation | None, year: int) -> ReportRound:
    """The county's round of the year. Raises NotVisible."""
    found = ReportRound.objects.filter(county=county, year=year).select_related("county").first() if county else None
    if found is None:
        raise NotVisible(str(year))
    return found


def passages_of(round: ReportRound) -> Mapping[tuple[str, int | None], Passage]:
    """The round's passages by (key, place id); place is None in the report itself."""
    return {(p.key, p.place_id): p for p in Passage.objects.filter(round=round).select_related("place")}


def passage(round: ReportRound, key: PassageKey, place: Organisation | None) -> Passage | None:
    return Passage.objects.filter(round=round, key=key, place=place).first()


@dataclass(frozen=True)
class PassageRow:
    """One place to write in: what it is, where it belongs, and how far its languages are."""

    key: PassageKey
    label: str
    place: Organisation | None
    written: tuple[str, ...]
    missing: tuple[str, ...]
    updated_at: datetime | None
    is_example: bool


@dataclass(frozen=True)
class PassageGroup:
    title: str
    place: Organisation | None
    rows: tuple[PassageRow, ...]


def passage_board(round: ReportRound) -> list[PassageGroup]:
    """All places of the round where people write: the report first, then the cards A to Ö."""
    found = passages_of(round)

    def row(key: PassageKey, place: Organisation | None) -> PassageRow:
        p = found.get((key, place.pk if place else None))
        written = tuple(language for language in LANGUAGES if p and getattr(p, f"text_{language}"))
        missing = tuple(language for language in LANGUAGES if language not in written)
        return PassageRow(
            key, str(key.label), place, written, missing, p.updated_at if p else None, bool(p and p.is_example)
        )

    groups = [PassageGroup(_("The report"), None, tuple(row(key, None) for key in REPORT_PASSAGES))]
    return groups + [
        PassageGroup(m.name, m, tuple(row(key, m) for key in CARD_PASSAGES)) for m in municipalities_of(round.county)
    ]


LANES = {CycleKind.COLLECT: INNER, CycleKind.REPORT: OUTER, CycleKind.DECIDE: "point", CycleKind.MEET: "point"}


def month_range(step: CycleStep) -> str:
    """“January–March” in the language of the page; “no data” where the month is not known."""
    if step.month is None:
        return _("no data")
    first = str(MONTHS[step.month])
    return first if step.last_month in (None, step.month) else f"{first}–{MONTHS[step.last_month]}"


def clock_of(county: Organisation | None, today: date) -> YearClockSpec:
    """The annual clock of the county, with today's hand."""
    steps = list(CycleStep.objects.filter(county=county)) if county else []
    entries = tuple(
        ClockEntry(
            s.name,
            str(s.get_kind_display()),
            month_range(s),
            LANES[CycleKind(s.kind)],
            s.month,
            s.last_month or s.month,
        )
        for s in steps
    )
    return YearClockSpec(
        heading=_("Annual cycle of wellbeing work"),
        entries=entries,
        months=MONTHS_SHORT[active_language()],
        today=today,
        today_text=day(today),
        is_example=any(s.is_example for s in steps),
    )


def duties(person: Person, now: datetime) -> list[Duty]:
    """This month's steps of the annual cycle, for those who write the report."""
    counties = organisations_where(person, Permission.REPORT_WRITE)
    if not counties:
        return []
    month = now.month
    steps = CycleStep.objects.filter(month__isnull=False, month__lte=month).select_related("county")
    mine = [s for s in steps if (s.last_month or s.month or 0) >= month]
    return [
        Duty(
            group=_("This month's duties"),
            title=s.name,
            text=_("From the annual cycle"),
            url=reverse("annual_clock"),
            is_example=s.is_example,
        )
        for s in mine
    ]
