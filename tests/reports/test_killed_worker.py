"""A worker killed while it compiles leaves a job that the next worker takes up, and every document is made anew."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.portal.test_jobs import ROOT, row, wait_until


def worker(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    own = {"DATABASE_URL", "BROKER_URL"}
    surroundings = {k: v for k, v in os.environ.items() if k not in own} | {
        "KUULUU_DATA": str(folder),
        "KUULUU_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.reports.compile_worker", *words]
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, start_new_session=True)


def asked(folder: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "db.sqlite3", timeout=5) as database:
        return list(database.execute(question))


def documents(folder: Path) -> list[tuple[object, ...]]:
    try:
        return asked(folder, "SELECT kind, language, file, sha256 FROM documents_document ORDER BY id")
    except sqlite3.OperationalError:
        return []


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_worker_killed_between_two_documents_leaves_a_version_that_is_made_anew(tmp_path: Path) -> None:
    first = worker(tmp_path, "begin")
    half_made: Callable[[], bool] = lambda: 1 <= len(documents(tmp_path)) < 5
    second = None
    try:
        assert wait_until(half_made, 60), "the first worker never wrote a document"
        end(first)
        assert row(tmp_path)[:2] == ("running", 1)
        assert asked(tmp_path, "SELECT state FROM documents_version") == [("compiling",)]
        second = worker(tmp_path)
        assert wait_until(lambda: row(tmp_path)[0] in {"done", "failed"}, 60), f"the job stayed {row(tmp_path)}"
        assert row(tmp_path)[:2] == ("done", 2)
    finally:
        for process in filter(None, (first, second)):
            end(process)
    assert asked(tmp_path, "SELECT number, state FROM documents_version") == [(1, "ready")]
    made = documents(tmp_path)
    assert len(made) == len({name for _kind, _language, name, _sum in made}) == 5
    for _kind, _language, name, checksum in made:
        assert hashlib.sha256((tmp_path / "files" / str(name)).read_bytes()).hexdigest() == checksum
