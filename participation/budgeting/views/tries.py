"""Gentle limits on codes: counted for each code and each account, never for a network address. A school is one address."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from participation.budgeting.models import Round
from participation.budgeting.queries.words import url_of
from participation.budgeting.rules.ballots import plain_code
from people.models import Person, User
from portal.exceptions import RuleBroken

MISSES, WINDOW = 10, 10 * 60  # ten refused tries of one code, or of one account, in ten minutes


def keys_of(round: Round, person: Person, code: str) -> list[str]:
    """The cache holds keyed hashes only."""
    words = [f"code:{round.pk}:{plain_code(code)}"] if code else []
    if isinstance(person, User):
        words.append(f"account:{round.pk}:{person.pk}")
    return ["budgeting.misses." + hmac.new(settings.SECRET_KEY.encode(), word.encode(), sha256).hexdigest()[:32] for word in words]


def check_tries(round: Round, person: Person, code: str) -> None:
    if any(count >= MISSES for count in cache.get_many(keys_of(round, person, code)).values()):
        message = _("This code has been tried many times. Wait ten minutes and try again, or ask for a new code where you got it.")
        raise RuleBroken(message, code="too_many_tries", back=url_of("ballot_code", round))


def count_miss(round: Round, person: Person, code: str) -> None:
    keys = keys_of(round, person, code)
    before = cache.get_many(keys)
    cache.set_many({key: before.get(key, 0) + 1 for key in keys}, WINDOW)
