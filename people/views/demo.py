"""One click signs in by role: in the demo, on this machine, and nowhere else."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from people.queries import demo_user
from people.rules import is_loopback
from portal.exceptions import NotVisible


def is_demo_here(request: HttpRequest) -> bool:
    """Whether this request may sign in without a password: demo mode, asked by this machine of this machine, with nobody in between."""
    if not settings.DEMO or "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and is_loopback(request.get_host())


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    user = demo_user(request.POST.get("account")) if is_demo_here(request) else None
    if user is None:
        raise NotVisible("demo")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = get_adapter().get_login_redirect_url(request)
    return HttpResponseRedirect(wanted)
