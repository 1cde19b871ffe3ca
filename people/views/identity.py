"""To the identity provider and back."""

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from people.identity import IdentityClient, IdentityProvider
from portal.exceptions import NotVisible
from portal.languages import LANGUAGES, active_language

LANGUAGE = "identification_language"
log = logging.getLogger(__name__)


def provider_of(request: HttpRequest, provider_id: str) -> IdentityProvider:
    try:
        return IdentityProvider(request, app=get_adapter().get_app(request, provider=provider_id))
    except SocialApp.DoesNotExist as error:
        raise NotVisible(provider_id) from error


@require_POST
@never_cache
def identify(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider with a question of our own (state, PKCE, nonce); identifies the signed-in account when there is one."""
    provider = provider_of(request, provider_id)
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    nonce = get_random_string(32)
    request.session[LANGUAGE] = active_language()
    question = {**provider.get_auth_params(), "nonce": nonce, "ui_locales": active_language()}
    process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
    try:
        return provider.redirect(request, process, next_url=wanted if safe else None, nonce=nonce, auth_params=question)
    except (RequestException, OAuth2Error) as error:
        return no_answer(request, error)


@require_GET
@never_cache
def identified(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The way back. Its address has no language, so the page speaks the one in which the person left."""
    provider_of(request, provider_id)
    language = request.session.get(LANGUAGE)
    view = OAuth2CallbackView.adapter_view(IdentityClient(request, provider_id))
    with translation.override(language if language in LANGUAGES else active_language()):
        try:
            response: HttpResponse = view(request)
        except (RequestException, OAuth2Error) as error:
            return no_answer(request, error)
    return response


def no_answer(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("The identity provider does not answer as it should: %s", type(error).__name__)
    return render(request, "socialaccount/authentication_error.html", {"is_down": True}, status=503)
