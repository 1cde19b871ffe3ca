"""Files of other systems, read into rows of one shape. Pure: what exists here already is passed in.

Three formats: our own table (columns are those of the open data, and `answer`), the proposals of Decidim as it exports
them to CSV (decidim-proposals, ProposalSerializer: id, title/fi, body/fi, state, answer/fi, published_at, address …), and GeoReport v2
requests as JSON.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from participation.feedback.enums import ImportFormat
from participation.feedback.rules.georeport import coordinate, title_from
from participation.matters.enums import MatterKind, Outcome
from participation.matters.rules import LONGEST_FROM_SERVICES, LONGEST_TITLE
from portal.tables import FORMULA_STARTS
from portal.text import as_plain, tidy

Cells = Mapping[str, Any]
MOST_ROWS, MOST_BYTES = 5000, 5 * 1024 * 1024
LANGUAGES = ("fi", "sv", "en")
HOME = ZoneInfo("Europe/Helsinki")  # times without a zone are ours
NEEDED: dict[ImportFormat, tuple[tuple[str, ...], ...]] = {
    ImportFormat.CSV: (("id", "reference"), ("title",), ("text",)),
    ImportFormat.DECIDIM: (("id",), ("title", "title/fi", "title/sv", "title/en"), ("body", "body/fi", "body/sv", "body/en")),
    ImportFormat.OPEN311: (("service_request_id",), ("description",)),
}
DECIDIM_OUTCOMES = {"accepted": Outcome.YES, "rejected": Outcome.NO}
DECIDIM_GONE = {"withdrawn"}


class BadFile(Exception):
    """The file cannot be read at all; the text says what to do."""


class BadRow(Exception):
    """A row cannot be brought in; the text says what is wrong."""


@dataclass(frozen=True)
class Row:
    """A matter of another system. `point` is latitude and longitude (WGS 84).

    `answer` is empty when it was not answered there; then `answered` and `outcome` are too.
    """

    id: str
    title: str
    text: str
    kind: str
    language: str
    received: datetime
    place: str = ""
    area: str = ""
    topic: str = ""
    answer: str = ""
    answered: datetime | None = None
    outcome: str = ""
    point: tuple[Decimal, Decimal] | None = None


# The file


def text_of(data: bytes) -> str:
    """Raises BadFile."""
    if len(data) > MOST_BYTES:
        raise BadFile(_("The file is too large. It may be at most %(most)s MB. Divide it.") % {"most": MOST_BYTES // 1024 // 1024})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(_("The letters of the file cannot be read. Save it in the form UTF-8 and try again.")) from error
    if "\x00" in text:
        raise BadFile(_("The file is not a text file. Save it as CSV or JSON and try again."))
    return text


def cells_in(format: ImportFormat, data: bytes) -> list[Cells]:
    """The rows as they were written. Raises BadFile."""
    text = text_of(data)
    rows = json_rows(text) if format == ImportFormat.OPEN311 else csv_rows(text)
    if not rows:
        raise BadFile(_("The file has no rows."))
    if len(rows) > MOST_ROWS:
        raise BadFile(_("The file has too many rows. It may have at most %(most)s. Divide it.") % {"most": MOST_ROWS})
    names = set().union(*(row.keys() for row in rows[:50]))
    missing = [" / ".join(choices) for choices in NEEDED[format] if not names & set(choices)]
    if missing:
        raise BadFile(_("The file lacks these columns: %(names)s. Check that you chose the right format.") % {"names": ", ".join(missing)})
    return rows


def csv_rows(text: str) -> list[Cells]:
    """Semicolons or commas, as the first line has them. Stops reading one row past the most."""
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if header.count(";") >= header.count(",") else ",", strict=True)
    rows: list[Cells] = []
    try:
        for cells in reader:
            known = {name: value for name, value in cells.items() if isinstance(value, str | None)}
            rows.append({str(name).strip().lower(): unguarded(value or "") for name, value in known.items()})
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise BadFile(_("Row %(number)s cannot be read. Check its quotation marks.") % {"number": reader.line_num}) from error
    return rows


def unguarded(text: str) -> str:
    """Without the apostrophe that a table of ours puts before a text that looks like a formula."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(FORMULA_STARTS) else text


def json_rows(text: str) -> list[Cells]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(_("The file is not JSON that can be read.")) from error
    if isinstance(data, dict):
        data = data.get("service_requests", data.get("requests"))
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data[: MOST_ROWS + 1]):
        raise BadFile(_("The file must be a list of requests, as GeoReport tells them."))
    return data


# A row


def row_of(format: ImportFormat, cells: Cells, kind: MatterKind, now: datetime) -> Row:
    """Raises BadRow."""
    match format:
        case ImportFormat.CSV:
            row = own_row(cells, kind, now)
        case ImportFormat.DECIDIM:
            row = decidim_row(cells, kind, now)
        case _:
            row = open311_row(cells, kind, now)
    check_row(row, now)
    return row


def check_row(row: Row, now: datetime) -> None:
    if not row.id:
        raise BadRow(_("The id is missing."))
    if len(row.id) > 120:
        raise BadRow(_("The id is too long."))
    if not row.title or not row.text:
        raise BadRow(_("The title or the text is missing."))
    if len(row.title) > LONGEST_TITLE:
        raise BadRow(_("The title is longer than %(most)s characters.") % {"most": LONGEST_TITLE})
    if len(row.text) > LONGEST_FROM_SERVICES or len(row.answer) > LONGEST_FROM_SERVICES:
        raise BadRow(_("The text is longer than %(most)s characters.") % {"most": LONGEST_FROM_SERVICES})
    if row.received > now or (row.answered and row.answered > now):
        raise BadRow(_("A day is still to come."))
    if row.answered and row.answered < row.received:
        raise BadRow(_("It was answered before it came."))


def word(cells: Cells, *names: str) -> str:
    """The first of the columns that has something, as tidy text."""
    for name in names:
        value = cells.get(name)
        if isinstance(value, str | int | float) and str(value).strip():
            return tidy(str(value))
    return ""


def moment(written: str, otherwise: datetime | None) -> datetime | None:
    """A day or a time, as ISO 8601 or as 31.1.2026. Raises BadRow."""
    if not written:
        return otherwise
    text = written.replace(" UTC", "Z").strip()
    for read in (datetime.fromisoformat, lambda day: datetime.strptime(day, "%d.%m.%Y")):
        try:
            found = read(text)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=HOME)
    raise BadRow(_("“%(day)s” is not a day. Write 2026-01-31 or 31.1.2026.") % {"day": written[:40]})


def own_row(cells: Cells, kind: MatterKind, now: datetime) -> Row:
    written_kind, outcome = word(cells, "kind"), word(cells, "outcome")
    if written_kind and written_kind not in MatterKind.values:
        raise BadRow(_("The kind “%(kind)s” is not known.") % {"kind": written_kind[:40]})
    if outcome and outcome not in Outcome.values:
        raise BadRow(_("The outcome “%(outcome)s” is not known.") % {"outcome": outcome[:40]})
    language, answer = word(cells, "language") or "fi", word(cells, "answer")
    if language not in LANGUAGES:
        raise BadRow(_("The language “%(language)s” is not known: it is fi, sv or en.") % {"language": language[:40]})
    received = moment(word(cells, "received"), now) or now
    return Row(
        id=word(cells, "id", "reference"), title=word(cells, "title"), text=word(cells, "text"), kind=written_kind or kind,
        language=language, received=received, place=word(cells, "place")[:200], area=word(cells, "area"), topic=word(cells, "topic"),
        answer=answer,
        answered=moment(word(cells, "answered"), received) if answer else None, outcome=(outcome or Outcome.REPLY) if answer else "",
    )  # fmt: skip


def decidim_row(cells: Cells, kind: MatterKind, now: datetime) -> Row:
    """A proposal. Its HTML becomes plain text; a withdrawn one is not brought in."""
    state = word(cells, "state").lower()
    if state in DECIDIM_GONE:
        raise BadRow(_("It was withdrawn there."))
    language = next((code for code in LANGUAGES if word(cells, f"title/{code}")), "fi")
    received = moment(word(cells, "published_at", "created_at"), now) or now
    answer = as_plain(word(cells, f"answer/{language}", "answer/fi", "answer/sv", "answer/en", "answer"))
    return Row(
        id=word(cells, "id"), title=as_plain(word(cells, f"title/{language}", "title")),
        text=as_plain(word(cells, f"body/{language}", "body")), kind=kind, language=language, received=received, place=word(cells,
        "address")[:200],
        topic=word(cells, f"category/name/{language}", "category/name/fi", "category/name"),
        area=word(cells, f"scope/name/{language}", "scope/name/fi", "scope/name"), answer=answer,
        answered=moment(word(cells, "answered_at"), received) if answer else None,
        outcome=DECIDIM_OUTCOMES.get(state, Outcome.REPLY) if answer else "", point=point(cells.get("latitude"), cells.get("longitude")),
    )  # fmt: skip


def open311_row(cells: Cells, kind: MatterKind, now: datetime) -> Row:
    """A request. One that is closed was answered with its status notes."""
    extra = cells.get("extended_attributes")
    text = word(cells, "description")
    title = (word(extra, "title") if isinstance(extra, dict) else "") or title_from(text, LONGEST_TITLE)
    body = text.removeprefix(f"{title}\n\n") if text != title else text
    closed = word(cells, "status").lower() == "closed"
    received = moment(word(cells, "requested_datetime"), now) or now
    return Row(
        id=word(cells, "service_request_id"), title=title, text=body, kind=kind, language="fi", received=received,
        place=word(cells, "address")[:200], topic=word(cells, "service_code", "service_name"),
        answer=(word(cells, "status_notes") or _("The matter was handled in the earlier system.")) if closed else "",
        answered=moment(word(cells, "updated_datetime"), received) if closed else None, outcome=Outcome.REPLY if closed else "",
        point=point(cells.get("lat"), cells.get("long")),
    )  # fmt: skip


def point(latitude: Any, longitude: Any) -> tuple[Decimal, Decimal] | None:
    """Both or neither; zero for both means that the other system did not know. Raises BadRow."""
    written = [str(value).strip() for value in (latitude, longitude) if value not in (None, "", 0, "0")]
    if len(written) != 2:
        return None
    try:
        return coordinate(written[0], 90), coordinate(written[1], 180)
    except ValueError as error:
        raise BadRow(_("The coordinates cannot be read.")) from error


def repeated(ids: Sequence[str]) -> set[int]:
    """The places of ids that stood earlier in the same file."""
    seen: set[str] = set()
    again = set()
    for place, name in enumerate(ids):
        if name in seen:
            again.add(place)
        seen.add(name)
    return again
