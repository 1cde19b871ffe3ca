"""Codes that can be said aloud: 32 symbols that are hard to mistake (no I, L, O, U); 8 of them are 40 bits, 6 are 30."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISTAKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
PREFIX = "KUU"
CODE_BYTES, CODE_LENGTH = 5, 8
REFERENCE_BYTES, REFERENCE_LENGTH = 4, 6


def symbols(raw: bytes, length: int) -> str:
    """The lowest 5 × length bits of the bytes as symbols."""
    number = int.from_bytes(raw, "big")
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def code_from(raw: bytes) -> str:
    """Five random bytes as a tracking code: KUU-7F4K-29XH."""
    text = symbols(raw, CODE_LENGTH)
    return f"{PREFIX}-{text[:4]}-{text[4:]}"


def reference_from(raw: bytes) -> str:
    """Four random bytes as the open address of a matter: 7f4k29. Never as long as a code, so the two cannot be mixed up."""
    return symbols(raw, REFERENCE_LENGTH).lower()


def typed_symbols(text: str) -> str:
    """What somebody meant: any case, spaces, dots and dashes; O for 0, I and L for 1."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if letter.isalnum())


def parse_code(text: str) -> str | None:
    """The tracking code that was typed, in its one written form; None when it cannot be one."""
    typed = typed_symbols(text)
    if len(typed) == len(PREFIX) + CODE_LENGTH and typed.startswith(PREFIX):
        typed = typed.removeprefix(PREFIX)
    typed = typed.translate(MISTAKES)
    if len(typed) != CODE_LENGTH or any(letter not in ALPHABET for letter in typed):
        return None
    return f"{PREFIX}-{typed[:4]}-{typed[4:]}"


def parse_reference(text: str) -> str | None:
    typed = typed_symbols(text).translate(MISTAKES)
    return typed.lower() if len(typed) == REFERENCE_LENGTH and all(letter in ALPHABET for letter in typed) else None
