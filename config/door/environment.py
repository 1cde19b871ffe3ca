"""The Python environment in .venv: by uv when it is present, otherwise venv and the hash-locked requirements."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .machine import DoorError, has_venv, say, uv

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
# Written last, so that a half-made environment is made again and a ready one costs nothing to check.
STAMP = HOME / "kuuluu.json"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands given at once must not build the same environment together."""
    with (ROOT / "uv.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def locked() -> str:
    return hashlib.sha256((ROOT / "uv.lock").read_bytes()).hexdigest()


def is_ready(for_tests: bool) -> bool:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and stamp.get("locked") == locked() and (not for_tests or stamp.get("tests") is True)


def ensure(for_tests: bool = False) -> None:
    """Make or complete the environment. Raises DoorError when neither uv nor pip manages."""
    if is_ready(for_tests):
        return
    with one_at_a_time():
        if is_ready(for_tests):
            return
        start = time.monotonic()
        program = uv()
        say(f"Making the Python environment in .venv with {'uv' if program else 'pip'} …")
        if not (program and by_uv(program, for_tests)):
            by_pip(for_tests)
        STAMP.write_text(json.dumps({"locked": locked(), "tests": for_tests}), encoding="utf-8")
        say(f"  ready in {time.monotonic() - start:.0f} s")


def base_python() -> str:
    """The interpreter itself, also when the door was opened from inside another environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def by_uv(program: str, for_tests: bool) -> bool:
    """True when uv made the environment; an old uv that cannot read the lock leaves the work to pip."""
    surroundings = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(HOME), "UV_PYTHON_DOWNLOADS": "never"}
    surroundings.pop("VIRTUAL_ENV", None)
    command = [program, "sync", "--frozen", "--inexact", "--quiet", *([] if for_tests else ["--no-dev"])]
    if not PYTHON.exists():
        command += ["--python", base_python()]
    run = subprocess.run(command, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode == 0:
        return True
    if not has_venv():
        raise DoorError(f"uv could not make the environment:\n{run.stderr.strip()}")
    say(f"  uv could not ({(run.stderr.strip().splitlines() or ['no reason given'])[-1]}); trying pip")
    return False


def by_pip(for_tests: bool) -> None:
    has_pip = (
        PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    )
    if not has_pip:
        quietly([base_python(), "-m", "venv", "--clear", str(HOME)])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", "--no-input"]
    quietly([*pip, "--require-hashes", "-r", "requirements-dev.txt" if for_tests else "requirements.txt"])


def quietly(command: list[str]) -> None:
    run = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode:
        tail = "\n".join((run.stdout + run.stderr).splitlines()[-15:])
        raise DoorError(f"{tail}\nThis failed: {' '.join(command)}")
