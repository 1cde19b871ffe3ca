"""GeoReport v2 against its published specification: shapes, order, dates, limits, refusals, written as the specification gives them."""

import json
import re
from datetime import timedelta
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from organisations.models import Organisation
from participation.feedback.actions.keys import make_key, revoke_key
from participation.feedback.queries.openapi import SCHEMAS, document
from participation.matters.enums import Channel, MatterKind, MatterState, Visibility
from participation.matters.models import Attachment, Matter
from people.models import OutboxMail
from tests.participation.feedback.test_uploads import JPEG
from tests.participation.matters.story import HETU, Desk, fresh, in_state, leave
from tests.personas import NOW
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
ROOT = "/georeport/v2/"
PLACE = "jurisdiction_id=lahti"
# Field names in the order of the specification's own example.
REQUEST_FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible", "service_notice",
    "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip
SERVICE_FIELDS = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
ATTRIBUTE_FIELDS = ["variable", "code", "datatype", "required", "datatype_description", "order", "description", "values"]
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(autouse=True)
def no_pace():
    cache.clear()


@pytest.fixture
def desk(place, cast):
    desk = Desk(place, cast)
    desk.now = timezone.now() - timedelta(days=20)
    return desk


@pytest.fixture
def key(place, cast):
    return make_key(organisation=place.lahti, name="Palauteappi", by=cast.administrator, now=NOW)[1]


def photograph():
    return SimpleUploadedFile("kuva.jpg", JPEG, "image/jpeg")


def idea(desk, state=MatterState.OPEN, **words):
    return in_state(desk, words.pop("organisation", desk.place.lahti), state, now=desk.now, topic=desk.place.exercise, **words)


def read(visitor, path, status=200):
    answer = visitor.get(ROOT + path)
    assert answer.status_code == status, answer.content
    return answer


def told(visitor, path, status=200):
    answer = read(visitor, path, status)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(answer.content)


def tree(visitor, path, status=200):
    answer = read(visitor, path, status)
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ElementTree.fromstring(answer.content)  # noqa: S314


def names(element):
    return [child.tag for child in element]


# Discovery


def test_discovery_has_all_required_fields_in_both_forms(visitor, place):
    data = told(visitor, "discovery.json")
    assert list(data) == ["changeset", "contact", "key_service", "endpoints"]
    endpoint = data["endpoints"][0]
    assert list(endpoint) == ["specification", "url", "changeset", "type", "formats"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["url"].endswith("/georeport/v2")
    root = tree(visitor, "discovery.xml")
    assert (root.tag, names(root)) == ("discovery", ["changeset", "contact", "key_service", "endpoints"])
    assert [format.text for format in root.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]


# Services


def test_services_are_the_topics_and_one_for_those_who_do_not_know(visitor, place):
    rows = told(visitor, f"services.json?{PLACE}")
    assert [row["service_code"] for row in rows] == ["ikaantyminen", "liikunta", "other"]
    assert all(list(row) == SERVICE_FIELDS for row in rows)
    assert rows[1] == {
        "service_code": "liikunta", "service_name": "Liikunta", "description": "", "metadata": True, "type": "realtime",
        "keywords": "Exercise, Motion", "group": "",
    }  # fmt: skip
    root = tree(visitor, f"services.xml?{PLACE}")
    assert root.tag == "services"
    assert {child.tag for child in root} == {"service"}
    assert names(root[1]) == SERVICE_FIELDS
    assert root[1].findtext("metadata") == "true"


def test_names_come_in_the_asked_language(visitor, place):
    assert told(visitor, f"services.json?{PLACE}&locale=sv")[1]["service_name"] == "Motion"
    assert told(visitor, f"services.json?{PLACE}&locale=xx")[1]["service_name"] == "Liikunta"


def test_a_service_definition_asks_the_kind_and_the_area(visitor, place):
    data = told(visitor, f"services/liikunta.json?{PLACE}")
    assert list(data) == ["service_code", "attributes"]
    assert [attribute["code"] for attribute in data["attributes"]] == ["kind", "area"]
    assert all(list(attribute) == ATTRIBUTE_FIELDS for attribute in data["attributes"])
    assert [attribute["order"] for attribute in data["attributes"]] == [1, 2]
    assert data["attributes"][1]["values"] == [{"key": "keskusta", "name": "Keskusta"}]
    root = tree(visitor, f"services/other.xml?{PLACE}")
    assert (root.tag, names(root)) == ("service_definition", ["service_code", "attributes"])
    assert names(root.find("attributes/attribute")) == ATTRIBUTE_FIELDS
    assert names(root.find("attributes/attribute/values/value")) == ["key", "name"]


# Requests


def test_a_request_has_the_fields_of_the_standard_in_its_order(visitor, desk):
    matter = idea(desk, MatterState.ANSWERED, place="Uimahallin pysäkki")
    (row,) = told(visitor, f"requests.json?{PLACE}")
    assert list(row) == REQUEST_FIELDS
    assert (row["service_request_id"], row["status"], row["service_code"]) == (matter.reference, "open", "liikunta")
    assert row["description"] == f"{matter.title}\n\n{matter.text}"
    assert row["address"] == "Uimahallin pysäkki"
    assert "Kyllä, teemme tämän." in row["status_notes"]
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert W3C.fullmatch(row[name]), row[name]
    root = tree(visitor, f"requests.xml?{PLACE}")
    assert root.tag == "service_requests"
    assert [child.tag for child in root] == ["request"]
    assert names(root[0]) == REQUEST_FIELDS
    assert root[0].findtext("zipcode") == ""


def test_one_request_is_a_list_of_one(visitor, desk):
    matter = idea(desk)
    assert told(visitor, f"requests/{matter.reference}.json?{PLACE}") == told(visitor, f"requests.json?{PLACE}")
    root = tree(visitor, f"requests/{matter.reference}.xml?{PLACE}")
    assert (root.tag, root.findtext("request/service_request_id")) == ("service_requests", matter.reference)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (MatterState.OPEN, "open"), (MatterState.ROUTED, "open"), (MatterState.PREPARED, "open"), (MatterState.ANSWERED, "open"),
        (MatterState.DECIDED, "open"), (MatterState.IMPLEMENTED, "open"), (MatterState.DONE, "closed"), (MatterState.CHECKED, "closed"),
    ],
)  # fmt: skip
def test_the_status_follows_the_path_and_its_filter_agrees(visitor, desk, state, status):
    matter = idea(desk, state)
    other = {"open": "closed", "closed": "open"}[status]
    assert [row["status"] for row in told(visitor, f"requests.json?{PLACE}&status={status}")] == [status]
    assert told(visitor, f"requests.json?{PLACE}&status={other}") == []
    assert len(told(visitor, f"requests.json?{PLACE}&status=open,closed")) == 1
    assert told(visitor, f"requests/{matter.reference}.json?{PLACE}")[0]["status"] == status


def test_an_answer_that_promises_nothing_closes(visitor, desk):
    matter = idea(desk)
    desk.answer(matter, outcome="no", text="Ei, koska.")
    assert [row["status"] for row in told(visitor, f"requests.json?{PLACE}&status=closed")] == ["closed"]


def test_private_and_unread_matters_are_never_told(visitor, desk):
    hidden = [
        leave(desk.place.lahti, kind=MatterKind.FEEDBACK, now=desk.now), leave(desk.place.lahti, now=desk.now),
        idea(desk, MatterState.DECLINED), idea(desk, MatterState.WITHDRAWN),
    ]  # fmt: skip
    assert hidden[0].visibility == Visibility.PRIVATE
    everyone = ",".join(matter.reference for matter in hidden)
    assert told(visitor, f"requests.json?{PLACE}") == []
    assert told(visitor, f"requests.json?{PLACE}&service_request_id={everyone}") == []
    for matter in hidden:
        assert told(visitor, f"requests/{matter.reference}.json?{PLACE}", 404)[0]["code"] == 404
        assert told(visitor, f"requests/{matter.code}.json?{PLACE}", 404)[0]["code"] == 404


def test_contacts_pen_names_and_points_are_never_told(visitor, desk):
    idea(desk, reply_email="salainen@example.org", sender_name="Salainen", latitude="60.983456", longitude="25.661234")
    text = read(visitor, f"requests.json?{PLACE}&extensions=true").content.decode()
    assert not re.search("salainen|60.98|25.66", text, re.IGNORECASE)


def test_ids_override_all_other_filters(visitor, desk):
    first, second = idea(desk), idea(desk)
    rows = told(visitor, f"requests.json?{PLACE}&service_request_id={first.reference},{second.reference}&status=closed&service_code=other")
    assert {row["service_request_id"] for row in rows} == {first.reference, second.reference}


def test_services_filter(visitor, desk):
    known = idea(desk)
    unknown = in_state(desk, desk.place.lahti, MatterState.OPEN, now=desk.now)
    for codes, expected in (("liikunta", {known}), ("other", {unknown}), ("liikunta,other", {known, unknown}), ("ikaantyminen", set())):
        rows = told(visitor, f"requests.json?{PLACE}&service_code={codes}")
        assert {row["service_request_id"] for row in rows} == {matter.reference for matter in expected}


def test_a_span_of_at_most_90_days_the_last_ones_unless_told(visitor, desk):
    old = idea(desk)
    Matter.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=100))
    assert told(visitor, f"requests.json?{PLACE}") == []
    start, end = timezone.now() - timedelta(days=120), timezone.now() - timedelta(days=95)
    asked = f"start_date={start:%Y-%m-%dT%H:%M:%SZ}&end_date={end:%Y-%m-%dT%H:%M:%SZ}"
    assert len(told(visitor, f"requests.json?{PLACE}&{asked}")) == 1
    assert len(told(visitor, f"requests.json?{PLACE}&start_date={start:%Y-%m-%dT%H:%M:%SZ}")) == 1
    assert len(told(visitor, f"requests.json?{PLACE}&end_date={end:%Y-%m-%dT%H:%M:%SZ}")) == 1
    assert len(told(visitor, f"requests.json?{PLACE}&start_date={start:%Y-%m-%dT%H:%M:%S}%2B00:00")) == 1


def test_pages_tell_how_many_and_where_the_next_are(visitor, desk):
    for _each in range(3):
        idea(desk)
    answer = read(visitor, f"requests.json?{PLACE}&page_size=2")
    assert (answer["X-Result-Count"], answer["X-Page-Count"], answer["X-Page-Size"]) == ("3", "2", "2")
    assert "page=2" in answer["X-Next-Page-URL"]
    assert len(told(visitor, f"requests.json?{PLACE}&page_size=2&page=2")) == 1
    assert told(visitor, f"requests.json?{PLACE}&page=9") == []


def test_a_matter_of_two_desks_is_told_at_both(visitor, desk):
    matter = idea(desk)
    desk.hand(matter)
    for place in ("lahti", "paijat-hame"):
        assert told(visitor, f"requests.json?jurisdiction_id={place}")[0]["service_request_id"] == matter.reference
    assert told(visitor, "requests.json?jurisdiction_id=heinola") == []


def test_many_requests_take_few_queries(visitor, desk):
    for _each in range(4):
        desk.answer(idea(desk))
    with assert_queries(8):
        assert len(told(visitor, f"requests.json?{PLACE}&extensions=true")) == 4


# Extensions of 6Aika


def test_extensions_tell_title_state_log_and_media(visitor, desk):
    matter = idea(desk)
    desk.take(matter, "route", "prepare", "answer", "done")
    (row,) = told(visitor, f"requests.json?{PLACE}&extensions=true")
    assert list(row) == [*REQUEST_FIELDS, "extended_attributes"]
    extra = row["extended_attributes"]
    assert list(extra) == ["service_object_type", "service_object_id", "detailed_status", "title", "handler", "log", "media_urls"]
    assert (extra["title"], extra["detailed_status"]) == (matter.title, "DONE")
    assert [entry["status"] for entry in extra["log"]] == ["allocated", "handling", "handling", "done"]
    assert all(list(entry) == ["id", "time", "status", "note", "handler", "attachment_url"] for entry in extra["log"])
    assert extra["log"][0]["handler"] == extra["handler"] or extra["handler"]
    assert "@" not in json.dumps(extra)
    entry = tree(visitor, f"requests.xml?{PLACE}&extensions=log").find("request/extended_attributes/log/entry")
    assert names(entry) == ["id", "time", "status", "note", "handler", "attachment_url"]


def test_extensions_are_told_only_when_asked_and_one_by_one(visitor, desk):
    idea(desk)
    assert "extended_attributes" not in told(visitor, f"requests.json?{PLACE}")[0]
    assert list(told(visitor, f"requests.json?{PLACE}&extensions=media")[0]["extended_attributes"]) == ["media_urls"]
    assert "extended_attributes" not in told(visitor, f"requests.json?{PLACE}&extensions=nothing")[0]


def test_notes_of_the_desk_are_in_no_log(visitor, desk):
    matter = idea(desk)
    desk.note(matter, "Soitettu naapurille.")
    assert "naapurille" not in read(visitor, f"requests/{matter.reference}.json?{PLACE}&extensions=true").content.decode()


def test_only_public_files_are_told(visitor, desk):
    matter = idea(desk)
    for public in (True, False):
        Attachment.objects.create(
            matter=matter, file="a.png", kind="image/png", name="a.png", size=1, is_public=public, at=NOW
        )
    (row,) = told(visitor, f"requests.json?{PLACE}&extensions=media")
    assert len(row["extended_attributes"]["media_urls"]) == 1
    assert row["media_url"] == row["extended_attributes"]["media_urls"][0]
    assert row["media_url"].startswith("http")


# Refusals


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("services.json", 400), ("services.json?jurisdiction_id=", 400), ("services.json?jurisdiction_id=olematon", 404),
        (f"services/olematon.json?{PLACE}", 404), ("services/liikunta.json", 400), ("requests.json", 400),
        ("requests.json?jurisdiction_id=olematon", 404), (f"requests.json?{PLACE}&start_date=eilen", 400),
        (f"requests.json?{PLACE}&start_date=2026-01-01", 400), (f"requests.json?{PLACE}&start_date=2026-01-01T00:00:00", 400),
        (f"requests.json?{PLACE}&start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400),
        (f"requests.json?{PLACE}&start_date=2026-06-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
        (f"requests.json?{PLACE}&start_date=9999-12-31T23:59:59Z", 400), (f"requests.json?{PLACE}&status=lost", 400),
        (f"requests.json?{PLACE}&page=0", 400), (f"requests.json?{PLACE}&page_size=1001", 400), (f"requests.json?{PLACE}&page=x", 400),
        (f"requests/olematon.json?{PLACE}", 404), ("requests/abc.json", 400), (f"tokens/123.json?{PLACE}", 404),
        (f"requests.json?{PLACE}&service_request_id=" + ",".join(["a"] * 1001), 400), (f"requests.json?{PLACE}&status=a%00b", 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_standards_errors(visitor, place, path, code):
    errors = told(visitor, path, code)
    assert all(list(error) == ["code", "description"] for error in errors)
    assert errors[0]["code"] == code
    assert errors[0]["description"]
    root = tree(visitor, path.replace(".json", ".xml", 1), code)
    assert root.tag == "errors"
    assert all(names(error) == ["code", "description"] for error in root)


@pytest.mark.parametrize("path", ["services.pdf", "olematon", "olematon/osoite.json", "requests", "requests/", "discovery"])
def test_an_address_that_does_not_exist_is_told_in_xml(visitor, place, path):
    assert tree(visitor, path, 404).findtext("error/code") == "404"


def test_a_place_may_be_left_out_where_there_is_only_one(visitor, place):
    Organisation.objects.exclude(pk=place.lahti.pk).update(valid_to="2020-01-01")
    assert len(told(visitor, "services.json")) == 3


def test_pages_of_other_sites_may_read_but_not_leave(visitor, place):
    assert read(visitor, f"services.json?{PLACE}")["Access-Control-Allow-Origin"] == "*"
    assert not visitor.post(f"{ROOT}requests.json").has_header("Access-Control-Allow-Origin")


# Leaving


def sent(key, **words):
    given = {"api_key": key, "jurisdiction_id": "lahti", "service_code": "liikunta", "address_string": "Uimahalli"}
    given |= {"description": "Ovi on rikki."}
    return {name: value for name, value in {**given, **words}.items() if value is not None}


def test_a_service_leaves_a_matter_and_the_resident_gets_the_code(visitor, place, key):
    who = {"email": "a@example.org", "phone": "050 1234567", "first_name": "Matti", "last_name": "M", "device_id": "tt2"}
    answer = visitor.post(f"{ROOT}requests.json", sent(key, **who, lat="60.98", long="25.66"))
    assert answer.status_code == 201
    (row,) = answer.json()
    assert list(row) == ["service_request_id", "service_notice", "account_id"]
    matter = Matter.objects.get()
    assert (row["service_request_id"], row["account_id"]) == (matter.reference, None)
    assert matter.code in row["service_notice"]
    assert (matter.kind, matter.channel, matter.origin, matter.topic) == (MatterKind.FEEDBACK, Channel.API, place.lahti, place.exercise)
    assert (matter.title, matter.text, matter.place) == ("Ovi on rikki.", "Ovi on rikki.", "Uimahalli")
    assert (matter.reply_email, matter.reply_phone, matter.author) == ("a@example.org", "050 1234567", None)
    assert (str(matter.latitude), str(matter.longitude), matter.source) == ("60.980000", "25.660000", "Palauteappi")
    assert OutboxMail.objects.get().to == "a@example.org"
    assert "Matti" not in json.dumps(list(Matter.objects.values()), default=str)
    assert visitor.get(f"/fi/asiat/{matter.code}/").status_code == 200


def test_pictures_come_as_parts_and_are_made_anew(visitor, place, key):
    answer = visitor.post(f"{ROOT}requests.json", {**sent(key), "attribute[kind]": "idea", "media": [photograph(), photograph()]})
    assert answer.status_code == 201, answer.content
    files = Matter.objects.get().attachments.all()
    assert [(file.kind, file.is_public) for file in files] == [("image/jpeg", True)] * 2
    bad = SimpleUploadedFile("kuva.jpg", b"<script>", "image/jpeg")
    refused = visitor.post(f"{ROOT}requests.json", {**sent(key, description="Toinen."), "media": bad})
    assert (refused.status_code, refused.json()[0]["description"][:6]) == (400, "media:")
    assert Matter.objects.count() == 1


def test_the_receipt_in_xml(visitor, place, key):
    root = ElementTree.fromstring(visitor.post(f"{ROOT}requests.xml", sent(key)).content)  # noqa: S314
    assert (root.tag, names(root[0])) == ("service_requests", ["service_request_id", "service_notice", "account_id"])


def test_json_with_title_kind_and_area_as_services_of_6aika_send_it(visitor, place, key):
    body = sent(key, title="Ovi", attribute={"kind": "idea", "area": "keskusta"}, lat=60.98, long=25.66, locale="sv", address_string=None)
    answer = visitor.post(f"{ROOT}requests.json", json.dumps(body), content_type="application/json")
    assert answer.status_code == 201, answer.content
    matter = Matter.objects.get()
    assert (matter.kind, matter.area, matter.title, matter.language) == (MatterKind.IDEA, place.centre, "Ovi", "sv")
    assert matter.state == MatterState.IN_MODERATION


def test_attributes_as_the_standard_writes_them(visitor, place, key):
    visitor.post(f"{ROOT}requests.json", {**sent(key), "attribute[kind]": "question", "attribute[area]": "keskusta"})
    assert (Matter.objects.get().kind, Matter.objects.get().area) == (MatterKind.QUESTION, place.centre)


def test_sending_again_leaves_one(visitor, place, key):
    first, second = (visitor.post(f"{ROOT}requests.json", sent(key)).json() for _each in range(2))
    assert first == second
    assert Matter.objects.count() == 1
    visitor.post(f"{ROOT}requests.json", sent(key, description="Toinen ovi on rikki."))
    assert Matter.objects.count() == 2


def test_the_senders_own_mark_tells_the_same_words_apart(visitor, place, key):
    for mark in ("a", "a", "b"):
        assert visitor.post(f"{ROOT}requests.json", sent(key), headers={"Idempotency-Key": mark}).status_code == 201
    assert Matter.objects.count() == 2
    assert all(isinstance(matter.token, UUID) for matter in Matter.objects.all())


def test_an_identity_code_is_masked(visitor, place, key):
    visitor.post(f"{ROOT}requests.json", sent(key, description=f"Tunnus {HETU}"))
    assert HETU not in Matter.objects.get().text


@pytest.mark.parametrize(
    ("words", "code", "word"),
    [
        ({"api_key": None}, 403, "api_key"), ({"api_key": "väärä"}, 403, "api_key"),
        ({"jurisdiction_id": "heinola"}, 403, "jurisdiction_id"),
        ({"jurisdiction_id": "olematon"}, 404, "jurisdiction_id"), ({"service_code": None}, 400, "service_code"),
        ({"service_code": "olematon"}, 404, "service_code"), ({"description": None}, 400, "description"),
        ({"description": "x" * 4001}, 400, "description"), ({"address_string": None}, 400, "lat"),
        ({"lat": "60.1"}, 400, "lat"), ({"lat": "x", "long": "1"}, 400, "lat"), ({"lat": "91", "long": "1"}, 400, "lat"),
        ({"lat": "NaN", "long": "1"}, 400, "lat"), ({"email": "x"}, 400, "email"), ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"attribute[kind]": "statement"}, 400, "kind"), ({"attribute[area]": "kuu"}, 400, "area"),
        ({"description": "a\x00b"}, 400, "description"),
        ({"title": "x" * 121}, 400, "title"),
    ],
)  # fmt: skip
def test_what_cannot_be_left_is_refused_and_nothing_is_written(visitor, place, key, words, code, word):
    answer = visitor.post(f"{ROOT}requests.json", sent(key, **words))
    assert answer.status_code == code, answer.content
    assert answer.json()[0]["code"] == code
    assert any(word in error["description"] for error in answer.json())
    assert not Matter.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", "5", '"x"', "[" * 100_000, b"\xff"])
def test_a_body_that_cannot_be_read_is_refused(visitor, place, body):
    answer = visitor.post(f"{ROOT}requests.json", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()[0]["code"] == 400


def test_a_revoked_key_opens_nothing(visitor, place, cast, key):
    made, _text = make_key(organisation=place.lahti, name="Toinen", by=cast.administrator, now=NOW)
    revoke_key(key=made, by=cast.administrator, now=NOW)
    assert visitor.post(f"{ROOT}requests.json", sent(_text)).status_code == 403
    assert visitor.post(f"{ROOT}requests.json", sent(key)).status_code == 201


def test_a_key_has_its_pace(visitor, place, key, monkeypatch):
    monkeypatch.setattr("participation.feedback.views.georeport.PER_MINUTE", 2)
    moment = timezone.now()
    monkeypatch.setattr("participation.feedback.views.georeport.timezone.now", lambda: moment)
    answers = [visitor.post(f"{ROOT}requests.json", sent(key, description=f"Ovi {n}")).status_code for n in range(3)]
    assert answers == [201, 201, 429]
    assert Matter.objects.count() == 2


def test_a_strangers_form_needs_no_token_of_ours(place, key):
    assert Client(enforce_csrf_checks=True).post(f"{ROOT}requests.json", sent(key)).status_code == 201


def test_what_was_left_is_told_once_everyone_may_see_it(visitor, desk, key):
    visitor.post(f"{ROOT}requests.json", {**sent(key), "attribute[kind]": "idea"})
    matter = Matter.objects.get()
    assert told(visitor, f"requests/{matter.reference}.json?{PLACE}", 404)
    desk.show(matter)
    assert told(visitor, f"requests/{matter.reference}.json?{PLACE}")[0]["service_request_id"] == fresh(matter).reference


# Its description


def refs(value):
    if isinstance(value, dict):
        return {value["$ref"]} if "$ref" in value else set().union(*map(refs, value.values()), set())
    return set().union(*map(refs, value), set()) if isinstance(value, list) else set()


def test_the_openapi_document_describes_what_is_served(visitor, desk, key):
    idea(desk)
    described = visitor.get(f"{ROOT}openapi.json").json()
    assert described["openapi"] == "3.1.0"
    schemas = described["components"]["schemas"]
    assert refs(described) == {f"#/components/schemas/{name}" for name in refs_named(described)}
    assert {ref.rsplit("/", 1)[1] for ref in refs(described)} <= schemas.keys()
    row = told(visitor, f"requests.json?{PLACE}&extensions=true")[0]
    assert list(row) == list(schemas["Request"]["properties"])
    assert list(row["extended_attributes"]) == list(schemas["ExtendedAttributes"]["properties"])
    assert list(told(visitor, f"services.json?{PLACE}")[0]) == list(schemas["Service"]["properties"])
    assert list(told(visitor, "discovery.json")) == list(schemas["Discovery"]["properties"])
    receipt = visitor.post(f"{ROOT}requests.json", sent(key)).json()[0]
    assert list(receipt) == list(schemas["Receipt"]["properties"])
    for path, operations in described["paths"].items():
        concrete = path.replace("{format}", "json").replace("{service_code}", "liikunta")
        concrete = concrete.replace("{service_request_id}", row["service_request_id"])
        assert visitor.get(f"/georeport/v2{concrete}?{PLACE}").status_code == 200
        for operation in operations.values():
            wanted = set(re.findall(r"{(\w+)}", path))
            assert {p["name"] for p in operation["parameters"] if p["in"] == "path"} == wanted


def refs_named(described):
    return {ref.rsplit("/", 1)[1] for ref in refs(described)}


def test_every_value_fits_its_schema(visitor, desk):
    idea(desk)
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "number": float, "object": dict}
    row = told(visitor, f"requests.json?{PLACE}&extensions=true")[0]
    for field in SCHEMAS["Request"][:-1]:
        allowed = field.schema["type"] if isinstance(field.schema["type"], list) else [field.schema["type"]]
        assert (row[field.name] is None and "null" in allowed) or isinstance(row[field.name], kinds[allowed[0]]), field.name
        if "enum" in field.schema:
            assert row[field.name] in field.schema["enum"]


def test_the_page_tells_the_same_in_three_languages(visitor, place):
    for language in ("fi", "sv", "en"):
        page = visitor.get(f"/{language}/rajapinta/")
        text = page.content.decode()
        assert page.status_code == 200
        for path, operations in document()["paths"].items():
            assert path in text
            assert all(argument["name"] in text for operation in operations.values() for argument in operation["parameters"])
        assert "lahti" in text
    assert visitor.get(ROOT).url == "/fi/rajapinta/"
