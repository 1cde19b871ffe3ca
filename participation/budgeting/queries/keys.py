"""The secret key of each round: one file in the data folder, readable by its owner only, never in the database or its backups.

With the key gone nobody, not even with the whole database, can tell from the envelopes who has voted.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from participation.budgeting.models import Round
from participation.budgeting.rules.ballots import voter_key
from people.models import User
from portal.exceptions import RuleBroken

log = logging.getLogger(__name__)


def key_path(round: Round) -> Path:
    return Path(settings.DATA) / "round_keys" / round.key_name


def read_key(round: Round) -> bytes:
    """Raises RuleBroken when the file is missing: then no vote can be taken until the operator puts it back."""
    try:
        return key_path(round).read_bytes()
    except OSError as error:
        log.error("The key of round %s cannot be read: %s", round.pk, error)
        raise RuleBroken(_("Votes cannot be taken right now. We are mending it. Try again in a moment.")) from error


def identity_of(user: User) -> str:
    """What makes a person one voter: the identity provider's word for them, or the account where there is none (demo)."""
    return f"identity:{user.identity_key}" if user.identity_key else f"account:{user.pk}"


def key_of_voter(round: Round, user: User) -> str:
    """The mark on this person's envelope in this round."""
    return voter_key(read_key(round), identity_of(user))
