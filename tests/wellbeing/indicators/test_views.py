"""The pages of indicators through HTTP: what is shown, to whom, and what a wrong input gets."""

import csv
import io

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from openpyxl import load_workbook

from tests.personas import sign_in
from tests.queries import assert_queries
from tests.wellbeing.conftest import load, make_indicator
from wellbeing.indicators.models import Observation

PAGE = "/fi/hyvinvointi/indikaattorit/286/"
WRITE = PAGE + "tulos/"


def text_of(response) -> str:
    return response.content.decode()


def typed(**changes):
    return {
        "organisation": "lahti",
        "year": "2023",
        "value": "24,1",
        "respondents": "1 200".replace(" ", ""),
        "source": "THL",
        **changes,
    }


def test_anyone_sees_the_finding_the_chart_the_table_and_the_source(card, visitor):
    page = text_of(visitor.get(PAGE))
    assert "<h1>Joka neljäs 8.–9.-luokkalainen</h1>" in page
    assert page.count("<svg xmlns") >= 2
    assert "Tavoite vuodelle 2025 on alle 24" in page
    assert "Kouluterveyskysely 2025: tulosta ei ole vielä tuotu" in page
    assert "ei tietoa" in page
    assert "https://sotkanet.fi/sotkanet/fi/metadata/indicators/286" in page


def test_the_change_is_told_by_its_meaning(card, visitor):
    page = text_of(visitor.get(PAGE))
    assert "heikkenee, +5,0" in page
    assert "ennallaan, +0,9" in page


def test_an_indicator_without_results_says_so_instead_of_drawing_zero(card, visitor):
    make_indicator(289)
    page = text_of(visitor.get("/fi/hyvinvointi/indikaattorit/289/"))
    assert "Tulosta ei vielä ole" in page
    assert "chart__picture" not in page


def test_one_result_alone_is_a_number_and_not_a_picture(place, visitor):
    load(make_indicator(289), place.county, {2023: "8.0"})
    page = text_of(visitor.get("/fi/hyvinvointi/indikaattorit/289/"))
    assert "Tuloksia on vain yksi" in page
    assert "chart__picture" not in page


@pytest.mark.parametrize("address", ["99999/", "99999/lataa.csv", "99999/kuva.svg", "286/lataa.pdf"])
def test_what_is_not_there_is_not_found(health, visitor, address):
    assert visitor.get(f"/fi/hyvinvointi/indikaattorit/{address}").status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "county_official"])
def test_the_page_keeps_its_budget_with_all_municipalities_and_a_card(card, place, cast, client, who):
    for town in (place.lahti, place.heinola, place.asikkala):
        load(card.indicator, town, {2021: "20.0", 2023: "21.0"})
    sign_in(client, getattr(cast, who))
    client.get(PAGE)
    with assert_queries():
        assert client.get(PAGE).status_code == 200


def test_only_those_who_may_see_the_doors_to_write(card, cast, client):
    def doors(person) -> tuple[bool, bool]:
        client.logout()
        page = text_of(sign_in(client, person).get(PAGE))
        return WRITE in page, PAGE + "katsaus/" in page

    assert doors(cast.anonymous) == (False, False)
    assert doors(cast.official) == (True, False), (
        "a municipality's official records results of the municipality, the card is the county's"
    )
    assert doors(cast.county_official) == (True, True)
    assert doors(cast.auditor) == (False, False)


def test_the_page_speaks_swedish_and_marks_what_is_finnish(card, visitor):
    page = text_of(visitor.get(PAGE.replace("/fi/", "/sv/")))
    assert "<h1>Var fjärde elev</h1>" in page
    assert 'lang="fi"' in page


def test_csv_has_every_result_with_its_source_and_licence(health, place, visitor):
    load(health, place.lahti, {2023: "24.1"}, is_example=True)
    answer = visitor.get(PAGE + "lataa.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [(row["Alue"], row["Vuosi"], row["Arvo"]) for row in rows] == [
        ("Päijät-Hämeen hyvinvointialue", "2019", "20,7"),
        ("Päijät-Hämeen hyvinvointialue", "2021", "24,8"),
        ("Päijät-Hämeen hyvinvointialue", "2023", "25,7"),
        ("Lahti", "2023", "24,1"),
    ]
    assert rows[0]["Lisenssi"] == "CC BY 4.0"
    assert [row["Esimerkkitieto"] for row in rows][-2:] == ["ei", "kyllä"]


def test_a_suppressed_result_is_empty_in_the_file_with_its_reason(health, place, visitor):
    Observation.objects.create(
        indicator=health,
        organisation=place.lahti,
        year=2023,
        flag="suppressed",
        source="THL",
        recorded_at="2026-01-01T00:00Z",
    )
    answer = visitor.get(PAGE + "lataa.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert (rows[-1]["Arvo"], rows[-1]["Merkintä"]) == ("", "Liian vähän vastaajia")


def test_xlsx_holds_numbers_as_numbers(health, visitor):
    answer = visitor.get(PAGE + "lataa.xlsx")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["G2"].value == 20.7
    assert sheet.max_row == 4


def test_population_is_downloaded_like_any_indicator(people, visitor):
    answer = visitor.get("/fi/hyvinvointi/indikaattorit/127/lataa.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert any("Lahti;398;2022" in line and "120175" in line for line in lines)


def test_the_picture_is_a_whole_svg_file(health, visitor):
    answer = visitor.get(PAGE + "kuva.svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "indikaattori-286.svg" in answer.headers["Content-Disposition"]
    assert fromstring(answer.content).get("role") == "img"


# A municipality's page


def test_a_municipality_shows_its_population_and_the_region_where_it_has_nothing(health, people, visitor):
    page = text_of(visitor.get("/fi/lahti/hyvinvointi/"))
    assert "<h1>Mitä Lahdelle kuuluu</h1>" in page
    assert "120\u00a0175" in page
    assert "Kunnan lukua ei ole, kuvassa on alueen luku." in page
    assert "25,7\u00a0% (2023)" in page


def test_a_county_has_no_municipality_page_and_an_unknown_slug_is_not_found(health, visitor):
    assert visitor.get("/fi/paijat-hame/hyvinvointi/").status_code == 404
    assert visitor.get("/fi/atlantis/hyvinvointi/").status_code == 404


def test_the_municipality_page_keeps_its_budget_with_thirty_indicators(place, people, visitor):
    for number in range(300, 330):
        indicator = make_indicator(number)
        load(indicator, place.county, {2021: "20.0", 2023: "21.0"})
        load(indicator, place.lahti, {2021: "20.0", 2023: "21.0"})
    with assert_queries():
        assert visitor.get("/fi/lahti/hyvinvointi/").status_code == 200


# Writing a result


def test_an_official_writes_a_result_of_their_own_municipality(health, place, cast, client):
    page = sign_in(client, cast.official)
    assert 'value="lahti"' in text_of(page.get(WRITE))
    answer = page.post(WRITE, typed(), follow=True)
    assert "Tulos on tallennettu." in text_of(answer)
    assert Observation.objects.get(organisation=place.lahti).respondents == 1200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": "paljon"}, "Kirjoita arvo lukuna, esimerkiksi 24,8."),
        ({"value": "NaN"}, "Kirjoita arvo lukuna, esimerkiksi 24,8."),
        ({"value": "1e99"}, "Kirjoita arvo lukuna, esimerkiksi 24,8."),
        ({"value": "24,12345"}, "Kirjoita enintään neljä desimaalia."),
        ({"value": "124,8"}, "Arvo ei sovi yksikköön. Prosentti on välillä 0–100."),
        ({"value": ""}, "Kirjoita arvo."),
        ({"year": "2027"}, "Tulos ei voi tulla tulevaisuudesta."),
        ({"year": "23"}, "Kirjoita vuosi neljällä numerolla."),
        ({"year": ""}, "Kirjoita tuloksen vuosi."),
        ({"source": " "}, "Kirjoita, mistä arvo on peräisin."),
        ({"respondents": "monta"}, "Kirjoita vastaajien määrä numeroin."),
    ],
)
def test_a_wrong_input_is_told_beside_its_field_and_nothing_is_lost(health, place, cast, client, changes, message):
    answer = sign_in(client, cast.official).post(WRITE, typed(**changes))
    page = text_of(answer)
    assert answer.status_code == 200
    assert page.count(message) >= 2, "in the summary and beside the field"
    assert "<title>Virhe:" in page
    for name, value in typed(**changes).items():
        assert name == "organisation" or not value.strip() or value in page
    assert not Observation.objects.filter(organisation=place.lahti).exists()


@pytest.mark.parametrize(("value", "stored"), [("24.1", "24.1"), ("24,1 %", "24.1"), (" 24,10 ", "24.1")])
def test_a_value_is_read_as_people_write_it(health, place, cast, client, value, stored):
    sign_in(client, cast.official).post(WRITE, typed(value=value))
    assert str(Observation.objects.get(organisation=place.lahti).value.normalize()) == stored


def test_a_year_that_has_a_result_asks_first(health, cast, client):
    page = sign_in(client, cast.county_official)
    answer = page.post(WRITE, typed(organisation="paijat-hame", year="2023", value="20"))
    assert "Vuodella 2023 on jo tulos 25,7." in text_of(answer)
    assert Observation.objects.get(year=2023).value != 20
    page.post(WRITE, typed(organisation="paijat-hame", year="2023", value="20", replace="on"))
    assert Observation.objects.get(year=2023).value == 20


def test_with_too_few_answers_the_value_may_be_left_out_and_is_told_as_hidden(health, place, cast, client):
    page = sign_in(client, cast.official)
    page.post(WRITE, typed(value="", respondents="4"))
    stored = Observation.objects.get(organisation=place.lahti)
    assert (stored.value, stored.flag) == (None, "suppressed")
    shown = text_of(page.get("/fi/lahti/hyvinvointi/"))
    assert "ei tietoa" in shown
    assert "Kunnan lukua ei ole" in shown


def test_another_tenants_place_cannot_be_chosen(health, place, cast, client):
    answer = sign_in(client, cast.official).post(WRITE, typed(organisation="heinola"))
    assert answer.status_code == 200
    assert not Observation.objects.filter(organisation=place.heinola).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("resident", 403),
        ("auditor", 403),
        ("registrar", 403),
        ("official", 200),
        ("coordinator", 200),
        ("other_coordinator", 200),
    ],
)
def test_the_form_is_for_those_who_may_record(health, cast, client, who, status):
    assert sign_in(client, getattr(cast, who)).get(WRITE).status_code == status


def test_population_is_not_written_here(people, cast, client):
    assert sign_in(client, cast.official).get(reverse("observation_new", kwargs={"number": 127})).status_code == 404
