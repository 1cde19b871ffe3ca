"""Reads about versions and documents; the datasets of the report and the cards are in the modules beside."""

from organisations.models import Organisation
from people.enums import Permission
from people.models import Person
from people.permissions import has_permission
from portal.exceptions import NotVisible
from reports.documents.enums import DocumentKind, VersionState
from reports.documents.models import Document, Version
from reports.rounds.models import ReportRound
from reports.rounds.rules import PUBLIC_STATES


def can_see(person: Person, round: ReportRound) -> bool:
    """Everyone sees a round that is before the boards or published; before that only those of the county who write it."""
    return round.state in PUBLIC_STATES or has_permission(person, Permission.REPORT_WRITE, round.county)


def check_can_see(person: Person, round: ReportRound) -> None:
    if not can_see(person, round):
        raise NotVisible(str(round.year))


def newest_version(round: ReportRound) -> Version | None:
    return Version.objects.filter(round=round, state=VersionState.READY).select_related("round__county").first()


def compiling_version(round: ReportRound) -> Version | None:
    return Version.objects.filter(round=round, state=VersionState.COMPILING).first()


def documents_of(version: Version) -> list[Document]:
    """All documents of the version without their data, cards A to Ö."""
    return list(version.documents.defer("data").select_related("place").order_by("kind", "place__name_fi", "language"))


def document(version: Version | None, kind: DocumentKind, language: str, place: Organisation | None = None) -> Document:
    """Raises NotVisible when the version has no such document."""
    found = version.documents.filter(kind=kind, language=language, place=place).first() if version else None
    if found is None:
        raise NotVisible(kind)
    return found
