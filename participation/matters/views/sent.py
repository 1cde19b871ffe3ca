"""What this browser has left: kept in the session for a while, so that the sender sees the code again without an account.

The next person at a library's computer must not: the memory ends with the browser, and after half an hour in any case.
"""

from datetime import datetime

from django.http import HttpRequest

from participation.matters.models import Matter

SENT, MOST, SECONDS = "sent_matters", 20, 30 * 60


def sent_here(request: HttpRequest, now: datetime) -> list[int]:
    """Ids of the matters that were left in the last half hour, oldest first."""
    return [pk for pk, at in request.session.get(SENT, []) if now.timestamp() - at < SECONDS]


def remember_sent(request: HttpRequest, matter: Matter, now: datetime) -> None:
    others = [entry for entry in request.session.get(SENT, []) if entry[0] != matter.pk]
    request.session[SENT] = [*others, [matter.pk, now.timestamp()]][-MOST:]
    if not request.user.is_authenticated:
        request.session.set_expiry(0)
