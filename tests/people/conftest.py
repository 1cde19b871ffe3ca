"""Real counterparts for the tests of this floor: a mail server and an identity provider, both on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from threading import Event, Lock

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings

from tests.people.provider import APPS

PROVIDER = Path(__file__).with_name("provider.py")


class Postbox:
    """What a mail server does with what it gets; keeps every letter. `replies` answers in turn, then 250."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.replies: list[str] = []
        self.recipient_replies: list[str] = []
        self.hold: Callable[[], None] = lambda: None
        self.arrived = Event()
        self._lock = Lock()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        reply = self.recipient_replies.pop(0) if self.recipient_replies else "250 OK"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope) -> str:
        with self._lock:
            reply = self.replies.pop(0) if self.replies else "250 OK"
            if reply.startswith("250"):
                self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        self.arrived.set()
        self.hold()
        return reply


@pytest.fixture
def postbox(settings: django_settings) -> Iterator[Postbox]:
    """A real SMTP server; Django's mail goes there."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Provider:
    """An identity provider in a process of its own."""

    def __init__(self) -> None:
        port = free_port()
        self.issuer = f"http://127.0.0.1:{port}"
        quiet, plain_http = subprocess.DEVNULL, {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
        self.process = subprocess.Popen(
            [sys.executable, str(PROVIDER), str(port)], env=plain_http, stdout=quiet, stderr=quiet
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                self.ask("/.well-known/openid-configuration")
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError("the identity provider did not start; run tests/people/provider.py by hand to see why")

    def ask(self, path: str) -> None:
        with urllib.request.urlopen(f"{self.issuer}{path}", timeout=5):
            pass

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    one = Provider()
    yield one
    one.stop()


@pytest.fixture
def provider(running_provider: Provider, settings: django_settings) -> Provider:
    """The provider without faults; `provider.ask("/fault/nonce")` brings one in."""
    running_provider.ask("/fault/")
    point_at(settings, running_provider)
    return running_provider


@pytest.fixture
def mortal_provider(settings: django_settings) -> Iterator[Provider]:
    """One that the test may stop."""
    one = Provider()
    point_at(settings, one)
    yield one
    one.stop()


def point_at(settings: django_settings, provider: Provider) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": APPS(provider.issuer)}}
