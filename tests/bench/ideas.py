"""The list of ideas and an idea with 1,000 and with 100,000 ideas (three comments each): how many times slower, and how many queries.

Two databases on the same PostgreSQL, two portals under gunicorn. The two take turns, one request each, so that a busy machine slows both;
a figure is the median over the turns. Nothing is cached between requests but what PostgreSQL keeps in memory.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.bench.pages import served
from tests.bench.postgres import own_database
from tests.bench.visits import Visitor, get
from tests.queries import PAGE_BUDGET

TRIGRAMS = "matter_title_trigrams"
FEW, MANY = 1_000, int(os.environ.get("KUULUU_BENCH_IDEAS", "100000"))
TURNS, WARM_UP = int(os.environ.get("KUULUU_BENCH_TURNS", "200")), 15
MOST = 1.3


@dataclass
class Town:
    """A portal of one size, and what is asked of it by name."""

    port: int
    requests: Mapping[str, Iterator[bytes]]
    queries: Mapping[str, int]
    similar: Mapping[str, Any]


def run() -> None:
    folder = tempfile.mkdtemp(prefix="kuuluu-bench-data-")
    try:
        with own_database() as url, second_database(url) as other, ExitStack() as stack:
            os.environ.update(
                KUULUU_DATA=folder, KUULUU_STATIC="", BROKER_URL="", KUULUU_DEMO="", KUULUU_DEBUG="", KUULUU_HTTPS="",
                KUULUU_HOSTS="127.0.0.1", KUULUU_LOG_LEVEL="WARNING", DJANGO_SETTINGS_MODULE="config.settings",
            )  # fmt: skip
            towns = [stack.enter_context(town_of(count, address)) for count, address in ((FEW, url), (MANY, other))]
            good = tell(take_turns(towns), towns)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not good:
        sys.exit(1)


@contextmanager
def second_database(url: str) -> Iterator[str]:
    """Another empty database beside the first, dropped at the end."""
    name = f"{urlsplit(url).path.strip('/')}_many"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def town_of(count: int, url: str) -> Iterator[Town]:
    """A portal with so many ideas, filled and served until the end of the block."""
    os.environ["DATABASE_URL"] = url
    sys.stdout.write(f"{count} ideas, {3 * count} comments …\n")
    sys.stdout.flush()
    made = subprocess.run(
        [sys.executable, "-m", "tests.bench.crowd", str(count)], cwd=Path(__file__).parents[2], check=True, stdout=subprocess.PIPE
    )
    facts = json.loads(made.stdout)
    with served() as port:
        requests = {name: cycle([get(path) for path in paths]) for name, paths in facts["addresses"].items()}
        yield Town(port, requests, facts["queries"], facts["similar"])


def take_turns(towns: Sequence[Town]) -> dict[str, list[list[float]]]:
    """Seconds of each request by name: of the few, of the many."""
    dice = Random(2026)
    names = list(towns[0].requests)
    visitors = [Visitor(town.port) for town in towns]
    times: dict[str, list[list[float]]] = {name: [[], []] for name in names}
    for turn in range(WARM_UP + TURNS):
        for name in dice.sample(names, len(names)):
            must_hold = b"path__step" if name == "idea" else b"idea__title"
            for town, visitor, found in dice.sample(list(zip(towns, visitors, times[name], strict=True)), 2):
                seconds = visitor.seconds(next(town.requests[name]), must_hold)
                if turn >= WARM_UP:
                    found.append(seconds)
    return times


def tell(times: Mapping[str, Sequence[Sequence[float]]], towns: Sequence[Town]) -> bool:
    """The figures; True when every ratio and every budget is kept."""
    say, kept = sys.stdout.write, True
    say(f"\n{TURNS} requests of each kind and size, in turn, on PostgreSQL under gunicorn\n")
    say(f"{'':18}{f'{FEW} ideas':>14}{f'{MANY} ideas':>16}{'ratio':>8}{'queries':>9}\n")
    for name, (few, many) in times.items():
        ratio, queries = median(many) / median(few), max(town.queries[name] for town in towns)
        is_good = ratio <= MOST and queries <= PAGE_BUDGET
        kept = kept and is_good
        line = f"{name:18}{median(few) * 1000:11.1f} ms{median(many) * 1000:13.1f} ms{ratio:8.2f}{queries:9}"
        say(f"{line}{'' if is_good else '   MISSED'}\n")
    similar = towns[-1].similar
    by_index = TRIGRAMS in similar["indexes"]
    kept = kept and by_index
    say(f"ideas like the one that is written: {similar['milliseconds']:.1f} ms by {', '.join(similar['indexes']) or 'no index'}")
    say(f"{'' if by_index else f'   MISSED: not by {TRIGRAMS}'}\n")
    say(f"at most {MOST} and {PAGE_BUDGET} queries: {'reached' if kept else 'MISSED'}\n")
    return kept
