"""The ballot POST with 100,000 ballots in the database against an empty box: how many times slower.

Two databases on the same PostgreSQL, two portals under gunicorn. The two take turns, one vote each, so that a busy machine slows both;
a figure is the median over the turns.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from statistics import median

from tests.bench.ideas import second_database
from tests.bench.pages import served
from tests.bench.postgres import own_database
from tests.bench.visits import Visitor, post

MANY = int(os.environ.get("KUULUU_BENCH_BALLOTS", "100000"))
TURNS, WARM_UP = int(os.environ.get("KUULUU_BENCH_TURNS", "600")), 30
MOST = 1.1

Portal = tuple[int, Iterator[bytes]]  # its port, and the votes that are sent to it


def run() -> None:
    folder = tempfile.mkdtemp(prefix="kuuluu-bench-data-")
    try:
        with own_database() as url, second_database(url) as other, ExitStack() as stack:
            os.environ.update(
                KUULUU_DATA=folder, KUULUU_STATIC="", BROKER_URL="", KUULUU_DEMO="", KUULUU_DEBUG="", KUULUU_HTTPS="",
                KUULUU_HOSTS="127.0.0.1", KUULUU_LOG_LEVEL="WARNING", DJANGO_SETTINGS_MODULE="config.settings",
            )  # fmt: skip
            portals = [stack.enter_context(portal_with(count, address)) for count, address in ((0, url), (MANY, other))]
            good = tell(take_turns(portals))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not good:
        sys.exit(1)


@contextmanager
def portal_with(count: int, url: str) -> Iterator[Portal]:
    """A portal with so many ballots in its box, filled and served until the end of the block."""
    os.environ["DATABASE_URL"] = url
    sys.stdout.write(f"{count} ballots …\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "tests.bench.box", str(count), str(WARM_UP + TURNS)]
    made = json.loads(subprocess.run(command, cwd=Path(__file__).parents[2], check=True, stdout=subprocess.PIPE).stdout)
    with served() as port:
        yield port, (post(made["path"], body, session) for session, body in made["voters"])


def take_turns(portals: Sequence[Portal]) -> list[list[float]]:
    """Seconds of each vote: into the empty box, into the full one."""
    dice, times = Random(2026), [list[float]() for _portal in portals]
    # Connected only now: a server ends a connection that waits while the other box is filled.
    boxes = [(Visitor(port), votes) for port, votes in portals]
    for turn in range(WARM_UP + TURNS):
        for (visitor, votes), found in dice.sample(list(zip(boxes, times, strict=True)), 2):
            seconds = visitor.seconds(next(votes), b"code-box")
            if turn >= WARM_UP:
                found.append(seconds)
    return times


def tell(times: Sequence[Sequence[float]]) -> bool:
    """The figures; True when the ratio is kept."""
    empty, full = (median(found) for found in times)
    ratio = full / empty
    sys.stdout.write(f"{TURNS} votes into each box, in turn, on PostgreSQL under gunicorn\n")
    sys.stdout.write(f"empty box {empty * 1000:.1f} ms, {MANY} ballots {full * 1000:.1f} ms, ratio {ratio:.3f}, at most {MOST}: ")
    sys.stdout.write("reached\n" if ratio <= MOST else "MISSED\n")
    return ratio <= MOST
