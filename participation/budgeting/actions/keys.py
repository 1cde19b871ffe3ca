"""Making the secret key of a round; queries/keys.py says what it is for."""

import os
import secrets

from participation.budgeting.models import Round
from participation.budgeting.queries.keys import key_path


def make_key(round: Round) -> None:
    """Make the round's key when it has none. A key that is there is never replaced: marks made with it must stay comparable."""
    path = key_path(round)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
