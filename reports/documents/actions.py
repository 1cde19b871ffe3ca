"""Asking for a version, and what its job writes: documents, ready, failed."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.actions import start_job
from portal.enums import JobState
from portal.models import Job
from portal.pdf import Pdf
from reports.documents.enums import DocumentEvent, DocumentKind, VersionState
from reports.documents.models import Document, Version
from reports.documents.queries.freezing import freeze
from reports.documents.rules import file_name
from reports.rounds.models import ReportRound
from reports.rounds.permissions import check_can_compile

COMPILE = "reports.compile"


@transaction.atomic
def ask_compilation(*, round: ReportRound, by: User | None, now: datetime, languages: tuple[str, ...]) -> Job:
    """Start making a new version; while one is being made, its job is returned instead.

    `by` is None only for the operator's command line and the demo.
    """
    if by is not None:
        check_can_compile(by, round)
    locked = ReportRound.objects.select_for_update().select_related("county").get(pk=round.pk)
    going = Version.objects.filter(round=locked, state=VersionState.COMPILING).first()
    job = Job.objects.filter(pk=going.job_id).first() if going and going.job_id else None
    if going is not None and job is not None and job.state in JobState.going():
        return job
    if going is not None:
        fail_version(version=going, now=now)
    last = Version.objects.filter(round=locked).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(round=locked, number=last + 1, data_on=locked.data_on, created_at=now)
    job = start_job(
        kind=COMPILE,
        arguments={"version": version.pk, "languages": list(languages)},
        now=now,
        started_by=by.pk if by else None,
        organisation_id=locked.county.pk,
        once=str(version.pk),
    )
    version.job_id = job.pk
    version.save(update_fields=["job_id"])
    record_event(
        event=DocumentEvent.ASKED, by=by, subject=version, organisation=locked.county, now=now, year=locked.year
    )
    return job


def clear_version(*, version: Version) -> None:
    """Before an attempt: what an earlier, killed attempt left behind is made anew."""
    for document in version.documents.all():
        default_storage.delete(document.file)
        document.delete()


def store_document(
    *,
    version: Version,
    kind: DocumentKind,
    language: str,
    place: Organisation | None,
    title: str,
    dataset: object,
    pdf: Pdf,
) -> Document:
    """Keep one document: the file first, so that no row ever names a file that is not there."""
    name = f"documents/{version.pk}/{file_name(kind, version.round.year, language, place.slug if place else '')}"
    default_storage.delete(name)
    return Document.objects.create(
        version=version,
        kind=kind,
        language=language,
        place=place,
        title=title,
        data=freeze(dataset),
        file=default_storage.save(name, ContentFile(pdf.content)),
        pages=pdf.pages,
        size=len(pdf.content),
        sha256=hashlib.sha256(pdf.content).hexdigest(),
    )


@transaction.atomic
def finish_version(*, version: Version, now: datetime) -> None:
    changed = Version.objects.filter(pk=version.pk, state=VersionState.COMPILING).update(
        state=VersionState.READY, ready_at=now
    )
    if changed:
        round = version.round
        record_event(
            event=DocumentEvent.COMPILED,
            by=None,
            subject=version,
            organisation=round.county,
            now=now,
            year=round.year,
            version=version.number,
        )


@transaction.atomic
def fail_version(*, version: Version, now: datetime) -> None:
    """The job ended without a version: the round is free for a new try."""
    changed = Version.objects.filter(pk=version.pk, state=VersionState.COMPILING).update(state=VersionState.FAILED)
    if changed:
        round = version.round
        record_event(
            event=DocumentEvent.FAILED,
            by=None,
            subject=version,
            organisation=round.county,
            now=now,
            year=round.year,
            version=version.number,
        )


def free_rounds(now: datetime) -> None:
    """Each minute: a version whose job ended without it frees its round for a new try."""
    for version in Version.objects.filter(state=VersionState.COMPILING).select_related("round__county"):
        job = Job.objects.filter(pk=version.job_id).first() if version.job_id else None
        if job is None or job.state == JobState.FAILED:
            fail_version(version=version, now=now)
