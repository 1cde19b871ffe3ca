"""Keeps the portal's processes running: starts them, restarts a dead one, stops them all."""

import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from .machine import DoorError, say

LONGEST_PAUSE = 30.0  # seconds before a child that keeps dying is tried again
SETTLED = 60.0  # a child that has lived this long starts its count of deaths afresh
PATIENCE = 10.0  # seconds that a child gets to finish what it is doing
GIVE_UP = 3  # deaths of the web server before it ever answered


def die_with_parent() -> None:
    """Ask the kernel to end this child when the launcher is killed outright and cannot do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 = PR_SET_PDEATHSIG


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = field(default=0.0)

    def start(self, surroundings: Mapping[str, str]) -> None:
        # A session of its own: Ctrl-C reaches the launcher alone, which then stops everyone in order.
        self.process = subprocess.Popen(
            self.command,
            env=dict(surroundings),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.started = time.monotonic()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def bury(self, now: float) -> float:
        """Count a death; the seconds to wait before the next start, doubling each time."""
        self.deaths = 1 if now - self.started > SETTLED else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        self.due = now + pause
        self.process = None
        return pause

    def tell(self, number: int) -> None:
        """Signal the child's whole session, so that a web server's own workers go too."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class Keeper:
    """Runs children until told to stop by Ctrl-C, SIGTERM or a closed terminal."""

    def __init__(self, children: Sequence[Child], surroundings: Mapping[str, str]) -> None:
        self.children = children
        self.surroundings = surroundings
        self.stopping = threading.Event()
        self.is_open = False

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            for child in self.children:
                child.tell(signal.SIGKILL)
        self.stopping.set()

    def keep(self, port: int, when_open: Callable[[], None]) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            while not self.stopping.is_set():
                self.look_after()
                if not self.is_open and answers(port):
                    self.is_open = True
                    when_open()
                self.stopping.wait(0.5 if self.is_open else 0.1)
        finally:
            self.stop()

    def look_after(self) -> None:
        now = time.monotonic()
        # The web server has the processors for itself until its first page.
        for child in self.children if self.is_open else self.children[:1]:
            if child.process is None and now >= child.due:
                child.start(self.surroundings)
            elif child.process is not None and not child.is_alive():
                code = child.process.returncode
                # What the dead process left running in its session must not stay beside its successor.
                child.tell(signal.SIGKILL)
                pause = child.bury(now)
                if not self.is_open and child is self.children[0] and child.deaths >= GIVE_UP:
                    raise DoorError(f"The {child.name} does not start (exit code {code}); its own words are above.")
                say(f"The {child.name} stopped (exit code {code}); starting it again in {pause:.0f} s.")

    def stop(self) -> None:
        for child in self.children:
            child.tell(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while any(child.is_alive() for child in self.children) and time.monotonic() < end:
            time.sleep(0.05)
        for child in self.children:
            child.tell(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def answers(port: int) -> bool:
    """Whether the web server serves: any answer but a server error. No proxy of the surroundings comes between."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/terveys/elossa")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
