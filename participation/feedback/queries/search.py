"""Ideas by their words: by the stems of the three languages on PostgreSQL, as they are written on SQLite."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db import connection
from django.db.models import Q

from participation.matters.models import MatterQuerySet

LANGUAGES = ("finnish", "swedish", "english")
OPERATORS = ("or", "and")
SHORTEST_BEGINNING = 4  # letters; a shorter beginning would find half of the words
MOST_WORDS = 12  # of what is typed; nobody searches with more, and each is a condition of its own


def with_words(ideas: MatterQuerySet, typed: str) -> MatterQuerySet:
    """The ideas whose title, text or place has every word. “penkki” finds “penkkejä”; quotes, “or” and a minus work as on search pages."""
    words = typed.replace("\x00", " ").split()[:MOST_WORDS]
    if not words:
        return ideas
    if connection.vendor == "postgresql":
        return ideas.filter(words__stems=stems_of(words))
    for word in words:
        ideas = ideas.filter(spelled(word))
    return ideas


def stems_of(words: Sequence[str]) -> SearchQuery | CombinedSearchQuery:
    """What is searched for, in any of the languages: a Swedish idea is found from the Finnish pages too.

    Plain words are also searched by their beginnings: the Finnish stems of “penkki” and “penkkejä” differ, but one begins the other, and
    people expect “katu” to find “katuvalo”.
    """
    asked = [SearchQuery(" ".join(words), config=name, search_type="websearch") for name in LANGUAGES]
    if all(word.isalnum() and word.lower() not in OPERATORS for word in words):
        begins = " & ".join(f"{word}:*" if len(word) >= SHORTEST_BEGINNING else word for word in words)
        asked += [SearchQuery(begins, config=name, search_type="raw") for name in LANGUAGES]
    return reduce(or_, asked)


def spelled(word: str) -> Q:
    """SQLite folds the case of ASCII only, so forms of the word are tried."""
    condition = Q()
    for form in {word, word.lower(), word.upper(), word.capitalize()}:
        condition |= Q(title__icontains=form) | Q(text__icontains=form) | Q(place__icontains=form)
    return condition
