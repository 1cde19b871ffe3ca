"""The description of GeoReport as OpenAPI 3.1 and as a page: one source, in the language of the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.feedback.queries.georeport import whole_address
from participation.feedback.rules.georeport import CHANGED, FORMS, PER_MINUTE

Schema = dict[str, Any]
Text = str | Promise
TEXT, WHOLE, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
TEXT_OR_NOTHING, DEGREES_OR_NOTHING = {"type": ["string", "null"]}, {"type": ["number", "null"]}
OBJECTS = {"type": "array", "items": {"type": "object"}}
MOMENT = {"type": "string", "format": "date-time"}
MOMENT_OR_NOTHING = {"type": ["string", "null"], "format": "date-time"}


@dataclass(frozen=True)
class Field:
    name: str
    schema: Schema
    text: Text


@dataclass(frozen=True)
class Argument:
    """What a request may carry. `where` is path, query, form or header."""

    name: str
    where: str
    text: Text
    schema: Schema
    is_required: bool = False


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked. `gives` names a schema, `many` when the answer is a list of it."""

    name: str
    method: str
    path: str
    text: Text
    arguments: Sequence[Argument]
    gives: str
    many: bool
    refusals: Sequence[int]
    status: int = 200

    @property
    def fields(self) -> Sequence[Field]:
        return SCHEMAS[self.gives]


FORM = Argument("format", "path", _("json or xml"), {"type": "string", "enum": sorted(FORMS)}, True)
PLACE = Argument(
    "jurisdiction_id", "query", _("The municipality or the county, for example lahti."), TEXT, True
)
LOCALE = Argument(
    "locale", "query", _("The language of names and sentences."), {"type": "string", "enum": ["fi", "sv", "en"], "default": "fi"}
)
EXTENSIONS = Argument(
    "extensions", "query", _("true for all extensions of 6Aika, or their names with commas: citysdk, log, media."), TEXT
)
REQUEST_ID = _("The open reference of the matter.")
SERVICE_CODE = _("The service: a topic, or other when the topic is not known.")

SCHEMAS: Mapping[str, Sequence[Field]] = {
    "Service": (
        Field("service_code", TEXT, SERVICE_CODE),
        Field("service_name", TEXT, _("The name of the topic.")),
        Field("description", TEXT, _("What the topic is about.")),
        Field("metadata", FLAG, _("true: the service has questions of its own, all of which may be left out.")),
        Field("type", {"type": "string", "enum": ["realtime"]}, _("realtime: the reference comes at once.")),
        Field("keywords", TEXT, _("The name in the other languages.")),
        Field("group", TEXT, _("The wider topic.")),
    ),
    "ServiceDefinition": (
        Field("service_code", TEXT, SERVICE_CODE),
        Field("attributes", OBJECTS, _("The service's own questions: the kind of the matter and the area.")),
    ),
    "Request": (
        Field("service_request_id", TEXT, REQUEST_ID),
        Field("status", {"type": "string", "enum": ["open", "closed"]}, _("closed: nothing more is promised.")),
        Field("status_notes", TEXT_OR_NOTHING, _("The last step in words.")),
        Field("service_name", TEXT, _("The name of the topic.")),
        Field("service_code", TEXT, SERVICE_CODE),
        Field("description", TEXT, _("The title, an empty line and the text.")),
        Field("agency_responsible", TEXT, _("Who answers: a post and an organisation, never a person.")),
        Field("service_notice", TEXT_OR_NOTHING, _("What happens next, and by when.")),
        Field("requested_datetime", MOMENT, _("When it came.")),
        Field("updated_datetime", MOMENT, _("When its last step was taken.")),
        Field("expected_datetime", MOMENT_OR_NOTHING, _("The promised day.")),
        Field("address", TEXT_OR_NOTHING, _("The place in words.")),
        Field("address_id", TEXT_OR_NOTHING, _("Not used here: always empty.")),
        Field("zipcode", TEXT_OR_NOTHING, _("Not used here: always empty.")),
        Field("lat", DEGREES_OR_NOTHING, _("Always empty: the exact point is for those who answer.")),
        Field("long", DEGREES_OR_NOTHING, _("Always empty: the exact point is for those who answer.")),
        Field("media_url", TEXT_OR_NOTHING, _("The first picture or document.")),
        Field("extended_attributes", {"$ref": "#/components/schemas/ExtendedAttributes"}, _("Only when extensions were asked for.")),
    ),
    "ExtendedAttributes": (
        Field("service_object_type", TEXT_OR_NOTHING, _("Not used here: always empty.")),
        Field("service_object_id", TEXT_OR_NOTHING, _("Not used here: always empty.")),
        Field("detailed_status", TEXT, _("The state of the path, for example PREPARED.")),
        Field("title", TEXT, _("The title.")),
        Field("handler", TEXT_OR_NOTHING, _("Who took the last step: a post or an organisation.")),
        Field("log", {"type": "array", "items": {"$ref": "#/components/schemas/LogEntry"}}, _("The steps of the path.")),
        Field("media_urls", {"type": "array", "items": TEXT}, _("All pictures and documents that everyone may see.")),
    ),
    "LogEntry": (
        Field("id", WHOLE, _("The number of the step.")),
        Field("time", MOMENT, _("When the step was taken.")),
        Field("status", {"type": "string", "enum": ["allocated", "handling", "done"]}, _("Sent to somebody, being worked on, or done.")),
        Field("note", TEXT, _("The words of the step.")),
        Field("handler", TEXT, _("Who took the step: a post or an organisation.")),
        Field("attachment_url", TEXT, _("The minutes of a decision.")),
    ),
    "Receipt": (
        Field("service_request_id", TEXT, _("The reference. What is not shown to everyone is not found with it.")),
        Field("service_notice", TEXT, _("The tracking code, for the resident only. Show it to the resident at once.")),
        Field("account_id", TEXT_OR_NOTHING, _("Not used here: always empty.")),
    ),
    "Discovery": (
        Field("changeset", TEXT, _("When the interface was last changed.")),
        Field("contact", TEXT, _("Who tells more.")),
        Field("key_service", TEXT, _("Where keys come from.")),
        Field("endpoints", OBJECTS, _("The addresses and their forms.")),
    ),
    "Error": (
        Field("code", WHOLE, _("The same as the status of the answer.")),
        Field("description", TEXT, _("What was wrong.")),
    ),
}  # fmt: skip

LIST_ARGUMENTS = (
    FORM, PLACE,
    Argument("service_request_id", "query", _("References with commas; then the other filters do not matter."), TEXT),
    Argument("service_code", "query", _("Services with commas."), TEXT),
    Argument("start_date", "query", _("The earliest time. Without dates the last 90 days are told, and never more than 90."), MOMENT),
    Argument("end_date", "query", _("The latest time."), MOMENT),
    Argument("status", "query", _("open, closed, or both with a comma."), TEXT),
    Argument("page", "query", _("The number of the page."), {**WHOLE, "minimum": 1}),
    Argument("page_size", "query", _("How many on a page, at most 1000."), {**WHOLE, "minimum": 1, "maximum": 1000}),
    EXTENSIONS, LOCALE,
)  # fmt: skip
LEAVE_ARGUMENTS = (
    FORM,
    Argument("Idempotency-Key", "header", _("A mark of your own. The same request sent again with it leaves nothing new."), TEXT),
    Argument("api_key", "form", _("The key of the service."), TEXT, True),
    Argument("jurisdiction_id", "form", _("The place of the key unless told."), TEXT),
    Argument("service_code", "form", SERVICE_CODE, TEXT, True),
    Argument("description", "form", _("The resident's own words, at most 4000 characters. Identity codes are masked."), TEXT, True),
    Argument("title", "form", _("A title of at most 120 characters; the first sentence unless told."), TEXT),
    Argument("lat", "form", _("The point in WGS 84. A point or a place in words is needed."), {"type": "number"}),
    Argument("long", "form", _("The point in WGS 84. A point or a place in words is needed."), {"type": "number"}),
    Argument("address_string", "form", _("The place in words."), TEXT),
    Argument("address_id", "form", _("The place by a number of your own register."), TEXT),
    Argument("email", "form", _("For the answer only."), {"type": "string", "format": "email"}),
    Argument("phone", "form", _("For the answer only."), TEXT),
    Argument("media_url", "form", _("The address of a picture. It is put under the text; the picture is not fetched."), TEXT),
    Argument("media", "form", _("Pictures and documents as parts of a multipart form (JPEG, PNG, WebP, PDF), at most ten."), TEXT),
    Argument("attribute[kind]", "form", _("feedback (unless told), idea, question or thanks. Only ideas are shown to everyone."), TEXT),
    Argument("attribute[area]", "form", _("The part of the municipality, by its key in the service definition."), TEXT),
    LOCALE,
)  # fmt: skip
OPERATIONS: Sequence[Operation] = (
    Operation("discovery", "get", "/discovery.{format}", _("What is served and where"), (FORM,), "Discovery", False, (404,)),
    Operation(
        "services", "get", "/services.{format}", _("The services of a place"), (FORM, PLACE, LOCALE), "Service", True, (400, 404),
    ),
    Operation(
        "service", "get", "/services/{service_code}.{format}", _("The questions of a service"),
        (Argument("service_code", "path", SERVICE_CODE, TEXT, True), FORM, PLACE, LOCALE), "ServiceDefinition", False, (400, 404),
    ),
    Operation(
        "requests", "get", "/requests.{format}", _("Requests that everyone may see"), LIST_ARGUMENTS, "Request", True, (400, 404),
    ),
    Operation(
        "request", "get", "/requests/{service_request_id}.{format}", _("One request"),
        (Argument("service_request_id", "path", REQUEST_ID, TEXT, True), FORM, PLACE, EXTENSIONS, LOCALE), "Request", True, (400, 404),
    ),
    Operation(
        "leave", "post", "/requests.{format}", _("Leave a request for a resident"),
        LEAVE_ARGUMENTS, "Receipt", True, (400, 403, 404, 429), 201,
    ),
)  # fmt: skip
REFUSALS: Mapping[int, Text] = {
    400: _("Something is missing or cannot be read."),
    403: _("The key is missing, wrong or revoked, or belongs to another place."),
    404: _("The place, the service or the request does not exist or is not shown to everyone."),
    429: _("More than sixty requests in a minute with one key."),
}


@dataclass(frozen=True)
class InterfacePage:
    """The description for people."""

    address: str
    machine_address: str
    operations: Sequence[Operation]
    refusals: Sequence[tuple[int, Text]]
    schemas: Mapping[str, Sequence[Field]]
    per_minute: int


def interface_page() -> InterfacePage:
    extra = {name: SCHEMAS[name] for name in ("ExtendedAttributes", "LogEntry")}
    return InterfacePage(base(), reverse("georeport_openapi"), OPERATIONS, sorted(REFUSALS.items()), extra, PER_MINUTE)


def base() -> str:
    return whole_address(reverse("georeport_root")).rstrip("/")


def document() -> Schema:
    """The description for machines, in the active language."""
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = operation_schema(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kuuluu GeoReport v2",
            "version": CHANGED[:10],
            "description": str(_("Matters of residents by the standard GeoReport v2 (Open311) with the extensions of 6Aika.")),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": base()}],
        "paths": paths,
        "components": {"schemas": {name: object_schema(fields) for name, fields in SCHEMAS.items()}},
    }


def object_schema(fields: Sequence[Field]) -> Schema:
    properties = {field.name: described(field.schema, field.text) for field in fields}
    optional = {"extended_attributes"}
    return {"type": "object", "properties": properties, "required": [field.name for field in fields if field.name not in optional]}


def described(schema: Schema, text: Text) -> Schema:
    return {**schema, "description": str(text)}


def operation_schema(operation: Operation) -> Schema:
    answer: Schema = {"$ref": f"#/components/schemas/{operation.gives}"}
    if operation.many:
        answer = {"type": "array", "items": answer}
    errors: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/Error"}}
    schema: Schema = {
        "operationId": operation.name,
        "summary": str(operation.text),
        "parameters": [parameter(argument) for argument in operation.arguments if argument.where != "form"],
        "responses": {
            str(operation.status): {"description": str(operation.text), "content": content(answer)},
            **{str(code): {"description": str(REFUSALS[code]), "content": content(errors)} for code in operation.refusals},
        },
    }
    sent = [argument for argument in operation.arguments if argument.where == "form"]
    if sent:
        body = {
            "type": "object",
            "properties": {argument.name: described(argument.schema, argument.text) for argument in sent},
            "required": [argument.name for argument in sent if argument.is_required],
        }
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")
        schema["requestBody"] = {"required": True, "content": {kind: {"schema": body} for kind in kinds}}
    return schema


def parameter(argument: Argument) -> Schema:
    return {
        "name": argument.name, "in": argument.where, "required": argument.is_required, "description": str(argument.text),
        "schema": argument.schema,
    }  # fmt: skip


def content(schema: Schema) -> Schema:
    return {kind: {"schema": schema} for kind in FORMS.values()}
