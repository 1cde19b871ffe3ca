"""Open data: only what everyone may see. Canaries in every private field of every row, and a crawl of everything that a visitor reaches."""

import csv
import io
import json
import re
from collections import deque

import pytest
from django.apps import apps
from django.db import models

from participation.feedback.models import ApiKey, Comment, ImportBatch
from participation.matters.enums import MatterKind, MatterState, Outcome
from participation.matters.models import Attachment, Draft, Echo, Matter, Step, Subscriber
from participation.matters.permissions import is_shown
from people.models import User
from tests.participation.matters.story import Desk, fresh, in_state, leave
from tests.personas import NOW

pytestmark = pytest.mark.django_db
FIELDS = [
    "reference", "kind", "state", "title", "text", "place", "area", "topic", "left_for", "answered_by", "language", "received", "promised",
    "answered", "outcome", "came_of_it", "supports", "comments", "address",
]  # fmt: skip


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def rows(visitor, address="/fi/lahti/avoin-data/asiat.csv"):
    return list(csv.DictReader(io.StringIO(body(visitor.get(address)).removeprefix("\ufeff")), delimiter=";"))


def test_both_forms_tell_the_same(visitor, desk):
    matter = in_state(desk, desk.place.lahti, MatterState.ANSWERED, topic=desk.place.exercise, area=desk.place.centre, place="Asema")
    told = json.loads(body(visitor.get("/fi/lahti/avoin-data/asiat.json")))
    assert told["licence"] == "CC BY 4.0"
    (row,) = told["matters"]
    (line,) = rows(visitor)
    assert list(row) == list(line) == FIELDS
    assert {name: str(value or "") for name, value in row.items() if name not in {"supports", "comments"}} == {
        name: value for name, value in line.items() if name not in {"supports", "comments"}
    }
    assert (row["reference"], row["state"], row["outcome"]) == (matter.reference, "answered", "yes")
    assert row["address"].endswith(f"/fi/asiat/{matter.reference}/")
    assert (line["supports"], line["comments"]) == ("0", "0")


def test_a_place_tells_its_own_and_the_region_all(visitor, desk):
    for town in (desk.place.lahti, desk.place.heinola):
        matter = leave(town, title=town.name)
        Matter.objects.filter(pk=matter.pk).update(state=MatterState.OPEN)
    assert [row["title"] for row in rows(visitor)] == ["Lahti"]
    assert {row["title"] for row in rows(visitor, "/fi/avoin-data/asiat.csv")} == {"Lahti", "Heinola"}
    assert visitor.get("/fi/olematon/avoin-data/asiat.csv").status_code == 404
    assert visitor.get("/fi/lahti/avoin-data/asiat.pdf").status_code == 404


def test_the_index_names_the_files_and_the_licence(visitor, place):
    for address, file in (("/fi/lahti/avoin-data/", "/fi/lahti/avoin-data/asiat.json"), ("/fi/avoin-data/", "/avoin-data/asiat.csv")):
        text = visitor.get(address).content.decode()
        assert file in text
        assert "CC BY 4.0" in text
        assert "/fi/rajapinta/" in text


def test_formulas_are_guarded(visitor, place):
    matter = leave(place.lahti, title="=HYPERLINK(1)", text="+358")
    Matter.objects.filter(pk=matter.pk).update(state=MatterState.OPEN)
    assert (rows(visitor)[0]["title"], rows(visitor)[0]["text"]) == ("'=HYPERLINK(1)", "'+358")


def test_rows_are_written_while_they_are_read(visitor, place, django_assert_max_num_queries):
    for number in range(30):
        matter = leave(place.lahti, title=f"Asia {number}")
        Matter.objects.filter(pk=matter.pk).update(state=MatterState.OPEN)
    with django_assert_max_num_queries(6):
        answer = visitor.get("/fi/lahti/avoin-data/asiat.json")
        assert answer.streaming
        assert len(json.loads(body(answer))["matters"]) == 30


# Canaries

# What everyone may read of what is shown; every other text of these models is private.
OPEN_TEXTS = {
    "matters.matter": {"title", "text", "place", "sender_name", "came_of_it", "reference"},
    "matters.step": {"public_text", "role", "paragraph", "link", "next_text"},
    "matters.attachment": {"name", "alt", "file", "kind"},
    "feedback.comment": {"text", "pen_name", "role"},
}
CANARY = re.compile(r"kanari\d{5}x")


def is_open(row, field):
    """Whether a visitor may read this field of this row."""
    name = row._meta.label_lower
    if field not in OPEN_TEXTS.get(name, ()):
        return False
    matter = row if isinstance(row, Matter) else row.matter
    if not is_shown(matter):
        return False
    if isinstance(row, Step | Attachment):
        return row.is_public
    return row.state == "shown" if isinstance(row, Comment) else True


def text_fields(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
        if is_text and not field.choices and (field.max_length or 99) >= 12 and field.name != "held_for":
            yield field


def release(model, canaries):
    """Put a canary into each text of each row. Returns nothing; `canaries` tells of each whether it may be seen."""
    for row in model.objects.all():
        for field in text_fields(model):
            mark = f"kanari{len(canaries):05d}x"
            canaries[mark] = (is_open(row, field.name), f"{row._meta.label_lower}.{field.name}")
            value = f"https://{mark}.example.org/" if isinstance(field, models.URLField) else mark
            value = f"{mark}@example.org" if isinstance(field, models.EmailField) else value
            model.objects.filter(pk=row.pk).update(**{field.name: value[: field.max_length] if field.max_length else value})


@pytest.fixture
def canaries(desk, place, cast):
    said = {"by": cast.resident, "reply_email": "a@example.org"}
    shown = [in_state(desk, place.lahti, state, **said) for state in (MatterState.OPEN, MatterState.DONE)]
    hidden = [
        leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="b@example.org"), leave(place.lahti),
        in_state(desk, place.lahti, MatterState.DECLINED), in_state(desk, place.lahti, MatterState.WITHDRAWN),
    ]  # fmt: skip
    private = leave(place.lahti, kind=MatterKind.QUESTION)
    desk.answer(private, outcome=Outcome.REPLY)
    for matter in [*shown, *hidden, private]:
        row = fresh(matter)
        desk.note(row)
        Matter.objects.filter(pk=row.pk).update(latitude="60.123456", longitude="25.123456")
        for state, more in (("shown", {}), ("held", {}), ("hidden", {"reason": "insult"})):
            Comment.objects.create(matter=row, text="x", pen_name="x", at=NOW, state=state, **more)
        for public in (True, False):
            Attachment.objects.create(matter=row, file="x.png", kind="image/png", name="x", size=1, alt="x", is_public=public, at=NOW)
        Draft.objects.create(matter=row, text="x", seen=row.version, updated_at=NOW)
        Echo.objects.create(matter=row, helped="no", why="x", at=NOW)
    Subscriber.objects.create(email="c@example.org", key="x", asked_at=NOW, confirmed_at=NOW)
    ApiKey.objects.create(organisation=place.lahti, name="x", key_hash="x", created_at=NOW)
    batch = ImportBatch.objects.create(organisation=place.lahti, format="csv", source="x", read_at=NOW)
    marks: dict[str, tuple[bool, str]] = {}
    for app in ("matters", "feedback"):
        for model in apps.get_app_config(app).get_models():
            release(model, marks)
    ImportBatch.objects.filter(pk=batch.pk).update(rows=[{"cells": {"title": "kanari99998x"}}])
    User.objects.filter(pk=cast.resident.pk).update(public_name="kanari99999x")
    marks["kanari99998x"], marks["kanari99999x"] = (False, "feedback.importbatch.rows"), (False, "people.user.public_name")
    return marks


def crawled(visitor, starts):
    """(address, text) of everything that a visitor reaches by links, forms' addresses, feeds and files."""
    waiting, seen = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        answer = visitor.get(address)
        text = body(answer) + str(dict(answer.headers))
        yield address, text
        if not answer.get("Content-Type", "").startswith(("text/html", "application/atom", "application/json", "text/xml")):
            continue
        for found in re.findall(r"""(?:href|action|src)=["']([^"']+)["']|<link>([^<]+)</link>|"(https?://testserver[^"]+)\"""", text):
            link = next(part for part in found if part).replace("&amp;", "&").split("#")[0].removeprefix("http://testserver")
            skipped = ("/static/", "/sv/", "/en/", "/fi/kirjaudu", "/fi/rekisteroidy", "/teema/")
            if link.startswith("/") and not link.startswith(skipped) and link not in seen:
                seen.add(link)
                waiting.append(link)


def test_no_canary_of_a_private_field_is_seen_anywhere(visitor, canaries, settings):
    settings.ADDRESS = "http://testserver"
    starts = ["/fi/", "/fi/lahti/", "/fi/avoin-data/", "/georeport/v2/openapi.json", "/georeport/v2/discovery.xml"]
    span = "start_date=2026-10-01T00:00:00Z&end_date=2026-12-20T00:00:00Z"
    for place in ("lahti", "paijat-hame"):
        for form in ("json", "xml"):
            starts += [f"/georeport/v2/requests.{form}?jurisdiction_id={place}&extensions=true&{span}"]
            starts += [f"/georeport/v2/requests.{form}?jurisdiction_id={place}&extensions=true"]
    starts += [f"/{word}/{where}avoin-data/asiat.{form}" for word in ("fi", "sv") for where in ("", "lahti/") for form in ("csv", "json")]
    starts += [f"/fi/asiat/{reference}/" for reference in Matter.objects.values_list("reference", flat=True)]
    pages, found = 0, set()
    for address, text in crawled(visitor, starts):
        pages += 1
        for mark in CANARY.findall(text):
            may_be_seen, field = canaries[mark]
            assert may_be_seen, f"{field} is seen at {address}"
            found.add(field)
        assert "60.123" not in text, address
        assert "25.123" not in text, address
    assert pages > 40
    assert {"matters.matter.title", "matters.matter.text", "matters.step.public_text"} <= found  # the crawl does see what is open
