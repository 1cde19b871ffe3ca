"""A member of staff who has not shown a second factor sees nothing but the pages where that is done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from people.gates import lacks_second_factor, to_second_factor

# Signing in and out, setting up and showing the second factor, choosing the look of a place, health.
OPEN_TO_HALF_SIGNED_IN = frozenset(
    {
        "account_login", "account_logout", "account_reauthenticate", "account_confirm_email", "account_email_verification_sent",
        "account_inactive", "demo_sign_in", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_index", "privacy", "theme",
        "health_live", "health_ready",
    }
)  # fmt: skip


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.url_name in OPEN_TO_HALF_SIGNED_IN and not match.namespaces:
            return None
        return to_second_factor(request) if lacks_second_factor(request) else None
