"""GeoReport v2 and the log of 6Aika: what their words mean here. Pure: times are passed in.

Sources: wiki.open311.org/GeoReport_v2 (frozen) and wiki.open311.org/Service_Discovery; the 6Aika extensions citysdk, log and media as
served by github.com/6aika/issue-reporting.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from participation.matters.enums import MatterState, Outcome, StepKind
from participation.matters.rules import SHOWN, is_finished

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-22 12:00"  # when the interface itself was last changed; sortable, as the discovery wants it
FORMS = {"json": "application/json", "xml": "text/xml"}
LONGEST_SPAN = timedelta(days=90)
MOST_REQUESTS = 1000
LONGEST_DESCRIPTION = 4000
OTHER = "other"  # the service of those who do not know the topic; topics have Finnish slugs
OPEN, CLOSED = "open", "closed"
PER_MINUTE = 60  # requests that one key may leave in a minute
EXTENSIONS = ("citysdk", "log", "media")

# States whose status does not hang on the answer, and those in which a yes leaves the request open.
ALWAYS_CLOSED: tuple[MatterState, ...] = tuple(state for state in SHOWN if is_finished(state, Outcome.YES))
CLOSED_BY_ANSWER: tuple[MatterState, ...] = tuple(
    state for state in SHOWN if is_finished(state, Outcome.NO) and state not in ALWAYS_CLOSED
)

K = StepKind
LOG_STATUS: dict[StepKind, str] = {
    K.ROUTED: "allocated",
    K.HANDED_OVER: "allocated",
    K.ACCEPTED: "allocated",
    K.RETURNED: "allocated",
    K.PREPARED: "handling",
    K.ANSWERED: "handling",
    K.DECIDED: "handling",
    K.IMPLEMENTED: "handling",
    K.REOPENED: "handling",
    K.NOT_OURS: "done",
    K.DONE: "done",
    K.CHECKED: "done",
}
# What of a list's parts is called in XML, where JSON has a plain list.
PARTS = {
    "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request", "errors": "error",
    "endpoints": "endpoint", "formats": "format", "log": "entry", "media_urls": "media_url",
}  # fmt: skip
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_w3c(text: str) -> datetime:
    """A time with its zone, as W3C's note on dates has it. A plus that an address turned into a space counts. Raises ValueError."""
    written = text.strip().replace(" ", "+")
    if not W3C.fullmatch(written):
        raise ValueError(text)
    return datetime.fromisoformat(written)


def span_of(start: datetime | None, end: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """From when until when requests are told: at most 90 days, the last 90 unless told. Raises ValueError when the span is wrong."""
    if start is not None and end is not None:
        if not timedelta(0) <= end - start <= LONGEST_SPAN:
            raise ValueError("span")
        return start, end
    if start is not None:
        return start, start + LONGEST_SPAN
    last = end or now
    return last - LONGEST_SPAN, last


def status_of(state: MatterState, outcome: str) -> str:
    return CLOSED if is_finished(state, outcome) else OPEN


def coordinate(text: str, limit: int) -> Decimal:
    """Degrees with six decimals (a tenth of a metre). Raises ValueError."""
    try:
        degrees = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not degrees.is_finite() or abs(degrees) > limit:
        raise ValueError(text)
    return degrees.quantize(Decimal("0.000001"))


def title_from(description: str, longest: int) -> str:
    """The first sentence or line, for services that send no title."""
    first = re.split(r"(?<=[.!?])\s|\n", description.strip(), maxsplit=1)[0]
    return first if len(first) <= longest else first[: longest - 1].rstrip() + "…"


def filled(parent: ElementTree.Element, name: str, value: object) -> None:
    """Put a value under its name: a list as its parts, a dict as its fields, nothing as an empty element."""
    child = ElementTree.SubElement(parent, name)
    match value:
        case None:
            return
        case bool():
            child.text = "true" if value else "false"
        case list():
            for part in value:
                filled(child, PARTS[name], part)
        case dict():
            for key, field in value.items():
                filled(child, key, field)
        case _:
            child.text = NOT_IN_XML.sub("", str(value))


def as_xml(root: str, value: object) -> bytes:
    """The same as the JSON, as the specification's XML: without a schema or a name space, UTF-8, with its declaration."""
    holder = ElementTree.Element("holder")
    filled(holder, root, value)
    whole: bytes = ElementTree.tostring(holder[0], encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + whole
