"""On paper: the path of a typical matter and the slip with its code each take one A4, as somebody gets them who does not use the web."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page

from participation.matters.actions.attachments import attach
from participation.matters.enums import StepKind
from participation.matters.models import Matter, Step
from tests.journeys.conftest import enter, look
from tests.participation.feedback.hostile import picture
from tests.participation.matters.story import Desk, assign, leave
from tests.personas import NOW, Cast, Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Kävelen kauppaan kaksi kertaa viikossa. Rannan reitillä ei ole yhtään penkkiä, ja matka on minulle pitkä. " * 3
ANSWERED = "Kiitos ideasta. Kävimme reitin läpi. Penkeille on paikka kolmessa kohdassa, ja ne mahtuvat tämän vuoden rahoihin. " * 4


def sheets(page: Page) -> list[tuple[float, float]]:
    """The sheets that the browser prints, in millimetres."""
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))) as paper:
        return [tuple(round(float(side) * 25.4 / 72) for side in sheet.mediabox[2:]) for sheet in paper.pages]


@pytest.fixture
def typical(place: Place, cast: Cast) -> Matter:
    """An idea with a picture that went all the way to the work: six steps, an answer of some length, a decision of a body."""
    desk = Desk(place, cast)
    assign(place.exercise, place.lahti, "Liikuntapaikkamestari")
    matter = leave(place.lahti, title="Penkkejä rannan reitille", text=SAID, topic=place.exercise, area=place.centre, place="Rantatie 2")
    photo = SimpleUploadedFile("ranta.jpg", picture("JPEG", (1600, 1200)), "image/jpeg")
    attach(matter=matter, upload=photo, alt="Reitti, jolla ei ole penkkejä", is_public=True, now=NOW)
    desk.take(matter, "show", "route", "prepare")
    desk.answer(matter, text=ANSWERED)
    desk.decide(matter, paragraph="118", link="https://www.lahti.fi/poytakirja/118", text="Rahat on varattu kolmelle penkille.")
    return desk.take(matter, "work")


def test_the_path_of_a_typical_matter_takes_one_a4(page: Page, live_server, typical: Matter) -> None:
    assert Step.objects.filter(matter=typical, kind__in=[StepKind.ANSWERED, StepKind.DECIDED]).count() == 2
    for language, address in (("fi", typical.reference), ("sv", typical.code)):
        page.goto(f"{live_server.url}/{language}/asiat/{address}/")
        page.emulate_media(media="print")
        look(page, f"paper-path-{language}")
        assert sheets(page) == [(210, 297)], f"{language}: the path of everyone and of its sender"
        assert page.locator(".path__step").first.is_visible()
        assert not page.locator(".support").is_visible()


def test_the_slip_with_the_code_takes_one_a4(page: Page, live_server, place: Place, cast: Cast) -> None:
    enter(page.context, live_server.url, cast.official)
    page.goto(f"{live_server.url}/fi/tyopoyta/kirjaa/")
    page.check("input[name=channel][value=phone]", force=True)
    page.check("input[name=kind][value=feedback]", force=True)
    page.fill("[name=title]", "Penkki puuttuu rannan reitiltä ja matka on pitkä")
    page.fill("textarea[name=text]", SAID)
    page.check("input[name=reply][value=code]", force=True)
    page.check("input[name=consent]", force=True)
    page.click("main form button[type=submit]:has-text('Tallenna')")
    page.wait_for_selector(".slip")
    page.emulate_media(media="print")
    look(page, "paper-slip")
    assert sheets(page) == [(210, 297)]
    assert Matter.objects.get().code in page.inner_text(".slip")


def test_a_path_with_a_long_discussion_takes_more_sheets_so_the_count_means_something(page: Page, live_server, typical: Matter) -> None:
    """The twin: what is long is not cut off to make it one."""
    Matter.objects.filter(pk=typical.pk).update(text=SAID * 20)
    page.goto(f"{live_server.url}/fi/asiat/{typical.reference}/")
    assert len(sheets(page)) > 1
