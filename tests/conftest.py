"""What every test stands on: a plain place with its interfaces, and the cast of people."""

import os
import shutil
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.personas import Cast, Place, build_place, invite_cast

# A busy machine is not a broken rule.
hypothesis_settings.register_profile("kuuluu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("kuuluu")

# Playwright's event loop runs in the test's thread; Django's ORM must still be allowed there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With KUULUU_REQUIRE_ALL=1 a test that cannot run is a test that fails, in its own words."""
    report = yield
    if report.skipped and os.environ.get("KUULUU_REQUIRE_ALL") == "1" and "wasxfail" not in vars(report):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} could not run: {call.excinfo.value if call.excinfo else 'skipped'}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long journeys through a browser begin first, so that no processor waits for them at the end."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture(scope="session")
def all_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test, which the first file in it makes: most tests write none."""
    base = tmp_path_factory.mktemp("files")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_folders(request: pytest.FixtureRequest, all_folders: Iterator[Path], settings: settings) -> Iterator[None]:
    """Files, mail and jobs of a test stay in the test; jobs run at once, in the test's own process."""
    # A test that asks for a folder of its own finds its files there.
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else next(all_folders)
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}},
        # Plain, also where `./kuuluu up` has left hashed static files in ./var.
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Static files are looked for when a page asks for them: to list them all for each test client took a tenth of the suite's time.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.CELERY_TASK_ALWAYS_EAGER = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A test begins in the portal's own language, whatever page another test looked at last."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def tests_may_empty_the_audit_trail() -> None:
    """Tests with real transactions empty all tables at their end; the triggers that guard the audit trail step aside for that alone."""
    # The class, not the object: a browser's event loop gives its thread a database connection of its own.
    operations = type(connection.ops)
    real_flush = operations.sql_flush

    def flush(self: object, *args: object, **options: object) -> list[str]:
        statements = real_flush(self, *args, **options)
        if not statements:
            return []
        if self.connection.vendor == "postgresql":
            table = "ALTER TABLE people_auditevent"
            return [f"{table} DISABLE TRIGGER USER", *statements, f"{table} ENABLE TRIGGER USER"]
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_auditevent'"
            )
            triggers = cursor.fetchall()
        return [
            *(f"DROP TRIGGER {name};" for name, _sql in triggers),
            *statements,
            *(f"{sql};" for _name, sql in triggers),
        ]

    operations.sql_flush = flush


@pytest.fixture(scope="session", autouse=True)
def nobody_stays_in_the_database(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Threads and browsers' event loops leave database sessions behind; PostgreSQL drops the test's database only without them."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def place(db: None) -> Place:
    return build_place()


@pytest.fixture
def cast(place: Place) -> Cast:
    return invite_cast(place)


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


def chromium() -> str | None:
    """The browser for the tests: the one named by the environment, or Debian's."""
    named = os.environ.get("KUULUU_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    path = chromium()
    if path is None:
        text = "No Chromium found: install the package chromium, or set KUULUU_CHROMIUM to one."
        if os.environ.get("KUULUU_REQUIRE_ALL"):
            pytest.fail(text)
        pytest.skip(text)
    quiet = [
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox", *quiet]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "fi-FI", "bypass_csp": True}
