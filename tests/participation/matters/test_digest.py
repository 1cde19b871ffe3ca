"""The daily message: once, in the morning, never empty, nothing hidden; also with two workers and after a kill in the middle."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from participation.matters.actions import following
from participation.matters.actions.digest import write_digests
from participation.matters.enums import MailPace, MatterState, Visibility
from participation.matters.models import Follow, MailChoice, Matter, Subscriber, Waiting
from participation.matters.queries.following import Follower
from people.models import OutboxMail
from tests.participation.matters.story import leave
from tests.people.test_outbox import same_database
from tests.personas import NOW

ROOT = Path(__file__).resolve().parents[3]
HELSINKI = ZoneInfo("Europe/Helsinki")
pytestmark = pytest.mark.django_db


def morning(days=1, hour=7, minute=0):
    """So many days after the desk's last step, by Helsinki's clock."""
    day = NOW.astimezone(HELSINKI) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI)


@pytest.fixture
def daily(place, cast, desk):
    """A resident who hears of an idea once a day; the idea."""
    matter = desk.take(leave(place.lahti, topic=place.exercise), "show")
    Follow.objects.create(user=cast.resident, matter=matter, at=NOW)
    MailChoice.objects.create(user=cast.resident, pace=MailPace.DAILY)
    return matter


def digests():
    return OutboxMail.objects.filter(key__startswith="matters.digest:")


def test_the_steps_of_a_day_come_in_one_message_next_morning(daily, desk, cast):
    desk.route(daily)
    desk.prepare(daily)
    assert not OutboxMail.objects.filter(to=cast.resident.email).exists()
    assert write_digests(now=morning(4)) == 1
    told = digests().get()
    assert told.to == cast.resident.email
    assert told.body.count(daily.title) == 1
    assert "Ohjattu vastaajalle" in told.body
    assert "Valmistelussa" in told.body
    assert f"/fi/asiat/{daily.reference}/" in told.body
    assert "/fi/seuratut/lopeta/" in told.unsubscribe
    assert not Waiting.objects.exists()


def test_before_seven_nothing_is_written_and_after_it_what_happened_before_it(daily, desk):
    desk.now = morning(5, 9)  # the step is a day later, at nine
    desk.route(daily)
    for at in (morning(6, 6, 59), morning(6, 9, 1), morning(6, 23), morning(7, 6, 59)):
        assert write_digests(now=at) == 0
    assert write_digests(now=morning(7, 7)) == 1


def test_the_morning_is_helsinkis_in_winter_and_in_summer(daily, desk):
    desk.route(daily)
    year = NOW.year + 1
    assert write_digests(now=datetime(year, 1, 15, 4, 59, tzinfo=ZoneInfo("UTC"))) == 0
    assert write_digests(now=datetime(year, 1, 15, 5, 0, tzinfo=ZoneInfo("UTC"))) == 1
    desk.now = datetime(year, 7, 1, 12, tzinfo=ZoneInfo("UTC"))
    desk.prepare(daily)
    assert write_digests(now=datetime(year, 7, 3, 3, 59, tzinfo=ZoneInfo("UTC"))) == 0
    assert write_digests(now=datetime(year, 7, 3, 4, 0, tzinfo=ZoneInfo("UTC"))) == 1


def test_it_comes_once_a_day_however_often_the_clock_rings(daily, desk):
    desk.route(daily)
    assert [write_digests(now=morning(4, 7, minute)) for minute in range(5)] == [1, 0, 0, 0, 0]
    assert digests().count() == 1


def test_a_late_worker_still_writes_it_and_days_without_news_have_none(daily, desk):
    desk.route(daily)
    assert write_digests(now=morning(4, 15)) == 1
    assert [write_digests(now=morning(day)) for day in (5, 6, 7)] == [0, 0, 0]
    assert digests().count() == 1


@pytest.mark.parametrize(
    "hide", [{"visibility": Visibility.PRIVATE}, {"state": MatterState.DECLINED}, {"state": MatterState.WITHDRAWN}]
)
def test_what_became_hidden_meanwhile_is_not_told_and_no_empty_message_comes(daily, desk, hide):
    desk.route(daily)
    Matter.objects.filter(pk=daily.pk).update(**hide)
    assert write_digests(now=morning(4)) == 0
    assert not digests().exists()
    assert not Waiting.objects.exists()


def test_a_hidden_matter_leaves_the_others_in_the_message(daily, desk, cast, place):
    other = desk.take(leave(place.lahti, title="Näkyvä idea"), "show")
    Follow.objects.create(user=cast.resident, matter=other, at=NOW)
    desk.route(daily)
    desk.route(other)
    Matter.objects.filter(pk=daily.pk).update(state=MatterState.DECLINED)
    assert write_digests(now=morning(9)) == 1
    assert "Näkyvä idea" in digests().get().body
    assert daily.title not in digests().get().body


def test_what_is_no_longer_followed_is_not_told(daily, desk, cast):
    desk.route(daily)
    following.stop_following(follow_id=Follow.objects.get().pk, by=Follower(cast.resident))
    assert write_digests(now=morning(4)) == 0
    assert not Waiting.objects.exists()


def test_a_change_to_at_once_loses_nothing_that_waited(daily, desk, cast):
    desk.route(daily)
    following.choose_pace(by=Follower(cast.resident), pace=MailPace.AT_ONCE)
    assert write_digests(now=morning(4)) == 1


def test_an_address_with_two_followers_gets_one_message_a_day(daily, desk, cast, place):
    own = Subscriber.objects.create(email=cast.resident.email, key="k", asked_at=NOW, confirmed_at=NOW, pace=MailPace.DAILY)
    other = desk.take(leave(place.lahti), "show")
    Follow.objects.create(subscriber=own, matter=other, at=NOW)
    desk.route(daily)
    desk.route(other)
    assert write_digests(now=morning(9)) == 1
    assert write_digests(now=morning(10)) == 1
    assert digests().count() == 2


def test_followers_of_places_and_subscribers_get_theirs_in_their_language(place, desk):
    people = []
    for number, thing in enumerate(({"topic": place.exercise}, {"area": place.centre}, {"organisation": place.lahti})):
        own = Subscriber.objects.create(
            email=f"s{number}@example.org", key=f"k{number}", asked_at=NOW, confirmed_at=NOW, pace=MailPace.DAILY, language="sv"
        )
        Follow.objects.create(subscriber=own, at=NOW, **thing)
        people.append(own)
    desk.take(leave(place.lahti, topic=place.exercise, area=place.centre), "show", "answer")
    assert Waiting.objects.count() == 6
    assert write_digests(now=morning(4)) == 3
    assert all("Det här har hänt" in mail.body and "/sv/seuratut/k" in mail.body for mail in digests())


def test_a_long_message_names_thirty_matters_and_counts_the_rest(place, cast, desk):
    Follow.objects.create(user=cast.resident, organisation=place.lahti, at=NOW)
    MailChoice.objects.create(user=cast.resident, pace=MailPace.DAILY)
    for number in range(35):
        desk.take(leave(place.lahti, title=f"Idea {number}"), "show")
    assert write_digests(now=morning(60)) == 1
    assert digests().get().body.count("/fi/asiat/") == 30
    assert "5 asiaa" in digests().get().body


def test_a_wrong_turn_in_the_middle_leaves_all_as_it_was(daily, desk, monkeypatch):
    desk.route(daily)

    def break_off(*args, **words):
        raise RuntimeError("no more words")

    monkeypatch.setattr("participation.matters.actions.digest.digest_mail", break_off)
    with pytest.raises(RuntimeError):
        write_digests(now=morning(4))
    monkeypatch.undo()
    assert Waiting.objects.count() == 1
    assert write_digests(now=morning(4)) == 1


# Processes of their own


def helpers(folder, *words, count=1):
    surroundings = {**same_database(folder), "EMAIL_URL": "smtp://127.0.0.1:9"}
    command = [sys.executable, "-m", "tests.participation.matters.digest_worker", str(folder / "go"), morning(4).isoformat(), *words]
    started = [subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) for _n in range(count)]
    for worker in started:
        assert worker.stdout
        assert worker.stdout.readline().strip() == "ready"
    return started


def let_them_run(folder, started):
    (folder / "go").touch()
    return [(worker.communicate(timeout=60)[0].strip(), worker.returncode) for worker in started]


def bring_back(folder):
    """On SQLite the workers have had a copy of the database."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
            copy.backup(connection.connection)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_message_for_each_follower(tmp_path, place, desk):
    for number in range(30):
        own = Subscriber.objects.create(
            email=f"s{number}@example.org", key=f"k{number}", asked_at=NOW, confirmed_at=NOW, pace=MailPace.DAILY
        )
        Follow.objects.create(subscriber=own, organisation=place.lahti, at=NOW)
    desk.take(leave(place.lahti), "show")
    written = let_them_run(tmp_path, helpers(tmp_path, count=2))
    bring_back(tmp_path)
    assert [code for _words, code in written] == [0, 0]
    assert sum(int(words) for words, _code in written) == 30
    assert digests().count() == 30
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("statement", ["INSERT INTO people_outboxmail", "DELETE FROM matters_waiting", "COMMIT"])
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_one_message_in_the_end(tmp_path, daily, desk, statement):
    desk.route(daily)
    ((_words, code),) = let_them_run(tmp_path, helpers(tmp_path, statement))
    bring_back(tmp_path)
    assert code == -9
    assert (digests().count(), Waiting.objects.count()) == (0, 1) if statement != "COMMIT" else (1, 0)
    write_digests(now=morning(4, 7, 30))
    assert digests().count() == 1
    assert not Waiting.objects.exists()
