"""One-time voter codes: how they look, what is stored of them, and the marks that they leave on the roll. Pure."""

import hashlib
import hmac

from participation.budgeting.rules.ballots import plain_code
from participation.matters.rules import ALPHABET

CODE_LETTERS = 12  # of 32 letters: 60 random bits
LARGEST_BATCH = 1000


def voter_code(random: int) -> str:
    """`K7QF-2MWD-9XTB` from 60 random bits, in the letters that are hard to mistake: no I, L, O or U."""
    letters = [ALPHABET[(random >> (5 * place)) & 31] for place in range(CODE_LETTERS)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, CODE_LETTERS, 4))


def code_hash(round_key: bytes, code: str) -> str:
    """What is stored of a code: keyed, so that nobody with the database alone can try all codes."""
    return hmac.new(round_key, b"voter-code:" + plain_code(code).encode(), hashlib.sha256).hexdigest()


def kiosk_hash(round_key: bytes, code: str) -> str:
    """What is stored of the code that binds a device to a voting point; never the hash of a voter code."""
    return hmac.new(round_key, b"kiosk:" + plain_code(code).encode(), hashlib.sha256).hexdigest()


def bearer_mark(round_key: bytes, code: str) -> str:
    """The mark that a bearer code leaves on the roll. The envelope with it is the spending of the code: one row does both."""
    return hmac.new(round_key, b"bearer:" + plain_code(code).encode(), hashlib.sha256).hexdigest()
