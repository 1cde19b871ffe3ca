"""Batches that are brought in: what they would do, what they did, and the rows that did not go."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from interfaces.contacts.models import Interface
from organisations.models import Area, Organisation
from organisations.queries import region_of
from participation.feedback.enums import ImportFormat, RowState
from participation.feedback.models import ImportBatch
from participation.matters.models import Matter
from people.enums import Permission
from people.models import Person
from people.permissions import check_own_permission, organisations_where
from portal.exceptions import NotPermitted, NotVisible
from portal.tables import guarded

ROWS_ON_PAGE = 50
Thing = TypeVar("Thing", Interface, Area)


@dataclass(frozen=True)
class BatchRow:
    """A row as the preview shows it."""

    number: int
    external_id: str
    title: str
    state: RowState
    error: str

    @property
    def tag(self) -> str:
        return {RowState.NEW: "now", RowState.KNOWN: "", RowState.WRONG: "late", RowState.DONE: "done"}[self.state]


@dataclass(frozen=True)
class BatchPage:
    batch: ImportBatch
    rows: Sequence[BatchRow]
    page: Page[dict[str, str]]
    done_count: int

    @property
    def can_apply(self) -> bool:
        return self.batch.applied_at is None and self.batch.new_count > 0

    @property
    def has_rows(self) -> bool:
        return bool(self.batch.rows)


def places_to_bring_to(person: Person) -> Sequence[Organisation]:
    """Raises NotPermitted when there are none."""
    ids = organisations_where(person, Permission.MATTER_IMPORT)
    if not ids:
        raise NotPermitted(_("Your role does not allow bringing in matters. Ask the administrator of your organisation if you need it."))
    return list(Organisation.objects.public().filter(pk__in=ids).order_by("name_fi"))


def batches_of(places: Iterable[Organisation]) -> Sequence[ImportBatch]:
    found = ImportBatch.objects.filter(organisation__in=list(places)).select_related("organisation").defer("rows")
    return list(found[:30])


def batch_at(pk: int, person: Person) -> ImportBatch:
    """Raises NotVisible, NotPermitted."""
    batch = ImportBatch.objects.select_related("organisation__parent").filter(pk=pk).first()
    if batch is None:
        raise NotVisible(str(pk))
    check_own_permission(person, Permission.MATTER_IMPORT, batch.organisation)
    return batch


def batch_page(batch: ImportBatch, number: str | None) -> BatchPage:
    """What is wrong stands first, so that nobody searches for it among thousands."""
    order = {RowState.WRONG: 0, RowState.NEW: 1, RowState.DONE: 2, RowState.KNOWN: 3}
    rows = sorted(batch.rows, key=lambda row: (order[RowState(row["state"])], row["n"]))
    page = Paginator(rows, ROWS_ON_PAGE).get_page(number)
    shown = [BatchRow(row["n"], row["id"], row["title"], RowState(row["state"]), row["error"]) for row in page.object_list]
    return BatchPage(batch, shown, page, sum(row["state"] == RowState.DONE for row in batch.rows))


@dataclass(frozen=True)
class Words:
    """Topics and areas by what other systems call them: their word in addresses or their name in any language."""

    topics: dict[str, Interface]
    areas: dict[str, Area]


def words_of(place: Organisation) -> Words:
    topics = Interface.objects.of_region(region_of(place))
    return Words(named(topics), named(place.areas.all()))


def named(things: Iterable[Thing]) -> dict[str, Thing]:
    return {name.lower(): thing for thing in things for name in (thing.slug, thing.name_fi, thing.name_sv, thing.name_en) if name}


def known_ids(source: str, ids: Iterable[str]) -> set[str]:
    """Those of the ids that came from this system before."""
    wanted = list(ids)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        part = Matter.objects.filter(source=source, external_id__in=wanted[start : start + 500])
        found |= set(part.values_list("external_id", flat=True))
    return found


def wrong_rows(batch: ImportBatch) -> tuple[str, str]:
    """(ending, text): the rows that did not go, as they were written, each with what is wrong. Raises NotVisible when there are none."""
    wrong = [row for row in batch.rows if row["state"] == RowState.WRONG]
    if not wrong:
        raise NotVisible(str(batch.pk))
    if batch.format == ImportFormat.OPEN311:
        return "json", json.dumps([{**dict(row["cells"]), "error": row["error"]} for row in wrong], ensure_ascii=False, indent=1)
    names = list(dict.fromkeys(name for row in wrong for name in dict(row["cells"])))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guarded(name) for name in [*names, "error"]])
    for row in wrong:
        writer.writerow([guarded(str(dict(row["cells"]).get(name, ""))) for name in names] + [row["error"]])
    return "csv", "\ufeff" + out.getvalue()
