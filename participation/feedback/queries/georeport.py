"""What the portal tells other services by GeoReport v2: places, services, and requests, which are the matters that everyone may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from math import ceil

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interfaces.contacts.models import Interface
from organisations.models import Organisation
from organisations.queries import region_of
from participation.feedback.exceptions import Refused
from participation.feedback.rules.georeport import (
    ALWAYS_CLOSED,
    CHANGED,
    CLOSED,
    CLOSED_BY_ANSWER,
    EXTENSIONS,
    FORMS,
    LOG_STATUS,
    LONGEST_DESCRIPTION,
    MOST_REQUESTS,
    OTHER,
    SPECIFICATION,
    status_of,
)
from participation.matters.enums import MatterKind, StepKind
from participation.matters.models import Attachment, Matter, MatterQuerySet, Step
from participation.matters.queries.path import with_steps
from participation.matters.queries.words import next_words, post_and_unit, step_texts, step_title, step_who
from participation.matters.rules import AWAITING, PROMISES_MORE, parse_reference
from portal.languages import LANGUAGES

Told = dict[str, object]
KINDS = (MatterKind.FEEDBACK, MatterKind.FAULT, MatterKind.IDEA, MatterKind.QUESTION, MatterKind.THANKS)


@dataclass(frozen=True)
class Asked:
    """Which requests somebody asks for. `references` override all the rest; an empty `codes` or `statuses` means all."""

    references: Sequence[str]
    codes: Sequence[str]
    statuses: Sequence[str]
    start: datetime
    end: datetime
    page: int = 1
    size: int = MOST_REQUESTS
    extensions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RequestPage:
    requests: Sequence[Told]
    found: int
    size: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, ceil(self.found / self.size))


# Places and services


def jurisdictions() -> Sequence[Organisation]:
    """The places that this address serves, the county first; `jurisdiction_id` is the word by which each stands in the portal."""
    return list(Organisation.objects.public().current(timezone.localdate()).select_related("parent").order_by("kind", "name_fi"))


def jurisdiction(asked: str) -> Organisation:
    """The place that was asked for; it may be left out where there is only one. Raises Refused."""
    places = jurisdictions()
    if not asked and len(places) == 1:
        return places[0]
    if not asked:
        raise Refused(400, _("jurisdiction_id was not provided."))
    place = next((place for place in places if place.slug == asked.lower()), None)
    if place is None:
        raise Refused(404, _("jurisdiction_id was not found."))
    return place


def whole_address(path: str) -> str:
    return settings.ADDRESS + path


def discovery() -> Told:
    county = Organisation.objects.filter(is_home=True).first()
    contact = [part for part in (county.name, county.phone, county.website) if part] if county else []
    endpoint: Told = {
        "specification": SPECIFICATION,
        "url": whole_address(reverse("georeport_root")).rstrip("/"),
        "changeset": CHANGED,
        "type": "test" if settings.DEMO else "production",
        "formats": [FORMS["xml"], FORMS["json"]],
    }
    return {
        "changeset": CHANGED,
        "contact": ", ".join(contact) or whole_address("/"),
        "key_service": _("The administrator of each municipality gives keys. How: %(address)s")
        % {"address": whole_address(reverse("georeport_page"))},
        "endpoints": [endpoint],
    }


def topics_in(place: Organisation) -> QuerySet[Interface]:
    return Interface.objects.of_region(region_of(place)).in_force(timezone.localdate()).select_related("parent")


def services(place: Organisation) -> list[Told]:
    """The topics of the region, in their order, and one for those who do not know."""
    rows = [service(topic) for topic in topics_in(place).order_by("position", "name_fi")]
    other = {"service_code": OTHER, "service_name": _("I do not know the topic"), "description": _("We find the one who can answer.")}
    return [*rows, {**other, "metadata": True, "type": "realtime", "keywords": "", "group": ""}]


def service(topic: Interface) -> Told:
    names = {topic.name_fi, topic.name_sv, topic.name_en} - {"", topic.name}
    return {
        "service_code": topic.slug,
        "service_name": topic.name,
        "description": topic.description,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(sorted(names)),
        "group": topic.parent.name if topic.parent else "",
    }


def topic_of(place: Organisation, code: str) -> Interface | None:
    """The topic of a service; None is the service of those who do not know. Raises Refused."""
    if code == OTHER:
        return None
    topic = topics_in(place).filter(slug=code).first()
    if topic is None:
        raise Refused(404, _("service_code was not found."))
    return topic


def definition(place: Organisation, code: str) -> Told:
    """What may be told beside the standard's own fields: the kind of the matter, and the part of the municipality."""
    topic_of(place, code)
    kinds = [{"key": kind.value, "name": str(kind.label)} for kind in KINDS]
    areas = [{"key": area.slug, "name": area.name} for area in place.areas.order_by("position", "name_fi")]
    asked = [("kind", _("What is it about?"), _("Feedback unless told. Everyone sees an idea."), kinds)]
    if areas:
        asked.append(("area", _("Area"), _("May be left out."), areas))
    return {"service_code": code, "attributes": [attribute(order, *words) for order, words in enumerate(asked, start=1)]}


def attribute(order: int, code: str, text: str, hint: str, values: list[dict[str, str]]) -> Told:
    return {
        "variable": True, "code": code, "datatype": "singlevaluelist", "required": False, "datatype_description": hint, "order": order,
        "description": text, "values": values,
    }  # fmt: skip


# Requests


def told_of(place: Organisation) -> MatterQuerySet:
    """What everyone may see; what is private is never told, whoever asks."""
    return Matter.objects.of(place).shown()


def whole(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    open_files = Prefetch("attachments", Attachment.objects.filter(is_public=True), to_attr="open_files")
    return with_steps(matters.select_related("organisation", "topic", "area", "post__unit")).prefetch_related(open_files)


def with_status(statuses: Sequence[str]) -> Q:
    closed = Q(state__in=ALWAYS_CLOSED) | (Q(state__in=CLOSED_BY_ANSWER) & ~Q(outcome__in=PROMISES_MORE))
    if not statuses or len(set(statuses)) == 2:
        return Q()
    return closed if statuses[0] == CLOSED else ~closed


def with_codes(codes: Sequence[str]) -> Q:
    if not codes:
        return Q()
    return Q(topic__slug__in=codes) | (Q(topic=None) if OTHER in codes else Q(pk__in=[]))


def request_page(place: Organisation, asked: Asked, now: datetime) -> RequestPage:
    """Five queries, whatever the number of requests."""
    matters = told_of(place)
    if asked.references:
        matters = matters.filter(reference__in=[parse_reference(reference) or "" for reference in asked.references])
    else:
        matters = matters.filter(with_codes(asked.codes), with_status(asked.statuses), received_at__range=(asked.start, asked.end))
    first = (asked.page - 1) * asked.size
    rows = list(whole(matters.order_by("-received_at", "-pk"))[first : first + asked.size])
    return RequestPage([request_told(matter, asked.extensions, now) for matter in rows], matters.count(), asked.size, asked.page)


def request_at(place: Organisation, reference: str, extensions: frozenset[str], now: datetime) -> Told:
    """Raises Refused."""
    matter = whole(told_of(place).filter(reference=parse_reference(reference) or "")).first()
    if matter is None:
        raise Refused(404, _("service_request_id was not found."))
    return request_told(matter, extensions, now)


def request_told(matter: Matter, extensions: frozenset[str], now: datetime) -> Told:
    """A matter in the standard's fields, in its order. The exact point is for those who answer: `lat` and `long` are always empty."""
    steps = [step for step in matter.steps.all() if step.is_public and step.kind != StepKind.NOTE]
    last = steps[-1] if steps else None
    files = media_of(matter)
    told: Told = {
        "service_request_id": matter.reference,
        "status": status_of(matter.state_now, matter.outcome),
        "status_notes": note_of(last, matter) if last else None,
        "service_name": matter.topic.name if matter.topic else _("I do not know the topic"),
        "service_code": matter.topic.slug if matter.topic else OTHER,
        "description": described(matter),
        "agency_responsible": responsible_for(matter),
        "service_notice": (next_words(last, matter, timezone.localdate(now)) if last else "") or None,
        "requested_datetime": w3c(matter.received_at),
        "updated_datetime": w3c(last.at if last else matter.received_at),
        "expected_datetime": expected(matter, last),
        "address": matter.place or (matter.area.name if matter.area else None),
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": files[0] if files else None,
    }
    if extensions:
        told["extended_attributes"] = extended(matter, steps, files, extensions)
    return told


def described(matter: Matter) -> str:
    """The title stands first, as the standard has no field of its own for it."""
    whole_text = f"{matter.title}\n\n{matter.text}"
    return whole_text if len(whole_text) <= LONGEST_DESCRIPTION else matter.text[:LONGEST_DESCRIPTION]


def note_of(step: Step, matter: Matter) -> str:
    words = [step.public_text] if step.public_text else step_texts(step, matter)
    return ". ".join([step_title(step), *words])


def responsible_for(matter: Matter) -> str:
    """A post and an organisation, never a person."""
    return f"{post_and_unit(matter.post)}, {matter.organisation.name}" if matter.post else matter.organisation.name


def w3c(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def expected(matter: Matter, last: Step | None) -> str | None:
    """The end of the promised day: of the answer, and after it of what was promised next."""
    day = matter.due_on if matter.state in AWAITING else last.next_by if last else None
    return w3c(timezone.make_aware(datetime.combine(day, time(23, 59, 59)))) if day else None


def media_of(matter: Matter) -> list[str]:
    files: list[Attachment] = getattr(matter, "open_files", [])
    return [whole_address(reverse("matter_attachment", kwargs={"code": matter.reference, "attachment": file.pk})) for file in files]


# The extensions of 6Aika


def extended(matter: Matter, steps: Sequence[Step], files: list[str], asked: frozenset[str]) -> Told:
    parts: dict[str, Callable[[], Told]] = {
        "citysdk": lambda: {
            "service_object_type": None, "service_object_id": None, "detailed_status": matter.state.upper(), "title": matter.title,
        },
        "log": lambda: logged(matter, steps),
        "media": lambda: {"media_urls": files},
    }  # fmt: skip
    return {name: value for extension in EXTENSIONS if extension in asked for name, value in parts[extension]().items()}


def logged(matter: Matter, steps: Sequence[Step]) -> Told:
    """The steps of the path as the log's entries. An answer that promises nothing more is the end."""
    entries = [entry_of(step) for step in steps if step.kind in LOG_STATUS]
    if entries and status_of(matter.state_now, matter.outcome) == CLOSED:
        entries[-1]["status"] = "done"
    return {"handler": entries[-1]["handler"] if entries else None, "log": entries}


def entry_of(step: Step) -> Told:
    return {
        "id": step.pk,
        "time": w3c(step.at),
        "status": LOG_STATUS[StepKind(step.kind)],
        "note": step.public_text,
        "handler": step_who(step),
        "attachment_url": step.link,
    }


def extensions_in(asked: str) -> frozenset[str]:
    """`true` and `all` mean every extension; otherwise names with commas, as 6Aika has it."""
    if asked in {"true", "all"}:
        return frozenset(EXTENSIONS)
    return frozenset(asked.split(",")) & frozenset(EXTENSIONS)


def language_of(asked: str) -> str:
    """The language of names and sentences, in the parameter `locale` as in Helsinki's interface; Finnish unless told."""
    return asked[:2].lower() if asked[:2].lower() in LANGUAGES else "fi"
