"""What every answer goes through: the content policy, and domain errors turned into HTTP."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from portal.exceptions import ChangedMeanwhile, NotPermitted, NotVisible, RuleBroken

Answer = Callable[[HttpRequest], HttpResponse]


def policy(pictures: str = "") -> str:
    """One strict policy for all pages; the identity provider is the only other origin that a form may lead to.

    `pictures` is the one other origin from which a page with a map may load them.
    """
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    origins = " ".join("{0.scheme}://{0.netloc}".format(urlsplit(app["settings"]["server_url"])) for app in apps)
    images = f"'self' data: {pictures}".strip()
    return (
        f"default-src 'self'; img-src {images}; style-src 'self'; script-src 'self'; font-src 'self'; "
        f"object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self' {origins}".strip()
    )


class ContentPolicyMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


def back_address(request: HttpRequest, wanted: str) -> str:
    """Where a refused step leads: the address named by the rule, the page it came from, or the front page; never another site."""
    for address in (wanted, request.headers.get("referer", "")):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return "/"


class DomainErrorMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case NotVisible():
                return render(request, "404.html", status=404)
            case NotPermitted():
                return render(request, "403.html", {"reason": error.reason}, status=403)
            case RuleBroken():
                messages.error(request, error.message)
                return HttpResponseRedirect(back_address(request, error.back))
            case ChangedMeanwhile():
                context = {"message": error.message, "back": back_address(request, error.back)}
                return render(request, "409.html", context, status=409)
        return None
