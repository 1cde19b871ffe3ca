"""Tables to take away: CSV and XLSX, in the reader's language and safe to open in a spreadsheet."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from portal.files import CSV, XLSX, with_private_headers
from portal.languages import active_language

Value = str | int | float | Decimal | bool | date | datetime | Promise | None
Row = Sequence[Value]
# A spreadsheet takes a text that starts so for a formula, the wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # characters, Excel's own limit


@dataclass(frozen=True)
class Column:
    """A header in the reader's language; `width` in characters, `decimals` for numbers, None for as they are."""

    header: str | Promise
    width: int = 18
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """`name` is the file's name without ending; `title` names the sheet; `rows` may be a generator."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would otherwise run it."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


class Echo:
    """Gives back what the csv writer writes, row by row, so that a long table is never whole in memory."""

    def write(self, line: str) -> str:
        return line


def csv_value(value: Value, column: Column, comma: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case int():
            return str(value)
        case float() | Decimal():
            text = (
                f"{value:.{column.decimals}f}"
                if column.decimals is not None
                else f"{value:f}"
                if isinstance(value, Decimal)
                else repr(value)
            )
            return text.replace(".", comma)
        case datetime():
            return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
    return guarded(str(value))


def csv_lines(table: Table) -> Iterator[str]:
    """The lines of the file. Finnish and Swedish spreadsheets expect semicolons and decimal commas, English ones the other way."""
    separator, comma = (",", ".") if active_language() == "en" else (";", ",")
    writer = csv.writer(Echo(), delimiter=separator)
    yield "\ufeff" + writer.writerow([guarded(str(column.header)) for column in table.columns])
    for row in table.rows:
        yield writer.writerow(
            [csv_value(value, column, comma) for value, column in zip(row, table.columns, strict=True)]
        )


def csv_response(table: Table) -> HttpResponseBase:
    response = StreamingHttpResponse(csv_lines(table), content_type=f"{CSV.content_type}; charset=utf-8")
    return with_private_headers(response, f"{table.name}.csv")


def sheet_title(title: str) -> str:
    """Excel allows 31 characters and not all of them."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "1"


def typed(sheet: Worksheet, value: float | Decimal | date) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    return cell


def xlsx_cell(sheet: Worksheet, value: Value, column: Column) -> Cell:
    """A cell of a real type: numbers add up, dates sort, and a text is a text even when it looks like a formula."""
    match value:
        case None:
            return WriteOnlyCell(sheet)
        case bool():
            return WriteOnlyCell(sheet, _("yes") if value else _("no"))
        case int() | float() | Decimal():
            cell = typed(sheet, value)
            if column.decimals is not None:
                cell.number_format = "0" + ("." + "0" * column.decimals if column.decimals else "")
            return cell
        case datetime():
            cell = WriteOnlyCell(sheet, timezone.make_naive(value) if timezone.is_aware(value) else value)
            cell.number_format = "yyyy-mm-dd hh:mm"
            return cell
        case date():
            cell = typed(sheet, value)
            cell.number_format = "yyyy-mm-dd"
            return cell
    cell = WriteOnlyCell(sheet, guarded(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:LONGEST_CELL])
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def workbook(tables: Sequence[Table]) -> Workbook:
    """One sheet per table, written row by row; the header is bold and stays in sight."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(sheet_title(table.title))
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns):
            sheet.column_dimensions[letter(number)].width = column.width
        header = [xlsx_cell(sheet, str(column.header), column) for column in table.columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in table.rows:
            sheet.append([xlsx_cell(sheet, value, column) for value, column in zip(row, table.columns, strict=True)])
    return book


def letter(number: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 26 is AA."""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def xlsx_response(*tables: Table) -> HttpResponseBase:
    """A workbook with one sheet per table, named after the first."""
    file = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024)  # noqa: SIM115 - the response closes it when it is sent
    workbook(tables).save(file)
    file.seek(0)
    response = FileResponse(file, content_type=XLSX.content_type)
    return with_private_headers(response, f"{tables[0].name}.xlsx")


def table_response(table: Table, form: str) -> HttpResponseBase:
    """The table as `csv` or `xlsx`, as the address says."""
    return xlsx_response(table) if form == "xlsx" else csv_response(table)
