"""A real worker on the filesystem broker that compiles a tiny county's report; run by test_killed_worker.py and killed there."""

import sys
from datetime import date

import django
from celery.beat import EmbeddedService

from config.celery import app

django.setup()

from django.conf import settings  # noqa: E402 - models need the set-up above
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from organisations.enums import OrganisationKind  # noqa: E402
from organisations.models import Organisation  # noqa: E402
from reports.documents.actions import ask_compilation  # noqa: E402
from reports.rounds.models import ReportRound  # noqa: E402


class NoMigrations:
    """Tables straight from the models: the worker needs them, not their history."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


def begin() -> None:
    settings.MIGRATION_MODULES = NoMigrations()
    call_command("migrate", run_syncdb=True, verbosity=0)
    names = {"name_fi": "Pieni", "name_sv": "Lilla", "name_en": "Small"}
    county = Organisation.objects.create(kind=OrganisationKind.COUNTY, slug="pieni", code="99", is_home=True, **names)
    for number in range(4):
        Organisation.objects.create(
            kind=OrganisationKind.MUNICIPALITY, slug=f"kunta-{number}", code=f"90{number}", parent=county, name_fi=f"Kunta {number}",
            name_sv=f"Kommun {number}", name_en=f"Town {number}",
        )  # fmt: skip
    round = ReportRound.objects.create(county=county, year=2026, data_on=date(2026, 11, 23))
    ask_compilation(round=round, by=None, now=timezone.now(), languages=("fi",))


def main() -> None:
    settings.JOB_PATIENCE = 3
    if "begin" in sys.argv:
        begin()
    app.conf.beat_schedule = {"tick": {"task": "portal.tasks.tick", "schedule": 1.0}}
    EmbeddedService(app, thread=True).start()
    app.Worker(
        pool="solo", concurrency=1, loglevel="ERROR", quiet=True, without_gossip=True, without_mingle=True
    ).start()


main()
