"""Health pages: alive without a database, ready only with everything that a page needs."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests.queries import assert_queries


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, django_db_blocker: object) -> None:
    """The database is gone: every connection fails as the driver would say it."""
    fault = connection.Database.OperationalError("connection refused")

    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(connection, "ensure_connection", refuse)


def test_a_living_process_says_so_without_its_database(client: Client) -> None:
    response = client.get("/terveys/elossa")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_living_asks_the_database_nothing(client: Client) -> None:
    with assert_queries(0):
        client.get("/terveys/elossa")


@pytest.mark.django_db
def test_a_ready_process_names_its_parts(client: Client) -> None:
    response = client.get("/terveys/valmis")
    assert response.status_code == 200
    assert response.content.decode().splitlines() == ["database: ok", "migrations: ok", "data folder: ok"]
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_a_migration_that_waits_makes_it_unready_and_says_what_to_do(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="portal").delete()
    response = client.get("/terveys/valmis")
    assert response.status_code == 503
    assert "migrations: 1 not applied: run ./kuuluu manage migrate" in response.content.decode()


@pytest.mark.django_db
def test_a_data_folder_that_cannot_be_written_makes_it_unready(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path / "gone"
    response = client.get("/terveys/valmis")
    assert response.status_code == 503
    assert "data folder: cannot be written" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/terveys/elossa").status_code == 405
