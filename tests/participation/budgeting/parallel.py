"""Running code in threads that each have their own connection to the test's database, on PostgreSQL and on SQLite.

SQLite's test database lives in memory, where connections do not wait for each other as they do on a file. So the threads get a copy
of it on disk, opened with the product's own options.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.utils import load_backend


class Threads:
    """`run` starts a call in a thread of its own; `all` starts many at once and gives their results, exceptions as values."""

    def __init__(self, pool: ThreadPoolExecutor, file: Path | None) -> None:
        self.pool = pool
        self.file = file

    def run(self, call: Callable[[], Any]) -> "Future[Any]":
        return self.pool.submit(self.connected, call)

    def all(self, calls: Sequence[Callable[[], Any]]) -> list[Any]:
        return [result(future) for future in [self.run(call) for call in calls]]

    def connected(self, call: Callable[[], Any]) -> Any:
        if self.file is not None:
            settings = {**connections.settings["default"], "NAME": str(self.file)}
            connections["default"] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
        try:
            return call()
        finally:
            connections["default"].close()


def result(future: "Future[Any]") -> Any:
    error = future.exception(timeout=60)
    return future.result() if error is None else error


@contextmanager
def threads(folder: Path, most: int = 20) -> Iterator[Threads]:
    """Threads on the database as it is now; what they write is read in `run` too (on SQLite it is in the copy)."""
    file = None
    if connection.vendor == "sqlite":
        file = folder / "parallel.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
        copy.close()
    with ThreadPoolExecutor(most) as pool:
        yield Threads(pool, file)
