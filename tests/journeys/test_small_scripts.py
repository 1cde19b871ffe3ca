"""What the small scripts of few pages do in a real browser, under the strict content policy. Without them every field can be typed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.participation.budgeting.town import build_town
from tests.personas import Cast, Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """The content and permission policies hold here, as they do for readers."""
    here = {"latitude": 60.98267, "longitude": 25.66151}
    return {**browser_context_args, "bypass_csp": False, "permissions": ["geolocation"], "geolocation": here}


def test_the_phone_fills_in_where_it_is_when_asked(page: Page, live_server, place: Place) -> None:
    page.goto(f"{live_server.url}/fi/lahti/ideat/uusi/")
    page.get_by_text("Kerro tarkka paikka").click()
    assert page.input_value("[name=point]") == "", "not before it is asked"
    page.get_by_role("button", name="Täytä, missä olen nyt").click()
    expect(page.locator("[name=point]")).to_have_value("60.98267, 25.66151")
    expect(page.locator("[data-locate] [role=status]")).not_to_be_empty()


def test_a_voter_code_comes_from_the_address_into_its_field(
    page: Page, live_server, place: Place, cast: Cast, tmp_path: Path, settings: settings
) -> None:
    settings.DATA = tmp_path
    town = build_town(place, cast, timezone.now())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/fi/lahti/budjetointi/{town.round.slug}/aanesta/koodi/#K7QF-2345-6789")
    expect(page.locator("[data-code-form] input[type=text]")).to_have_value("K7QF-2345-6789")
    assert "#" not in page.url
    assert not [url for url in asked if "K7QF-2345" in url.split("#")[0]]


def test_only_the_pages_that_need_a_small_script_load_it(page: Page, live_server, place: Place) -> None:
    for path, scripts in (("/fi/lahti/ideat/uusi/", {"place.js"}), ("/fi/lahti/ideat/", set()), ("/fi/lahti/", set())):
        page.goto(live_server.url + path)
        loaded = page.evaluate("[...document.scripts].map(s => s.src.split('/').pop())")
        assert {"place.js", "ballot.js"} & set(loaded) == scripts, path
