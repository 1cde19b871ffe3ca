"""The access matrix: every address, every persona, GET and POST. An address that is not in the table fails here.

Wrong tenant and invisible are 404, a role that is not enough is 403, nobody signed in is led to the sign-in page.
"""

from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.personas import sign_in
from tests.queries import PAGE_BUDGET, assert_queries
from tests.repository.access_table import OUTSIDE, TABLE, Access
from tests.world import demo_world


def all_names(resolver: URLResolver | None = None) -> set[str]:
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            names |= {f"{pattern.namespace}:{name}" if pattern.namespace else name for name in all_names(pattern)}
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(pattern.name)
    return names


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """One folder for the files of the whole module: the world's documents are in it."""
    storages = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))},
        },
    }
    with override_settings(
        STORAGES=storages,
        CELERY_TASK_ALWAYS_EAGER=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def own_folders(folders):
    """Instead of a folder for each test (tests/conftest.py)."""
    return folders


@pytest.fixture(scope="module")
def world(folders, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), demo_world() as world:
        yield world


@pytest.fixture(scope="module")
def doors(world):
    """One signed-in client for each of the cast."""
    return {who: sign_in(Client(), person) for who, person in world.cast.everyone().items()}


def test_every_address_is_in_the_table():
    names = {name for name in all_names() if not name.startswith(OUTSIDE)}
    missing = sorted(names - set(TABLE))
    assert not missing, f"write these into tests/repository/access_table.py: {missing}"
    assert not sorted(set(TABLE) - names), f"no such address: {sorted(set(TABLE) - names)}"


def address(name: str, access: Access, world) -> str:
    with translation.override("fi"):
        return reverse(name, kwargs=access.kwargs(world) if callable(access.kwargs) else access.kwargs)


def opened(client: Client, url: str) -> int:
    """The status. A file is read to its end: closing the answer instead would close the test's connection on PostgreSQL."""
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TABLE))
def test_get_is_for_those_it_is_for(name, world, doors):
    access = TABLE[name]
    url = address(name, access, world)
    found = {who: opened(client, url) for who, client in doors.items()}
    wrong = {
        who: (status, access.expected_get(who))
        for who, status in found.items()
        if status not in access.expected_get(who)
    }
    assert not wrong, f"{url}: (found, expected) {wrong}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TABLE))
def test_post_is_for_those_it_is_for(name, world, doors):
    access = TABLE[name]
    url = address(name, access, world)
    wrong = {}
    for who, client in doors.items():
        kept = SimpleCookie(client.cookies)
        with transaction.atomic():
            status = client.post(url, access.data).status_code
            transaction.set_rollback(True)
        client.cookies = kept
        if status not in access.expected_post(who):
            wrong[who] = (status, access.expected_post(who))
    assert not wrong, f"POST {url}: (found, expected) {wrong}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n in TABLE if TABLE[n].counts))
def test_a_page_keeps_its_query_budget(name, world, doors):
    access = TABLE[name]
    url = address(name, access, world)
    client = doors[access.reader_name()]
    client.get(url)
    with assert_queries(access.budget or PAGE_BUDGET):
        client.get(url)


def test_every_page_is_counted_or_says_why_not():
    silent = [name for name, a in TABLE.items() if not (a.counts or a.file or a.only_post or a.why_not_counted)]
    assert not silent
