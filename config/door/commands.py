"""The commands of `./kuuluu`: up, test, manage, bench."""

import argparse
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence

from . import environment
from .environment import PYTHON, ROOT
from .house import House, digest, house, is_elsewhere
from .keeper import Child, Keeper, die_with_parent
from .machine import DoorError, bench_needs, environment_needs, pdf_needs, provide, say, test_needs

USAGE = """Kuuluu: the portal and its tools in one command.

  ./kuuluu up [--port 8000] [--data DIR] [--empty]   start the portal; the first time with a demo
  ./kuuluu test [pytest arguments]                   install what the tests need and run them
  ./kuuluu manage COMMAND …                          Django's manage.py inside the environment
  ./kuuluu bench [NAME]                              run a benchmark, or list them

Settings come from environment variables: docs/configuration.md."""


def up(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./kuuluu up", description="Start the portal on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default 8000)")
    parser.add_argument("--data", metavar="DIR", help="database, uploads and broker folder (default ./var)")
    parser.add_argument("--empty", action="store_true", help="do not load the demo into an empty database")
    chosen = parser.parse_args(words)
    provide([*environment_needs(), *pdf_needs()], later=test_needs())
    environment.ensure()
    home = house(chosen.data)
    home.make()
    held = home.hold()
    try:
        check_port(chosen.port)
        if not home.is_prepared():
            prepare(home, chosen.empty)
        run_portal(home, chosen.port)
    finally:
        held.close()
    return 0


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise DoorError(f"Port {port} cannot be used ({error}). Choose another with --port.") from error


def prepare(home: House, empty: bool) -> None:
    """Migrate and load the demo into an empty database, in one process inside the environment."""
    surroundings = home.surroundings()
    if not empty:
        surroundings.setdefault("KUULUU_DEMO", "1")
    seen = digest()
    command = [str(PYTHON), "-m", "config.door.prepare", *(["--empty"] if empty else [])]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the launcher, which ends this in silence
        preexec_fn=die_with_parent,
    )
    if run.returncode:
        raise DoorError(
            "The database could not be prepared; the reason is above.", run.returncode if run.returncode > 0 else 1
        )
    known = json.loads(home.prepared.read_text(encoding="utf-8"))
    home.prepared.write_text(json.dumps({**known, "code": seen}, ensure_ascii=False), encoding="utf-8")


def run_portal(home: House, port: int) -> None:
    address = f"http://127.0.0.1:{port}"
    surroundings = home.surroundings()
    surroundings.setdefault("KUULUU_ADDRESS", address)
    server = ["config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2"]
    # Loaded once and then forked: half the work at the start, less memory afterwards.
    server += ["--preload", "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]
    children = [
        Child("web server", [str(PYTHON), "-m", "gunicorn", *server]),
        Child("worker", [str(PYTHON), "-m", "config.door.worker"]),
    ]

    def welcome() -> None:
        say(f"\nKuuluu is open: {address}")
        accounts = json.loads(home.prepared.read_text(encoding="utf-8")).get("accounts", "")
        if home.has_demo() and accounts:
            say(f"\nDemo accounts (one click on {address}/fi/kirjaudu/):\n\n{accounts}")
        say(f"\nData: {'DATABASE_URL' if is_elsewhere() else home.database}. Stop with Ctrl-C.")

    os.chdir(ROOT)
    Keeper(children, surroundings).keep(port, welcome)
    say("Kuuluu is closed.")


def test(words: Sequence[str]) -> int:
    provide([*environment_needs(), *pdf_needs(), *test_needs()])
    environment.ensure(for_tests=True)
    # A folder of its own: a portal that runs beside the tests keeps its files, and static files are found unhashed.
    home = House(ROOT / "var" / "test")
    home.make()
    surroundings = {**os.environ, "KUULUU_DATA": str(home.data), "PYTHONUNBUFFERED": "1"}
    surroundings.pop("KUULUU_DEMO", None)
    return hand_over([str(PYTHON), "-m", "pytest", "-rs", *(words or side_by_side())], surroundings)


def side_by_side() -> list[str]:
    """The whole suite runs on all processors; neighbours stay together, so that what a file starts is seldom started twice."""
    workers = min(len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1, 4)
    return ["--numprocesses", str(workers), "--dist", "worksteal"] if workers > 1 else []


def manage(words: Sequence[str]) -> int:
    provide(environment_needs() if not environment.is_ready(for_tests=False) else [])
    environment.ensure()
    home = house()
    home.make()
    return hand_over([str(PYTHON), "manage.py", *words], home.surroundings())


def bench(words: Sequence[str]) -> int:
    provide([*environment_needs(), *pdf_needs(), *bench_needs(words)])
    environment.ensure(for_tests=True)
    return hand_over([str(PYTHON), "-m", "tests.bench", *words], dict(os.environ))


def hand_over(command: Sequence[str], surroundings: dict[str, str]) -> int:
    """Become the command, so that its exit code, its last line and the signals to it are its own."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(command[0], list(command), surroundings)  # noqa: S606 no shell is wanted


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"up": up, "test": test, "manage": manage, "bench": bench}


def main(words: Sequence[str]) -> int:
    if not words or words[0] in {"help", "--help", "-h"}:
        say(USAGE)
        return 0 if words else 2
    if words[0] not in COMMANDS:
        print(f"./kuuluu has no command “{words[0]}”.\n\n{USAGE}", file=sys.stderr)
        return 2
    # Several processes start from these modules: what the first one compiles, the others only read.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return COMMANDS[words[0]](words[1:])
    except DoorError as error:
        print(error, file=sys.stderr, flush=True)
        return error.code
    except KeyboardInterrupt:
        return 130
