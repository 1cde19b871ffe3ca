"""Open data of matters: what everyone may see, row by row, for a place or for the whole region."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import OpenDataSet
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.matters.models import Matter, Support
from portal.exceptions import NotVisible
from portal.tables import Column, Row, Table

LICENCE = "CC BY 4.0"
LICENCE_PAGE = "https://creativecommons.org/licenses/by/4.0/"
FIELDS = (
    "reference", "kind", "state", "title", "text", "place", "area", "topic", "left_for", "answered_by", "language", "received", "promised",
    "answered", "outcome", "came_of_it", "supports", "comments", "address",
)  # fmt: skip
AT_ONCE = 2000  # rows that are in memory at a time


def published(place: Organisation | None) -> QuerySet[Matter]:
    """The shown matters of a place, or of all. The newest first, so that a reader who takes the file again sees what is new."""
    matters = Matter.objects.of(place).shown() if place and not place.is_home else Matter.objects.shown()
    supports = Support.objects.filter(matter=OuterRef("pk")).values("matter").annotate(n=Count("pk")).values("n")
    comments = Comment.objects.filter(matter=OuterRef("pk"), state=CommentState.SHOWN).values("matter").annotate(n=Count("pk")).values("n")
    counted = matters.annotate(liked=Coalesce(Subquery(supports), 0), said=Coalesce(Subquery(comments), 0))
    return counted.select_related("origin", "organisation", "area", "topic").order_by("-received_at", "-pk")


def rows_of(place: Organisation | None) -> Iterator[Row]:
    """One row a matter, in the order of FIELDS. No pen name, no contacts, no point, and of times the day only."""
    root = settings.ADDRESS
    for matter in published(place).iterator(chunk_size=AT_ONCE):
        supports, comments = vars(matter)["liked"], vars(matter)["said"]
        yield (
            matter.reference, matter.kind, matter.state, matter.title, matter.text, matter.place, matter.area.name if matter.area else "",
            matter.topic.name if matter.topic else "", matter.origin.name, matter.organisation.name, matter.language,
            timezone.localdate(matter.received_at), matter.due_on, timezone.localdate(matter.answered_at) if matter.answered_at else None,
            matter.outcome, matter.came_of_it, supports, comments,
            root + reverse("matter_detail", kwargs={"code": matter.reference}),
        )  # fmt: skip


def published_table(place: Organisation | None) -> Table:
    """Machine names as headers, the same in every language, as programs read them."""
    return Table(f"asiat-{place.slug if place else 'kaikki'}", _("Matters"), [Column(name, 24) for name in FIELDS], rows_of(place))


def published_json(place: Organisation | None, now: datetime) -> Iterator[str]:
    """The same as one JSON object, written row by row, so that it is never whole in memory."""
    about = {
        "licence": LICENCE, "licence_page": LICENCE_PAGE, "source": place.name if place else "Kuuluu",
        "made": timezone.localtime(now).isoformat(timespec="seconds"),
    }  # fmt: skip
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "matters": ['
    for number, row in enumerate(rows_of(place)):
        told = dict(zip(FIELDS, row, strict=True))
        yield (",\n" if number else "\n") + json.dumps(told, ensure_ascii=False, default=str)
    yield "\n]}\n"


def check_form(form: str) -> None:
    """Raises NotVisible for another form than csv or json."""
    if form not in {"csv", "json"}:
        raise NotVisible(form)


def published_data(organisation: Organisation | None) -> Sequence[OpenDataSet]:
    """The index of open data: the matters of the place, as files and by the interface."""
    slug = {"slug": organisation.slug} if organisation else {}
    name = "published_place" if organisation else "published_region"
    files = [(form.upper(), reverse(name, kwargs={**slug, "form": form})) for form in ("csv", "json")]
    return [
        OpenDataSet(
            title=_("Ideas and their paths"),
            text=_("Every matter that everyone may see: what was said, who answered, what came of it. No names and no contacts."),
            source=organisation.name if organisation else "Kuuluu",
            licence=LICENCE,
            files=[*files, (_("Interface (GeoReport v2)"), reverse("georeport_page"))],
            is_example=Matter.objects.shown().filter(is_example=True).exists(),
        )
    ]
