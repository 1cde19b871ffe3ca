"""The look on paper: a document with every class of the PDF style is valid PDF/UA-1 and uses our own faces."""

from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils.translation import override
from PIL import Image

from portal.pdf import Pdf
from portal.pictures import remade_picture
from portal.press import Press

DOCUMENT = (Path(__file__).parent / "paper.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paper() -> Pdf:
    with override("fi"):
        html = (
            engines["django"]
            .from_string(DOCUMENT)
            .render({"LANGUAGE_CODE": "fi", "states": ["ok", "soon", "old", "vacant"]})
        )
    return Press().write(html)


def test_the_look_on_paper_is_valid_pdf_ua(paper: Pdf) -> None:
    report = page.validate_pdf_bytes(paper.content, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_paper_uses_only_the_faces_that_we_ship(paper: Pdf) -> None:
    faces = set()
    with pikepdf.open(BytesIO(paper.content)) as document:
        for sheet in document.pages:
            for font in sheet.get("/Resources", {}).get("/Font", {}).values():
                faces.add(str(font["/BaseFont"]).split("+")[-1])
    assert faces
    assert [face for face in faces if not face.startswith(("Inter", "Kuuluu"))] == []


def test_cover_contents_chapter_and_card_each_take_their_page(paper: Pdf) -> None:
    assert paper.pages == 4


def test_a_picture_that_is_cut_off_is_refused_also_where_papers_are_written() -> None:
    """WeasyPrint, which this process has loaded, tells Pillow to forgive such pictures everywhere; portal.press takes that back."""
    whole = BytesIO()
    Image.linear_gradient("L").save(whole, "PNG")
    assert remade_picture(BytesIO(whole.getvalue()), "PNG").width == 256
    with pytest.raises(ValidationError):
        remade_picture(BytesIO(whole.getvalue()[:-200]), "PNG")
