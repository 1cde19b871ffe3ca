"""When two matters are alike enough to be shown to somebody as perhaps the same. Pure."""

from datetime import timedelta

SIMILAR_WITHIN = timedelta(days=731)  # what is older was another time's matter
FEWEST_LETTERS = 6  # fewer letters are like everything
LONGEST_NEEDLE = 160  # a title and a little more; the rest of a long text only blurs


def needle_of(title: str, text: str) -> str:
    """What is looked for: the title, or how the text begins where there is none. Empty when it is too short to be like anything."""
    words = " ".join((title if title.strip() else text).split())[:LONGEST_NEEDLE]
    return words if sum(letter.isalpha() for letter in words) >= FEWEST_LETTERS else ""
