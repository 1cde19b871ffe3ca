"""Front pages, ways to take part, pages about the service, and the look of a place, as a visitor meets them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from organisations.actions import change_look, record_population
from organisations.models import Organisation
from organisations.queries import (
    FRONT_HELP,
    FRONT_OPEN,
    FRONT_PROMISES,
    FRONT_STORIES,
    FRONT_WELLBEING,
    HelpDoor,
    OpenItem,
    PromiseFigure,
    Story,
    WellbeingFigure,
)
from organisations.rules import legible_brand
from portal.shelves import Shelf
from tests.personas import NOW, Cast, Place, sign_in
from tests.portal.test_files import png
from tests.queries import PAGE_BUDGET, assert_queries

SHELVES = (FRONT_HELP, FRONT_OPEN, FRONT_PROMISES, FRONT_STORIES, FRONT_WELLBEING)
ABOUT = ["promise", "discussion_rules", "open_data", "accessibility", "plain_language", "about"]


@pytest.fixture
def bare_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on the shelves of the front page, whatever other floors there are."""
    for shelf in SHELVES:
        monkeypatch.setattr(shelf, "_places", [])


def put(monkeypatch: pytest.MonkeyPatch, shelf: Shelf, provider: object) -> None:
    fresh: Shelf = Shelf("test")
    fresh.put(provider)
    monkeypatch.setattr(shelf, "_places", fresh._places)


@pytest.fixture
def full_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_now(organisation: Organisation, now: datetime) -> Sequence[OpenItem]:
        vote = OpenItem(
            title="Mihin 200 000 euroa?", text="Viisi aluetta.", url="/fi/aanesta/", kind_label="Äänestys käynnissä",
            action_label="Äänestä", opens_at=now - timedelta(days=6), closes_at=now + timedelta(days=15), prominent=True,
            facts=[("3 184", "on äänestänyt,")],
        )  # fmt: skip
        evening = OpenItem(
            title="Kouluverkko", text="Klo 17.30.", url="/fi/ilta/", kind_label="Kuuleminen", action_label="Katso",
            date=now.date(), closes_at=now + timedelta(days=3), is_example=True,
        )  # fmt: skip
        return [evening, vote]

    def stories(organisation: Organisation) -> Sequence[Story]:
        return [
            Story(
                "Asukas, Liipola",
                f"Sitaatti {n}",
                f"Tulos {n}",
                "Rivi.",
                "done",
                "Toteutettu",
                "/fi/asia/",
                is_example=True,
            )
            for n in range(5)
        ]

    put(monkeypatch, FRONT_OPEN, open_now)
    put(monkeypatch, FRONT_STORIES, stories)
    put(monkeypatch, FRONT_PROMISES, lambda place, now: [PromiseFigure("91 %", "Vastaamme", "1 204 viestiä")])
    put(
        monkeypatch,
        FRONT_WELLBEING,
        lambda place: [
            WellbeingFigure("Yksinäisyys", "25,7 %", "Kasvaa.", "/fi/286/", [(2019, 20.7), (2021, None), (2023, 25.7)])
        ],
    )
    put(monkeypatch, FRONT_HELP, lambda place: [HelpDoor("Ikäännyn", "Liikunta", "/fi/apu/", rings=5)])


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_front_of_a_municipality_asks_and_gives_three_doors(
    place: Place, client: Client, bare_shelves: None
) -> None:
    text = page(client, "/fi/lahti/")
    assert "Mitä kuuluu, Lahti?" in text
    for name in ("idea_new", "feedback_new"):
        assert f'href="{reverse(name, kwargs={"slug": "lahti"})}' in text
    assert "Minulla on kysymys" in text


def test_the_front_speaks_swedish_and_english_with_the_places_name(
    place: Place, client: Client, bare_shelves: None
) -> None:
    assert "Lahtis?" in page(client, "/sv/lahti/")
    assert "How are you, Lahti?" in page(client, "/en/lahti/")


def test_everything_on_the_shelves_is_on_the_front(place: Place, client: Client, full_shelves: None) -> None:
    text = page(client, "/fi/lahti/")
    assert "Mihin 200 000 euroa?" in text
    assert ">15<" in text
    assert "3 184" in text
    assert "Kouluverkko" in text
    assert "Sitaatti 0" in text
    assert "Sitaatti 3" not in text
    assert "91 %" in text
    assert "Mitä Lahdelle kuuluu" in text
    assert "25,7 %" in text
    assert 'href="/fi/apu/"' in text


def test_example_data_is_marked_in_the_section_where_it_is(place: Place, client: Client, full_shelves: None) -> None:
    text = page(client, "/fi/lahti/")
    sections = {part.split('"')[0]: part for part in text.split('aria-labelledby="')[1:]}
    assert 'class="example"' in sections["open-title"]
    assert 'class="example"' in sections["stories-title"]
    assert 'class="example"' not in sections["promises-title"]


def test_an_empty_shelf_says_so_plainly_or_leaves_its_section_out(
    place: Place, client: Client, bare_shelves: None
) -> None:
    text = page(client, "/fi/lahti/")
    assert "Juuri nyt mikään ei ole auki" in text
    assert "Vastaamme 10 työpäivässä" in text
    assert "wellbeing-title" not in text
    assert 'class="example"' not in text


def test_a_promise_without_any_figures_is_told_in_words_not_as_no_data(
    place: Place, client: Client, bare_shelves: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(monkeypatch, FRONT_PROMISES, lambda organisation, now: [PromiseFigure("ei tietoa", "Vastaamme", "0 viestiä")])
    assert "ei tietoa" not in page(client, "/fi/lahti/")


def test_a_vote_that_has_no_end_does_not_break_the_card(
    place: Place, client: Client, bare_shelves: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = OpenItem("Äänestys", "", "/x/", "Auki", "Äänestä", prominent=True)
    put(monkeypatch, FRONT_OPEN, lambda organisation, now: [item])
    assert "Äänestys" in page(client, "/fi/lahti/")


def test_the_region_lets_choose_a_municipality_from_a_to_o(place: Place, client: Client, bare_shelves: None) -> None:
    text = page(client, "/fi/")
    order = [text.index(f'href="/fi/{slug}/"') for slug in ("asikkala", "heinola", "lahti")]
    assert order == sorted(order)
    assert "Kerro Päijät-Hämeen hyvinvointialueelle" in text


def test_municipalities_of_other_regions_are_named_apart(place: Place, client: Client, bare_shelves: None) -> None:
    other = Organisation.objects.create(
        kind="county", slug="ita-uusimaa", code="01", name_fi="Itä-Uudenmaan hyvinvointialue"
    )
    Organisation.objects.create(kind="municipality", slug="lapinjarvi", code="407", name_fi="Lapinjärvi", parent=other)
    text = page(client, "/fi/")
    assert text.index("Mukana palvelussa ovat myös") < text.index('href="/fi/lapinjarvi/"')
    assert "Lapinjärvi" in page(client, "/fi/ita-uusimaa/")


def test_the_home_county_has_one_address(place: Place, client: Client) -> None:
    response = client.get("/fi/paijat-hame/")
    assert (response.status_code, response.headers["Location"]) == (302, "/fi/")


@pytest.mark.django_db
def test_an_empty_portal_says_so_instead_of_breaking(client: Client) -> None:
    assert "ei ole vielä lisätty" in page(client, "/fi/")
    for name in ABOUT:
        with translation.override("fi"):
            page(client, reverse(name))


def test_what_is_no_public_place_is_not_found(place: Place, client: Client) -> None:
    Organisation.objects.create(kind="sector", slug="pelastustoimi", name_fi="Pelastustoimi", parent=place.county)
    for path in (
        "/fi/pelastustoimi/",
        "/fi/eioo/",
        "/fi/eioo/osallistu/",
        "/fi/eioo/vastauslupaus/",
        "/teema/eioo.css",
        "/teema/lahti.png",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(
    "path", ["/fi/", "/fi/lahti/", "/fi/lahti/osallistu/", "/fi/lahti/avoin-data/", "/fi/lahti/vastauslupaus/"]
)
def test_fronts_keep_their_query_budget_with_everything_that_is_on_the_shelves(
    cast: Cast, client: Client, path: str
) -> None:
    client.get(path)
    with assert_queries(PAGE_BUDGET):
        client.get(path)
    sign_in(client, cast.coordinator)
    with assert_queries(PAGE_BUDGET):
        client.get(path)


def test_a_front_is_gathered_anew_after_half_a_minute_and_in_each_language(
    place: Place, client: Client, bare_shelves: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def count(organisation: Organisation) -> Sequence[HelpDoor]:
        asked.append(organisation.slug)
        return []

    put(monkeypatch, FRONT_HELP, count)
    for path in ("/fi/lahti/", "/fi/lahti/", "/sv/lahti/", "/fi/heinola/"):
        page(client, path)
    assert asked == ["lahti", "lahti", "heinola"]
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: timezone.now() + timedelta(seconds=31))
    page(client, "/fi/lahti/")
    assert asked[-1] == "lahti"
    assert len(asked) == 4


def test_all_ways_to_take_part_with_what_is_open_now_first(place: Place, client: Client, full_shelves: None) -> None:
    text = page(client, "/fi/lahti/osallistu/")
    assert text.index("Mihin 200 000 euroa?") < text.index("Aina auki") < text.index("Missä päätetään yhdessä")
    assert 'href="https://www.kuntalaisaloite.fi/"' in text
    assert "kuntalaisaloite.fi" not in page(client, "/fi/paijat-hame/osallistu/")


@pytest.mark.parametrize("name", ABOUT)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_about_the_service_stand_for_all_and_for_each_place(
    place: Place, client: Client, name: str, language: str
) -> None:
    with translation.override(language):
        page(client, reverse(name))
        assert place.lahti.name in page(client, reverse(name, kwargs={"slug": "lahti"}))


def test_the_accessibility_statement_holds_what_the_law_asks_for(place: Place, client: Client) -> None:
    text = page(client, "/fi/lahti/saavutettavuus/")
    for word in ("306/2019", "osittain", "14 päivässä", "Traficom", "22.11.2026", "/fi/lahti/palaute/uusi/"):
        assert word in text, word


def test_the_promise_page_tells_the_places_own_days(place: Place, client: Client) -> None:
    Organisation.objects.filter(pk=place.lahti.pk).update(answer_promise_days=7)
    assert "vastaamme 7 työpäivässä" in page(client, "/fi/lahti/vastauslupaus/")
    assert "vastaamme 10 työpäivässä" in page(client, "/fi/vastauslupaus/")


def test_population_can_be_taken_away_with_its_source(place: Place, client: Client) -> None:
    record_population(organisation=place.lahti, figures=[(2022, 120_175)], source="Tilastokeskus")
    assert "/fi/lahti/avoin-data/vakiluku.csv" in page(client, "/fi/lahti/avoin-data/")
    with assert_queries():
        response = client.get("/fi/lahti/avoin-data/vakiluku.csv")
        lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines == ["Vuosi;Asukkaita;Lähde", "2022;120175;Tilastokeskus"]
    book = client.get("/fi/lahti/avoin-data/vakiluku.xlsx")
    assert b"".join(book).startswith(b"PK")
    assert client.get("/fi/lahti/avoin-data/vakiluku.exe").status_code == 404


def test_the_theme_of_a_place_is_kept_by_the_browser_until_it_changes(place: Place, client: Client) -> None:
    change_look(organisation=place.lahti, brand="#7a2e4f", logo=None, remove_logo=False, now=NOW)
    first = client.get("/teema/lahti.css")
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    assert first.content.decode().startswith(":root {--brand: #7a2e4f;")
    again = client.get("/teema/lahti.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    change_look(organisation=place.lahti, brand="#0e5364", logo=None, remove_logo=False, now=NOW)
    assert client.get("/teema/lahti.css", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert 'href="/teema/lahti.css"' in page(client, "/fi/lahti/")
    assert 'href="/teema/' not in page(client, "/fi/heinola/")


def test_a_logo_is_shown_as_a_picture_that_can_do_nothing_else(place: Place, client: Client) -> None:
    change_look(organisation=place.lahti, brand="", logo=ContentFile(png(), "a.png"), remove_logo=False, now=NOW)
    response = client.get("/teema/lahti.png")
    assert b"".join(response) == png()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert 'src="/teema/lahti.png"' in page(client, "/fi/lahti/")


@pytest.mark.parametrize(
    "path", ["/fi/", "/fi/lahti/", "/teema/lahti.css", "/fi/lahti/osallistu/", "/fi/vastauslupaus/"]
)
def test_fronts_are_only_read(place: Place, client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


# The administrator's page

SETTINGS = "/fi/lahti/asetukset/"
GOOD = {"brand": "#ffff00", "phone": "03  123 4567", "visiting_address": "Trio", "website": "https://www.lahti.fi/"}


def test_the_settings_are_for_the_places_own_administrator_only(cast: Cast) -> None:
    found = {name: sign_in(Client(), person).get(SETTINGS).status_code for name, person in cast.everyone().items()}
    assert found.pop("administrator") == 200
    assert found.pop("anonymous") == 302
    assert {name for name, status in found.items() if status == 404} == {
        "county_official",
        "county_coordinator",
        "other_coordinator",
    }
    assert set(found.values()) <= {403, 404}


def test_a_colour_too_light_is_darkened_and_the_page_says_so(cast: Cast, client: Client, place: Place) -> None:
    sign_in(client, cast.administrator)
    response = client.post(SETTINGS, GOOD | {"logo": SimpleUploadedFile("l.png", png())}, follow=True)
    place.lahti.refresh_from_db()
    assert place.lahti.brand_colour == legible_brand("#ffff00")
    assert place.lahti.phone == "03 123 4567"
    assert place.lahti.logo
    assert place.lahti.brand_colour in response.content.decode()
    assert "tummennettiin" in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"brand": "red"}, "#rrggbb"),
        ({"phone": "soita"}, "puhelinnumero"),
        ({"website": "javascript:alert(1)"}, "javascript:alert(1)"),
        ({"logo": SimpleUploadedFile("l.png", b"<svg/>")}, "PNG"),
        ({"logo": SimpleUploadedFile("l.png", png() + bytes(400_000))}, "liian suuri"),
    ],
)
def test_wrong_input_is_told_beside_the_field_and_nothing_is_written(
    cast: Cast, client: Client, place: Place, wrong: dict[str, object], reason: str
) -> None:
    sign_in(client, cast.administrator)
    response = client.post(SETTINGS, GOOD | wrong)
    text = response.content.decode()
    assert response.status_code == 200
    assert reason in text
    assert "Virhe:" in text
    assert 'value="Trio"' in text
    place.lahti.refresh_from_db()
    assert (place.lahti.brand_colour, place.lahti.phone, bool(place.lahti.logo)) == ("", "", False)


def test_how_far_a_vote_has_run_is_told_in_whole_days(place: Place, client: Client, full_shelves: None) -> None:
    text = page(client, "/fi/lahti/")
    assert f"{timezone.localtime(timezone.now() + timedelta(days=15)):%-d.%-m.}" in text
