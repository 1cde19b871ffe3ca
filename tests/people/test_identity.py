"""Strong identification against a real OpenID Connect provider in a process of its own."""

import json
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.people.conftest import Provider
from tests.people.provider import APPS, PEOPLE
from tests.personas import Place, sign_in

pytestmark = pytest.mark.django_db


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def leave(client: Client, **data: str) -> HttpResponse:
    return client.post(
        reverse("openid_connect_login", kwargs={"provider_id": "tunnistus"}), data, HTTP_ACCEPT_LANGUAGE="fi"
    )


def answer_at_provider(address: str, who: str) -> str:
    """What the person's browser does at the provider: choose who one is; returns the way back."""
    request = urllib.request.Request(address, data=urlencode({"sub": who}).encode())
    try:
        urllib.request.build_opener(NoRedirect).open(request, timeout=10)
    except urllib.error.HTTPError as answer:
        if answer.code in {302, 303}:
            return str(answer.headers["Location"])
        raise
    raise AssertionError("the provider did not lead back")


def identify(client: Client, who: str, **data: str) -> HttpResponse:
    back = urlsplit(answer_at_provider(leave(client, **data).url, who))
    return client.get(f"{back.path}?{back.query}")


def test_a_resident_is_identified_without_an_email_and_nothing_more_is_kept(place, provider: Provider, visitor: Client):
    answer = identify(visitor, "lahti-1955")
    assert answer.status_code == 302
    user = User.objects.get()
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert (user.email, user.home_municipality, user.birth_year) == (None, place.lahti, 1955)
    assert user.identified_at is not None
    kept = json.dumps(
        [list(User.objects.values().first().values()), list(SocialAccount.objects.values().first().values())],
        default=str,
    )
    kept += json.dumps([session.get_decoded() for session in Session.objects.all()], default=str)
    for secret in ("Oikea Nimi", "oikea@nimi.example", "120655-123X", "1955-06-12", "lahti-1955", "06-12"):
        assert secret not in kept
    assert not SocialToken.objects.exists()
    assert not mail.outbox


def test_the_same_person_comes_back_to_the_same_account_and_what_changed_is_updated(place, provider: Provider):
    identify(Client(), "lahti-1955")
    User.objects.update(home_municipality=place.heinola, birth_year=1900)
    identify(Client(), "lahti-1955")
    user = User.objects.get()
    assert (user.home_municipality, user.birth_year) == (place.lahti, 1955)
    identify(Client(), "heinola-2001")
    assert User.objects.count() == 2


def test_the_question_has_pkce_a_nonce_and_the_language_and_asks_for_no_email(
    place, provider: Provider, visitor: Client
):
    asked = parse_qs(urlsplit(leave(visitor).url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert len(asked["nonce"][0]) >= 32
    assert asked["ui_locales"] == ["fi"]
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert asked["redirect_uri"] == ["http://testserver/tunnistus/tunnistus/paluu/"]


@pytest.mark.parametrize("fault", ["nonce", "issuer", "token-issuer", "forged", "userinfo", "silent"])
def test_an_answer_that_cannot_be_trusted_signs_nobody_in(place, provider: Provider, visitor: Client, fault: str):
    provider.ask(f"/fault/{fault}")
    left = leave(visitor)
    if fault == "issuer":
        answer = left
        assert answer.status_code == 503
    else:
        back = urlsplit(answer_at_provider(left.url, "lahti-1955"))
        answer = visitor.get(f"{back.path}?{back.query}")
        assert answer.status_code == 401
    assert "_auth_user_id" not in visitor.session
    assert not User.objects.exists()
    assert "socialaccount/authentication_error.html" in [template.name for template in answer.templates]


def test_another_sessions_answer_is_refused(place, provider: Provider):
    """Somebody's link with a code, opened in another browser, signs nobody in (login CSRF)."""
    back = urlsplit(answer_at_provider(leave(Client()).url, "lahti-1955"))
    victim = Client()
    assert victim.get(f"{back.path}?{back.query}").status_code == 401
    assert "_auth_user_id" not in victim.session


def test_an_answer_works_once(place, provider: Provider, visitor: Client):
    back = urlsplit(answer_at_provider(leave(visitor).url, "lahti-1955"))
    assert visitor.get(f"{back.path}?{back.query}").status_code == 302
    assert Client().get(f"{back.path}?{back.query}").status_code == 401


def test_a_provider_that_is_down_is_told_in_plain_words(place, mortal_provider: Provider, visitor: Client):
    mortal_provider.stop()
    answer = leave(visitor)
    assert answer.status_code == 503
    assert "is_down" in answer.context
    assert reverse("account_login") in answer.content.decode()


def test_a_provider_that_goes_down_in_between_signs_nobody_in(place, mortal_provider: Provider, visitor: Client):
    back = urlsplit(answer_at_provider(leave(visitor).url, "lahti-1955"))
    mortal_provider.stop()
    assert visitor.get(f"{back.path}?{back.query}").status_code == 503


def test_who_stops_at_the_provider_is_told_so(place, provider: Provider, visitor: Client):
    state = parse_qs(urlsplit(leave(visitor).url).query)["state"][0]
    answer = visitor.get(
        reverse("openid_connect_callback", kwargs={"provider_id": "tunnistus"}),
        {"state": state, "error": "access_denied"},
    )
    assert answer.url == reverse("socialaccount_login_cancelled")
    assert visitor.get(answer.url).status_code == 200


@pytest.mark.parametrize(("who", "municipality", "year"), [("elsewhere", None, 1980), ("nothing-told", None, None)])
def test_what_is_not_told_is_missing(place, provider: Provider, visitor: Client, who: str, municipality, year):
    identify(visitor, who)
    user = User.objects.get()
    assert (user.home_municipality, user.birth_year) == (municipality, year)


def test_the_claims_can_be_named_by_settings(place, provider: Provider, settings, visitor: Client):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = APPS(
        provider.issuer, municipality_claim="address_details.municipality"
    )
    identify(visitor, "heinola-2001")
    assert User.objects.get().home_municipality == place.heinola


def test_a_signed_in_resident_identifies_the_own_account(cast, place, provider: Provider):
    client = sign_in(Client(), cast.moderator)
    answer = identify(client, "lahti-1955", next=reverse("own_data"))
    assert answer.url == reverse("own_data")
    cast.moderator.refresh_from_db()
    assert (cast.moderator.home_municipality, cast.moderator.birth_year) == (place.lahti, 1955)
    assert cast.moderator.email == "moderator@example.org"


def test_one_person_cannot_identify_two_accounts(cast, place, provider: Provider):
    identify(sign_in(Client(), cast.moderator), "lahti-1955")
    identify(sign_in(Client(), cast.coordinator), "lahti-1955")
    cast.coordinator.refresh_from_db()
    assert cast.coordinator.identity_key is None
    assert SocialAccount.objects.count() == 1


def test_one_account_cannot_be_two_persons(cast, place, provider: Provider):
    client = sign_in(Client(), cast.moderator)
    identify(client, "lahti-1955")
    identify(client, "heinola-2001")
    cast.moderator.refresh_from_db()
    assert cast.moderator.birth_year == 1955


def test_the_same_person_has_the_same_key_after_an_erased_account(place, provider: Provider):
    """So that one person is one voter: what a round has written under the key is found again."""
    identify(Client(), "lahti-1955")
    first = User.objects.get().identity_key
    User.objects.get().delete()
    identify(Client(), "lahti-1955")
    assert User.objects.get().identity_key == first
    assert len(first) == 64


def test_identification_does_not_lead_to_other_sites(place, provider: Provider, visitor: Client):
    answer = identify(visitor, "lahti-1955", next="https://evil.example/")
    assert answer.url.startswith("/")


def test_the_ballot_that_sent_somebody_to_sign_in_gets_them_back_identified(
    place: Place, provider: Provider, visitor: Client
):
    wanted = reverse("privacy")
    page = visitor.get(reverse("account_login"), {"next": wanted}).content.decode()
    identify_form = page[page.index('action="/tunnistus/') : page.index("</form>", page.index('action="/tunnistus/'))]
    assert f'name="next" value="{wanted}"' in identify_form
    assert identify(visitor, "lahti-1955", next=wanted).url == wanted


def test_going_there_needs_a_post(provider: Provider, visitor: Client):
    assert visitor.get(reverse("openid_connect_login", kwargs={"provider_id": "tunnistus"})).status_code == 405


def test_without_a_provider_there_is_no_button_and_no_way(place, visitor: Client):
    assert leave(visitor).status_code == 404
    assert "/tunnistus/" not in visitor.get(reverse("account_login")).content.decode()


def test_the_sign_in_page_offers_the_provider_and_the_policy_lets_the_form_go_there(
    place, provider: Provider, visitor: Client
):
    answer = visitor.get(reverse("account_login"))
    assert "Suomi.fi" in answer.content.decode()
    assert f"form-action 'self' {provider.issuer}" in answer.headers["Content-Security-Policy"]
    assert set(PEOPLE) == {"lahti-1955", "heinola-2001", "elsewhere", "nothing-told"}
