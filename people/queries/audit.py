"""The audit trail as sentences: what is written is a name of an event and its facts; here they meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisations.models import Organisation
from people.enums import ConsentPurpose, Role
from people.models import AuditEvent, AuditQuerySet
from people.queries.shelves import AUDIT_EVENTS
from portal.tables import Column, Row, Table

PER_PAGE = 50
UNKNOWN = "–"


@dataclass(frozen=True)
class AuditFilter:
    """What of the trail is wanted; empty means everything."""

    kind: str = ""
    since: date | None = None
    until: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class AuditLine:
    """One line as it is read. `actor` is a capacity, never a name; `code` is what residents and staff know the thing by."""

    at: datetime
    sentence: str
    actor: str
    event: str
    subject: str
    code: str


class Facts(Mapping[str, str]):
    """The facts of an event; one that is missing reads as a dash, so that an old line never breaks the page."""

    def __init__(self, facts: Mapping[str, object], actor: str) -> None:
        self.facts = {**facts, "actor": actor}

    def __getitem__(self, name: str) -> str:
        value = self.facts.get(name, UNKNOWN)
        words = WORDS.get(name)
        return words(str(value)) if words else str(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def role_word(value: str) -> str:
    return str(Role(value).label) if value in Role.values else value


def consent_words(value: str) -> str:
    return str(ConsentPurpose(value).label) if value in ConsentPurpose.values else value


WORDS = {"role": role_word, "consent": consent_words}


def actor_words(event: AuditEvent) -> str:
    """In what capacity somebody acted: their roles then, a resident, or nobody with an account."""
    roles = [role_word(value) for value in event.actor_role.split(",") if value]
    if roles:
        return " / ".join(roles)
    return pgettext("actor", "Resident") if event.actor_id else pgettext("actor", "Without an account")


def sentence_of(event: AuditEvent) -> str:
    """The event in the active language. An event that no floor knows any more is named as it was written."""
    labels = {choice.value: choice.label for kind in AUDIT_EVENTS for choice in kind}
    label = labels.get(event.event)
    if label is None:
        return _("Event %(name)s") % {"name": event.event}
    try:
        actor = actor_words(event) if event.actor_id or event.actor_role else pgettext("actor", "The service")
        return str(label) % Facts(event.facts, actor)
    except (ValueError, TypeError):
        return str(label)


def kinds() -> list[tuple[str, str]]:
    """Choices of the filter: all events by the part of the house that writes them."""
    return [(choice.value, sentence_without_facts(str(choice.label))) for kind in AUDIT_EVENTS for choice in kind]


def sentence_without_facts(label: str) -> str:
    return label % Facts({}, "…") if "%(" in label else label


def trail_of(organisation: Organisation, wanted: AuditFilter) -> AuditQuerySet:
    """The organisation's own lines, newest first."""
    lines = AuditEvent.objects.filter(organisation_id=organisation.pk)
    if wanted.kind:
        lines = lines.filter(event=wanted.kind)
    if wanted.since:
        lines = lines.filter(at__gte=start_of(wanted.since))
    if wanted.until:
        lines = lines.filter(at__lt=start_of(wanted.until + timedelta(days=1)))
    if wanted.subject:
        lines = lines.with_word(wanted.subject)
    return lines.order_by("-at", "-id")


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def line_of(event: AuditEvent) -> AuditLine:
    code = str(event.facts.get("code") or "")
    subject = f"{event.subject_kind} {code or event.subject_id}"
    return AuditLine(event.at, sentence_of(event), actor_words(event), event.event, subject, code)


def audit_page(
    organisation: Organisation, wanted: AuditFilter, number: str | None
) -> tuple[Page[AuditEvent], Sequence[AuditLine]]:
    page = Paginator(trail_of(organisation, wanted), PER_PAGE).get_page(number)
    return page, [line_of(event) for event in page.object_list]


def audit_lines(organisation: Organisation, wanted: AuditFilter) -> Iterator[AuditLine]:
    """All lines that the filter lets through, one by one."""
    return (line_of(event) for event in trail_of(organisation, wanted).iterator(chunk_size=500))


def cells_of(line: AuditLine) -> Row:
    return (line.at, line.sentence, line.actor, line.event, line.subject)


def audit_table(organisation: Organisation, wanted: AuditFilter) -> Table:
    """The trail to take away, as the filter lets it through."""
    columns = [
        Column(_("When")),
        Column(_("What"), 60),
        Column(_("Who"), 30),
        Column(_("Event")),
        Column(_("Concerns")),
    ]
    rows = (cells_of(line) for line in audit_lines(organisation, wanted))
    return Table(f"{organisation.slug}-{_('audit-trail')}", _("Audit trail"), columns, rows)
