"""A database of the benchmark's own on PostgreSQL: on the server of DATABASE_URL, otherwise on one that lives as long as the benchmark."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from config.door.machine import NEEDS_PACKAGES, apt_line, postgres_programs

# Nothing here outlives the run, so nothing waits for the disk: the wait would be the same for both sides of a ratio and hide our part.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def own_database() -> Iterator[str]:
    """The address of an empty database `kuuluu_bench_<pid>`, which is dropped at the end."""
    given = os.environ.get("DATABASE_URL", "")
    if given:
        with database_on(given) as url:
            yield url
    else:
        with own_server() as server, database_on(server) as url:
            yield url


@contextmanager
def database_on(server: str) -> Iterator[str]:
    name = f"kuuluu_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def own_server() -> Iterator[str]:
    """A server in a temporary folder, without a port: it is reached by a socket in that folder."""
    programs = postgres_programs()
    if programs is None:
        sys.stderr.write(f"PostgreSQL is missing. Run as root:\n  {apt_line(['postgresql'])}\nor set DATABASE_URL.\n")
        sys.exit(NEEDS_PACKAGES)
    folder = Path(tempfile.mkdtemp(prefix="kuuluu-bench-"))
    prefix: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        prefix = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data = str(folder / "db")
    run(
        [
            *prefix,
            f"{programs}/initdb",
            "-D",
            data,
            "-U",
            "kuuluu",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
    )
    options = f"-c listen_addresses= -c unix_socket_directories={folder} {HASTY}"
    control = [*prefix, f"{programs}/pg_ctl", "-D", data, "-w", "-s"]
    try:
        run([*control, "-l", f"{data}/log", "-o", options, "start"])
        yield f"postgres://kuuluu@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd="/", capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def run(command: Sequence[str]) -> None:
    # Output goes to a file, not a pipe: the server would hold the pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        if done.returncode:
            said.seek(0)
            sys.exit(f"This failed: {' '.join(command)}\n{said.read().decode(errors='replace')}")
