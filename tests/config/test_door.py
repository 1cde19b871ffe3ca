"""The launcher: the portal from one command, on a real port, with real processes."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.door import commands, environment, house, machine
from config.door.keeper import Child
from portal.enums import JobError, JobState

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0  # seconds; many times what a step takes, since tests may share the machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: object, seconds: float = PATIENCE) -> object:
    """Call until the answer is truthy."""
    assert callable(what)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} s in vain")


def alone(data: Path) -> dict[str, str]:
    """The surroundings of a newcomer: no database of the tests, no demo. Where the tests have Redis, jobs go through it."""
    ours = ("KUULUU_", "DATABASE_", "BROKER_", "EMAIL_")
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    if broker := os.environ.get("BROKER_URL"):
        # A number of its own for each data folder, so that one portal's worker does not hear another's bell.
        surroundings["BROKER_URL"] = urlsplit(broker)._replace(path=f"/{1 + zlib.crc32(bytes(data)) % 15}").geturl()
    return {**surroundings, "KUULUU_DATA": str(data)}


class Portal:
    """One `./kuuluu up`, in a group of its own as a shell would start it."""

    def __init__(self, data: Path, *words: str) -> None:
        self.port = free_port()
        self.data = data
        self.log = data.parent / "up.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [ROOT / "kuuluu", "up", "--empty", "--port", str(self.port), "--data", data, *words],
                env=alone(data), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def is_open(self) -> bool:
        assert self.process.poll() is None, self.said()
        return "Kuuluu is open" in self.said()

    def children(self) -> dict[str, int]:
        """The web server and the worker by what they run."""
        running = {pid: command_of(pid) for pid in children_of(self.process.pid)}
        marks = {"worker": "config.door.worker", "server": "gunicorn"}
        return {name: pid for name, mark in marks.items() for pid, command in running.items() if mark in command}

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/terveys/elossa", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        return self.process.wait(30)


def children_of(pid: int) -> list[int]:
    """None, when the process has ended meanwhile."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def command_of(pid: int) -> str:
    """The command line, or nothing when the process has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""


def descendants(pid: int) -> list[int]:
    return [pid, *(each for child in children_of(pid) for each in descendants(child))]


def processor_seconds(pid: int) -> float:
    """What a process and its finished children have used: fields 14 to 17 of its stat line, after the name in brackets."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for the whole file: starting one is what takes the time."""
    running = Portal(tmp_path_factory.mktemp("door") / "data")
    try:
        wait_for(running.is_open)
        yield running
    finally:
        running.stop()


@pytest.fixture
def data(portal: Portal, tmp_path: Path) -> Path:
    """A data folder in which a portal has been before."""
    return shutil.copytree(portal.data, tmp_path / "data")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian without packages, whose user is nobody in particular."""
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine.shutil, "which", lambda name, path=None: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(machine, "opens", lambda library: False)
    monkeypatch.setattr(machine, "has_font", lambda: False)
    monkeypatch.setattr(machine, "has_venv", lambda: False)


def test_the_portal_opens_and_prints_its_address(portal: Portal) -> None:
    assert f"Kuuluu is open: http://127.0.0.1:{portal.port}" in portal.said()
    assert portal.status() == 200
    assert "Demo accounts" not in portal.said()


def test_the_key_and_the_data_folder_are_for_their_owner_only(portal: Portal) -> None:
    assert stat.S_IMODE((portal.data / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(portal.data.stat().st_mode) == 0o700
    assert len((portal.data / "secret_key").read_text(encoding="ascii")) >= 50


def test_two_portals_do_not_share_a_data_folder(portal: Portal) -> None:
    words = ["up", "--data", portal.data, "--port", str(free_port())]
    run = subprocess.run([ROOT / "kuuluu", *words], env=alone(portal.data), capture_output=True, text=True)
    assert run.returncode == 1
    assert "already runs" in run.stderr


@pytest.mark.parametrize("name", ["worker", "server"])
def test_a_dead_child_is_started_again(portal: Portal, name: str) -> None:
    dead = wait_for(lambda: portal.children().get(name))
    os.kill(dead, signal.SIGKILL)
    successor = wait_for(lambda: (now := portal.children().get(name)) and now != dead and now)
    assert is_running(successor)
    assert f"The {'web server' if name == 'server' else name} stopped (exit code -9)" in portal.said()
    assert wait_for(lambda: portal.status() == 200)


def test_the_worker_hears_of_a_job_through_the_broker(portal: Portal) -> None:
    start = """
from django.utils import timezone
from portal.actions import start_job
print(start_job(kind="nobody.knows", now=timezone.now()).pk)
"""
    words = ["manage", "shell", "--no-imports", "-c", start]
    run = subprocess.run([ROOT / "kuuluu", *words], env=alone(portal.data), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr

    def ended() -> tuple[str, str] | None:
        with closing(sqlite3.connect(portal.data / "db.sqlite3")) as database:
            row = database.execute("SELECT state, error FROM portal_job WHERE finished_at IS NOT NULL").fetchone()
        return row

    assert wait_for(ended) == (JobState.FAILED, JobError.UNKNOWN)


def test_a_second_start_takes_under_five_seconds(data: Path) -> None:
    portal = Portal(data)
    wait_for(portal.is_open)
    spent = sum(processor_seconds(pid) for pid in descendants(portal.process.pid))
    portal.stop()
    # One step follows another until the first page, so this is the time on a machine that does nothing else.
    assert spent < 5, f"{spent:.1f} s"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_to_the_group_stop_everything(data: Path, number: int) -> None:
    portal = Portal(data)
    everyone = [portal.process.pid, *wait_for(lambda: len(found := portal.children()) == 2 and found).values()]
    assert portal.stop(number) == 0
    assert "Kuuluu is closed." in portal.said()
    assert not [pid for pid in everyone if is_running(pid)]
    assert portal.status() == 0


def test_children_do_not_outlive_a_launcher_that_was_killed(data: Path) -> None:
    portal = Portal(data)
    children = wait_for(lambda: len(found := portal.children()) == 2 and found).values()
    os.kill(portal.process.pid, signal.SIGKILL)
    portal.process.wait(10)
    assert wait_for(lambda: not [pid for pid in children if is_running(pid)], 20)


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["up", "--data", tmp_path, "--port", port]
        run = subprocess.run([ROOT / "kuuluu", *words], env=alone(tmp_path), capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith(f"Port {port} cannot be used")
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("words", [[], ["fly"], ["up", "--port", "many"]])
def test_a_command_that_is_not_understood_gets_help_and_exit_2(words: list[str], tmp_path: Path) -> None:
    run = subprocess.run([ROOT / "kuuluu", *words], env=alone(tmp_path), capture_output=True, text=True)
    assert run.returncode == 2
    assert "up" in run.stdout + run.stderr


def test_manage_runs_inside_the_environment_and_passes_its_exit_code_on(tmp_path: Path) -> None:
    words = ["manage", "no_such_command"]
    run = subprocess.run([ROOT / "kuuluu", *words], env=alone(tmp_path), capture_output=True, text=True)
    assert run.returncode == 1
    assert "Unknown command" in run.stderr


@pytest.mark.usefixtures("bare")
def test_a_user_without_root_gets_the_one_line_and_exit_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "ensure", lambda for_tests=False: pytest.fail("must stop before"))
    assert commands.main(["up"]) == machine.NEEDS_PACKAGES == 3
    lines = re.findall(r"^\s+apt install (.*)$", capsys.readouterr().err, re.M)
    assert len(lines) == 1
    wanted = {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core", "chromium"}
    wanted |= {"libatomic1", "poppler-utils"}
    assert wanted < set(lines[0].split())
    assert re.search(r"python3(\.\d+)?-venv", lines[0])


def test_root_on_debian_says_what_it_installs_and_installs_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    present: set[str] = set()
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "as_root", list)
    monkeypatch.setattr(machine, "install", lambda packages, prefix: present.update(packages))
    machine.provide([machine.Need("poppler-utils", "PDF tests", lambda: "poppler-utils" in present)])
    assert present == {"poppler-utils"}
    assert "Installing system packages with apt-get: poppler-utils" in capsys.readouterr().out


def test_a_package_that_did_not_come_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "as_root", list)
    monkeypatch.setattr(machine, "install", lambda packages, prefix: None)
    with pytest.raises(machine.DoorError) as refusal:
        machine.provide([machine.Need("chromium", "browser tests", lambda: False)])
    assert refusal.value.code == 3
    assert "apt install --no-install-recommends chromium\n" in str(refusal.value)


def test_nothing_is_asked_of_a_machine_that_has_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "as_root", lambda: pytest.fail("no need to ask"))
    machine.provide([machine.Need("anything", "reports", lambda: True)], later=[machine.Need("other", "tests", lambda: False)])
    assert machine.missing(machine.pdf_needs()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [('ID=debian\nVERSION_ID="12"\n', True), ("ID=linuxmint\nID_LIKE=ubuntu\n", True), ("ID=fedora\n", False), ("", False)],
)
def test_debian_and_its_relatives_are_recognised(text: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.Path, "read_text", lambda self, encoding: text)
    monkeypatch.setattr(machine.shutil, "which", lambda name: "/usr/bin/apt-get")
    assert machine.is_debian() is expected


def test_demo_mode_holds_only_where_the_demo_was_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUULUU_DEMO", raising=False)
    home = house.House(tmp_path)
    assert "KUULUU_DEMO" not in home.surroundings()
    home.demo.touch()
    assert home.surroundings()["KUULUU_DEMO"] == "1"
    monkeypatch.setenv("KUULUU_DEMO", "0")
    assert home.surroundings()["KUULUU_DEMO"] == "0"


def test_changed_code_is_prepared_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = house.House(tmp_path)
    home.database.touch()
    home.prepared.write_text(json.dumps({"code": house.digest()}), encoding="utf-8")
    assert home.is_prepared()
    monkeypatch.setattr(house, "digest", lambda: "other")
    assert not home.is_prepared()


def test_a_database_elsewhere_is_always_prepared_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = house.House(tmp_path)
    home.database.touch()
    home.prepared.write_text(json.dumps({"code": house.digest()}), encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1/kuuluu")
    assert not home.is_prepared()


def test_a_child_that_keeps_dying_is_tried_ever_more_rarely() -> None:
    child = Child("worker", [sys.executable])
    child.started = 100.0
    assert [child.bury(101.0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    child.started = 200.0
    assert child.bury(300.0) == 1


def test_a_changed_lock_makes_the_environment_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = tmp_path / "stamp"
    monkeypatch.setattr(environment, "STAMP", stamp)
    stamp.write_text(json.dumps({"locked": environment.locked(), "tests": False}), encoding="utf-8")
    assert environment.is_ready(for_tests=False)
    assert not environment.is_ready(for_tests=True)
    monkeypatch.setattr(environment, "locked", lambda: "other")
    assert not environment.is_ready(for_tests=False)


def test_only_the_benchmark_of_the_pages_needs_a_postgresql_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert [need.package for need in machine.bench_needs(["pages"])] == ["postgresql"]
    assert machine.bench_needs(["pdf"]) == []
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@somewhere/else")
    assert machine.bench_needs(["pages"]) == []
