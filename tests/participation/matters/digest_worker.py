"""A writer of daily messages in a process of its own: `python -m tests.participation.matters.digest_worker WAIT_FOR NOW [STATEMENT]`.

Says it is ready, starts when the file WAIT_FOR appears, and prints how many messages it wrote. With a STATEMENT it kills itself right
after the first SQL statement that begins so; after COMMIT, when the first message has been committed.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import django


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killer(statement: str) -> Callable[..., Any]:
    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.replace('"', "").startswith(statement):
            die()
        return result

    return watch


def main(wait_for: Path, now: datetime, statement: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection

    from participation.matters.actions import digest

    print("ready", flush=True)
    while not wait_for.exists():
        time.sleep(0.005)
    if statement == "COMMIT":
        digest.write_digests(now=now)
        die()
    with connection.execute_wrapper(killer(statement or "nothing begins so")):
        print(digest.write_digests(now=now), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), "".join(sys.argv[3:4]))
