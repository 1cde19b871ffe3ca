"""The button “Laadi raportti”: one work at a time, a failure that frees the round, and the operator's command."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.models import AuditEvent
from portal.enums import JobState
from portal.jobs import JOB_KINDS, fail
from portal.models import Job
from portal.pdf import PdfError
from portal.press import Press
from portal.tasks import run_job, tick
from reports.documents.actions import COMPILE, ask_compilation, free_rounds
from reports.documents.enums import DocumentEvent, VersionState
from reports.documents.models import Version
from reports.documents.queries import newest_version
from reports.documents.rules import EVENT, OWNER, TRANSITIONS
from tests.personas import NOW, sign_in
from tests.reports.world import work

pytestmark = pytest.mark.django_db


def press(world, who: str = "county_official"):
    client = sign_in(Client(), getattr(world.cast, who))
    return client.post(reverse("report_compile", kwargs={"year": 2026}))


def ask(world) -> Job:
    return ask_compilation(round=world.round, by=world.cast.county_official, now=NOW, languages=("fi",))


def without_cards(world) -> None:
    """No municipality in the county: the report alone is written, which is quicker."""
    Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).update(parent=None)


def test_a_second_press_leads_to_the_work_that_goes_on(world):
    first, second = press(world), press(world)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Job.objects.filter(kind=COMPILE, state=JobState.QUEUED).count() == 1
    assert Version.objects.filter(round=world.round, state=VersionState.COMPILING).count() == 1


def test_the_database_too_allows_one_version_at_a_time(world):
    ask(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(round=world.round, number=99, data_on=world.round.data_on, created_at=NOW)


def test_a_failed_work_frees_the_round_at_the_next_minute_or_the_next_press(world):
    job = ask(world)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=NOW)
    free_rounds(NOW)
    failed = Version.objects.get(job_id=job.pk)
    assert failed.state == VersionState.FAILED
    free_rounds(NOW)  # a bell that rings twice tells it once
    assert AuditEvent.objects.filter(event=DocumentEvent.FAILED).count() == 1
    again = ask(world)
    Job.objects.filter(pk=again.pk).update(state=JobState.FAILED, finished_at=NOW)
    assert ask(world).pk not in {job.pk, again.pk}
    assert newest_version(world.round) == world.version


def test_a_document_that_cannot_be_written_fails_the_work_in_plain_words(world, monkeypatch):
    def jam(self, html, **options):
        raise PdfError("paper jam")

    job = ask(world)
    monkeypatch.setattr(Press, "write", jam)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "paper jam" in job.error
    tick()
    assert Version.objects.get(job_id=job.pk).state == VersionState.FAILED
    assert newest_version(world.round) == world.version


def test_the_work_counts_pages_and_ends_with_all_of_them(world):
    seen: list[tuple[int, int]] = []
    Organisation.objects.filter(slug__in=["asikkala", "heinola"]).update(parent=None)
    job = ask(world)
    kind = JOB_KINDS.get(COMPILE)
    assert kind is not None
    kind.run(job, lambda done, total: seen.append((done, total)))
    version = Version.objects.get(job_id=job.pk)
    pages = sum(version.documents.values_list("pages", flat=True))
    assert seen[-1] == (pages, pages)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert all(done <= total for done, total in seen)
    assert len({done for done, _ in seen}) > pages / 2, "the progress moves page by page"
    assert (version.number, version.state) == (2, VersionState.READY)
    event = AuditEvent.objects.filter(event=DocumentEvent.COMPILED).latest("pk")
    assert event.organisation_id == world.place.county.pk


def test_a_second_attempt_makes_everything_anew(world):
    without_cards(world)
    job = ask(world)
    version = Version.objects.get(job_id=job.pk)
    half = world.version.documents.first()
    half.pk, half.version, half.title = None, version, "half"
    half.file = f"documents/{version.pk}/half.pdf"
    half.save()
    work(job)
    assert not version.documents.filter(title="half").exists()
    assert version.documents.count() == 1
    assert Version.objects.get(pk=version.pk).state == VersionState.READY


def test_an_operator_compiles_from_the_command_line(world):
    with pytest.raises(CommandError, match="1999"):
        call_command("compile_report", "1999")
    without_cards(world)
    said = StringIO()
    call_command("compile_report", "2026", stdout=said)
    assert re.fullmatch(r"Version 2: 3 documents, \d+ pages\.\n", said.getvalue())


def test_the_command_leaves_a_running_work_to_its_worker(world):
    job = ask(world)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=1)
    with pytest.raises(CommandError, match="worker"):
        call_command("compile_report", "2026")
    fail(Job.objects.get(pk=job.pk), "lost", now=NOW)
    assert Version.objects.filter(round=world.round).count() == 2


def test_every_state_of_a_version_has_its_rows():
    assert set(TRANSITIONS) == set(OWNER) == set(EVENT) == set(VersionState)
    assert TRANSITIONS[VersionState.READY] == ()
