"""A real worker on the filesystem broker with a clock of one second and one slow job; run by test_jobs.py and killed there."""

import sys
import time

import django
from celery.beat import EmbeddedService

from config.celery import app

django.setup()

from django.conf import settings  # noqa: E402 - models need the set-up above
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from portal.actions import start_job  # noqa: E402
from portal.jobs import JOB_KINDS, Progress  # noqa: E402
from portal.models import Job  # noqa: E402


def crawl(job: Job, progress: Progress) -> None:
    """The first attempt would take a minute; the next is quick."""
    for step in range(1, 61):
        progress(step, 60)
        time.sleep(1 if job.attempt == 1 else 0)


def main() -> None:
    settings.JOB_PATIENCE = 2
    JOB_KINDS.put("test.crawl", crawl)
    if "begin" in sys.argv:
        with connection.schema_editor() as editor:
            editor.create_model(Job)
        start_job(kind="test.crawl", now=timezone.now())
    app.conf.beat_schedule = {"tick": {"task": "portal.tasks.tick", "schedule": 1.0}}
    EmbeddedService(app, thread=True).start()
    app.Worker(
        pool="solo", concurrency=1, loglevel="WARNING", quiet=True, without_gossip=True, without_mingle=True
    ).start()


main()
