"""What pip installs is what uv locked, and every dependency says why it is there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def pinned(name: str) -> dict[str, set[str]]:
    """The packages of a requirements file as `name version`, each with its hashes."""
    found: dict[str, set[str]] = {}
    current = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([\w.-]+)(?:\[.*\])?==([^\s;]+)", line):
            current = f"{match[1]} {match[2]}"
            found[current] = set()
        elif match := re.search(r"--hash=(\S+)", line):
            found[current].add(match[1])
    return found


def test_requirements_say_the_same_as_the_lock() -> None:
    locked = {
        f"{package['name']} {package['version']}": {
            each["hash"] for each in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        }
        for package in read("uv.lock")["package"]
        if "registry" in package["source"]
    }
    every = pinned("requirements-dev.txt")
    assert set(every) == set(locked)
    for name, hashes in every.items():
        assert hashes == locked[name], f"{name}: export the requirements again (CONTRIBUTING.md)"


def test_running_the_portal_needs_no_tool_of_the_tests() -> None:
    running, every = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert running.items() <= every.items()
    names = {entry.partition(" ")[0] for entry in running}
    assert {"django", "weasyprint", "celery", "gunicorn"} <= names
    assert not names & {"pytest", "playwright", "mypy", "ruff", "hypothesis"}


@pytest.mark.parametrize("start", ["dependencies = [", "dev = ["])
def test_every_dependency_has_a_reason(start: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index(start) :].partition("\n]")[0].splitlines()[1:]
    assert block
    without = [line.strip() for line in block if not re.search(r'",\s+# \w.{9,}', line)]
    assert not without, f"Say in a comment why: {without}"


def test_licence_is_the_one_that_is_declared() -> None:
    assert read("pyproject.toml")["project"]["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
