"""The outbox: written with the deed, sent once, also with two workers and after a killed one; against a real mail server."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config.celery import app
from people.actions import enqueue_mail
from people.models import OutboxMail, User
from people.rules import MAIL_ATTEMPTS
from people.tasks import claim, deliver, drain_outbox
from tests.people.conftest import Postbox, free_port

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


def put(key: str = "asia:1", to: str | None = "asukas@example.org", **words: str) -> bool:
    given = {"subject": "Vastaus asiaasi", "body": "Hei, asiasi on nyt palvelupäälliköllä.", "language": "fi", **words}
    return enqueue_mail(key=key, to=to, now=timezone.now(), **given)


def test_a_mail_arrives_whole_and_is_marked_sent(postbox: Postbox):
    put(subject="Päätös § 118", body="Ääkköset ja €\n\n.piste rivin alussa")
    assert drain_outbox() == 1
    letter = postbox.letters[0]
    assert (letter["Subject"], letter["To"]) == ("Päätös § 118", "asukas@example.org")
    assert letter.get_content().replace("\r\n", "\n").strip() == "Ääkköset ja €\n\n.piste rivin alussa"
    assert letter["Content-Language"] == "fi"
    kept = OutboxMail.objects.get()
    assert kept.sent_at is not None
    assert (kept.claimed_at, kept.attempts) == (None, 1)


def test_a_sent_mail_is_never_sent_again(postbox: Postbox):
    put()
    assert [drain_outbox(), drain_outbox(), drain_outbox()] == [1, 0, 0]
    assert len(postbox.letters) == 1


def test_the_same_key_is_written_once(postbox: Postbox):
    assert put("asia:1")
    assert not put("asia:1", to="toinen@example.org")
    drain_outbox()
    assert [letter["To"] for letter in postbox.letters] == ["asukas@example.org"]


def test_what_did_not_happen_is_not_told(postbox: Postbox):

    @transaction.atomic
    def half_a_deed() -> None:
        put()
        User.objects.create(email="")

    with pytest.raises(IntegrityError):
        half_a_deed()
    assert drain_outbox() == 0
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("nowhere", [None, ""])
def test_a_resident_without_an_email_gets_no_mail_and_no_error(nowhere: str | None):
    assert not put(to=nowhere)
    assert not OutboxMail.objects.exists()


def test_a_subject_cannot_smuggle_in_headers(postbox: Postbox):
    put(subject="Hei\r\nBcc: kaikki@example.org\n")
    drain_outbox()
    assert postbox.letters[0]["Subject"] == "Hei Bcc: kaikki@example.org"
    assert postbox.letters[0]["Bcc"] is None


def test_a_server_that_is_busy_is_asked_again_later(postbox: Postbox):
    put()
    postbox.replies = ["451 try again later"]
    before = timezone.now()
    assert drain_outbox() == 0
    waiting = OutboxMail.objects.get()
    assert (waiting.claimed_at, waiting.sent_at, waiting.attempts) == (None, None, 1)
    assert timedelta(seconds=55) < waiting.try_after - before < timedelta(seconds=65)
    assert drain_outbox() == 0
    OutboxMail.objects.update(try_after=timezone.now())
    assert drain_outbox() == 1
    assert len(postbox.letters) == 1


def test_a_receiver_who_is_refused_for_good_is_given_up_and_the_error_names_nobody(postbox: Postbox):
    put()
    postbox.recipient_replies = ["550 <asukas@example.org> no such user"]
    drain_outbox()
    refused = OutboxMail.objects.get()
    assert refused.given_up_at is not None
    assert refused.error == "SMTPRecipientsRefused 550"
    assert drain_outbox() == 0


def test_a_server_that_is_away_costs_an_attempt_and_the_others_still_go(settings: django_settings, postbox: Postbox):
    put("a")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    drain_outbox()
    assert OutboxMail.objects.get().error.startswith("ConnectionRefusedError")
    settings.EMAIL_PORT = port
    put("b")
    assert drain_outbox() == 1


def test_after_enough_attempts_a_mail_is_given_up(settings: django_settings, postbox: Postbox):
    put()
    settings.EMAIL_PORT = free_port()
    for _attempt in range(MAIL_ATTEMPTS):
        OutboxMail.objects.update(try_after=timezone.now())
        drain_outbox()
    tired = OutboxMail.objects.get()
    assert (tired.attempts, tired.given_up_at is not None) == (MAIL_ATTEMPTS, True)
    OutboxMail.objects.update(try_after=timezone.now())
    assert drain_outbox() == 0


def test_an_address_that_no_mail_can_carry_does_not_stop_the_others(postbox: Postbox):
    put("a", to="asukas\n@example.org")
    put("b")
    assert drain_outbox() == 1
    assert OutboxMail.objects.get(key="a").given_up_at is not None


def test_a_mail_is_sent_or_given_up_but_not_both():
    put()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.update(sent_at=timezone.now(), given_up_at=timezone.now())


def test_a_claim_belongs_to_one_worker(postbox: Postbox):
    put()
    mail_id, now = OutboxMail.objects.get().pk, timezone.now()
    assert claim(mail_id, now=now)
    assert not claim(mail_id, now=now)
    assert drain_outbox() == 0


def test_a_worker_that_was_given_up_for_dead_does_not_send_after_its_successor(postbox: Postbox):
    put()
    mail_id, long_ago = OutboxMail.objects.get().pk, timezone.now() - timedelta(minutes=11)
    OutboxMail.objects.update(try_after=long_ago)
    claim(mail_id, now=long_ago)
    assert drain_outbox() == 1
    assert not deliver(mail_id, claimed_at=long_ago)
    assert len(postbox.letters) == 1


def test_the_bell_rings_only_when_the_deed_holds(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as rung:
        put()
        assert not mail.outbox
    assert len(rung) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_undo_the_deed(settings: django_settings):
    was = {
        "task_always_eager": app.conf.task_always_eager,
        "broker_url": app.conf.broker_url,
        "task_publish_retry": app.conf.task_publish_retry,
    }
    app.conf.update(task_always_eager=False, broker_url=f"redis://127.0.0.1:{free_port()}/0", task_publish_retry=False)
    try:
        with transaction.atomic():
            put()
    finally:
        app.conf.update(was)
    assert OutboxMail.objects.get().sent_at is None


def waiting(count: int) -> None:
    """Mails whose bell was lost: in the tests a bell is answered at once."""
    words = {
        "to": "asukas@example.org",
        "subject": "Vastaus",
        "body": "Hei.",
        "created_at": timezone.now(),
        "try_after": timezone.now(),
    }
    OutboxMail.objects.bulk_create(OutboxMail(key=f"asia:{number}", **words) for number in range(count))


def same_database(folder: Path) -> dict[str, str]:
    """Surroundings of a process that works on this test's rows: the same database on PostgreSQL, a copy of it on SQLite."""
    surroundings = {**os.environ, "KUULUU_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    if connection.vendor == "sqlite":
        surroundings.pop("DATABASE_URL", None)
        with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
            connection.connection.backup(copy)
            # As `./kuuluu up` leaves it: two processes that both switch a file to WAL at once would block each other.
            copy.execute("PRAGMA journal_mode=WAL")
        return surroundings
    head, _name = os.environ["DATABASE_URL"].rsplit("/", 1)
    return {**surroundings, "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}"}


def workers(folder: Path, postbox_port: int, *words: str, count: int = 2) -> list[subprocess.Popen[str]]:
    surroundings = {**same_database(folder), "EMAIL_URL": f"smtp://127.0.0.1:{postbox_port}"}
    command = [sys.executable, "-m", "tests.people.mail_worker", str(folder / "go"), *words]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) for _n in range(count)
    ]
    for worker in started:
        assert worker.stdout
        assert worker.stdout.readline().strip() == "ready"
    return started


def let_them_run(folder: Path, started: list[subprocess.Popen[str]]) -> list[int]:
    (folder / "go").touch()
    return [int(worker.communicate(timeout=60)[0].strip()) for worker in started]


def letters_by_id(postbox: Postbox) -> Counter[str]:
    return Counter(str(letter["Message-ID"]) for letter in postbox.letters)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(tmp_path: Path, settings: django_settings, postbox: Postbox):
    waiting(60)
    sent = let_them_run(tmp_path, workers(tmp_path, settings.EMAIL_PORT))
    assert sum(sent) == 60
    assert all(sent), f"only one worker got to work: {sent}"
    assert set(letters_by_id(postbox).values()) == {1}
    assert len(letters_by_id(postbox)) == 60


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_the_same_two_workers_send_twice(tmp_path: Path, settings: django_settings, postbox: Postbox):
    """The twin: it shows that the race above is a race, and that the claim is what wins it."""
    waiting(60)
    sent = let_them_run(tmp_path, workers(tmp_path, settings.EMAIL_PORT, "unguarded"))
    assert sum(sent) > 60
    assert 2 in letters_by_id(postbox).values()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_a_mail_that_goes_after_ten_minutes(
    tmp_path: Path, settings: django_settings, postbox: Postbox
):
    """What the server took before the kill comes a second time, with the same Message-ID: at least once, told honestly."""
    waiting(1)
    (killed,) = workers(tmp_path, settings.EMAIL_PORT, count=1)
    postbox.hold = killed.kill
    (tmp_path / "go").touch()
    killed.communicate(timeout=60)
    assert len(postbox.letters) == 1
    postbox.hold = lambda: None
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as copy:
            copy.backup(connection.connection)
    left = OutboxMail.objects.get()
    assert left.claimed_at is not None
    assert left.sent_at is None
    assert drain_outbox() == 0
    OutboxMail.objects.update(claimed_at=left.claimed_at - timedelta(minutes=10))
    assert drain_outbox() == 1
    assert drain_outbox() == 0
    assert list(letters_by_id(postbox).values()) == [2]
