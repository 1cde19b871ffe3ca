"""The house stands: floors, slices and rooms import only what is below them, and rules are pure."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("portal", "organisations", "people", "interfaces", "participation", "wellbeing", "reports", "config")
SLICED = ("interfaces", "participation", "wellbeing", "reports")

# What a decision may never depend on: the database, the request, files, chance, or the clock of the machine.
IMPURE = (
    "django.db", "django.http", "django.shortcuts", "django.template", "django.core.mail", "django.core.cache", "django.conf",
    "os", "pathlib", "subprocess", "socket", "urllib", "http", "requests", "random", "secrets", "time",
)  # fmt: skip
CLOCK = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today")}
HTTP = ("django.http", "django.shortcuts", "django.contrib.messages", "django.template", "django.views")
BELOW_THE_EDGE = ("rules", "enums", "exceptions", "permissions", "queries", "actions", "tasks")
DOOR_BEFORE_THE_ENVIRONMENT = ("__init__", "__main__", "commands", "environment", "house", "keeper", "machine")


def modules_of(room: str) -> Iterator[Path]:
    """Every file of a room in the product, whether one module or a folder of them."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if path.stem == room or room in path.relative_to(ROOT).parts[:-1]:
                yield path


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def is_under(name: str, roots: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def offences(path: Path, forbidden: tuple[str, ...]) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}" for line, name in imports(tree) if is_under(name, forbidden)
    ]


def slices() -> set[str]:
    """Every place with rooms: the three low floors themselves, and the slices of the others."""
    found = {"portal", "organisations", "people"}
    for floor in SLICED:
        found |= {f"{floor}.{path.parent.name}" for path in (ROOT / floor).glob("*/apps.py")}
    return found


def contracts() -> dict[str, dict[str, list[str]]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_the_contracts_of_the_house_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_slice_is_under_the_contracts() -> None:
    known = contracts()
    assert set(known["rooms"]["containers"]) == slices()
    sideways = {module for floor in SLICED for module in known[f"slices-{floor}"]["modules"]}
    assert sideways == {name for name in slices() if "." in name}


def test_rules_are_pure() -> None:
    found = [text for path in modules_of("rules") for text in offences(path, IMPURE)]
    assert not found, "\n".join(found)


def test_rules_are_told_the_time() -> None:
    found = []
    for path in modules_of("rules"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
            ):
                if (node.func.value.id, node.func.attr) in CLOCK:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} reads the clock")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} opens a file")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("room", BELOW_THE_EDGE)
def test_http_stays_at_the_edge(room: str) -> None:
    found = [text for path in modules_of(room) for text in offences(path, HTTP)]
    assert not found, "\n".join(found)


def test_the_door_opens_with_the_standard_library_alone() -> None:
    for name in DOOR_BEFORE_THE_ENVIRONMENT:
        path = ROOT / "config" / "door" / f"{name}.py"
        for line, module in imports(ast.parse(path.read_text(encoding="utf-8"))):
            top = module.partition(".")[0]
            assert top in sys.stdlib_module_names or top == "door", f"{path.name}:{line} imports {module}"
