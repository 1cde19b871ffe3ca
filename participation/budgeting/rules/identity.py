"""The personal identity code as it stands on a card: read, never stored. Pure."""

from dataclasses import dataclass

from portal.text import CENTURIES, DASHES, identity_codes


@dataclass(frozen=True)
class Card:
    """A person as the identity card tells: the code in its one written form, and the year of birth."""

    code: str
    birth_year: int


def read_card(typed: str) -> Card | None:
    """The card of a typed code; None when it is no personal identity code, or when there is something else beside it."""
    text = typed.strip()
    found = list(identity_codes(text))
    if len(found) != 1 or found[0].written != text:
        return None
    plain = text.replace(" ", "").upper()
    for dash in DASHES:
        plain = plain.replace(dash, "-")
    return Card(plain, CENTURIES[plain[6]] + int(plain[4:6]))
