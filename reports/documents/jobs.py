"""The work behind “Laadi raportti”: every document of a version, in every language, with a progress that counts pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import municipalities_of
from portal.exceptions import RuleBroken
from portal.jobs import Progress
from portal.models import Job
from portal.pdf import PdfError
from portal.press import Press
from reports.documents.actions import clear_version, finish_version, store_document
from reports.documents.enums import DocumentKind, VersionState
from reports.documents.models import Document, Version
from reports.documents.queries import newest_version
from reports.documents.queries.card import card_of
from reports.documents.queries.report import report_of

TEMPLATES = {DocumentKind.REPORT: "pdf/report.html", DocumentKind.MUNICIPALITY_CARD: "pdf/municipality_card.html"}
GUESS = {DocumentKind.REPORT: 40, DocumentKind.MUNICIPALITY_CARD: 2}


@dataclass(frozen=True)
class Sheet:
    """One document to write."""

    kind: DocumentKind
    language: str
    place: Organisation | None


class Pages:
    """Pages written so far, of those expected: as many as last time, or a guess; never fewer than are written."""

    def __init__(self, sheets: list[Sheet], last: Version | None, report: Progress) -> None:
        before = (
            {(d.kind, d.language, d.place_id): d.pages for d in Document.objects.filter(version=last).defer("data")}
            if last
            else {}
        )
        self.expected = [
            before.get((s.kind, s.language, s.place.pk if s.place else None), GUESS[s.kind]) for s in sheets
        ]
        self.written, self.now, self.report = 0, 0, report
        self.tell(0)

    def tell(self, page: int) -> None:
        """`page` of the sheet that is being laid out."""
        rest = sum(self.expected[self.now + 1 :])
        here = max(page, self.expected[self.now] if self.now < len(self.expected) else 0)
        self.report(self.written + page, max(self.written + here + rest, 1))

    def done(self, pages: int) -> None:
        self.written += pages
        self.now += 1
        self.tell(0)


def sheets_of(version: Version, languages: list[str]) -> Iterator[Sheet]:
    places = municipalities_of(version.round.county)
    for language in languages:
        yield Sheet(DocumentKind.REPORT, language, None)
        for place in places:
            yield Sheet(DocumentKind.MUNICIPALITY_CARD, language, place)


def compile_report(job: Job, progress: Progress) -> dict[str, object]:
    """Make the version that the job names. A second attempt makes everything anew."""
    version = Version.objects.select_related("round__county").get(pk=int(str(job.arguments["version"])))
    if version.state != VersionState.COMPILING:
        return {"version": version.pk, "year": version.round.year}
    clear_version(version=version)
    sheets = list(sheets_of(version, [str(language) for language in job.arguments["languages"]]))
    pages = Pages(sheets, newest_version(version.round), progress)
    press = Press()
    try:
        for sheet in sheets:
            pages.done(write_sheet(version, sheet, press, pages))
    except PdfError as error:
        raise RuleBroken(
            _("The report could not be written: %(why)s. Try again; if it fails again, tell the operator.")
            % {"why": error}
        ) from error
    finish_version(version=version, now=timezone.now())
    return {"version": version.pk, "year": version.round.year}


def write_sheet(version: Version, sheet: Sheet, press: Press, pages: Pages) -> int:
    """One document: dataset, HTML, PDF, row. Returns its pages."""
    with translation.override(sheet.language):
        dataset = card_of(version.round, sheet.place) if sheet.place else report_of(version.round)
        context = {"dataset": dataset, "version": version, "LANGUAGE_CODE": sheet.language}
        html = render_to_string(TEMPLATES[sheet.kind], context)
        pdf = press.write(html, on_page=pages.tell)
        store_document(
            version=version,
            kind=sheet.kind,
            language=sheet.language,
            place=sheet.place,
            title=dataset.title,
            dataset=dataset,
            pdf=pdf,
        )
    return pdf.pages
