"""Compiling: every document of a version, in each language asked for, conforming to PDF/UA-1 and saying what it must."""

import io
import re
import subprocess
from collections.abc import Iterator

import page
import pikepdf
import pytest
from django.core.files.storage import default_storage

from portal.pdf import PdfError
from portal.press import Press
from reports.documents.enums import DocumentKind, VersionState
from reports.documents.models import Document
from tests.reports.world import REASON

pytestmark = pytest.mark.django_db


def content(document: Document) -> bytes:
    with default_storage.open(document.file) as file:
        return file.read()


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content(document)))


def text_of(document: Document, layout: str = "-layout") -> list[str]:
    """The printed words, page by page."""
    words = subprocess.run(
        ["pdftotext", layout, "-", "-"], input=content(document), capture_output=True, check=True
    ).stdout
    return words.decode().split("\f")[: document.pages]


def flat(document: Document) -> str:
    return re.sub(r"\s+", " ", " ".join(text_of(document, "-raw")))


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element of the document, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def one(world, kind: DocumentKind, language: str, slug: str = "") -> Document:
    return world.version.documents.get(kind=kind, language=language, **({"place__slug": slug} if slug else {}))


def test_a_version_has_the_report_and_a_card_for_each_municipality_in_each_language(world):
    assert world.version.state == VersionState.READY
    found = sorted(
        (d.kind, d.language, d.place.slug if d.place else "") for d in world.version.documents.select_related("place")
    )
    cards = [
        (DocumentKind.MUNICIPALITY_CARD, language, slug)
        for language in ("fi", "sv")
        for slug in ("asikkala", "heinola", "lahti")
    ]
    assert found == sorted([*cards, (DocumentKind.REPORT, "fi", ""), (DocumentKind.REPORT, "sv", "")])


def test_every_document_names_its_language_and_title(world):
    for document in world.version.documents.all():
        with opened(document) as pdf:
            assert str(pdf.Root.Lang).startswith(document.language)
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.docinfo.Title) == document.title
            assert len(pdf.pages) == document.pages


def test_every_document_conforms_to_pdf_ua(world):
    for document in world.version.documents.all():
        report = page.validate_pdf_bytes(content(document), profile="ua1")
        assert [f"{f.rule_id}: {f.message}" for f in report.failures] == [], document.title


def test_every_picture_speaks_and_every_table_has_headings(world):
    for document in world.version.documents.all():
        with opened(document) as pdf:
            found = list(elements(pdf.Root.StructTreeRoot))
            silent = [e for e in found if e.S == "/Figure" and not str(e.get("/Alt", "")).strip()]
            tables = [e for e in found if e.S == "/Table"]
            headless = [t for t in tables if not any(e.S == "/TH" for e in elements(t))]
            assert any(e.S == "/Figure" for e in found)
            assert tables
            assert (silent, headless) == ([], []), document.title


def test_a_card_is_one_sheet_of_two_sides(world):
    cards = world.version.documents.filter(kind=DocumentKind.MUNICIPALITY_CARD)
    assert {(d.title, d.pages) for d in cards if d.pages != 2} == set()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_numbers_of_the_contents_point_right(world, language):
    report = one(world, DocumentKind.REPORT, language)
    pages = text_of(report)
    chapters = [chapter["finding"] for part in report.data["parts"] for chapter in part["chapters"]]
    contents = re.sub(r"\s+", " ", pages[1])
    for finding in chapters:
        told = re.search(re.escape(re.sub(r"\s+", " ", finding)) + r" (\d+)", contents)
        assert told, f"{finding} is not in the contents: {contents}"
        assert re.sub(r"\s+", "", finding) in re.sub(r"\s+", "", pages[int(told[1]) - 1]), (
            f"{finding} is not on page {told[1]}"
        )


@pytest.mark.parametrize(
    ("language", "not_done", "unheard"),
    [
        ("fi", "Mitä ei tehty ja miksi", "Kuka jäi kuulematta"),
        ("sv", "Vad som inte gjordes och varför", "Vem som inte blev hörd"),
    ],
)
def test_what_was_not_done_and_who_was_not_heard_are_always_printed(world, language, not_done, unheard):
    text = flat(one(world, DocumentKind.REPORT, language))
    assert not_done in text
    assert unheard in text
    assert "Kiipeilyteline rantaan" in text
    assert REASON in text
    assert "Oma asiani" not in text, "a private matter is never printed"


def test_a_decision_is_told_with_its_body_day_and_paragraph(world):
    assert "Kaupunginhallitus 18.3.2026 § 40" in flat(one(world, DocumentKind.REPORT, "fi"))


def test_what_is_missing_is_said_and_never_zero(world):
    card = flat(one(world, DocumentKind.MUNICIPALITY_CARD, "fi", "heinola"))
    assert "Väkiluku: ei tietoa" in card
    assert "Kunnan oma arvo: ei tietoa." in card
    assert "kunta ei ole kertonut toimenpiteitään" in card
    assert "0 asukasta" not in card
    assert not re.search(r"\b0(,0)? %", card)
    data = one(world, DocumentKind.MUNICIPALITY_CARD, "fi", "heinola").data
    assert (data["population"], data["population_spark"]) == (None, None)


def test_a_plan_without_a_first_year_gets_no_drawn_years(world):
    report = one(world, DocumentKind.REPORT, "fi")
    plan = next(c for part in report.data["parts"] for c in part["chapters"] if "Liikkuva maakunta" in c["finding"])
    assert [b["kind"] for b in plan["sections"][0]["blocks"]] == ["facts"]
    assert plan["sections"][0]["blocks"][0]["items"][0][0] == "vuoteen 2030"


def test_what_does_not_come_from_a_source_is_marked(world):
    card, report = (
        flat(one(world, DocumentKind.MUNICIPALITY_CARD, "fi", "lahti")),
        flat(one(world, DocumentKind.REPORT, "fi")),
    )
    assert re.search(r"Suunnitelman toimenpiteet esimerkkitieto", card)
    assert re.search(r"Tupakoi päivittäin \(288\)\*", report)
    assert re.search(r"Tupakoi päivittäin esimerkkitieto", card)
    assert not re.search(r"Kokee terveytensä huonoksi esimerkkitieto", card)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
        "ftp://example.org/a",
        "../../../etc/passwd",
    ],
)
def test_the_press_reads_nothing_but_what_we_ship(address):
    with pytest.raises(PdfError):
        Press().write(
            f'<html lang="fi"><head><title>a</title></head><body><p><img alt="a" src="{address}"></p></body></html>'
        )


def test_a_document_that_takes_too_long_is_given_up():
    with pytest.raises(PdfError, match="too long"):
        Press().write('<html lang="fi"><head><title>a</title></head><body><p>a</p></body></html>', max_seconds=-1)
