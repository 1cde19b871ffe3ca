"""The operator's room stands behind our own sign-in and a second factor, and shows no secrets."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from people.admin import operators
from people.models import AuditEvent, User
from tests.personas import PASSWORD, Cast, Place, sign_in


@pytest.fixture
def operator(place: Place) -> User:
    return User.objects.create_superuser("operator@example.org", PASSWORD)


def test_anonymous_is_led_to_our_own_sign_in(place: Place, visitor: Client):
    answer = visitor.get("/yllapito/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert visitor.post("/yllapito/login/", {"username": "operator@example.org", "password": PASSWORD}).url.startswith(
        reverse("account_login")
    )


@pytest.mark.parametrize("who", ["resident", "auditor", "administrator", "county_official"])
def test_no_role_opens_it(cast: Cast, who: str):
    answer = sign_in(Client(), cast.everyone()[who]).get("/yllapito/", follow=True)
    assert answer.status_code == 403


def test_the_operator_gets_in_with_a_second_factor(operator: User):
    assert sign_in(Client(), operator).get("/yllapito/").status_code == 200


def test_every_list_and_row_opens_and_nothing_can_be_added_or_removed(operator: User, cast: Cast, place: Place):
    client = sign_in(Client(), operator)
    for model in operators._registry:
        listing = f"/yllapito/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(listing).status_code == 200
        assert client.get(f"{listing}add/").status_code == 403
        row = model.objects.first()
        if row:
            assert client.get(f"{listing}{row.pk}/change/").status_code == 200
            assert client.post(f"{listing}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_neither_passwords_nor_secrets_are_shown(operator: User, cast: Cast):
    TOTP.activate(cast.auditor, "JBSWY3DPEHPK3PXP")
    assert Authenticator not in operators._registry
    page = sign_in(Client(), operator).get(f"/yllapito/people/user/{cast.auditor.pk}/change/").content.decode()
    assert "md5" not in page
    assert 'name="password"' not in page


def test_an_account_can_be_closed_but_not_made_an_operator(operator: User, cast: Cast):
    client = sign_in(Client(), operator)
    client.post(f"/yllapito/people/user/{cast.auditor.pk}/change/", {"is_superuser": "on", "email": "x@example.org"})
    cast.auditor.refresh_from_db()
    assert (cast.auditor.is_active, cast.auditor.is_superuser, cast.auditor.email) == (
        False,
        False,
        "auditor@example.org",
    )


def test_the_trail_cannot_be_changed_here(operator: User, place: Place):
    line = AuditEvent.objects.create(at=operator.created_at, event="x", subject_kind="x", subject_id="1")
    answer = sign_in(Client(), operator).post(f"/yllapito/people/auditevent/{line.pk}/change/", {"event": "y"})
    assert answer.status_code == 403
