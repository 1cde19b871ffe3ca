"""The matrix, its phone view and its downloads."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from interfaces.contacts.actions import confirm_contact
from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Cell
from interfaces.contacts.queries import coverage
from interfaces.contacts.queries.matrix import MatrixChoice, matrix_of, town_pairs
from tests.interfaces.region import TODAY, assign, days_ago, fill, post
from tests.personas import NOW, sign_in
from tests.queries import assert_queries


@pytest.fixture
def half(place):
    """Ageing: the county serves all, Lahti fresh, Heinola due, Asikkala vacant. Exercise: the county has nobody, Lahti's mail came back."""
    assign(place.ageing, place.county, post(place.county, "Johtaja"), confirmed_on=days_ago(20))
    assign(place.ageing, place.lahti, post(place.lahti), confirmed_on=days_ago(20))
    assign(place.ageing, place.heinola, post(place.heinola), confirmed_on=days_ago(340))
    row = assign(place.exercise, place.lahti, post(place.lahti, "Liikuntavastaava"), confirmed_on=days_ago(20))
    row.verifications.create(on=days_ago(5), outcome="bounced")
    return place


def matrix(place, **choice):
    return matrix_of(coverage(place.county, TODAY), MatrixChoice(TODAY, **choice))


def test_coverage_counts_pairs_by_row_and_by_column(half):
    whole = coverage(half.county, TODAY)
    assert (whole.total.done, whole.total.total) == (2, 6)
    assert whole.by_interface[half.ageing.pk].done == 2
    assert whole.by_interface[half.exercise.pk].done == 0
    assert [whole.by_municipality[town.pk].done for town in (half.lahti, half.heinola, half.asikkala)] == [1, 1, 0]
    assert whole.gaps_by_municipality[half.asikkala.pk] == 2
    assert whole.states[Side.MUNICIPALITY] == {"fresh": 1, "due": 1, "bounced": 1, "vacant": 3}
    assert whole.states[Side.COUNTY] == {"fresh": 3, "vacant": 3}


def test_one_county_post_is_one_cell_over_all_municipalities(half):
    first, second = matrix(half).rows
    (cell,) = first.county
    assert (cell.width, cell.title, cell.sign) == (3, "Johtaja", "ok")
    (empty,) = second.county
    assert (empty.width, empty.title, empty.sign) == (3, "", "vacant")


def test_a_municipality_with_its_own_county_contact_splits_the_row(half):
    assign(
        half.ageing,
        half.heinola,
        post(half.county, "Heinolan asiantuntija"),
        side=Side.COUNTY,
        confirmed_on=days_ago(400),
    )
    cells = matrix(half).rows[0].county
    assert [(c.width, c.title, c.sign, c.same_post) for c in cells] == [
        (1, "Johtaja", "ok", False),
        (1, "Heinolan asiantuntija", "old", False),
        (1, "", "ok", True),
    ]
    assert cells[1].url == reverse("interface_cell", args=["ikaantyminen", "heinola"])


def test_only_gaps_leaves_out_rows_in_order_and_keeps_the_columns(half):
    assign(half.ageing, half.asikkala, post(half.asikkala), confirmed_on=days_ago(1))
    shown = matrix(half, state="puutteet")
    assert [row.interface.slug for row in shown.rows] == ["liikunta"]
    assert len(shown.columns) == 3


def test_a_state_an_interface_and_a_municipality_narrow_the_matrix(half):
    assert [row.interface.slug for row in matrix(half, state=CellState.BOUNCED).rows] == ["liikunta"]
    assert [row.interface.slug for row in matrix(half, interface="ikaantyminen").rows] == ["ikaantyminen"]
    shown = matrix(half, municipality="heinola")
    assert [column.municipality.slug for column in shown.columns] == ["heinola"]
    assert shown.rows[0].county[0].width == 1


def test_the_page_shows_states_in_words_with_row_and_column_headers(half, visitor):
    page = visitor.get("/en/yhdyspinnat/").content.decode()
    assert "2 / 6" in page
    for word in ("up to date", "getting old", "vacant", "returned"):
        assert word in page
    assert len(re.findall(r'scope="rowgroup"', page)) == 2
    assert 'scope="col"' in page
    assert "Johtaja" in page


def test_any_past_day_shows_what_was_known_then(half, cast, visitor, settings):
    row = Cell(half.ageing, half.heinola, Side.MUNICIPALITY)
    confirm_contact(cell=row, by=cast.other_coordinator, now=NOW)
    states = {}
    for day in (TODAY, days_ago(1), days_ago(339), days_ago(341)):
        whole = coverage(half.county, day)
        states[day] = whole.pair(half.ageing, half.heinola).municipality.state
    assert states == {
        TODAY: CellState.FRESH,
        days_ago(1): CellState.DUE,
        days_ago(339): CellState.FRESH,
        days_ago(341): CellState.POST_ONLY,
    }


def test_the_day_is_read_from_the_address_and_kept_in_the_links(half, visitor):
    page = visitor.get(reverse("contacts_matrix"), {"pvm": "2026-10-01"}).content.decode()
    assert "1.10.2026" in page
    assert f"{reverse('interface_cell', args=['ikaantyminen', 'lahti'])}?pvm=2026-10-01" in page


@pytest.mark.parametrize("day", ["2026-13-40", "eilen", "2999-01-01", "<script>"])
def test_an_impossible_day_is_told_and_today_is_shown(half, visitor, day):
    answer = visitor.get(reverse("contacts_matrix"), {"pvm": day, "tila": "outo", "kunta": "../x"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "govuk-error-message" in page
    assert "<script>" not in page.split("<main", 1)[1]


def test_without_a_home_county_there_is_no_matrix(db):
    assert Client().get(reverse("contacts_matrix")).status_code == 404


def test_160_cells_take_at_most_twelve_queries(place, cast, visitor):
    fill(place)
    staff = sign_in(Client(), cast.coordinator)
    for client in (visitor, staff):
        for address in (
            reverse("contacts_matrix"),
            reverse("contacts_municipality", args=["lahti"]),
            reverse("interface_cell", args=["ikaantyminen", "lahti"]),
            reverse("interface_cell", args=["ikaantyminen", "paijat-hame"]),
            reverse("contact_directory", args=["lahti"]),
        ):
            client.get(address)  # the first answer also fills Django's own caches
            with assert_queries():
                answer = client.get(address)
            assert answer.status_code == 200
    assert "160 / 160" in visitor.get(reverse("contacts_matrix")).content.decode()


def test_the_phone_view_tells_gaps_first_then_what_ages_then_the_rest(half):
    page = town_pairs(coverage(half.county, TODAY), half.heinola, MatrixChoice(TODAY))
    assert [pair.interface.slug for pair in page.gaps] == ["liikunta"]
    assert [pair.interface.slug for pair in page.ageing] == ["ikaantyminen"]
    assert page.in_order == 0


def test_the_phone_view_shows_three_in_order_and_folds_the_rest(place, visitor):
    fill(place)
    page = visitor.get(reverse("contacts_municipality", args=["heinola"])).content.decode()
    assert "16 / 16" in page
    assert page.index("<details") < page.index("Aihe 5")


def test_choosing_a_municipality_leads_to_its_own_address(half, visitor):
    answer = visitor.get(reverse("contacts_municipality", args=["lahti"]), {"kunta": "heinola", "pvm": "2026-10-01"})
    assert (answer.status_code, answer.url) == (
        302,
        reverse("contacts_municipality", args=["heinola"]) + "?pvm=2026-10-01",
    )


@pytest.mark.parametrize("slug", ["paijat-hame", "olematon"])
def test_only_municipalities_have_a_phone_view(half, visitor, slug):
    assert visitor.get(reverse("contacts_municipality", args=[slug])).status_code == 404


def test_the_download_holds_every_side_of_every_pair(half, visitor):
    assign(half.ageing, half.county, post(half.county, "=2+2", is_example=True), is_primary=False)
    answer = visitor.get(reverse("contacts_export", args=["csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    body = rows[1:]
    assert len(body) == 2 * 6 + 3  # both sides of six pairs, and the second post of the county for each municipality
    assert "attachment" in answer.headers["Content-Disposition"]
    ageing = [row for row in body if row[0] == "Ikääntyminen" and row[2] == "Lahti"]
    assert ageing[0][3:8] == ["Koordinaattori", "", "ajan tasalla", days_ago(20).isoformat(), ""]
    assert ageing[2][3] == "'=2+2"
    assert ageing[2][-1] == "kyllä"
    vacant = [row for row in body if row[0] == "Liikunta" and row[2] == "Asikkala"]
    assert [row[5] for row in vacant] == ["avoin", "avoin"]


def test_the_workbook_says_the_same_as_the_text_file(half, visitor):
    sheet = load_workbook(
        io.BytesIO(b"".join(visitor.get(reverse("contacts_export", args=["xlsx"])).streaming_content))
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + 2 * 6
    lahti = next(row for row in rows if row[0] == "Ikääntyminen" and row[2] == "Lahti")
    assert lahti[6].date() == days_ago(20)


def test_the_download_follows_the_filters_and_the_day(half, visitor):
    address = reverse("contacts_export", args=["csv"])
    gaps = b"".join(visitor.get(address, {"tila": "puutteet", "kunta": "lahti"}).streaming_content).decode("utf-8-sig")
    assert len(gaps.splitlines()) == 1 + 2
    past = b"".join(visitor.get(address, {"pvm": "2020-01-01"}).streaming_content).decode("utf-8-sig")
    assert days_ago(20).isoformat() not in past


@pytest.mark.parametrize("form", ["pdf", "csv.exe", "xml"])
def test_other_files_do_not_exist(half, visitor, form):
    assert visitor.get(reverse("contacts_export", args=[form])).status_code == 404


def test_an_interface_shows_only_on_the_days_when_it_exists(half):
    type(half.exercise).objects.filter(pk=half.exercise.pk).update(
        valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30)
    )
    assert [i.slug for i in coverage(half.county, date(2026, 3, 1)).interfaces] == ["ikaantyminen", "liikunta"]
    assert [i.slug for i in coverage(half.county, TODAY).interfaces] == ["ikaantyminen"]
