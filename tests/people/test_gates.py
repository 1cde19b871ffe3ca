"""Staff work only with a second factor; nobody else's pages open without a role."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from people.enums import Role
from people.middleware import OPEN_TO_HALF_SIGNED_IN
from people.models import RoleGrant, User
from tests.personas import NOW, PASSWORD, Cast, Place, sign_in


def half_signed_in(person: User) -> Client:
    """With the password only."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def trail(slug: str = "lahti") -> str:
    return reverse("audit_trail", kwargs={"slug": slug})


def test_anonymous_is_led_to_sign_in_and_back(place: Place, visitor: Client):
    assert visitor.get(trail()).url == f"{reverse('account_login')}?next={trail()}"


def test_a_resident_is_told_why_the_page_does_not_open(cast: Cast):
    answer = sign_in(Client(), cast.resident).get(trail())
    assert answer.status_code == 403
    assert answer.context["reason"]


def test_staff_without_an_authenticator_are_led_to_set_one_up(cast: Cast):
    answer = half_signed_in(cast.auditor).get(trail())
    assert answer.url == f"{reverse('mfa_activate_totp')}?next=%2Ffi%2Flahti%2Ftarkastus%2F"


def test_staff_with_an_authenticator_are_asked_for_a_code(cast: Cast):
    TOTP.activate(cast.auditor, "JBSWY3DPEHPK3PXP")
    assert half_signed_in(cast.auditor).get(trail()).url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize(
    "name",
    ["own_data", "own_data_all", "account_email", "account_change_password", "mfa_deactivate_totp", "region_front"],
)
def test_half_signed_in_staff_see_no_other_page_either(cast: Cast, name: str):
    assert half_signed_in(cast.auditor).get(reverse(name)).url.startswith(reverse("mfa_activate_totp"))


def test_a_form_sent_half_signed_in_does_nothing(cast: Cast):
    answer = half_signed_in(cast.administrator).post(reverse("own_erase"), {"word": "POISTA"})
    assert answer.status_code == 302
    assert User.objects.filter(pk=cast.administrator.pk).exists()


@pytest.mark.parametrize("name", ["account_login", "account_logout", "mfa_index", "privacy"])
def test_the_ways_in_and_out_stay_open(cast: Cast, name: str):
    answer = half_signed_in(cast.auditor).get(reverse(name))
    assert not str(getattr(answer, "url", "")).startswith(reverse("mfa_activate_totp"))


def test_the_open_names_are_few_and_real():
    names = {pattern.name for pattern in walk(get_resolver().url_patterns)}
    assert (
        not {name for name in OPEN_TO_HALF_SIGNED_IN if name.startswith(("account_", "mfa_", "demo", "privacy"))}
        - names
    )
    assert (
        not {"account_email", "account_change_password", "account_set_password", "mfa_deactivate_totp", "own_erase"}
        & OPEN_TO_HALF_SIGNED_IN
    )


def walk(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walk(pattern.url_patterns)


def test_a_resident_needs_no_second_factor(cast: Cast):
    assert half_signed_in(cast.resident).get(reverse("own_data")).status_code == 200


def test_a_role_given_in_the_middle_asks_for_the_second_factor_at_once(cast: Cast, place: Place):
    client = half_signed_in(cast.resident)
    assert client.get(reverse("own_data")).status_code == 200
    RoleGrant.objects.create(user=cast.resident, organisation=place.lahti, role=Role.AUDITOR, granted_at=NOW)
    assert client.get(reverse("own_data")).url.startswith(reverse("mfa_activate_totp"))


def test_another_persons_second_factor_does_not_count(cast: Cast):
    """The record of the second factor belongs to the person it was made for, also if the session is somebody else's now."""
    client = sign_in(Client(), cast.auditor)
    session = client.session
    session["account_authentication_methods_user"] = str(cast.administrator.pk)
    session.save()
    assert client.get(trail()).status_code == 302


def test_the_operator_needs_a_second_factor_too(cast: Cast):
    operator = User.objects.create_superuser("operator@example.org", PASSWORD)
    assert half_signed_in(operator).get("/yllapito/").url.startswith(reverse("mfa_activate_totp"))


def test_a_demo_account_needs_none_in_the_demo_and_one_elsewhere(cast: Cast, settings):
    User.objects.filter(pk=cast.auditor.pk).update(is_demo=True)
    settings.DEMO = True
    assert half_signed_in(cast.auditor).get(trail()).status_code == 200
    assert half_signed_in(cast.administrator).get(trail()).status_code == 302
    settings.DEMO = False
    assert half_signed_in(cast.auditor).get(trail()).status_code == 302


def test_the_secret_of_the_authenticator_is_sealed_in_the_database(cast: Cast, settings):
    TOTP.activate(cast.auditor, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get()
    assert "JBSWY3DPEHPK3PXP" not in str(kept.data)
    settings.SECRET_KEY = "another key of the installation that is long enough"
    assert not kept.wrap().validate_code("000000")
