"""A mail server in every bad mood: each mail is tried again, waits longer each time, and arrives once in the end, with its way out."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from people.actions import enqueue_mail
from people.models import OutboxMail
from people.tasks import AWAY_AFTER, drain_outbox
from tests.people.conftest import Postbox, free_port

pytestmark = pytest.mark.django_db
WAY_OUT = "https://kuuluu.example/fi/seuratut/lopeta/f-1.x/"
Talk = Callable[[socket.socket], None]


def put(number: int = 0) -> None:
    words = {"subject": "Vastaus", "body": "Hei.", "language": "fi", "unsubscribe": WAY_OUT}
    enqueue_mail(key=f"a:{number}", to=f"a{number}@example.org", now=timezone.now(), **words)


def says(*lines: str) -> Talk:
    """Says a line at the beginning, then one for each line that it hears, and hangs up after the last."""

    def talk(client: socket.socket) -> None:
        with client.makefile("rwb") as talks:
            for number, line in enumerate(lines):
                if number and not talks.readline():
                    return
                talks.write(line.encode() + b"\r\n")
                talks.flush()

    return talk


def falls_silent(*lines: str) -> Talk:
    def talk(client: socket.socket) -> None:
        says(*lines)(client)
        client.settimeout(5)
        try:
            while client.recv(4096):
                pass
        except OSError:
            return

    return talk


@contextmanager
def server(talk: Talk) -> Iterator[int]:
    """A server in a thread that has one mood for everybody; its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            while True:
                try:
                    client, _address = listening.accept()
                except OSError:
                    return
                with client:
                    try:
                        talk(client)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


HELLO = ("220 hei", "250 hei")
MOODS: dict[str, tuple[Talk, str]] = {
    "hangs before a word": (falls_silent(), "SMTPServerDisconnected"),
    "hangs after the greeting": (falls_silent("220 hei"), "SMTPServerDisconnected"),
    "hangs after the receiver": (falls_silent(*HELLO, "250 ok", "250 ok"), "SMTPServerDisconnected"),
    "hangs up at once": (says(), "SMTPServerDisconnected"),
    "hangs up in the middle": (says(*HELLO), "SMTPServerDisconnected"),
    "is busy at the greeting": (says("421 busy"), "SMTPConnectError 421"),
    "does not want us today": (says(*HELLO, "451 not now", "250 ok", "221 bye"), "SMTPSenderRefused 451"),
    "greylists the receiver": (says(*HELLO, "250 ok", "450 come again", "250 ok", "221 bye"), "SMTPRecipientsRefused 450"),
    "is full": (says(*HELLO, "250 ok", "250 ok", "452 no space", "250 ok", "221 bye"), "SMTPDataError 452"),
    "refuses the data": (says(*HELLO, "250 ok", "250 ok", "554 no", "250 ok", "221 bye"), "SMTPDataError 554"),
}


@pytest.mark.parametrize("mood", MOODS)
def test_a_server_in_a_bad_mood_is_asked_again_and_the_mail_arrives_once(settings: django_settings, postbox: Postbox, mood: str):
    put()
    talk, error = MOODS[mood]
    well, patience, settings.EMAIL_TIMEOUT = settings.EMAIL_PORT, settings.EMAIL_TIMEOUT, 0.4
    with server(talk) as settings.EMAIL_PORT:
        for attempt in (1, 2, 3):
            before = timezone.now()
            assert drain_outbox() == 0
            waiting = OutboxMail.objects.get()
            assert waiting.attempts == attempt
            assert waiting.error.startswith(error)
            assert "example.org" not in waiting.error
            assert waiting.given_up_at is None
            assert abs(waiting.try_after - before - timedelta(minutes=2 ** (attempt - 1))) < timedelta(seconds=10)
            assert drain_outbox() == 0
            OutboxMail.objects.update(try_after=timezone.now())
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = well, patience
    assert [drain_outbox(), drain_outbox()] == [1, 0]
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe"] == f"<{WAY_OUT}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert OutboxMail.objects.get().error == ""


def test_a_server_that_refuses_to_talk_is_asked_again(settings: django_settings, postbox: Postbox):
    put()
    well, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert drain_outbox() == 0
    OutboxMail.objects.update(try_after=timezone.now())
    settings.EMAIL_PORT = well
    assert drain_outbox() == 1
    assert len(postbox.letters) == 1


def test_a_server_that_is_away_costs_a_few_mails_an_attempt_and_the_rest_none(settings: django_settings, postbox: Postbox):
    for number in range(10):
        put(number)
    well, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert drain_outbox() == 0
    assert OutboxMail.objects.filter(attempts=1).count() == AWAY_AFTER
    OutboxMail.objects.update(try_after=timezone.now())
    settings.EMAIL_PORT = well
    assert drain_outbox() == 10
    assert sorted(letter["To"] for letter in postbox.letters) == [f"a{number}@example.org" for number in range(10)]


def test_a_bad_answer_to_some_mails_does_not_end_the_round(postbox: Postbox):
    for number in range(10):
        put(number)
    postbox.recipient_replies = ["450 later"] * 5
    assert drain_outbox() == 5


def test_a_mail_without_a_way_out_has_no_such_header(postbox: Postbox):
    enqueue_mail(key="a", to="a@example.org", subject="Vastaus", body="Hei.", language="fi", now=timezone.now())
    drain_outbox()
    assert postbox.letters[0]["List-Unsubscribe"] is None


def test_the_way_out_is_emptied_with_the_words(postbox: Postbox):
    put()
    drain_outbox()
    OutboxMail.objects.all().empty()
    kept = OutboxMail.objects.get()
    assert (kept.to, kept.subject, kept.body, kept.unsubscribe) == ("", "", "", "")
