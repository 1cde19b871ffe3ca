"""Gentle limits, counted by a keyed hash: the cache never holds an address of the network or of the mail. No cookie is needed.

An address of the network may miss a tracking code ten times in a quarter of an hour, and may ask ten times an hour for a mail to
somebody who has not confirmed the address. An e-mail address gets at most three such mails a day, whoever asks.
"""

import hmac
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.exceptions import RuleBroken

MISSES, WINDOW = 10, 15 * 60
ASKS, ASKS_WINDOW = 10, 60 * 60
MAILS, MAILS_WINDOW = 3, 24 * 60 * 60


def hashed(word: str, value: str) -> str:
    return f"matters.{word}." + hmac.new(settings.SECRET_KEY.encode(), value.encode(), sha256).hexdigest()[:32]


def network_of(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def is_over(key: str, most: int, window: int) -> bool:
    """Count one more; True when there have been more than `most` in the window (seconds)."""
    count = cache.get(key, 0) + 1
    cache.set(key, count, window)
    return bool(count > most)


def check_tries(request: HttpRequest) -> None:
    if cache.get(hashed("misses", network_of(request)), 0) >= MISSES:
        message = _("Too many wrong codes came from your network. Wait a quarter of an hour, or call us.")
        raise RuleBroken(message, code="too_many_tries", back=reverse("matter_track"))


def count_miss(request: HttpRequest) -> None:
    is_over(hashed("misses", network_of(request)), MISSES, WINDOW)


def check_asks(request: HttpRequest, back: str) -> None:
    if is_over(hashed("asks", network_of(request)), ASKS, ASKS_WINDOW):
        raise RuleBroken(_("Too many addresses came from your network. Try again in an hour."), code="too_many_asks", back=back)


def may_write_to(email: str) -> bool:
    """Whether one more unasked mail may go to the address. The page answers the same either way."""
    return not is_over(hashed("mails", email.lower()), MAILS, MAILS_WINDOW)
