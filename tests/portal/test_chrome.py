"""The frame of every page: navigation, languages, what is current, what is missing, and how heavy it all is."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.translation import override

from portal.chrome import common_chrome
from portal.navigation import address, site_links, staff_links

STATIC = Path(settings.BASE_DIR) / "portal" / "static" / "portal"
LAHTI = SimpleNamespace(
    name="Lahti", slug="lahti", is_county=False, is_home=False, brand_colour="", logo="", phone="03 123 4567", visiting_address=""
)


def frame(
    url_name: str = "",
    language: str = "fi",
    layout: str = "layout.html",
    path: str = "/fi/lahti/ideat/?aihe=liikunta",
    **context: object,
) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.resolver_match = SimpleNamespace(url_name=url_name)  # type: ignore[assignment]  # only the name is read
    template = engines["django"].from_string(f'{{% extends "{layout}" %}}{{% block content %}}<h1>Sivu</h1>{{% endblock %}}')
    with override(language):
        return template.render({"organisation": LAHTI, "person": AnonymousUser(), **context}, request)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_tells_its_language_and_leads_to_the_others(language: str) -> None:
    page = frame(language=language)
    assert f'<html lang="{language}">' in page
    for other in ("fi", "sv", "en"):
        assert f'href="/{other}/lahti/ideat/?aihe=liikunta" lang="{other}" hreflang="{other}"' in page
    assert f'lang="{language}" hreflang="{language}" aria-current="true"' in page


def test_the_first_thing_on_the_page_skips_to_the_content() -> None:
    page = frame()
    assert page.index('class="skip" href="#content"') < page.index("<header")
    assert '<main id="content"' in page


def test_the_current_section_is_marked_once_per_navigation() -> None:
    page = frame("outcome_list")
    if address("outcome_list", "lahti"):
        assert page.count('aria-current="page"') == 2, "once in the wide navigation, once in the phone's menu"


def test_links_whose_page_does_not_exist_are_left_out() -> None:
    assert address("no_such_page", "lahti") == ""
    with override("fi"):
        for link in (*site_links("lahti", False, "fi"), *staff_links("fi")):
            assert link.url.startswith("/fi/")


def test_a_place_without_arms_gets_a_shield_with_its_letter() -> None:
    page = frame()
    assert 'class="place__letter"' in page
    assert ">L</text>" in page


def test_a_theme_is_asked_for_only_where_the_place_has_a_colour() -> None:
    coloured = SimpleNamespace(**{**vars(LAHTI), "brand_colour": "#7a1f2b"})
    assert "/teema/" not in frame()
    if address("theme", "lahti"):
        assert "/teema/lahti.css" in frame(organisation=coloured)


def test_staff_pages_are_dense_and_residents_pages_are_not() -> None:
    assert 'class="dense"' in frame(layout="staff_layout.html")
    assert 'class="dense"' not in frame()
    assert 'class="staff-head"' not in frame(layout="knowledge_layout.html"), "a resident keeps the residents' header"
    assert 'class="dense"' in frame(layout="knowledge_layout.html")


@pytest.mark.parametrize("layout", ["layout.html", "staff_layout.html", "knowledge_layout.html"])
def test_the_frame_has_no_inline_style_or_script(layout: str) -> None:
    page = frame(layout=layout)
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r"\son\w+=", page) == []


def test_the_frame_of_one_place_is_never_shown_on_another() -> None:
    first = frame()
    other = SimpleNamespace(**{**vars(LAHTI), "phone": "03 765 4321"})
    second = frame(organisation=other)
    assert "03 765 4321" not in first
    assert "03 765 4321" in second
    assert "03 123 4567" not in second
    assert frame() == first


def test_what_is_the_same_for_everyone_is_drawn_once_for_all_addresses_and_people() -> None:
    frame("idea_list")
    drawn = common_chrome.cache_info().misses
    for path in ("/fi/lahti/ideat/?page=2", "/fi/asiat/1234567/"):
        assert path in frame("idea_list", path=path)
    frame("idea_list", person=SimpleNamespace(is_authenticated=True, is_staff_member=False))
    assert common_chrome.cache_info().misses == drawn


def test_a_signed_in_person_gets_a_frame_of_their_own() -> None:
    person = SimpleNamespace(is_authenticated=True, is_staff_member=False)
    assert "Kirjaudu ulos" in frame(person=person)
    assert "csrfmiddlewaretoken" in frame(person=person)
    assert "Kirjaudu ulos" not in frame(), "what one person got was not kept for others"


def test_a_place_with_hostile_letters_in_its_name_is_escaped() -> None:
    hostile = SimpleNamespace(**{**vars(LAHTI), "name": "<script>alert(1)</script>", "phone": '"><script>'})
    assert "<script>alert" not in frame(organisation=hostile)
    assert '"><script>' not in frame(organisation=hostile)


def test_the_frame_does_not_ask_the_database() -> None:
    # Without the db mark any query raises; this page draws all of the frame.
    assert "Lahti" in frame()


def test_style_and_script_stay_light() -> None:
    style = gzip.compress((STATIC / "kuuluu.css").read_bytes(), 9)
    assert len(style) < 24_000
    weights = {script.name: len(gzip.compress(script.read_bytes(), 9)) for script in STATIC.glob("*.js")}
    assert set(weights) == {"kuuluu.js", "place.js", "ballot.js", "map.js"}
    assert max(weights.values()) < 2_000
    assert weights["kuuluu.js"] < 1_000, "what few pages need stands in a file of its own"


def test_every_face_is_small_and_has_its_licence() -> None:
    faces = list((STATIC / "fonts").glob("*.woff2"))
    assert len(faces) == 6
    assert max(face.stat().st_size for face in faces) < 32_000
    assert {path.name for path in (STATIC / "fonts").glob("OFL-*.txt")} == {"OFL-Inter.txt", "OFL-Kuuluu-Serif.txt"}


def test_the_style_asks_nothing_from_elsewhere() -> None:
    for name in ("kuuluu.css", "pdf.css"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert re.findall(r"url\((?!\"?fonts/)[^)]*\)", text) == []
        assert "@import" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/fi/ei-ole-olemassa/mitään/", "/ei-kielta/"])
def test_a_page_that_does_not_exist_says_so_in_plain_words(visitor: Client, path: str) -> None:
    answer = visitor.get(path, follow=True)
    assert answer.status_code == 404
    assert "Sivua ei löydy" in answer.content.decode()


@pytest.mark.parametrize(
    ("template", "values", "words"),
    [
        ("400.html", {}, "Emme ymmärtäneet pyyntöä"),
        ("403.html", {"reason": "Vain koordinaattori voi ohjata asian."}, "Vain koordinaattori voi ohjata asian."),
        ("403.html", {}, "Tämä ei kuulu rooliisi"),
        ("409.html", {"message": "", "back": "/fi/tyopoyta/"}, "Joku ehti juuri ennen sinua"),
        ("500.html", {}, "Jokin meni rikki"),
    ],
)
def test_a_refusal_gives_its_reason_and_a_way_on(template: str, values: dict[str, str], words: str) -> None:
    request = RequestFactory().get("/fi/")
    request.user = AnonymousUser()
    with override("fi"):
        page = engines["django"].get_template(template).render({"organisation": None, **values}, request)
    assert words in page
    assert "Etusivulle" in page


def test_the_page_of_a_broken_portal_needs_no_request_at_all() -> None:
    with override("fi"):
        assert "Vika on meidän" in engines["django"].get_template("500.html").render({})
