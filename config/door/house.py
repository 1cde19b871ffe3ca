"""The data folder of one running portal: where it is, who holds it, and what was prepared in it."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .environment import ROOT
from .machine import DoorError


@dataclass(frozen=True)
class House:
    data: Path

    @property
    def database(self) -> Path:
        return self.data / "db.sqlite3"

    @property
    def demo(self) -> Path:
        """Lies here once the demo has been loaded; demo mode holds in this folder only then."""
        return self.data / "demo"

    @property
    def prepared(self) -> Path:
        return self.data / "prepared.json"

    def has_demo(self) -> bool:
        return self.demo.is_file()

    def make(self) -> None:
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise DoorError(f"The data folder {self.data} cannot be made: {error.strerror}") from error
        if not os.access(self.data, os.W_OK):
            raise DoorError(f"The data folder {self.data} cannot be written by this user.")

    def hold(self) -> IO[str]:
        """Take the folder for this process; two portals in one folder would do every job twice."""
        lock = (self.data / "running").open("a", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DoorError(
                f"Kuuluu already runs with the data folder {self.data}. Name another with --data."
            ) from error
        return lock

    def is_prepared(self) -> bool:
        """Whether this very code has already migrated this embedded database."""
        try:
            known = json.loads(self.prepared.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return not is_elsewhere() and self.database.exists() and known.get("code") == digest()

    def surroundings(self) -> dict[str, str]:
        """The environment variables of every process of this portal."""
        given = {**os.environ, "KUULUU_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "config.settings"}
        if self.has_demo():
            given.setdefault("KUULUU_DEMO", "1")
        given.setdefault("PYTHONUNBUFFERED", "1")
        return given


def is_elsewhere() -> bool:
    """Whether the database is not the embedded one."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def house(data: str | None = None) -> House:
    chosen = data or os.environ.get("KUULUU_DATA") or str(ROOT / "var")
    return House(Path(chosen).expanduser().resolve())


def sources() -> Iterable[Path]:
    """Files of the code by which a prepared database may differ."""
    for folder in sorted(path.parent for path in ROOT.glob("*/__init__.py")):
        if folder.name != "tests":
            yield from folder.rglob("*.py")


def digest() -> str:
    """A fingerprint of the code by name, size and time: it notices a pull or an edit and is cheap."""
    marks = sorted(f"{path.relative_to(ROOT)} {(seen := path.stat()).st_size} {seen.st_mtime_ns}" for path in sources())
    return hashlib.sha256("\n".join([*marks, str((ROOT / "uv.lock").stat().st_mtime_ns)]).encode()).hexdigest()
