"""When a text waits for a moderator. The rule only asks somebody to look; it never decides. Pure: the list of words is passed in."""

import re
import unicodedata
from collections.abc import Sequence

from participation.matters.enums import HoldReason
from portal.text import has_identity_code, tidy

MANY_LINKS = 2  # one link is how people show what they mean; advertisements carry several
SHORTEST_STEM = 3  # a shorter beginning would hold half of the language

LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:biz|com|fi|info|io|link|me|net|online|org|ru|shop|site|top|xyz)(?![\w.])",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")
SOFT = re.compile("[\u00ad\u200c\u200d\u2060]")  # letters that are not seen and would split a word


def folded(text: str) -> str:
    """The text without the differences that hide a word: case, wide letters, invisible characters."""
    return SOFT.sub("", tidy(unicodedata.normalize("NFKC", text))).casefold()


def parse_stem(text: str) -> str | None:
    """The beginning of a word as the list keeps it; None when it is not one word of at least three letters."""
    stem = folded(text).strip()
    return stem if WORD.fullmatch(stem) and len(stem) >= SHORTEST_STEM else None


def listed_words(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The words of the text that begin as one of the list does: a stem finds “huijaus”, “huijauksen” and “huijari” alike."""
    stems = tuple(words)
    found = (word for word in WORD.findall(folded(text)) if stems and word.startswith(stems))
    return tuple(dict.fromkeys(found))


def reasons_to_hold(text: str, *, is_new_author: bool, words: Sequence[str]) -> tuple[HoldReason, ...]:
    """Why a moderator looks before the text is shown; empty when nothing asks for it."""
    signs = {
        HoldReason.LINKS: len(LINK.findall(text)) >= MANY_LINKS,
        HoldReason.NEW_AUTHOR: is_new_author,
        HoldReason.LISTED_WORD: bool(listed_words(text, words)),
        HoldReason.IDENTITY_CODE: has_identity_code(text),
    }
    return tuple(reason for reason, is_met in signs.items() if is_met)


def parse_reasons(held_for: str) -> tuple[HoldReason, ...]:
    """The reasons that a row keeps with commas."""
    return tuple(HoldReason(value) for value in held_for.split(",") if value in HoldReason.values)
