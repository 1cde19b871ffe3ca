"""Assisted entry: with the resident's yes, a slip that can be printed, and little typing for the next one."""

from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import Client

from participation.matters.enums import Channel
from participation.matters.models import Matter
from people.models import AuditEvent
from tests.personas import sign_in

pytestmark = pytest.mark.django_db
ENTER, SLIP = "/fi/tyopoyta/kirjaa/", "/fi/tyopoyta/kirjaa/valmis/"


def told(**words):
    given = {"token": uuid4(), "kind": "feedback", "title": "Penkki puuttuu", "text": "Pysäkillä ei ole penkkiä.", "reply": "code"}
    return {**given, "channel": "counter", "consent": "on", **words}


@pytest.fixture
def counter(cast, place):
    place.lahti.phone, place.lahti.visiting_address = "03 000 000", "Vapaudenkatu 23"
    place.lahti.save()
    return sign_in(Client(), cast.coordinator)


def test_the_resident_gets_a_slip_with_everything_on_it(counter, settings):
    settings.ADDRESS = "https://kuuluu.example.fi"
    assert counter.post(ENTER, told()).url == SLIP
    matter = Matter.objects.get()
    assert (matter.channel, matter.author) == (Channel.COUNTER, None)
    page = counter.get(SLIP)
    text = page.content.decode()
    slip = page.context["slip"]
    assert slip.address == f"https://kuuluu.example.fi/fi/asiat/{matter.code}/"
    for words in (matter.code, matter.title, "03 000 000", "Vapaudenkatu 23", f"{matter.due_on.day}.{matter.due_on.month}."):
        assert words in text
    assert 'src="data:image/svg+xml' in text
    assert "svg" in unquote(slip.picture)
    assert "no-store" in page["Cache-Control"]


def test_without_a_yes_nothing_is_written_down(counter):
    answer = counter.post(ENTER, told(consent="", place="Säilyvä paikka"))
    assert "consent" in answer.context["form"].errors
    assert "Säilyvä paikka" in answer.content.decode()
    assert not Matter.objects.exists()


def test_the_trail_keeps_the_yes_once(counter):
    words = told()
    for _click in range(2):
        counter.post(ENTER, words)
    event = AuditEvent.objects.get(event="service.entered")
    assert event.facts == {"code": Matter.objects.get().reference}


def test_the_next_one_comes_by_the_same_way_and_the_cursor_waits_in_the_title(counter):
    first = counter.get(ENTER)
    assert not first.context["form"]["channel"].value()
    assert "autofocus" not in first.content.decode()
    counter.post(ENTER, told(channel="evening"))
    page = counter.get(ENTER)
    assert page.context["form"]["channel"].value() == "evening"
    assert "autofocus" in page.content.decode()
    assert not page.context["form"]["consent"].value()


def test_no_channel_of_machines_is_offered(counter):
    offered = {value for value, _label in counter.get(ENTER).context["form"].fields["channel"].choices}
    assert offered == {"phone", "counter", "evening", "paper"}
    assert "channel" in counter.post(ENTER, told(channel="api")).context["form"].errors


def test_the_slip_is_for_the_one_who_wrote_it(counter, cast):
    counter.post(ENTER, told())
    assert sign_in(Client(), cast.official).get(SLIP).url == ENTER
