"""Tables to take away: they open in a spreadsheet, in the reader's language, and can never run anything there."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import FileResponse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.tables import (
    FORMULA_STARTS,
    Column,
    Row,
    Table,
    csv_lines,
    csv_response,
    guarded,
    letter,
    sheet_title,
    table_response,
    xlsx_response,
)

COLUMNS = [Column("Kunta", 30), Column("Osuus, %", decimals=1), Column("Päivä"), Column("Huomio")]
ROWS: list[Row] = [
    ("Sysmä", 25.7, date(2026, 11, 23), "=1+1"),
    ("Kärkölä", None, datetime(2026, 11, 23, 9, 0, tzinfo=UTC), 'rivi\ntoinen; "lainaus"'),
    ("Iitti", Decimal("-3.25"), None, True),
]


def table(rows: list[Row] = ROWS, name: str = "yhdyspinnat") -> Table:
    return Table(name, "Yhdyspinnat", COLUMNS, iter(rows))


def read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_a_finnish_csv_opens_in_a_finnish_spreadsheet() -> None:
    with override("fi"):
        text = "".join(csv_lines(table()))
    assert text.startswith("\ufeffKunta;Osuus, %;Päivä;Huomio\r\n")
    rows = read(text, ";")
    assert rows[1] == ["Sysmä", "25,7", "2026-11-23", "'=1+1"]
    assert rows[2] == ["Kärkölä", "", "2026-11-23 11:00", 'rivi\ntoinen; "lainaus"']
    assert rows[3][1] == "-3,2"


def test_an_english_csv_has_commas_and_points() -> None:
    with override("en"):
        rows = read("".join(csv_lines(table())), ",")
    assert rows[1][:2] == ["Sysmä", "25.7"]


def test_a_csv_is_written_row_by_row() -> None:
    taken = []

    def rows() -> object:
        for number in range(1000):
            taken.append(number)
            yield (f"rivi {number}",)

    lines = csv_lines(Table("a", "a", [Column("a")], rows()))
    next(lines)
    next(lines)
    assert taken == [0]


@given(st.text())
def test_no_text_can_start_a_formula(text: str) -> None:
    assert not guarded(text).lstrip(" ").startswith(FORMULA_STARTS)
    assert guarded(text).removeprefix("'") in (text, text.removeprefix("'"))


@given(st.sampled_from(FORMULA_STARTS), st.text(), st.sampled_from(["", " ", "  "]))
def test_every_dangerous_start_is_guarded(start: str, rest: str, space: str) -> None:
    assert guarded(space + start + rest) == f"'{space}{start}{rest}"


@given(
    st.one_of(
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.decimals(allow_nan=False, allow_infinity=False),
    )
)
def test_numbers_stay_numbers_also_below_zero(number: float | Decimal) -> None:
    with override("en"):
        line = list(csv_lines(Table("a", "a", [Column("a")], [(number,)])))[1]
    assert float(line.strip()) == pytest.approx(float(number))


def answer(*tables: Table) -> bytes:
    response = xlsx_response(*tables)
    data = b"".join(response)
    response.file_to_stream.close()
    return data


def test_a_workbook_has_real_types_a_fixed_header_and_no_formula() -> None:
    with override("fi"):
        book = load_workbook(io.BytesIO(answer(table())))
    sheet = book.active
    assert sheet.title == "Yhdyspinnat"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["B2"].value == 25.7
    assert sheet["B2"].number_format == "0.0"
    assert sheet["C2"].is_date
    assert sheet["C2"].value.date() == date(2026, 11, 23)
    assert sheet["C3"].value == datetime(2026, 11, 23, 11, 0)
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("'=1+1", "s")
    assert sheet["B3"].value is None
    assert sheet.column_dimensions["A"].width == 30


def test_a_workbook_takes_what_excel_cannot_hold() -> None:
    book = load_workbook(
        io.BytesIO(answer(Table("a", "[:*?/\\]" + "pitkä" * 20, [Column("a")], [("\x00\x0bhei",), ("x" * 40_000,)])))
    )
    sheet = book.active
    assert len(sheet.title) <= 31
    assert sheet["A2"].value == "hei"
    assert len(sheet["A3"].value) == 32_767


def test_several_tables_make_several_sheets() -> None:
    book = load_workbook(io.BytesIO(answer(table(), Table("b", "Verkostot", [Column("a")], [(1,)]))))
    assert book.sheetnames == ["Yhdyspinnat", "Verkostot"]


def test_columns_are_lettered_past_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert sheet_title("") == "1"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_download_has_its_name_in_finnish_and_is_kept_by_no_cache(form: str) -> None:
    response = table_response(table(name="Kärkölän yhdyspinnat"), form)
    assert response.headers["Content-Disposition"] == (
        f"attachment; filename=\"Karkolan yhdyspinnat.{form}\"; filename*=UTF-8''K%C3%A4rk%C3%B6l%C3%A4n%20yhdyspinnat.{form}"
    )
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if isinstance(response, FileResponse):
        response.file_to_stream.close()


def test_a_row_with_too_few_cells_is_a_fault_not_a_shifted_table() -> None:
    with pytest.raises(ValueError, match=r"longer|shorter"):
        list(csv_lines(Table("a", "a", COLUMNS, [("vain yksi",)])))


def test_a_csv_response_streams() -> None:
    assert csv_response(table()).streaming
