"""The gallery in a real browser: accessible at both widths, and the script only helps."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.axe import overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GAP = "\u00a0"


@pytest.fixture
def gallery(page: Page, live_server: object, settings: settings) -> Page:
    settings.DEMO = True
    page.goto(f"{live_server}/tyylit/")
    return page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_component_is_accessible_and_fits(gallery: Page, live_server: object, width: int, language: str) -> None:
    gallery.set_viewport_size({"width": width, "height": 844})
    gallery.goto(f"{live_server}/tyylit/?kieli={language}")
    assert violations(gallery) == []
    assert not overflows(gallery)


def test_the_error_summary_takes_the_focus(gallery: Page) -> None:
    expect(gallery.locator(".error-summary")).to_be_focused()


def test_the_meter_follows_the_ticks(gallery: Page) -> None:
    meter = gallery.locator("[data-meter]").first
    expect(meter.locator("[data-meter-sum]")).to_have_text(f"33{GAP}500{GAP}€")
    gallery.get_by_label("Skeittirampin korjaus").check()
    expect(meter.locator("[data-meter-sum]")).to_have_text(f"18{GAP}500{GAP}€")
    expect(meter.locator("[data-meter-chosen]")).to_have_text(f"21{GAP}500{GAP}€")
    expect(meter.locator("dt")).to_have_count(2)


def test_the_count_follows_the_typing(gallery: Page) -> None:
    gallery.locator("#id_text").fill("x" * 1999)
    expect(gallery.locator("#id_text_count")).to_have_text("Voit kirjoittaa vielä 1 merkin")
    gallery.locator("#id_text").fill("x" * 2002)
    expect(gallery.locator("#id_text_count")).to_have_text("2 merkkiä liikaa")


def test_nothing_is_lost_without_script(browser: object, live_server: object, settings: settings) -> None:
    settings.DEMO = True
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]  # playwright's Browser
    page = context.new_page()
    page.goto(f"{live_server}/tyylit/")
    assert page.locator("[data-meter] button").first.is_visible()
    assert page.locator("#id_text_count").is_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_target_is_large_enough_for_a_thumb(gallery: Page, width: int) -> None:
    gallery.set_viewport_size({"width": width, "height": 844})
    small = gallery.evaluate(
        """() => [...document.querySelectorAll("button, summary, input:not([type=hidden]), select, .button, .langs a, .nav a, .pages a")]
        .filter(e => e.offsetParent && !e.closest(".dense"))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
        .filter(([html, height]) => height < 24)"""
    )
    assert small == []
