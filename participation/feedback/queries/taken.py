"""What officials take out of the house: the matters of their own desk. Never the sender's code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisations.models import Organisation
from participation.matters.enums import Channel, MatterKind, MatterState, Outcome, Visibility
from participation.matters.models import Matter
from participation.matters.rules import working_days_between
from people.enums import Permission
from people.models import Person
from people.permissions import has_permission, organisations_where
from portal.exceptions import NotPermitted
from portal.tables import Column, Row, Table

AT_ONCE = 2000


@dataclass(frozen=True)
class Wanted:
    """Whose matters, from when until when (the day they came), and whether with the senders' contacts."""

    organisation: Organisation
    first: date | None
    last: date | None
    with_contacts: bool


def places_to_take_from(person: Person) -> Sequence[Organisation]:
    """Raises NotPermitted when there are none."""
    ids = organisations_where(person, Permission.MATTER_EXPORT)
    if not ids:
        raise NotPermitted(_("Your role does not allow downloading matters. Ask the administrator of your organisation if you need it."))
    return list(Organisation.objects.filter(pk__in=ids).order_by("name_fi"))


def may_take_contacts(person: Person, organisation: Organisation) -> bool:
    """Contacts are for those who answer."""
    return has_permission(person, Permission.MATTER_ANSWER, organisation)


def taken(wanted: Wanted) -> QuerySet[Matter]:
    matters = Matter.objects.of(wanted.organisation)
    if wanted.first:
        matters = matters.filter(received_at__gte=timezone.make_aware(datetime.combine(wanted.first, time())))
    if wanted.last:
        matters = matters.filter(received_at__lt=timezone.make_aware(datetime.combine(wanted.last + timedelta(days=1), time())))
    return matters.select_related("origin", "organisation", "area", "topic", "post").order_by("-received_at", "-pk")


def taken_table(wanted: Wanted) -> Table:
    headers = [
        (_("Reference"), 12), (_("Kind"), 12), (pgettext("matter", "State"), 18), (_("Title"), 40), (pgettext("matter", "Text"), 80),
        (_("Place"), 24), (_("Area"), 18), (_("Topic"), 24), (_("Left for"), 24), (_("Answers now"), 24), (_("Post that answers"), 28),
        (_("Who sees it"), 24), (_("How it came"), 16), (_("Through which service"), 20), (_("Came on"), 12), (_("Promised by"), 12),
        (_("Answered on"), 12), (_("Working days to the answer"), 12), (_("Answer in one word"), 24), (_("What came of it"), 40),
    ]  # fmt: skip
    if wanted.with_contacts:
        headers += [(_("E-mail for the answer"), 28), (_("Phone for the answer"), 18)]
    columns = [Column(name, width) for name, width in headers]
    return Table(f"asiat-{wanted.organisation.slug}-{timezone.localdate()}", _("Matters"), columns, rows_of(wanted))


def rows_of(wanted: Wanted) -> Iterator[Row]:
    for matter in taken(wanted).iterator(chunk_size=AT_ONCE):
        row = row_of(matter)
        if wanted.with_contacts:
            here = matter.organisation_id == wanted.organisation.pk
            row = (*row, matter.reply_email if here else "", matter.reply_phone if here else "")
        yield row


def row_of(matter: Matter) -> Row:
    came = timezone.localdate(matter.received_at)
    answered = timezone.localdate(matter.answered_at) if matter.answered_at else None
    return (
        matter.reference, MatterKind(matter.kind).label, MatterState(matter.state).label, matter.title, matter.text, matter.place,
        matter.area.name if matter.area else "", matter.topic.name if matter.topic else "", matter.origin.name, matter.organisation.name,
        matter.post.title if matter.post else "", Visibility(matter.visibility).label, Channel(matter.channel).label, matter.source, came,
        matter.due_on, answered, working_days_between(came, answered) if answered else None,
        Outcome(matter.outcome).label if matter.outcome else "", matter.came_of_it,
    )  # fmt: skip
