"""A browser, a running portal and the demo in it."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from config.celery import app
from people.models import Person
from tests.personas import sign_in
from tests.world import World, populate


@pytest.fixture
def demo(transactional_db: None, settings: settings) -> Iterator[World]:
    """The demo, committed, so that the running portal sees it; the database is emptied afterwards."""
    settings.DEMO = True
    with transaction.atomic():
        world = populate()
        # The bells that the demo rings stay silent: nothing is compiled or sent while pages are looked at.
        connection.run_on_commit.clear()
    return world


@pytest.fixture
def waiting_worker() -> Iterator[None]:
    """Work is only put in line, as when the worker is busy."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


def enter(context: BrowserContext, address: str, person: Person) -> None:
    """Bring a signed-in session into the browser."""
    context.clear_cookies()
    client = sign_in(Client(), person)
    morsel = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if morsel is not None:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": morsel.value, "url": address}])


def look(page: Page, name: str) -> None:
    """Keep a picture of the page when KUULUU_PICTURES names a folder."""
    folder = os.environ.get("KUULUU_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
