"""Makes a data folder ready in one process: migrations, and the demo into an empty database."""

import argparse
import io
import json
import sys
import time
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands

from config.env import Env

# Settings choose hashed static files when there is a manifest; an empty one lets the first gathering write it.
EMPTY_MANIFEST = {"version": "1.1", "paths": {}, "hash": ""}


def is_empty() -> bool:
    """Nobody and no place: what a database holds right after its first migration."""
    models = (apps.get_model("organisations", "Organisation"), apps.get_model("people", "User"))
    return not any(model._default_manager.exists() for model in models)


def load_demo(data: Path) -> None:
    start = time.monotonic()
    print("Loading the demo …", flush=True)
    # One transaction: after an interruption the database is as empty as before, and the next start tries again.
    call_command("load_demo", stdout=io.StringIO())
    (data / "demo").touch()
    print(f"  loaded in {time.monotonic() - start:.0f} s", flush=True)


def gather_static_files() -> None:
    """Hash and compress them for an image. On one machine they are served from where they lie."""
    manifest = Env().static / "staticfiles.json"
    if not manifest.exists():
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(json.dumps(EMPTY_MANIFEST), encoding="ascii")
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def demo_accounts() -> str:
    said = io.StringIO()
    call_command("demo_accounts", stdout=said)
    return said.getvalue().rstrip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="config.door.prepare")
    parser.add_argument("--empty", action="store_true", help="load no demo")
    parser.add_argument("--static", action="store_true", help="only gather static files, as when an image is built")
    chosen = parser.parse_args()
    if chosen.static:
        gather_static_files()
        return 0
    django.setup()
    data = Path(settings.DATA)
    known = get_commands()
    call_command("migrate", interactive=False, verbosity=0)
    if not chosen.empty and "load_demo" in known and is_empty():
        load_demo(data)
    accounts = demo_accounts() if (data / "demo").exists() and "demo_accounts" in known else ""
    (data / "prepared.json").write_text(json.dumps({"accounts": accounts}, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
