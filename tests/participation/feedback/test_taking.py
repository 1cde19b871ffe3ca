"""Officials' own export: their own desk only, contacts only for those who answer, every download in the trail."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from participation.matters.enums import MatterKind
from people.models import AuditEvent
from tests.participation.matters.story import Desk, leave
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/fi/tyopoyta/lataa/"


def taken(person, **words):
    client = sign_in(Client(), person)
    place = next(iter(person.roles))
    answer = client.post(PAGE, {"organisation": place, "form": "csv", **words})
    return answer, b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


@pytest.fixture
def secret(place):
    contacts = {"reply_email": "salainen@example.org", "reply_phone": "050 11"}
    return leave(place.lahti, kind=MatterKind.FEEDBACK, title="=2+2", text="Yksityinen.", **contacts)


def test_the_desks_own_matters_without_contacts_and_without_codes(cast, place, secret):
    leave(place.heinola, title="Heinolan asia")
    answer, text = taken(cast.coordinator)
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [secret.reference]
    assert "'=2+2" in rows[1]
    assert "Heinolan asia" not in text
    assert secret.code not in text
    assert "salainen" not in text
    event = AuditEvent.objects.get(event="service.matters_taken")
    assert (event.facts, event.organisation_id) == ({"rows": 1}, place.lahti.pk)


def test_those_who_answer_may_take_contacts_and_the_trail_says_so(cast, place, secret):
    _answer, text = taken(cast.official, with_contacts="on")
    assert "salainen@example.org" in text
    assert AuditEvent.objects.filter(event="service.contacts_taken").count() == 1


def test_an_auditor_takes_matters_but_never_contacts(cast, place, secret):
    assert "with_contacts" not in sign_in(Client(), cast.auditor).get(PAGE).context["form"].fields
    _answer, text = taken(cast.auditor, with_contacts="on")
    assert secret.title in text
    assert "salainen" not in text


def test_contacts_follow_the_matter_to_whom_answers_now(cast, place, secret):
    Desk(place, cast).hand(secret)
    secret.refresh_from_db()
    assert secret.organisation == place.county
    _answer, text = taken(cast.official, with_contacts="on")
    assert "Yksityinen." in text
    assert "salainen" not in text


def test_a_workbook(cast, place, secret):
    client = sign_in(Client(), cast.coordinator)
    answer = client.post(PAGE, {"organisation": place.lahti.pk, "form": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.value for cell in book.active[2]]
    assert cells[0] == secret.reference
    assert "'=2+2" in cells


def test_the_days_bound_what_is_taken(cast, place, secret):
    leave(place.lahti, title="Vanha", now=NOW - timedelta(days=40))
    day = NOW.date()
    days = {"first_day": day.day, "first_month": day.month, "first_year": day.year}
    _answer, text = taken(cast.coordinator, **days)
    assert "Vanha" not in text
    assert secret.reference in text


def test_days_in_the_wrong_order_are_told_and_nothing_is_taken(cast, place, secret):
    days = {"first_day": 2, "first_month": 1, "first_year": 2026, "last_day": 1, "last_month": 1, "last_year": 2026}
    answer, _text = taken(cast.coordinator, **days)
    assert answer.context["form"].errors["last"]
    assert not AuditEvent.objects.filter(event__startswith="service.").exists()


def test_another_organisation_is_no_choice(cast, place, secret):
    answer, _text = taken(cast.other_coordinator, organisation=place.lahti.pk)
    assert "organisation" in answer.context["form"].errors
    for person in (cast.moderator, cast.registrar, cast.resident):
        assert sign_in(Client(), person).get(PAGE).status_code == 403
