"""The gates of pages: who gets in, and where the others are led. The first thing of a view function.

Staff need a second factor in the session at hand; demo accounts in demo mode do not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from people.models import User
from portal.exceptions import NotPermitted

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: View[P]) -> View[P]:
    """For anyone with an account; others are led to sign in and back."""

    @wraps(view)
    def gated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return gated


def staff_page(view: View[P]) -> View[P]:
    """For those who work here, with their second factor done. What exactly they may do here the view's permission decides."""

    @wraps(view)
    def gated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return to_sign_in(request)
        if not request.user.is_staff_member:
            raise NotPermitted(
                _(
                    "This page is for those who work with these matters. Ask your administrator for a role if you need it."
                )
            )
        if lacks_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return gated


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """To the sign-in page and afterwards back; a form that was sent is not sent again, so its own page must keep what was typed."""
    address = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return redirect_to_login(address, login_url=reverse("account_login"))


def needs_second_factor(user: User) -> bool:
    """Whether the account may only work with a second factor: every staff member and the operator of the admin."""
    if settings.DEMO and user.is_demo:
        return False
    return user.is_superuser or user.is_staff_member


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person needs a second factor and this session has not seen it."""
    user = request.user
    if not isinstance(user, User) or not needs_second_factor(user):
        return False
    return all(record.get("method") != "mfa" for record in get_authentication_records(request, user))


def to_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """To type a code when there is an authenticator, otherwise to set one up; afterwards back."""
    known = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    page = reverse("mfa_reauthenticate" if known else "mfa_activate_totp")
    address = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("region_front")
    return HttpResponseRedirect(f"{page}?{urlencode({'next': address})}")


def remember_second_factor(request: HttpRequest) -> None:
    """Write down that this session has just shown a second factor, in the same record as allauth."""
    record_authentication(request, request.user, method="mfa", type=Authenticator.Type.TOTP.value, reauthenticated=True)


def forget_second_factor(request: HttpRequest) -> None:
    records = [record for record in get_authentication_records(request, request.user) if record.get("method") != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
