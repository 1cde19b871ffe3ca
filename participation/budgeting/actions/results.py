"""After the voting: the ballots sealed, the votes counted twice, lots recorded, the result published."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organisations.models import Body
from participation.budgeting.actions.paths import tell_result
from participation.budgeting.actions.rounds import locked, move, note
from participation.budgeting.enums import CountForm, RoundEvent, RoundState
from participation.budgeting.models import CountFile, Draw, Result, Round, RoundArea
from participation.budgeting.queries.counts import AreaCount, count_area, files_of
from participation.budgeting.rules.counting import as_record, count, draw_lot, explained
from participation.budgeting.rules.methods import election_of
from participation.budgeting.rules.polls import read_poll
from people.models import User
from portal.actions import start_job
from portal.exceptions import RuleBroken
from portal.models import Job

COUNT_JOB = "budgeting.count"
BOX = ("budgeting_participation", "budgeting_replacement", "budgeting_ballot", "budgeting_choice")


@transaction.atomic
def start_count(*, round: Round, by: User, now: datetime) -> Job:
    """Have the votes counted in the background. Pressing twice starts one count."""
    round = locked(round, by)
    if round.state != RoundState.COUNTING:
        raise RuleBroken(_("Close the voting first."), code="wrong_state")
    if round.sealed_at is None and not round.is_example:
        raise RuleBroken(_("Two people seal the box first."), code="not_sealed")
    note(RoundEvent.COUNTED, round, by, now)
    return start_job(
        kind=COUNT_JOB,
        arguments={"round": round.pk},
        now=now,
        started_by=by.pk,
        organisation_id=round.organisation_id,
        once=str(round.pk),
    )


def count_round(*, round: Round, now: datetime, progress: Callable[[int, int], None]) -> list[str]:
    """Seal the box and count each area; returns the slugs of areas that wait for a drawn lot.

    Idempotent: the box is sealed once, and an area with a result is not counted again.
    """
    areas = list(RoundArea.objects.filter(round=round).order_by("position"))
    whole = 100 * (len(areas) + 1)
    progress(0, whole)
    seal_box(round=round, now=now)
    waiting = []
    for number, area in enumerate(areas, start=1):
        if not count_and_store(area, now=now, progress=part_of(progress, 100 * number, whole)):
            waiting.append(area.slug)
    progress(whole, whole)
    return waiting


def part_of(progress: Callable[[int, int], None], before: int, whole: int) -> Callable[[int, int], None]:
    """How far the whole is, from how far one of its hundreds is. Equal shares comes forward by the money that it has shared out."""
    progress(before, whole)
    return lambda done, total: progress(before + min(100 * done // max(total, 1), 100), whole)


def count_and_store(area: RoundArea, *, now: datetime, progress: Callable[[int, int], None] | None = None) -> bool:
    """Whether the area has its result. The votes are counted from the database and again from the file that is published.

    A tie that decides money is written down, so that a lot can be drawn.
    """
    with transaction.atomic():
        row = RoundArea.objects.select_for_update().get(pk=area.pk)
        if Result.objects.filter(area=area).exists():
            return True
        counted = count_area(area, progress)
        row.open_tie = list(counted.trace.open_tie)
        row.save(update_fields=["open_tie"])
        if not counted.trace.is_final:
            return False
        store_result(area, counted, now)
    return True


def store_result(area: RoundArea, counted: AreaCount, now: datetime) -> None:
    pb, csv = files_of(area, counted)
    again = count(election_of(read_poll(pb), counted.election.tie_rule, counted.election.draws))
    if again.funded != counted.trace.funded:
        raise RuleBroken(
            _("The two counts differ, so there is no result. Nothing was published."), code="counts_differ"
        )
    result = Result.objects.create(
        area=area,
        counted_at=now,
        ballots=len(counted.ballots),
        votes=sum(row.votes for row in counted.trace.rows),
        trace=as_record(explained(counted.election, counted.trace)),
    )
    CountFile.objects.bulk_create(
        CountFile(result=result, form=form, content=text, sha256=hashlib.sha256(text.encode()).hexdigest())
        for form, text in ((CountForm.PB, pb), (CountForm.CSV, csv))
    )


@transaction.atomic
def record_draw(*, round: Round, area: RoundArea, seed: str, witness: str, by: User, now: datetime) -> Draw:
    """Record the lot that decides the area's open tie: the order follows from the public seed, so anyone can draw it again."""
    round = locked(round, by)
    area = RoundArea.objects.select_for_update().get(pk=area.pk)
    tie = area.open_tie if round.state == RoundState.COUNTING and area.round_id == round.pk else []
    if not tie or Result.objects.filter(area=area).exists():
        raise RuleBroken(_("There is no tie to draw a lot for."), code="no_tie")
    if not seed.strip() or not witness.strip():
        raise RuleBroken(_("Write the seed of the draw and who saw it."), code="no_witness")
    draw = Draw.objects.create(
        area=area, seed=seed.strip(), witness=witness.strip(), order=draw_lot(seed.strip(), tie), drawn_at=now
    )
    area.open_tie = []
    area.save(update_fields=["open_tie"])
    note(RoundEvent.DRAWN, round, by, now, seed=draw.seed)
    return draw


@transaction.atomic
def publish_result(*, round: Round, body: Body, decided_on: date, paragraph: str, by: User, now: datetime) -> Round:
    """Publish the result that the body has confirmed; the path of every idea that led here tells it."""
    round = locked(round, by)
    if RoundArea.objects.filter(round=round, result__isnull=True).exists():
        raise RuleBroken(_("Count every area first."), code="not_counted")
    if body.organisation_id != round.organisation_id:
        raise RuleBroken(_("The decision must be made by a body of this municipality."), code="wrong_body")
    round.body, round.decided_on, round.paragraph, round.confirmed_at = body, decided_on, paragraph.strip(), now
    round = move(round, RoundState.RESULTS, by, now, paragraph=paragraph.strip() or "–")
    tell_result(round, by=by, now=now)
    return round


@transaction.atomic
def seal_box(*, round: Round, now: datetime) -> bool:
    """Rewrite envelopes and ballots in a random order, so that neither row order nor transaction numbers join them. Once.

    All rounds share the tables, so those still open are shuffled too; their voters wait for the moment that it takes.
    """
    row = Round.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=round.pk)
    if row.sealed_at is not None:
        return False
    if row.state != RoundState.COUNTING:
        raise RuleBroken(_("Close the voting first."), code="wrong_state")
    rewrite(BOX)
    row.sealed_at = now
    row.save(update_fields=["sealed_at"])
    note(RoundEvent.SEALED, row, None, now, votes=row.participations.count())
    return True


def rewrite(tables: Sequence[str]) -> None:
    """Write the tables anew in random order. PostgreSQL drops the old files at commit; SQLite overwrites the freed pages."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
            empty = [f"TRUNCATE {', '.join(tables)}"]
        else:
            cursor.execute("PRAGMA secure_delete = ON")
            empty = [f"DELETE FROM {table}" for table in reversed(tables)]  # noqa: S608 - names from BOX only
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE sealed_{table} AS SELECT * FROM {table} ORDER BY random()")  # noqa: S608
        for statement in empty:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM sealed_{table} ORDER BY random()")  # noqa: S608
            cursor.execute(f"DROP TABLE sealed_{table}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
