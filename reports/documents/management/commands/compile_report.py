"""Compile a year's report and cards in this process, for operators: `manage.py compile_report 2026`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from organisations.queries import home_county
from portal.enums import JobError, JobState
from portal.exceptions import NotVisible
from portal.jobs import Attempt, claim, finish
from portal.models import Job
from reports.documents.actions import ask_compilation
from reports.documents.jobs import compile_report
from reports.documents.queries import newest_version
from reports.documents.rules import LANGUAGES
from reports.rounds.models import ReportRound
from reports.rounds.queries import round_of_year


class Command(BaseCommand):
    help = "Compile the report and the municipality cards of a year as PDF, in this process, and print what was made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *, year: int, **options: object) -> None:
        try:
            round = round_of_year(home_county(), year)
        except NotVisible as error:
            raise CommandError(f"The county has no report round of {year}.") from error
        # Asked and claimed in one transaction: the bell for the workers rings only when the job is already ours.
        with transaction.atomic():
            job = ask_compilation(round=round, by=None, now=timezone.now(), languages=LANGUAGES)
            mine = claim(job.pk, now=timezone.now())
        if mine is None:
            raise CommandError(f"A worker is doing it already: {job.done} of {job.total or '?'} pages are ready.")
        with Attempt(mine) as attempt:
            finish(mine, compile_report(mine, attempt.progress) or {}, now=timezone.now())
        self.tell(round, Job.objects.get(pk=job.pk))

    def tell(self, round: ReportRound, job: Job) -> None:
        version = newest_version(round)
        if job.state != JobState.DONE or version is None:
            raise CommandError(str(JobError(job.error).label) if job.error in JobError.values else job.error)
        documents = list(version.documents.defer("data"))
        pages = sum(document.pages for document in documents)
        self.stdout.write(f"Version {version.number}: {len(documents)} documents, {pages} pages.")
