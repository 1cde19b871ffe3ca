"""Every task says why running it twice does no harm, and stands in this list with the test that proves it."""

import importlib
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
for config in apps.get_app_configs():
    if (Path(config.path) / "tasks.py").exists() and Path(config.path).is_relative_to(ROOT):
        importlib.import_module(f"{config.name}.tasks")
TASKS = sorted(name for name in current_app.tasks if not name.startswith("celery."))

# task -> the test (file::name) that runs it twice or kills it
PROOFS = {
    "people.tasks.drain_outbox": "tests/people/test_outbox.py",
    "portal.tasks.run_job": "tests/portal/test_jobs.py",
    "portal.tasks.run_minute_work": "tests/portal/test_jobs.py",
    "portal.tasks.tick": "tests/portal/test_jobs.py",
}


@pytest.mark.parametrize("name", TASKS)
def test_every_task_says_why_it_is_idempotent(name):
    assert re.search(r"Idempotent: \S.{15,}", current_app.tasks[name].__doc__ or ""), f"{name} gives no proof"


def test_every_task_is_listed_with_its_proof():
    assert set(TASKS) == set(PROOFS)
    assert all((ROOT / path.split("::")[0]).exists() for path in PROOFS.values())
