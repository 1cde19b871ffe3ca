"""A small year for the report: three towns, one indicator from a source and one marked as example, and what four residents said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import translation

from organisations.models import Population
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind, Visibility
from participation.matters.models import Matter, Step
from portal.jobs import Attempt, claim, finish
from portal.models import Job
from reports.documents.actions import ask_compilation
from reports.documents.jobs import compile_report
from reports.documents.models import Version
from reports.rounds.actions import move_round, start_round, write_passage
from reports.rounds.enums import PassageKey, RoundState
from reports.rounds.models import ReportRound
from tests.personas import NOW, Cast, Place, build_place, invite_cast
from wellbeing.indicators.actions import Result, add_indicator, load_results, set_target
from wellbeing.indicators.enums import Operator, Polarity, Theme
from wellbeing.indicators.models import Indicator, Observation
from wellbeing.plans.enums import PlanKind
from wellbeing.plans.models import Plan

TO_PUBLIC = (RoundState.COLLECTING, RoundState.DRAFTING, RoundState.COMMENTS, RoundState.APPROVAL, RoundState.PUBLISHED)
REASON = "Laiturin kunto ei kestä kiipeilytelinettä."
SENTENCE = {"fi": "Liikkuva kaupunki.", "sv": "En aktiv stad.", "en": "An active city."}


@dataclass(frozen=True)
class ReportWorld:
    place: Place
    cast: Cast
    round: ReportRound
    version: Version


def know(place: Place) -> None:
    """Population of Lahti only; indicator 286 of the county from a source, 288 as example."""
    for year, inhabitants in ((2000, 111_656), (2010, 115_773), (2022, 120_093)):
        Population.objects.create(organisation=place.lahti, year=year, inhabitants=inhabitants, source="Tilastokeskus")
    school = {
        "theme": Theme.CHILDREN,
        "unit": "%",
        "polarity": Polarity.DOWN_GOOD,
        "survey_every": 2,
        "change_threshold": Decimal(2),
        "change_threshold_small": Decimal(5),
    }
    health = add_indicator(
        indicator=Indicator(
            number=286,
            name_fi="Kokee terveytensä huonoksi",
            name_sv="Upplever sin hälsa som dålig",
            name_en="Poor health",
            **school,
        ),
        by=None,
        now=NOW,
    )
    load_results(
        indicator=health,
        organisation=place.county,
        results=[Result(y, Decimal(v), "THL") for y, v in ((2019, "20.7"), (2021, "24.8"), (2023, "25.7"))],
        now=NOW,
    )
    set_target(
        indicator=health,
        organisation=place.county,
        year=2025,
        operator=Operator.UNDER,
        value=Decimal(24),
        baseline_year=2023,
        source="THL",
        by=None,
        now=NOW,
    )
    smoking = add_indicator(
        indicator=Indicator(
            number=288, name_fi="Tupakoi päivittäin", name_sv="Röker dagligen", name_en="Smokes daily", **school
        ),
        by=None,
        now=NOW,
    )
    Observation.objects.create(
        indicator=smoking,
        organisation=place.county,
        year=2023,
        value=Decimal("7.1"),
        source="",
        recorded_at=NOW,
        is_example=True,
    )


def plan_ahead(place: Place) -> None:
    """A programme whose last year only is known."""
    Plan.objects.create(
        organisation=place.county,
        kind=PlanKind.PROGRAMME,
        name_fi="Liikkuva maakunta",
        name_sv="Landskap i rörelse",
        name_en="Moving region",
        last_year=2030,
    )


def say(
    place: Place,
    number: int,
    title: str,
    outcome: Outcome | None,
    *,
    state: MatterState,
    visibility: Visibility = Visibility.PUBLIC,
) -> Matter:
    answered = NOW - timedelta(days=2) if outcome else None
    return Matter.objects.create(
        code=f"L-{number}", reference=f"R{number}", kind=MatterKind.IDEA, title=title, text=title,
       
        origin=place.lahti, organisation=place.lahti, topic=place.exercise, state=state,
        received_at=NOW - timedelta(days=10), due_on=date(2026, 12, 1), 
        answered_at=answered,
        outcome=outcome or "", visibility=visibility,
    )  # fmt: skip


def listen(place: Place) -> None:
    """Four ideas: one refused in public, one decided by the board, one refused in private, one that waits."""
    refused = say(place, 1, "Kiipeilyteline rantaan", Outcome.NO, state=MatterState.ANSWERED)
    Step.objects.create(matter=refused, kind=StepKind.ANSWERED, at=NOW, organisation=place.lahti, public_text=REASON)
    decided = say(place, 2, "Valo bussipysäkille", Outcome.YES, state=MatterState.DECIDED)
    Step.objects.create(
        matter=decided, kind=StepKind.DECIDED, at=NOW, organisation=place.lahti, body=place.board, decided_on=date(2026, 3, 18),
        paragraph="§ 40",
    )  # fmt: skip
    say(place, 3, "Oma asiani", Outcome.NO, state=MatterState.ANSWERED, visibility=Visibility.PRIVATE)
    say(place, 4, "Penkki torille", None, state=MatterState.OPEN)


def publish(place: Place, cast: Cast) -> ReportRound:
    by = cast.county_official
    round = start_round(county=place.county, year=2026, data_on=date(2026, 11, 23), by=by, now=NOW)
    write_passage(
        round=round, key=PassageKey.CARD_SENTENCE, place=place.lahti, texts=SENTENCE, seen_version=0, by=by, now=NOW
    )
    measures = {"fi": "Kävelykerho torille", "sv": "Gångklubb på torget", "en": "Walking club"}
    write_passage(
        round=round,
        key=PassageKey.CARD_MEASURES,
        place=place.lahti,
        texts=measures,
        seen_version=0,
        by=by,
        now=NOW,
        is_example=True,
    )
    for state in TO_PUBLIC:
        round = move_round(round=round, state=state, by=by, now=NOW)
    return round


def work(job: Job) -> Job:
    """The job as a worker does it."""
    mine = claim(job.pk, now=NOW)
    assert mine is not None
    with Attempt(mine) as attempt:
        finish(mine, compile_report(mine, attempt.progress) or {}, now=NOW)
    return Job.objects.get(pk=job.pk)


@contextmanager
def report_world() -> Iterator[ReportWorld]:
    """The year compiled in Finnish and Swedish. Everything in the database is rolled back at the end."""
    with transaction.atomic(), translation.override("fi"):
        place = build_place()
        cast = invite_cast(place)
        know(place)
        plan_ahead(place)
        listen(place)
        round = publish(place, cast)
        work(ask_compilation(round=round, by=cast.county_official, now=NOW, languages=("fi", "sv")))
        yield ReportWorld(place, cast, round, Version.objects.get(round=round))
        transaction.set_rollback(True)
