"""Models and migrations agree, and migrations have names that say what they do."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(out.getvalue())
    assert "No changes detected" in out.getvalue()


def test_no_migration_has_an_automatic_name():
    names = [p.name for p in ROOT.rglob("*/migrations/0*.py") if ".venv" not in p.parts]
    assert not [name for name in names if re.search(r"_auto_|_alter_\w+_and_more|_\d{8}", name)]
