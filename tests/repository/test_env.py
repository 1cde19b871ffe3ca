"""Every environment variable is documented, and nothing is documented that does not exist."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.env import Env, EnvError

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "configuration.md"
FOLDERS = (
    "config",
    "portal",
    "organisations",
    "people",
    "interfaces",
    "participation",
    "wellbeing",
    "reports",
    "tests",
)
READERS = {"text", "flag", "words", "whole"}
NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
# Variables of the tools themselves, which we pass on or read but do not define.
OF_OTHERS = {
    "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTHONUNBUFFERED", "VIRTUAL_ENV",
    "UV_PROJECT_ENVIRONMENT", "UV_PYTHON_DOWNLOADS", "PYTEST_XDIST_WORKER",
}  # fmt: skip


def constants(node: ast.AST) -> set[str]:
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and NAME.fullmatch(each.value)
    }


def is_about_the_surroundings(node: ast.AST) -> bool:
    """os.environ in any use: a call of its methods, a subscript, or a test of membership."""
    return any(isinstance(each, ast.Attribute) and each.attr == "environ" for each in ast.walk(node))


def names_read() -> dict[str, str]:
    """Every variable that our code reads, with the first place where it does."""
    found: dict[str, str] = {}
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: set[str] = set()
            if isinstance(node, ast.Call) and is_about_the_surroundings(node.func):
                names = {name for argument in node.args[:1] for name in constants(argument)}
            elif isinstance(node, ast.Subscript) and is_about_the_surroundings(node.value):
                names = constants(node.slice)
            elif path.name == "env.py" and isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names = constants(node.args[0]) if node.func.id in READERS and node.args else set()
            for name in names - OF_OTHERS:
                found.setdefault(name.removesuffix("_FILE"), str(path.relative_to(ROOT)))
    return found


def names_documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.M))


def test_every_variable_is_documented() -> None:
    missing = {name: place for name, place in names_read().items() if name not in names_documented()}
    assert not missing, f"Add a row to docs/configuration.md for {missing}"


def test_nothing_is_documented_that_does_not_exist() -> None:
    launcher = set(re.findall(r"KUULUU_[A-Z_]+", (ROOT / "kuuluu").read_text(encoding="utf-8")))
    assert names_documented() - set(names_read()) - launcher == set()


def test_only_env_and_the_door_read_the_surroundings() -> None:
    places = {
        place for place in names_read().values() if not place.startswith(("config/env.py", "config/door/", "tests/"))
    }
    assert places == set()


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("p@ss/word\n", encoding="utf-8")
    monkeypatch.setenv("BROKER_URL", "redis://broker:6379/0")
    monkeypatch.setenv("BROKER_PASSWORD_FILE", str(tmp_path / "password"))
    assert Env().broker_url == "redis://:p%40ss%2Fword@broker:6379/0"


def test_a_missing_secret_file_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KUULUU_SECRET_KEY_FILE", str(tmp_path / "nothing"))
    with pytest.raises(EnvError, match=r"KUULUU_SECRET_KEY_FILE points to .*nothing"):
        Env()


@pytest.mark.parametrize(
    "wrong",
    [
        "https://maps.example.fi/", "http://maps.example.fi/{z}/{x}/{y}.png", "https://{s}.example.fi/{z}/{x}/{y}.png",
        "https://maps.example.fi/{z}/{x}/{y}.png; script-src *", "/{z}/{x}/{y}.png",
    ],
)  # fmt: skip
def test_a_map_that_is_no_safe_address_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("KUULUU_MAP_TILES", wrong)
    with pytest.raises(EnvError, match="write an address like"):
        Env()


def test_a_map_is_taken_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUULUU_MAP_TILES", "https://maps.example.fi/{z}/{x}/{y}.png")
    assert Env().map_tiles == "https://maps.example.fi/{z}/{x}/{y}.png"


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUULUU_HTTPS", "maybe")
    with pytest.raises(EnvError, match="write 1 or 0"):
        Env()


def test_commands_of_the_operators_guide_exist() -> None:
    guide = (ROOT / "docs" / "how-to" / "operator.md").read_text(encoding="utf-8")
    steps = guide.partition("## First steps")[2]
    named = set(re.findall(r"\| `([a-z_]+)[ `]", steps)) | set(re.findall(r"manage\.py ([a-z_]+)", guide))
    assert {"load_municipalities", "appoint_administrator", "createsuperuser"} <= named
    assert named <= set(get_commands())
