"""Signing in: allauth's own views, with what our pages need besides."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from people.actions import note_second_factor
from people.gates import forget_second_factor, remember_second_factor
from people.queries import demo_accounts, identification_service
from people.views.demo import is_demo_here

NEXT = "second_factor_next"


class SignIn(LoginView):
    """The sign-in page; in the demo it shows the cast."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["identification"] = identification_service()
        if is_demo_here(self.request):
            context["demo_accounts"] = demo_accounts()
        return context


class SetUpSecondFactor(ActivateTOTPView):
    """Whoever has just typed a right code has shown the second factor: they are not asked for another one at once."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            request.session[NEXT] = wanted
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember_second_factor(self.request)
        note_second_factor(by=self.request.user, is_set=True, now=timezone.now())
        return response


class TakeOffSecondFactor(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        forget_second_factor(self.request)
        note_second_factor(by=self.request.user, is_set=False, now=timezone.now())
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, and the way on to the page that asked for the second factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["way_on"] = self.request.session.get(NEXT) or reverse("mfa_index")
        return context
