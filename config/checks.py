"""System checks, run with every start: by manage.py, and by wsgi.py before the first request."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from people.rules import is_loopback


@register(Tags.security)
def demo_stays_on_this_machine(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """In demo mode anyone can sign in by one click, so it may answer to no other name than this machine's."""
    others = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]
    if not settings.DEMO or not others:
        return []
    return [
        Error(
            f"Demo mode is on and the portal answers to {', '.join(others)}.",
            hint="Set KUULUU_DEMO=0, or leave only 127.0.0.1, localhost and [::1] in KUULUU_HOSTS.",
            id="people.E001",
        )
    ]


def refuse_to_serve_with_errors() -> None:
    """The web server starts without manage.py, so it asks for itself."""
    errors = [message for message in run_checks(tags=[Tags.security]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))
