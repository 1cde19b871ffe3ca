"""Files of other systems are read into a batch, looked at, and brought in by a job."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.feedback.enums import ImportFormat, RowState, ServiceEvent
from participation.feedback.models import ImportBatch
from participation.feedback.queries.imports import Words, known_ids, words_of
from participation.feedback.rules.imports import BadFile, BadRow, Cells, Row, cells_in, repeated, row_of
from participation.matters.actions import Said
from participation.matters.actions.bringing import Past, bring_matter
from participation.matters.enums import MatterKind
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_own_permission
from portal.actions import start_job
from portal.exceptions import RuleBroken
from portal.jobs import Progress
from portal.models import Job

IMPORT_JOB = "feedback.import"
AT_ONCE = 50  # rows in one transaction: their matters and their states hold or fall together
ROWS_KEPT = timedelta(days=30)


def read_batch(
    *, organisation: Organisation, format: ImportFormat, source: str, data: bytes, file_name: str, kind: MatterKind, was_shown: bool,
    by: User, now: datetime,
) -> ImportBatch:  # fmt: skip
    """Read a file into a batch that somebody then looks at; no matter is made yet. Raises NotVisible, NotPermitted, RuleBroken."""
    check_own_permission(by, Permission.MATTER_IMPORT, organisation)
    source = source.strip()
    if not source:
        raise RuleBroken(_("Write where the matters come from."), code="no_source")
    try:
        written = cells_in(format, data)
    except BadFile as error:
        raise RuleBroken(str(error), code="bad_file") from error
    rows = looked_at(format, written, source, kind, now)
    for row in rows:
        row["was_shown"], row["kind"] = was_shown, kind.value
    count = {state: sum(row["state"] == state for row in rows) for state in RowState}
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            organisation=organisation, format=format, source=source, file_name=file_name[:120], rows=rows, by=by, read_at=now,
            new_count=count[RowState.NEW], known_count=count[RowState.KNOWN], wrong_count=count[RowState.WRONG],
        )  # fmt: skip
        record_event(
            event=ServiceEvent.FILE_READ, by=by, subject=batch, organisation=organisation, now=now, source=source, rows=len(rows)
        )
    return batch


def looked_at(format: ImportFormat, written: list[Cells], source: str, kind: MatterKind, now: datetime) -> list[dict[str, object]]:
    """Each row with what would become of it. Its cells are pairs: PostgreSQL does not keep the order of an object's keys."""
    read: list[Row | str] = []
    for cells in written:
        try:
            read.append(row_of(format, cells, kind, now))
        except BadRow as error:
            read.append(str(error))
    ids = [row.id if isinstance(row, Row) else f"\x1f{place}" for place, row in enumerate(read)]
    known, again = known_ids(source, ids), repeated(ids)
    rows = []
    for place, (cells, row) in enumerate(zip(written, read, strict=True)):
        state, wrong = RowState.NEW, ""
        if isinstance(row, str):
            state, wrong = RowState.WRONG, row
        elif place in again:
            state, wrong = RowState.WRONG, _("The same id stands earlier in the file.")
        elif row.id in known:
            state = RowState.KNOWN
        title = row.title if isinstance(row, Row) else str(cells.get("title") or cells.get("title/fi") or cells.get("description") or "")
        name = row.id if isinstance(row, Row) else str(cells.get("id") or cells.get("reference") or cells.get("service_request_id") or "")
        told = {"n": place + 1, "id": name[:120], "title": title[:120], "state": state.value, "error": wrong}
        rows.append({**told, "cells": list(cells.items())})
    return rows


def start_bringing(*, batch: ImportBatch, by: User, now: datetime) -> Job:
    """Bring the new rows of the batch in, in the background; pressed twice it is done once. Raises NotVisible, NotPermitted, RuleBroken."""
    check_own_permission(by, Permission.MATTER_IMPORT, batch.organisation)
    with transaction.atomic():
        row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if row.applied_at is not None or not row.new_count:
            raise RuleBroken(_("There is nothing to bring in any more."), code="nothing_new")
        job = start_job(
            kind=IMPORT_JOB, arguments={"batch": batch.pk}, started_by=by.pk, organisation_id=batch.organisation_id,
            once=f"import-{batch.pk}", now=now,
        )  # fmt: skip
        if not row.job:
            row.job = str(job.pk)
            row.save(update_fields=["job"])
            record_event(
                event=ServiceEvent.FILE_APPLIED, by=by, subject=row, organisation=batch.organisation, now=now, source=row.source
            )
    return job


def bring_batch(*, batch: ImportBatch, by: User, now: datetime, progress: Progress) -> int:
    """Bring in what is new, some rows in one transaction; run again, it goes on where it was cut off. Returns how many rows came."""
    words = words_of(batch.organisation)
    waiting = [place for place, row in enumerate(batch.rows) if row["state"] == RowState.NEW]
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for place in waiting[start : start + AT_ONCE]:
                bring_row(batch, batch.rows[place], words, by, now)
            batch.save(update_fields=["rows"])
        progress(min(start + AT_ONCE, len(waiting)), len(waiting))
    batch.applied_at = now
    batch.wrong_count = sum(row["state"] == RowState.WRONG for row in batch.rows)
    batch.save(update_fields=["applied_at", "wrong_count"])
    return sum(row["state"] == RowState.DONE for row in batch.rows)


def bring_row(batch: ImportBatch, kept: dict[str, object], words: Words, by: User, now: datetime) -> None:
    """One row, whose state then says what became of it."""
    cells = kept["cells"]
    try:
        row = row_of(ImportFormat(batch.format), dict(cells) if isinstance(cells, list) else {}, MatterKind(str(kept["kind"])), now)
        said = Said(
            kind=MatterKind(row.kind), title=row.title, text=row.text, language=row.language, topic=words.topics.get(row.topic.lower()),
            area=words.areas.get(row.area.lower()), place=row.place, latitude=row.point[0] if row.point else None,
            longitude=row.point[1] if row.point else None,
        )  # fmt: skip
        past = Past(
            source=batch.source, external_id=row.id, received_at=row.received, was_shown=bool(kept["was_shown"]), answer=row.answer,
            answered_at=row.answered, outcome=row.outcome,
        )  # fmt: skip
        _matter, is_new = bring_matter(organisation=batch.organisation, said=said, past=past, by=by, now=now)
        kept["state"] = (RowState.DONE if is_new else RowState.KNOWN).value
    except (BadRow, RuleBroken) as refusal:
        kept["state"], kept["error"] = RowState.WRONG.value, refusal.message if isinstance(refusal, RuleBroken) else str(refusal)


def empty_old_rows(*, now: datetime) -> int:
    """What the rows said is not kept longer than it is needed for mending them. Returns the number of batches."""
    old = ImportBatch.objects.filter(read_at__lt=now - ROWS_KEPT).exclude(rows=[])
    return old.update(rows=[])
