"""“Did the answer help?”: asked once, told once, and a no opens the matter again once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.matters import actions
from participation.matters.enums import Helped, MatterKind, MatterState, Outcome, StepKind
from participation.matters.jobs import ask_back
from participation.matters.models import Echo, Matter
from participation.matters.rules import add_working_days
from people.models import OutboxMail
from portal.exceptions import NotVisible, RuleBroken
from tests.participation.matters.story import HETU, fresh, leave
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(place, desk):
    """A question answered the day after it came."""
    desk.now = NOW - timedelta(days=30)
    matter = leave(place.lahti, kind=MatterKind.QUESTION, reply_email="kysyja@example.org", now=desk.now)
    desk.answer(matter, outcome=Outcome.REPLY)
    return fresh(matter)


def echo_page(matter, code=None):
    return f"/fi/asiat/{code or matter.code}/auttoiko/"


def asked(matter):
    return OutboxMail.objects.filter(key__startswith=f"matter:{matter.pk}:echo:")


def tell(matter, helped=Helped.NO, **words):
    return actions.tell_whether_it_helped(
        matter=fresh(matter), helped=helped, by=None, code=matter.code, now=words.pop("now", NOW + timedelta(days=5)), **words
    )


# Asking


@pytest.mark.parametrize(("days", "count"), [(1, 0), (13, 0), (14, 1), (59, 1), (61, 0)])
def test_the_sender_is_asked_two_weeks_after_the_answer_and_not_months_later(answered, days, count):
    assert actions.ask_whether_it_helped(now=answered.answered_at + timedelta(days=days)) == count
    assert asked(answered).count() == count


def test_asking_twice_asks_once_and_the_mail_leads_to_a_page_that_changes_nothing_by_itself(answered, visitor):
    later = answered.answered_at + timedelta(days=15)
    for _night in range(3):
        actions.ask_whether_it_helped(now=later)
    mail = asked(answered).get()
    assert echo_page(answered) in mail.body
    assert answered.title not in mail.subject
    for _visit in range(2):
        page = visitor.get(f"{echo_page(answered)}?auttoi=no")
        assert page.context["form"].initial["helped"] == "no"
        assert page["X-Robots-Tag"] == "noindex"
    assert not Echo.objects.exists()
    assert fresh(answered).state == MatterState.ANSWERED


def test_asking_waits_for_the_last_of_the_answer_the_decision_and_the_completion(place, desk):
    matter = leave(place.lahti, reply_email="a@example.org")
    desk.take(matter, "show", "answer")
    desk.now += timedelta(days=10)
    desk.take(matter, "done")
    done = desk.now
    assert actions.ask_whether_it_helped(now=done + timedelta(days=13)) == 0
    assert actions.ask_whether_it_helped(now=done + timedelta(days=14)) == 1


def test_nobody_is_asked_who_has_no_address_ended_the_messages_or_has_told_already(place, desk, answered):
    silent = leave(place.lahti, kind=MatterKind.QUESTION)
    ended = leave(place.lahti, kind=MatterKind.QUESTION, reply_email="b@example.org")
    for matter in (silent, ended):
        desk.answer(matter, outcome=Outcome.REPLY)
    Matter.objects.filter(pk=ended.pk).update(tells_sender=False)
    tell(answered, Helped.YES)
    assert actions.ask_whether_it_helped(now=desk.now + timedelta(days=20)) == 0


def test_the_clock_asks_in_the_morning_only(answered):
    day = timezone.localtime(answered.answered_at + timedelta(days=15))
    for hour in range(24):
        ask_back(day.replace(hour=hour))
        assert asked(answered).count() == (1 if hour >= 9 else 0)


# Telling


@pytest.mark.parametrize("helped", list(Helped))
def test_the_holder_of_the_code_tells_once_and_sees_what_was_told(answered, visitor, helped):
    assert "Auttoiko vastaus?" in visitor.get(f"/fi/asiat/{answered.code}/").content.decode()
    answer = visitor.post(echo_page(answered), {"helped": helped.value, "why": "Sain ajan."})
    assert (answer.status_code, answer.url) == (302, f"/fi/asiat/{answered.code}/")
    visitor.post(echo_page(answered), {"helped": Helped.PARTLY.value, "why": "Toinen ajatus."})
    echo = Echo.objects.get()
    assert (echo.helped, echo.why, echo.round) == (helped, "Sain ajan.", 1)
    path = visitor.get(f"/fi/asiat/{answered.code}/").content.decode()
    assert f"Kerroit meille: {helped.label}" in path


def test_nobody_else_tells_or_even_sees_the_page(place, cast, desk, visitor):
    matter = desk.take(leave(place.lahti), "show", "answer")
    for client in (visitor, sign_in(Client(), cast.resident), sign_in(Client(), cast.coordinator)):
        assert client.get(echo_page(matter, matter.reference)).status_code == 404
        assert client.post(echo_page(matter, matter.reference), {"helped": "no"}).status_code == 404
    with pytest.raises(NotVisible):
        actions.tell_whether_it_helped(matter=matter, helped=Helped.NO, by=cast.resident, code="", now=NOW)
    assert "Auttoiko vastaus?" not in visitor.get(f"/fi/asiat/{matter.reference}/").content.decode()


def test_the_author_tells_without_the_code(place, cast, desk):
    matter = desk.take(leave(place.lahti, by=cast.resident), "show", "answer")
    client = sign_in(Client(), cast.resident)
    assert client.post(echo_page(matter, matter.reference), {"helped": "partly"}).status_code == 302
    assert Echo.objects.get().helped == Helped.PARTLY


def test_there_is_nothing_to_tell_before_an_answer(place, visitor):
    matter = leave(place.lahti, kind=MatterKind.QUESTION)
    text = visitor.post(echo_page(matter), {"helped": "no"}).content.decode()
    assert "Vastausta ei vielä ole" in text
    assert not Echo.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Valitse, auttoiko vastaus"), ({"helped": "maybe", "why": "x"}, "Virhe:"),
        ({"helped": "no", "reopen": "on"}, "Kerro, mitä vielä puuttuu"),
        ({"helped": "yes", "why": "x", "reopen": "on"}, "vain, jos vastaus ei auttanut"),
        ({"helped": "no", "why": "x" * 2001}, "liian pitkä"), ({"helped": "no", "why": f"Olen {HETU}"}, "henkilötunnus"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_at_the_field_and_nothing_is_written(answered, visitor, sent, words):
    page = visitor.post(echo_page(answered), sent)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Echo.objects.exists()
    assert fresh(answered).state == MatterState.ANSWERED


# Opening again


def test_a_no_opens_the_matter_again_with_the_why_on_the_desk_and_a_new_day(answered, cast, visitor):
    first_due = answered.due_on
    visitor.post(echo_page(answered), {"helped": "no", "why": "Numero ei vastaa.", "reopen": "on"})
    again = fresh(answered)
    assert (again.state, again.first_due_on) == (MatterState.OPEN, first_due)
    assert again.due_on == add_working_days(timezone.localdate(), 10)
    assert again.steps.last().kind == StepKind.REOPENED
    desk = sign_in(Client(), cast.coordinator).get(f"/fi/tyopoyta/asiat/{answered.reference}/").content.decode()
    assert "Numero ei vastaa." in desk
    path = visitor.get(f"/fi/asiat/{answered.code}/").content.decode()
    assert "Avattu uudelleen" in path
    assert "Numero ei vastaa." not in path


def test_it_opens_once_and_each_answer_is_asked_about_once(answered, desk, visitor):
    later = answered.answered_at + timedelta(days=15)
    assert actions.ask_whether_it_helped(now=later) == 1
    tell(answered, why="Ei auttanut.", reopen=True, now=later)
    desk.now = later
    desk.answer(answered, outcome=Outcome.REPLY, text="Tarkempi vastaus.")
    assert actions.ask_whether_it_helped(now=desk.now + timedelta(days=15)) == 1
    assert asked(answered).count() == 2
    with pytest.raises(RuleBroken) as refusal:
        tell(answered, why="Ei vieläkään.", reopen=True, now=desk.now)
    assert refusal.value.code == "not_again"
    assert "reopen" not in visitor.get(echo_page(answered)).context["form"].fields
    tell(answered, why="Ei vieläkään.", now=desk.now)
    assert [(echo.round, echo.helped) for echo in Echo.objects.order_by("round")] == [(1, "no"), (2, "no")]
    assert fresh(answered).state == MatterState.ANSWERED


def test_a_second_answer_says_what_it_is(answered, desk, visitor):
    tell(answered, why="Ei.", reopen=True, now=desk.tick())
    desk.answer(answered, outcome=Outcome.REPLY, text="Uusi vastaus.")
    assert "Tämä on uusi vastaus" in visitor.get(f"/fi/asiat/{answered.code}/").content.decode()


def test_a_correction_stands_beside_the_first_answer_and_says_so(answered, desk, visitor):
    desk.answer(answered, outcome=Outcome.REPLY, text="Oikea numero on 03 123.")
    text = visitor.get(f"/fi/asiat/{answered.code}/").content.decode()
    assert "Tämä vastaus korjaa aiempaa" in text
    assert "Kyllä, teemme tämän." in text
    assert "Oikea numero on 03 123." in text
