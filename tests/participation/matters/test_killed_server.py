"""The web server and the worker killed in the middle of posting, again and again: what was acknowledged is there, nothing is half done.

On the database that the tests run on: SQLite in a folder of its own, or a database of its own on the same PostgreSQL.
"""

import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from psycopg import sql

from tests.people.conftest import Postbox, free_port

ROOT = Path(__file__).resolve().parents[3]
SENDERS = 4
FORM = "/fi/lahti/palaute/uusi/"


@contextmanager
def surroundings(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a portal with a database, a broker's folder and a mail server of its own."""
    box, name = Postbox(), f"killed_{os.getpid()}"
    smtp = Controller(box, hostname="127.0.0.1", port=free_port())
    smtp.start()
    own = {"DATABASE_URL", "BROKER_URL", "KUULUU_DEMO"}
    found = {key: value for key, value in os.environ.items() if key not in own}
    found |= {"KUULUU_DATA": str(folder), "KUULUU_LOG_LEVEL": "CRITICAL", "EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}"}
    try:
        if connection.vendor == "sqlite":
            yield found
        else:
            url = urlsplit(os.environ["DATABASE_URL"])
            server = urlunsplit(url._replace(path="/postgres"))
            with psycopg.connect(server, autocommit=True) as door:
                door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            try:
                yield found | {"DATABASE_URL": urlunsplit(url._replace(path=f"/{name}"))}
            finally:
                with psycopg.connect(server, autocommit=True) as door:
                    door.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    finally:
        smtp.stop()


def run(command: str, given: dict[str, str]) -> str:
    words = [sys.executable, "-m", "tests.participation.matters.posting", command]
    return subprocess.run(words, cwd=ROOT, env=given, check=True, capture_output=True, text=True, timeout=600).stdout


def lasting_port() -> int:
    """A free port below those that the system gives to outgoing connections.

    A killed server frees its port for a second or two, and on a busy machine somebody's outgoing connection then takes one of the others
    and may keep it for minutes: the server that is started again would find it in use.
    """
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    while True:
        port = random.SystemRandom().randrange(first - 12_000, first)
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) != 0:
                return port


class Portal:
    """A web server with two processes, and a worker: each is killed whole, without a word, and started again."""

    def __init__(self, given: dict[str, str]) -> None:
        self.given, self.port = given, lasting_port()
        self.log = Path(given["KUULUU_DATA"]) / "web.log"
        self.address = f"http://127.0.0.1:{self.port}"
        server = ["gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "2"]
        server += ["--preload", "--threads", "4", "--log-level", "error", "--no-control-socket"]
        self.commands = {"web": server, "worker": ["config.door.worker"]}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self) -> None:
        for name in self.commands:
            self.start(name)
        self.wait()

    def start(self, name: str) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *self.commands[name]], cwd=ROOT, env=self.given, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()

    def wait(self) -> None:
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            if self.running["web"].poll() is not None:
                self.start("web")  # as an init system does, when the killed one's port was not free yet
            try:
                with urllib.request.urlopen(f"{self.address}/fi/lahti/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the web server did not start: {self.log.read_text(encoding='utf-8')[-2000:]}")

    def end(self) -> None:
        for name in self.running:
            if self.running[name].poll() is None:
                self.kill(name)


class Sender(threading.Thread):
    """A resident who sends one message after another and remembers for which the portal said thanks."""

    def __init__(self, number: int, address: str, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.address, self.over = number, address, over
        self.sent: list[str] = []
        self.thanked: list[str] = []
        self.refused: list[str] = []

    def run(self) -> None:
        while not self.over.is_set():
            title = f"Viesti {self.number}.{len(self.sent)}"
            try:
                self.post(title)
            except (OSError, http.client.HTTPException):
                self.over.wait(0.05)

    def post(self, title: str) -> None:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        with opener.open(self.address + FORM, timeout=60) as page:
            html = page.read().decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|token)" value="([^"]+)"', html))
        data = {
            "title": title, "text": "Pysäkillä ei voi istua.", "kind": "feedback", "reply": "email",
            "reply_email": f"asukas{self.number}@example.org", **hidden,
        }  # fmt: skip
        self.sent.append(title)
        body = urllib.parse.urlencode(data).encode()
        with opener.open(urllib.request.Request(self.address + FORM, body, {"Referer": self.address + FORM}), timeout=60) as thanks:
            words = thanks.read().decode()
        if "/kiitos/" in thanks.url and re.search(r"KUU-\w{4}-\w{4}", words):
            self.thanked.append(title)
        else:
            self.refused.append(re.sub(r"\s+", " ", words)[:500])


def thanked_for(senders: list[Sender], count: int) -> None:
    """Wait until so many were thanked: a kill must hit a server that is at work, also on a busy machine."""
    deadline = time.monotonic() + 120
    while sum(len(sender.thanked) for sender in senders) < 2 * count and time.monotonic() < deadline:
        time.sleep(0.02)


def kill_while_posting(folder: Path, victims: Sequence[str]) -> list[str]:
    """What was thanked for and is lost, there twice, or only half there; empty when all is well. `victims` are killed one after another."""
    times = len(victims)
    with surroundings(folder) as given:
        run("prepare", given)
        portal, over, dice = Portal(given), threading.Event(), random.Random(times)
        senders = [Sender(number, portal.address, over) for number in range(SENDERS)]
        try:
            portal.begin()
            for sender in senders:
                sender.start()
            for turn, name in enumerate(victims):
                thanked_for(senders, turn + 1)
                time.sleep(dice.random())
                portal.kill(name)
                portal.start(name)
                if name == "web":
                    portal.wait()
            time.sleep(1)
            over.set()
            for sender in senders:
                sender.join(30)
            told = json.loads(run("tell", given))
            deadline = time.monotonic() + 90
            while told["waiting"] and time.monotonic() < deadline:
                time.sleep(2)
                told = json.loads(run("tell", given))
        finally:
            over.set()
            portal.end()
    thanked = [title for sender in senders for title in sender.thanked]
    sent = Counter(title for sender in senders for title in sender.sent)
    kept = Counter(told["titles"])
    print(f"{times} kills, {len(sent)} sent, {len(thanked)} thanked for, {len(kept)} kept")
    half = ("without_step", "without_event", "without_mail", "events_of_nothing")
    return [
        *(f"lost or twice: {title}" for title in thanked if kept[title] != 1),
        *(f"more often than sent: {title}" for title, count in kept.items() if count > sent[title]),
        *(f"{name}: {told[name]}" for name in half if told[name]),
        *([f"{told['waiting']} mails still wait"] if told["waiting"] else []),
        # A killed worker holds at most the one mail that it was sending, until its claim runs out.
        *([f"{told['claimed']} mails are held"] if told["claimed"] > times else []),
        *([f"only {len(thanked)} thanked for: {[sender.refused[:1] for sender in senders]}"] if len(thanked) < 2 * times else []),
    ]


@pytest.mark.django_db
def test_a_killed_web_server_and_a_killed_worker_lose_nothing(tmp_path: Path) -> None:
    assert kill_while_posting(tmp_path, ["web", "worker"]) == []


@pytest.mark.nightly
@pytest.mark.django_db
def test_thirty_kills_lose_nothing(tmp_path: Path) -> None:
    assert kill_while_posting(tmp_path, ["web", "web", "worker"] * 10) == []
