"""What the machine must have, and how it gets it: Debian packages for WeasyPrint, for venv and for the tests."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Exit code for "the machine lacks something that only its owner can install".
NEEDS_PACKAGES = 3

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The names that WeasyPrint opens; each with the Debian package that brings it.
LIBRARIES = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libfontconfig.so.1": "libpango-1.0-0",
    "libharfbuzz.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class DoorError(Exception):
    """The command cannot go on; the text is for the person at the terminal."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Need:
    package: str
    why: str
    is_met: Callable[[], bool]


def say(text: str) -> None:
    print(text, flush=True)


def uv() -> str | None:
    return shutil.which("uv")


def opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(path.suffix in {".ttf", ".otf"} for folder in folders if folder.is_dir() for path in folder.rglob("*"))


def has_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def venv_package() -> str:
    """Debian keeps ensurepip apart, in a package per Python version; python3-venv serves the default one."""
    default = shutil.which("python3", path="/usr/bin")
    is_default = default is not None and Path(default).resolve() == Path(sys.executable).resolve()
    return "python3-venv" if is_default else f"python3.{sys.version_info.minor}-venv"


def browser() -> str | None:
    """Chromium for the browser tests: the one named by KUULUU_CHROMIUM, or the first on the path."""
    named = os.environ.get("KUULUU_CHROMIUM", "")
    if named:
        return shutil.which(named)
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def postgres_programs() -> str | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL: Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return str(found[-1].parent) if found else str(Path(on_path).parent) if on_path else None


def environment_needs() -> list[Need]:
    return [] if uv() else [Need(venv_package(), "Python environment", has_venv)]


def pdf_needs() -> list[Need]:
    if sys.platform != "linux":
        return []
    needs = [Need(package, "PDF reports", lambda name=name: opens(name)) for name, package in LIBRARIES.items()]  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    return [*needs, Need("fonts-dejavu-core", "PDF reports", has_font)]


def test_needs() -> list[Need]:
    return [
        Need("chromium", "browser tests", lambda: browser() is not None),
        Need("libatomic1", "browser tests", lambda: sys.platform != "linux" or opens("libatomic.so.1")),
        Need("poppler-utils", "PDF tests", lambda: shutil.which("pdfinfo") is not None),
    ]


def bench_needs(words: Sequence[str]) -> list[Need]:
    """The benchmarks of the pages and of the ideas run on PostgreSQL: the server of DATABASE_URL, or one of its own."""
    on_own_server = {"pages", "ideas"} & set(words) and not os.environ.get("DATABASE_URL")
    need = Need("postgresql", "benchmark on PostgreSQL", lambda: postgres_programs() is not None)
    return [need] if on_own_server else []


def missing(needs: Sequence[Need]) -> list[str]:
    """Packages that are not there, each once, in the order of the needs."""
    return list(dict.fromkeys(need.package for need in needs if not need.is_met()))


def is_debian() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    names = " ".join(line.partition("=")[2].strip('"') for line in lines if line.startswith(("ID=", "ID_LIKE=")))
    return shutil.which("apt-get") is not None and bool({"debian", "ubuntu"} & set(names.split()))


def as_root() -> list[str] | None:
    """The words before a command that make it run as root without asking anything; None where that is impossible."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt_line(packages: Sequence[str]) -> str:
    return "apt install --no-install-recommends " + " ".join(packages)


def install(packages: Sequence[str], prefix: Sequence[str]) -> None:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        run = subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if run.returncode and step[0] == "install":
            tail = "\n".join((run.stdout + run.stderr).splitlines()[-15:])
            raise DoorError(f"{tail}\nThe installation failed. Run as root:\n  {apt_line(packages)}", NEEDS_PACKAGES)


def provide(needs: Sequence[Need], later: Sequence[Need] = ()) -> None:
    """See that the machine has what is needed now, or stop with the one line that the machine's owner must run.

    `later` is what the other command will need: it goes on the same line, so that the owner is asked once.
    """
    packages = missing(needs)
    if not packages:
        return
    prefix = as_root() if is_debian() else None
    if prefix is not None:
        say(f"Installing system packages with apt-get: {' '.join(packages)}")
        install(packages, prefix)
        packages = missing(needs)
        if not packages:
            return
    reasons = ", ".join(dict.fromkeys(need.why for need in needs if need.package in packages))
    raise DoorError(
        f"System packages are missing ({reasons}) and only root can install them. On Debian or Ubuntu run, as root:\n"
        f"  {apt_line(missing([*needs, *later]))}\n"
        "Then give the same command again.",
        NEEDS_PACKAGES,
    )
