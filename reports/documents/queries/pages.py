"""Datasets of the web pages: the list of rounds, the report's page and a card's page, thawed from what was frozen."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, override

from organisations.models import Organisation
from people.enums import Permission
from people.models import Person, User
from people.permissions import has_permission
from portal.models import Job
from reports.documents.enums import DocumentKind
from reports.documents.models import Document, Version
from reports.documents.queries import can_see, compiling_version, document, documents_of, newest_version
from reports.documents.queries.blocks import Report
from reports.documents.queries.card import Card
from reports.documents.queries.freezing import thaw
from reports.documents.rules import LANGUAGES
from reports.rounds.models import ReportRound
from reports.rounds.permissions import can_compile, can_write
from reports.rounds.queries import rounds_of


@dataclass(frozen=True)
class File:
    """One PDF: its address is that of the page's language."""

    language: str
    pages: int
    size: int
    place: Organisation | None


@dataclass(frozen=True)
class RoundEntry:
    round: ReportRound
    version: Version | None
    report: File | None


@dataclass(frozen=True)
class ReportPage:
    """`report` is None until the first version is ready; `job` is the work that goes on."""

    round: ReportRound
    version: Version | None
    report: Report | None
    files: tuple[File, ...]
    cards: tuple[File, ...]
    job: Job | None
    may_write: bool
    may_compile: bool


@dataclass(frozen=True)
class CardPage:
    round: ReportRound
    place: Organisation
    version: Version | None
    card: Card
    file: File


def language() -> str:
    return (get_language() or "fi")[:2]


def file_of(found: Document) -> File:
    return File(found.language, found.pages, found.size, found.place)


def round_list(county: Organisation | None, person: Person) -> list[RoundEntry]:
    """The rounds that the person may see, newest first. Two queries a round; a county has one a year, shown at most ten."""
    entries = []
    for round in (rounds_of(county) if county else [])[:5]:
        if can_see(person, round):
            version = newest_version(round)
            found = (
                version.documents.filter(kind=DocumentKind.REPORT, language=language()).defer("data").first()
                if version
                else None
            )
            entries.append(RoundEntry(round, version, file_of(found) if found else None))
    return entries


def report_page(round: ReportRound, person: Person) -> ReportPage:
    version, going = newest_version(round), compiling_version(round)
    documents = documents_of(version) if version else []
    return ReportPage(
        round=round,
        version=version,
        report=thaw(Report, document(version, DocumentKind.REPORT, language()).data) if version else None,
        files=tuple(
            file_of(d)
            for d in sorted(documents, key=lambda d: LANGUAGES.index(d.language))
            if d.kind == DocumentKind.REPORT
        ),
        cards=tuple(
            file_of(d) for d in documents if d.kind == DocumentKind.MUNICIPALITY_CARD and d.language == language()
        ),
        job=job_of(going.job_id) if going else None,
        may_write=can_write(person, round),
        may_compile=can_compile(person, round),
    )


def job_of(job_id: UUID | None) -> Job | None:
    return Job.objects.filter(pk=job_id).first() if job_id else None


def leads_to(job: Job) -> str:
    """Where the finished job's version can be read."""
    year = job.result.get("year")
    return reverse("report_detail", kwargs={"year": year}) if year else reverse("report_list")


def may_follow(person: object, job: Job) -> bool:
    """Those who write the county's report see how its compiling goes."""
    if not isinstance(person, User) or job.organisation_id is None:
        return False
    return has_permission(person, Permission.REPORT_WRITE, job.organisation_id)


def card_page(round: ReportRound, place: Organisation) -> CardPage:
    version = newest_version(round)
    found = document(version, DocumentKind.MUNICIPALITY_CARD, language(), place)
    with override(found.language):
        return CardPage(round, place, version, thaw(Card, found.data), file_of(found))
