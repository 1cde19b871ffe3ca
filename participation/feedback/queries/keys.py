"""The keys of other services."""

from collections.abc import Sequence
from hashlib import sha256

from organisations.models import Organisation
from participation.feedback.models import ApiKey
from portal.exceptions import NotVisible


def hash_of(key: str) -> str:
    """What is kept of a key. A key has 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(key.encode()).hexdigest()


def keys_of(organisation: Organisation) -> Sequence[ApiKey]:
    """Those in use first."""
    return sorted(ApiKey.objects.filter(organisation=organisation), key=lambda key: (key.revoked_at is not None, key.name))


def key_at(organisation: Organisation, pk: int) -> ApiKey:
    """Raises NotVisible."""
    key = ApiKey.objects.filter(organisation=organisation, pk=pk).first()
    if key is None:
        raise NotVisible(str(pk))
    return key


def working_key(written: str) -> ApiKey | None:
    """The key that was sent, unless it was never made or has been revoked."""
    found = ApiKey.objects.select_related("organisation").filter(key_hash=hash_of(written), revoked_at=None)
    return found.first() if written else None
