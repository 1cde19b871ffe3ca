"""What the benchmark of the pages rests on: its references ask what the pages ask; and what the list weighs on the way to a phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.db import connection, transaction
from django.test import Client

from tests.bench import pages
from tests.bench.seed import Town, seed
from tests.queries import assert_queries

LIMIT = 80_000  # bytes, gzipped


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(voters=4)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def minimal_views(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    folder = str(Path(pages.__file__).parent / "templates")
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]} for engine in settings.TEMPLATES]


@pytest.mark.django_db
def test_the_minimal_list_asks_what_the_idea_list_asks(town: Town) -> None:
    path = pages.addresses(town)
    assert pages.statements(path["minimal list"]) == pages.statements(path["idea list"])


@pytest.mark.django_db
def test_the_minimal_vote_asks_what_the_ballot_asks(town: Town) -> None:
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite", "the lock of the round is PostgreSQL's own, and so is the benchmark"
        return
    path = pages.addresses(town)
    minimal, ballot = (
        pages.statements(path[f"{name} POST"], town.voters[n]) for n, name in enumerate(("minimal", "ballot"))
    )
    assert minimal == ballot


@pytest.mark.django_db
def test_the_list_and_an_idea_keep_their_query_budget(town: Town) -> None:
    for path in (pages.addresses(town)["idea list"], *(f"/fi/asiat/{reference}/" for reference in town.references[:5])):
        with assert_queries():
            assert Client(SERVER_NAME="127.0.0.1").get(path).status_code == 200


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@pytest.mark.django_db
def test_the_idea_list_with_its_style_and_script_weighs_little(town: Town) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.get(pages.addresses(town)["idea list"])
    html = answer.content.decode()
    assert html.count("idea__title") == 12
    weights = {"html": packed(answer.content)}
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', html):
        path = next(filter(None, address))
        name = path.removeprefix("/static/")
        content = client.get(path).content if name == path else Path(str(find(name))).read_bytes()
        weights[path] = packed(content)
    print(f"\nthe idea list: {sum(weights.values()) / 1000:.1f} kB gzipped, of at most 80: {weights}")
    assert {Path(path).suffix for path in weights} == {"", ".css", ".js"}
    assert sum(weights.values()) < LIMIT
