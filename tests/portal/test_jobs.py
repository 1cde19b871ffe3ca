"""Work in the background: one start, one worker at a time, and an end that the row tells, whatever happens."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.actions import start_job
from portal.enums import JobError, JobState
from portal.exceptions import RuleBroken
from portal.jobs import EVERY_MINUTE, JOB_KINDS, MAX_ATTEMPTS, JobTakenOver, Progress, beat, claim, fail, finish
from portal.models import Job
from portal.shelves import Shelf
from portal.tasks import run_job, tick
from tests.personas import NOW, Cast, sign_in
from tests.queries import assert_queries

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def kind() -> Iterator[Callable[..., str]]:
    """Teaches the workers a kind of work for the length of a test."""
    taught: list[str] = []

    def teach(
        run: Callable[[Job, Progress], dict[str, object] | None], leads_to: Callable[[Job], str] | None = None
    ) -> str:
        name = f"test.{len(taught)}"
        JOB_KINDS.put(name, run, title="Testwork", leads_to=leads_to)
        taught.append(name)
        return name

    yield teach
    for name in taught:
        JOB_KINDS._kinds.pop(name)


def queued(kind: str = "test.0", **fields: object) -> Job:
    return Job.objects.create(kind=kind, **{"created_at": NOW, "heartbeat_at": NOW, **fields})


def make_silent(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=61))


@pytest.mark.django_db
def test_a_job_runs_when_its_starter_commits_and_its_row_tells_the_result(
    kind: Callable[..., str], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    def count(job: Job, progress: Progress) -> dict[str, object]:
        progress(3, 3)
        return {"pages": job.arguments["pages"]}

    name = kind(count)
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(kind=name, arguments={"pages": 7}, now=NOW)
        job.refresh_from_db()
        assert job.state == JobState.QUEUED
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.attempt) == (JobState.DONE, {"pages": 7}, 3, 3, 1)
    assert job.finished_at is not None


@pytest.mark.django_db
def test_a_bell_that_rings_twice_starts_the_work_once(kind: Callable[..., str]) -> None:
    runs = []
    job = queued(kind(lambda job, progress: runs.append(job.pk)))
    run_job.delay(str(job.pk))
    run_job.delay(str(job.pk))
    assert runs == [job.pk]


@pytest.mark.django_db
def test_the_same_button_pressed_twice_starts_one_job_and_again_when_it_has_ended() -> None:
    first = start_job(kind="report", once="paijat-hame 2026", now=NOW)
    assert start_job(kind="report", once="paijat-hame 2026", now=NOW) == first
    assert start_job(kind="report", once="paijat-hame 2025", now=NOW) != first
    assert start_job(kind="report", now=NOW) != start_job(kind="report", now=NOW)
    job = claim(first.pk, now=NOW)
    assert job is not None
    finish(job, {}, now=NOW)
    assert start_job(kind="report", once="paijat-hame 2026", now=NOW) != first


@pytest.mark.django_db
def test_a_job_can_be_claimed_once() -> None:
    job = queued()
    assert claim(job.pk, now=NOW) is not None
    assert claim(job.pk, now=NOW) is None


@pytest.mark.django_db
def test_a_worker_given_up_for_dead_cannot_write_over_its_successor() -> None:
    job = queued()
    old = claim(job.pk, now=NOW)
    make_silent(job)
    tick()  # puts it back; the eager bell rings a kind that nobody knows, so the row has ended
    job.refresh_from_db()
    assert job.attempt == 2
    assert old is not None
    for late in (lambda: beat(old, 1, 2, now=NOW), lambda: finish(old, {}, now=NOW), lambda: fail(old, "", now=NOW)):
        with pytest.raises(JobTakenOver):
            late()


@pytest.mark.django_db
def test_a_job_whose_bell_was_lost_is_rung_again(kind: Callable[..., str]) -> None:
    job = queued(kind(lambda job, progress: {"heard": True}))
    fresh = queued(job.kind, heartbeat_at=timezone.now())
    make_silent(job)
    tick()
    job.refresh_from_db()
    fresh.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"heard": True})
    assert fresh.state == JobState.QUEUED


@pytest.mark.django_db
def test_a_job_that_loses_its_worker_three_times_says_so_in_plain_words() -> None:
    job = queued(state=JobState.RUNNING, attempt=MAX_ATTEMPTS)
    make_silent(job)
    tick()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, JobError.LOST)
    assert job.finished_at is not None


@pytest.mark.django_db
def test_a_running_job_that_still_beats_is_left_alone() -> None:
    job = queued(state=JobState.RUNNING, attempt=1, heartbeat_at=timezone.now() - timedelta(seconds=50))
    tick()
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.RUNNING, 1)


@pytest.mark.django_db
def test_a_broken_rule_fails_the_job_in_its_own_words(kind: Callable[..., str]) -> None:
    def refuse(job: Job, progress: Progress) -> None:
        raise RuleBroken("Kierros on vielä auki.")

    job = queued(kind(refuse))
    run_job.delay(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Kierros on vielä auki.")


@pytest.mark.django_db
def test_a_fault_fails_the_job_at_once_and_reaches_the_log(kind: Callable[..., str]) -> None:
    def stumble(job: Job, progress: Progress) -> None:
        raise ZeroDivisionError

    job = queued(kind(stumble))
    with pytest.raises(ZeroDivisionError):
        run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, JobError.BROKEN)


@pytest.mark.django_db
def test_a_lost_database_leaves_the_job_to_the_clock(kind: Callable[..., str]) -> None:
    tries = []

    def unlucky(job: Job, progress: Progress) -> None:
        tries.append(job.attempt)
        if len(tries) == 1:
            raise OperationalError("server closed the connection")

    job = queued(kind(unlucky))
    with pytest.raises(OperationalError):
        run_job(str(job.pk))
    make_silent(job)
    tick()
    job.refresh_from_db()
    assert (tries, job.state) == ([1, 2], JobState.DONE)


@pytest.mark.django_db
def test_work_of_an_unknown_kind_fails_instead_of_waiting_for_ever() -> None:
    job = queued("no.such.kind")
    run_job.delay(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, JobError.UNKNOWN)


@pytest.mark.django_db
def test_each_minute_every_floor_does_its_work_even_when_another_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def stumble(now: object) -> None:
        raise ZeroDivisionError

    def work(now: object) -> None:
        done.append(now)

    shelf: Shelf[Callable[[object], object]] = Shelf("test")
    shelf.put(stumble)
    shelf.put(work)
    monkeypatch.setattr(EVERY_MINUTE, "_places", shelf._places)
    tick()
    assert len(done) == 1


@pytest.mark.django_db
def test_jobs_that_ended_over_ninety_days_ago_are_forgotten() -> None:
    now = timezone.now()
    old = queued(state=JobState.DONE, finished_at=now - timedelta(days=91))
    kept = queued(state=JobState.DONE, finished_at=now - timedelta(days=89))
    tick()
    assert list(Job.objects.filter(pk__in=[old.pk, kept.pk])) == [kept]


@pytest.mark.django_db
def test_progress_is_written_at_most_twice_a_second_but_the_last_step_always(kind: Callable[..., str]) -> None:
    def many_pages(job: Job, progress: Progress) -> None:
        for page in range(1, 201):
            progress(page, 200)

    job = queued(kind(many_pages))
    with assert_queries(8):
        run_job.delay(str(job.pk))
    job.refresh_from_db()
    assert (job.done, job.total) == (200, 200)


def address(job: Job) -> str:
    return reverse("job_detail", kwargs={"uuid": job.pk})


def test_a_job_is_seen_by_its_starter_and_the_staff_of_its_organisation_only(cast: Cast, client: Client) -> None:
    own = queued(started_by=cast.resident.pk)
    of_lahti = queued(organisation_id=cast.coordinator.role_grants.get().organisation_id)
    seen = {
        name: [sign_in(Client(), person).get(address(job)).status_code for job in (own, of_lahti)]
        for name, person in [
            ("resident", cast.resident),
            ("official", cast.official),
            ("other", cast.other_coordinator),
            ("nobody", cast.anonymous),
        ]
    }
    assert seen == {"resident": [200, 404], "official": [404, 200], "other": [404, 404], "nobody": [302, 302]}


def test_the_page_of_a_job_works_without_script_and_htmx_stops_asking_at_the_end(
    cast: Cast, client: Client, kind: Callable[..., str]
) -> None:
    name = kind(lambda job, progress: None, leads_to=lambda job: "/fi/valmis/")
    job = queued(name, started_by=cast.resident.pk, state=JobState.RUNNING, attempt=1, done=3, total=12)
    sign_in(client, cast.resident)
    with assert_queries():
        page = client.get(address(job)).content.decode()
    assert 'max="12"' in page
    assert 'value="3"' in page
    assert 'role="status"' in page
    assert f'href="{address(job)}"' in page

    part = client.get(address(job), {"seen": "running-1-1"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert "hx-swap-oob" not in part.content.decode()

    finish(claimed(job), {}, now=NOW)
    end = client.get(address(job), {"seen": "running-1-1"}, headers={"HX-Request": "true"})
    assert end.status_code == 286
    assert 'href="/fi/valmis/"' in end.content.decode()
    assert "hx-swap-oob" in end.content.decode()
    assert "hx-get" not in end.content.decode()


def claimed(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_failed_job_says_why_on_its_page(cast: Cast, client: Client) -> None:
    job = queued(started_by=cast.resident.pk, state=JobState.FAILED, finished_at=NOW, error=JobError.LOST)
    page = sign_in(client, cast.resident).get(address(job)).content.decode()
    assert "lost" not in page
    assert str(JobError.LOST.label) in page or "kolme kertaa" in page


def test_the_two_states_of_a_job_exclude_each_other_in_the_database(db: None) -> None:
    with pytest.raises(Exception, match="job_finished_when_ended"):
        queued(state=JobState.DONE)
    assert connection.vendor in {"sqlite", "postgresql"}


def worker(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    surroundings = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "BROKER_URL"}} | {
        "KUULUU_DATA": str(folder)
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.portal.slow_worker", *words], cwd=ROOT, env=surroundings, start_new_session=True
    )


def row(folder: Path) -> tuple[str, int, int]:
    """(state, attempt, done) as another process reads it; nothing yet is ('', 0, 0)."""
    try:
        with sqlite3.connect(folder / "db.sqlite3", timeout=5) as database:
            found = database.execute("SELECT state, attempt, done FROM portal_job").fetchone()
    except sqlite3.OperationalError:
        return "", 0, 0
    return found or ("", 0, 0)


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


def test_a_killed_worker_leaves_a_job_that_the_next_worker_finishes(tmp_path: Path) -> None:
    first = worker(tmp_path, "begin")
    second = None
    try:
        assert wait_until(lambda: row(tmp_path)[2] >= 1, 30), "the first worker never began"
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        assert row(tmp_path)[:2] == ("running", 1)
        second = worker(tmp_path)
        assert wait_until(lambda: row(tmp_path)[0] == "done", 30), f"the job stayed {row(tmp_path)}"
        assert row(tmp_path)[1] == 2
    finally:
        for process in filter(None, (first, second)):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
