"""The map on which a place is pointed at: with keys alone, from a tile server of the test's own; and nothing of it where none is set."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from organisations.actions import place_centre
from participation.matters.models import Matter
from participation.matters.rules.places import parse_point
from tests.journeys.axe import violations
from tests.participation.matters.story import Desk
from tests.personas import Cast, Place, sign_in

NEW = "/fi/lahti/ideat/uusi/"


@dataclass
class Tiles:
    """A server of grey pictures that remembers who asked for what."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@contextmanager
def tile_server() -> Iterator[Tiles]:
    tiles, target = Tiles(), BytesIO()
    Image.new("RGB", (256, 256), "#d0d8d8").save(target, "PNG")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append(self.path)
            tiles.told.append(self.headers.get("Referer", ""))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(target.getvalue())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tiles.url = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    try:
        yield tiles
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def tiles(settings) -> Iterator[Tiles]:
    with tile_server() as served:
        settings.MAP_TILES, settings.MAP_ATTRIBUTION = served.url, "© Kartta https://kartta.example.fi/ehdot"
        yield served


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """The content policy holds here, as it does for readers."""
    return {**browser_context_args, "bypass_csp": False}


def tab_to(page: Page, name: str) -> None:
    """Tab until the thing with the name has the focus."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim() || document.activeElement.getAttribute('aria-label') || ''") == name:
            return
    pytest.fail(f"“{name}” cannot be reached by keys")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_point_is_chosen_on_the_map_with_keys_alone(page: Page, live_server, place: Place, tiles: Tiles) -> None:
    place_centre(organisation=place.lahti, centre=("60.9827", "25.6615"))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + NEW)
    tab_to(page, "Kerro tarkka paikka")
    page.keyboard.press("Enter")
    tab_to(page, "Näytä kartta")
    assert tiles.asked == [], "nothing is asked before somebody wants the map"
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    assert page.locator("[name=point]").input_value() == "", "not before it is chosen"
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "+", "+"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    tab_to(page, "Valitse tämä kohta")
    page.keyboard.press("Enter")
    expect(page.locator("[data-map] [role=status]")).to_contain_text("Kohta täytettiin")
    latitude, longitude = parse_point(page.locator("[name=point]").input_value()) or (0, 0)
    assert 60.9 < latitude < 60.9827, "south of where it began"
    assert 25.6615 < longitude < 25.75, "east of it"
    assert {path.split("/")[1] for path in tiles.asked} >= {"13", "15"}, "plus goes nearer"
    assert set(tiles.told) <= {f"{live_server.url}/"}, "the map's server hears from which service, never from which page"
    assert page.get_by_role("link", name="kartta.example.fi/ehdot").is_visible()
    assert refused == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_map_fits_a_narrow_screen_and_follows_a_press(browser: Browser, live_server, place: Place, tiles: Tiles) -> None:
    # Without the policy, so that axe may be put into the page.
    context = browser.new_context(bypass_csp=True, locale="fi-FI", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(live_server.url + NEW)
    page.get_by_text("Kerro tarkka paikka").click()
    page.locator("[name=point]").fill("60.98267, 25.66151")
    page.get_by_role("button", name="Näytä kartta").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert any(path.startswith("/16/") for path in tiles.asked), "it begins at the point that stands in the field"
    page.locator(".map__view").click(position={"x": 200, "y": 60})
    page.get_by_role("button", name="Valitse tämä kohta").click()
    latitude, longitude = parse_point(page.locator("[name=point]").input_value()) or (0, 0)
    assert float(latitude) > 60.98267
    assert float(longitude) > 25.66151
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for button in page.locator(".leaflet-control-zoom a").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    assert violations(page) == []
    context.close()


@pytest.mark.django_db
def test_without_a_map_the_page_is_as_before_and_asks_nobody_else(place: Place, cast: Cast, client: Client) -> None:
    answer = client.get(NEW)
    text = answer.content.decode()
    assert "leaflet" not in text
    assert "Näytä kartta" not in text
    assert "img-src 'self' data:;" in answer["Content-Security-Policy"]
    assert "Kartta" not in client.get("/fi/tietosuoja/").content.decode()


@pytest.mark.django_db
def test_only_the_pages_with_the_field_may_load_its_pictures_and_the_privacy_page_tells(
    place: Place, cast: Cast, client: Client, tiles: Tiles
) -> None:
    host = tiles.url.split("/{z}")[0]
    assert f"img-src 'self' data: {host};" in client.get(NEW)["Content-Security-Policy"]
    entry = sign_in(Client(), cast.coordinator).get("/fi/tyopoyta/kirjaa/")
    assert f"img-src 'self' data: {host};" in entry["Content-Security-Policy"]
    for path in ("/fi/lahti/", "/fi/lahti/ideat/", "/fi/tietosuoja/", "/fi/asiat/"):
        answer = client.get(path)
        assert host not in answer["Content-Security-Policy"], path
        assert "leaflet" not in answer.content.decode(), path
    told = {"fi": "laitteesi verkko-osoitteen", "sv": "din enhets nätadress", "en": "the network address of your device"}
    for language, words in told.items():
        with translation.override(language):
            assert words in client.get(f"/{language}/tietosuoja/").content.decode()


@pytest.mark.django_db
def test_the_point_stands_on_no_page_but_the_desk_s(place: Place, cast: Cast, client: Client, tiles: Tiles) -> None:
    sent = {"kind": "idea", "title": "Penkki puistoon", "text": "Tähän penkki.", "point": "60.98267, 25.66151", "reply": "code"}
    assert client.post(NEW, sent).status_code == 302
    idea = Desk(place, cast).take(Matter.objects.get(), "show")
    for word in (idea.reference, idea.code):
        page = client.get(f"/fi/asiat/{word}/").content.decode()
        assert "60.98" not in page
        assert "60,98" not in page
    assert "60.98267" in sign_in(Client(), cast.official).get(f"/fi/tyopoyta/asiat/{idea.reference}/").content.decode()
