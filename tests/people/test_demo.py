"""The demo's one-click sign-in: there in the demo on this machine, and nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from config.checks import demo_stays_on_this_machine
from config.demo.people import CAST, DOMAIN, load
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.enums import Role
from people.models import User
from tests.personas import NOW, Place

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cast_of_demo(place: Place, settings) -> Place:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    Organisation.objects.create(kind=OrganisationKind.MUNICIPALITY, slug="lapinjarvi", code="407", name_fi="Lapinjärvi")
    load(NOW)
    return place


def here(**more: str) -> Client:
    return Client(HTTP_HOST="127.0.0.1:8000", REMOTE_ADDR="127.0.0.1", **more)


def account(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def click(client: Client, name: str, **data: str):
    return client.post(reverse("demo_sign_in"), {"account": account(name).pk, **data})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_cast_is_named_by_role_and_nobody_in_it_has_a_password(cast_of_demo: Place):
    assert User.objects.filter(is_demo=True).count() == len(CAST) == User.objects.count()
    assert not any(user.has_usable_password() for user in User.objects.all())
    resident = account("asukas")
    assert (resident.home_municipality, resident.birth_year) == (cast_of_demo.lahti, 1955)
    assert account("paakayttaja").roles == {cast_of_demo.lahti.pk: frozenset({Role.ADMINISTRATOR})}
    assert account("lapinjarvi-koordinaattori").language == "sv"


def test_loading_the_cast_twice_changes_nothing(cast_of_demo: Place):
    before = User.objects.count()
    load(NOW)
    assert User.objects.count() == before


def test_one_click_signs_in_by_role(cast_of_demo: Place):
    client = here()
    page = client.get(reverse("account_login")).content.decode()
    assert page.count('name="account"') == len(CAST)
    assert click(client, "tarkastaja").status_code == 302
    assert is_in(client)
    assert client.get(reverse("audit_trail", kwargs={"slug": "lahti"})).status_code == 200


def test_one_click_leads_back_to_where_one_came_from(cast_of_demo: Place):
    wanted = reverse("audit_trail", kwargs={"slug": "lahti"})
    assert click(here(), "tarkastaja", next=wanted).url == wanted
    assert "evil" not in click(here(), "tarkastaja", next="https://evil.example/").url


def test_the_click_needs_a_post_from_our_own_page(cast_of_demo: Place):
    client = here()
    assert client.get(reverse("demo_sign_in")).status_code == 405
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1:8000", REMOTE_ADDR="127.0.0.1")
    assert click(strict, "tarkastaja").status_code == 403


@pytest.mark.parametrize(
    "surroundings",
    [
        {"HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1"},
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": "192.168.1.2"},
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": ""},
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=8.8.8.8"},
    ],
)
def test_asked_from_elsewhere_the_demo_is_not_there(cast_of_demo: Place, surroundings: dict[str, str]):
    client = Client(**surroundings)
    assert 'name="account"' not in client.get(reverse("account_login")).content.decode()
    assert click(client, "paakayttaja").status_code == 404
    assert not is_in(client)


def test_outside_demo_mode_the_same_click_does_nothing(cast_of_demo: Place, settings):
    settings.DEMO = False
    client = here()
    assert 'name="account"' not in client.get(reverse("account_login")).content.decode()
    assert click(client, "paakayttaja").status_code == 404
    assert not is_in(client)


@pytest.mark.parametrize("wanted", ["", "0", "-1", "x", "99999999999999999999", "1; DROP TABLE"])
def test_only_the_demos_own_accounts_can_be_clicked(cast_of_demo: Place, wanted: str):
    client = here()
    assert client.post(reverse("demo_sign_in"), {"account": wanted}).status_code == 404
    real = User.objects.create_user("real@example.org", "a real password", is_superuser=True)
    assert client.post(reverse("demo_sign_in"), {"account": real.pk}).status_code == 404
    assert not is_in(client)


@pytest.mark.parametrize("hosts", [["kuuluu.fi"], ["127.0.0.1", "10.0.0.1"], ["*"], ["localhost", ".localhost"]])
def test_the_check_refuses_the_demo_on_other_hosts(settings, hosts: list[str]):
    settings.DEMO, settings.ALLOWED_HOSTS = True, hosts
    assert [error.id for error in demo_stays_on_this_machine(None)] == ["people.E001"]
    settings.DEMO = False
    assert demo_stays_on_this_machine(None) == []


def test_the_check_lets_the_demo_be_on_this_machine(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["127.0.0.1", "localhost", "[::1]"]
    assert demo_stays_on_this_machine(None) == []


@pytest.mark.parametrize("program", [["manage.py", "check"], ["-c", "import config.wsgi"]])
def test_neither_manage_nor_the_web_server_starts_a_demo_for_others(tmp_path: Path, program: list[str]):
    surroundings = {**os.environ, "KUULUU_DATA": str(tmp_path), "KUULUU_DEMO": "1", "KUULUU_HOSTS": "kuuluu.fi"}
    surroundings.pop("DATABASE_URL", None)
    run = subprocess.run([sys.executable, *program], cwd=ROOT, env=surroundings, capture_output=True, text=True)
    assert run.returncode != 0
    assert "people.E001" in run.stderr


def test_the_accounts_are_printed_for_the_terminal(cast_of_demo: Place, capsys):
    call_command("demo_accounts")
    said = capsys.readouterr().out
    assert all(f"{name}@{DOMAIN}" in said for name, *_rest in CAST)
    assert "Lahti" in said
