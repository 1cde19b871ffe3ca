"""Requests a second of the idea list, an idea and the ballot, as ratios to minimal views of plain Django that ask the database the same.

On PostgreSQL under gunicorn with the portal's own settings; the minimal views (minimal.py) live in the same process, behind the same
middleware. References and pages take turns, one request each, so that a busy machine slows both; a figure is the median over the turns.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib import import_module
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from tests.bench.postgres import own_database
from tests.bench.visits import Visitor, get, post

TURNS, WARM_UP = int(os.environ.get("KUULUU_BENCH_TURNS", "600")), 30
LIST_MINIMUM, DETAIL_MINIMUM, BALLOT_MINIMUM = 0.6, 0.3, 0.5
# One worker and one request at a time: what is compared is the work of a request, not how requests queue.
SERVER = (
    "config.wsgi:application",
    "--worker-class",
    "gthread",
    "--workers",
    "1",
    "--threads",
    "2",
    "--keep-alive",
    "60",
)
Say = Callable[[str], object]


@dataclass(frozen=True)
class Subject:
    """What is asked for and what its answer must hold; `reference` is what it is measured against, `minimum` the least ratio."""

    name: str
    requests: Iterator[bytes]
    must_hold: bytes
    reference: str = ""
    minimum: float = 0.0


def run() -> None:
    folder = tempfile.mkdtemp(prefix="kuuluu-bench-data-")
    try:
        with own_database() as url:
            os.environ.update(
                DATABASE_URL=url, KUULUU_DATA=folder, KUULUU_STATIC="", BROKER_URL="", KUULUU_DEMO="", KUULUU_DEBUG="", KUULUU_HTTPS="",
                KUULUU_HOSTS="127.0.0.1", KUULUU_LOG_LEVEL="WARNING", DJANGO_SETTINGS_MODULE="tests.bench.settings",
            )  # fmt: skip
            import django

            django.setup()
            good = measure(sys.stdout.write)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not good:
        sys.exit(1)


def measure(say: Say) -> bool:
    from django.core.management import call_command
    from django.db import connections

    for command, options in (("migrate", {}), ("collectstatic", {"interactive": False})):
        call_command(command, verbosity=0, **options)
    each = 1 + WARM_UP + TURNS  # the first voter is for comparing the statements
    town = import_module("tests.bench.seed").seed(voters=2 * each)
    say(f"500 ideas, {2 * each} voters; {TURNS} requests of each kind, in turn, on PostgreSQL under gunicorn\n")
    same = compare_statements(town, say)
    connections.close_all()
    asked = subjects(town)
    with served() as port:
        times = take_turns(Visitor(port), asked)
    return tell(times, asked, say) and same


def addresses(town: Any) -> dict[str, str]:
    return {
        "minimal list": f"/fi/minimal/{town.place}/ideat/",
        "idea list": f"/fi/{town.place}/ideat/?jarjestys=uusin",
        "minimal POST": f"/fi/minimal/{town.place}/{town.round_slug}/aanesta/",
        "ballot POST": f"/fi/{town.place}/budjetointi/{town.round_slug}/aanesta/",
    }


def subjects(town: Any) -> Sequence[Subject]:
    """References and pages in the order in which they take turns. Each voter votes once, so half of them vote by the minimal view."""
    path, half = addresses(town), len(town.voters) // 2
    votes = {
        name: (post(path[name], voter.body, voter.session) for voter in voters)
        for name, voters in (("minimal POST", town.voters[1:half]), ("ballot POST", town.voters[half + 1 :]))
    }
    ideas = cycle([get(f"/fi/asiat/{reference}/") for reference in town.references])
    return (
        Subject("minimal list", cycle([get(path["minimal list"])]), b"<li>"),
        Subject("idea list", cycle([get(path["idea list"])]), b"idea__title", "minimal list", LIST_MINIMUM),
        Subject("idea detail", ideas, b"path__step", "minimal list", DETAIL_MINIMUM),
        Subject("minimal POST", votes["minimal POST"], b"<p>"),
        Subject("ballot POST", votes["ballot POST"], b"code-box", "minimal POST", BALLOT_MINIMUM),
    )


def compare_statements(town: Any, say: Say) -> bool:
    """Whether each reference asks the database exactly what its page asks. Differences are printed."""
    path, half = addresses(town), len(town.voters) // 2
    lists = [statements(path[name]) for name in ("minimal list", "idea list")]
    ballots = [
        statements(path[name], voter)
        for name, voter in (("minimal POST", town.voters[0]), ("ballot POST", town.voters[half]))
    ]
    same = True
    for name, (reference, page) in (("idea list", lists), ("ballot POST", ballots)):
        if reference == page:
            say(f"{name}: {len(page)} statements, the same as its reference's\n")
        else:
            same = False
            say(f"{name}: the reference does not ask the same.\nreference:\n{lines(reference)}\npage:\n{lines(page)}\n")
    return same


def statements(path: str, voter: Any = None) -> list[str]:
    """The statements of one request, with their values left out."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    if voter:
        client.cookies["sessionid"] = voter.session
    with CaptureQueriesContext(connection) as captured:
        kind = "application/x-www-form-urlencoded"
        answer = client.post(path, voter.body, content_type=kind) if voter else client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return [re.sub(r"'(?:[^']|'')*'|\b\d+\b|\bs\d+_x\d+\b", "?", query["sql"]) for query in captured.captured_queries]


def lines(asked: Sequence[str]) -> str:
    return "\n".join(f"  {sql}" for sql in asked)


@contextmanager
def served() -> Iterator[int]:
    """The portal under gunicorn on a free port, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *SERVER,
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    server = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/terveys/elossa")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("The web server does not answer.")


def take_turns(visitor: Visitor, asked: Sequence[Subject]) -> dict[str, list[float]]:
    """Seconds of each request, by subject."""
    times: dict[str, list[float]] = {subject.name: [] for subject in asked}
    dice = Random(2026)
    for turn in range(WARM_UP + TURNS):
        # In any order, so that nobody always comes after the same one: a request pays a little for the one before.
        for subject in dice.sample(asked, len(asked)):
            seconds = visitor.seconds(next(subject.requests), subject.must_hold)
            if turn >= WARM_UP:
                times[subject.name].append(seconds)
    return times


def tell(times: dict[str, list[float]], asked: Sequence[Subject], say: Say) -> bool:
    """The figures; True when every ratio is reached."""
    reached = True
    for subject in asked:
        line = f"{subject.name:13}{1 / median(times[subject.name]):7.0f} requests/s"
        if subject.reference:
            ratio = median(times[subject.reference]) / median(times[subject.name])
            is_good = ratio >= subject.minimum
            reached = reached and is_good
            line += f"   {ratio:.2f} of the {subject.reference}, at least {subject.minimum:.1f}: {'reached' if is_good else 'MISSED'}"
        say(f"{line}\n")
    return reached
