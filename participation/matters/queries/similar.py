"""Matters like the one that is written or read: by trigrams on PostgreSQL, by rapidfuzz on SQLite. A hint, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.lookups import TrigramSimilar, TrigramWordSimilar
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from rapidfuzz import fuzz, process, utils

from organisations.models import Organisation
from participation.matters.enums import MatterState
from participation.matters.models import Matter
from participation.matters.queries.visible import on_desk_of
from participation.matters.queries.words import tag_of
from participation.matters.rules import parse_reference
from participation.matters.rules.similar import SIMILAR_WITHIN, needle_of
from people.models import Person
from portal.numerals import day

MOST_COMPARED = 2000  # titles that SQLite's small desks compare one by one
CLOSE_ENOUGH = 55  # of 100: where rapidfuzz finds what PostgreSQL's trigrams find (tests/participation/matters/test_similar.py)
TOLD = ("reference", "title", "language", "state", "outcome", "received_at")
GONE = (MatterState.MERGED, MatterState.WITHDRAWN, MatterState.DECLINED, MatterState.NOT_OURS)


@dataclass(frozen=True)
class Similar:
    """A matter that may be about the same. `tag` is (state of the tag component, words)."""

    matter: Matter
    tag: tuple[str, str]
    url: str

    @property
    def received(self) -> str:
        return day(self.matter.received_at)


def similar_matters(
    organisation: Organisation, title: str, text: str, limit: int = 5, *, now: datetime | None = None
) -> list[Similar]:
    """Shown ideas of the place that are like what is being written: what a resident may see, the closest first. One query."""
    since = (now or timezone.now()) - SIMILAR_WITHIN
    ideas = Matter.objects.of(organisation).shown().ideas().filter(received_at__gte=since)
    return [
        Similar(matter, tag_of(matter), reverse("matter_detail", kwargs={"code": matter.reference}))
        for matter in nearest(ideas, needle_of(title, text), limit)
    ]


def similar_on_desk(matter: Matter, person: Person, now: datetime, limit: int = 5) -> list[Similar]:
    """What the same organisation answers and the person's desk shows, of whatever visibility. One query."""
    return [desk_similar(each) for each in nearest(joinable(matter, person, now), needle_of(matter.title, matter.text), limit)]


def joinable(matter: Matter, person: Person, now: datetime) -> QuerySet[Matter]:
    return (
        on_desk_of(person)
        .filter(organisation=matter.organisation_id, received_at__gte=now - SIMILAR_WITHIN)
        .exclude(pk=matter.pk)
        .exclude(state__in=GONE)
    )


def found_on_desk_by(matter: Matter, person: Person, words: str, now: datetime, limit: int = 5) -> list[Similar]:
    """What somebody means who types a number or words to find the matter to join to."""
    reference = parse_reference(words)
    exact = on_desk_of(person).filter(reference=reference).exclude(pk=matter.pk).first() if reference else None
    if exact is not None:
        return [desk_similar(exact)]
    return [desk_similar(each) for each in nearest(joinable(matter, person, now), needle_of(words, ""), limit)]


def desk_similar(matter: Matter) -> Similar:
    return Similar(matter, tag_of(matter), reverse("desk_matter", kwargs={"code": matter.reference}))


def nearest(matters: QuerySet[Matter], needle: str, limit: int) -> Sequence[Matter]:
    """One query. Only what a hint tells is read of each."""
    if not needle:
        return []
    matters = matters.only(*TOLD)
    return list(by_trigrams(matters, needle, limit)) if connection.vendor == "postgresql" else by_ratio(matters, needle, limit)


def by_trigrams(matters: QuerySet[Matter], needle: str, limit: int) -> QuerySet[Matter]:
    """Titles with enough of the same trigrams (the index answers that; `./kuuluu bench ideas` looks), the closest first."""
    alike = TrigramSimilar(F("title"), Value(needle)) | TrigramWordSimilar(F("title"), Value(needle))
    likeness = Greatest(TrigramSimilarity("title", needle), TrigramWordSimilarity(needle, "title"))
    return matters.filter(alike).annotate(likeness=likeness).order_by("-likeness", "-received_at", "-pk")[:limit]


def by_ratio(matters: QuerySet[Matter], needle: str, limit: int) -> Sequence[Matter]:
    """The newest titles compared one by one, word order aside; of equal ones the one with as many words comes first."""
    rows = {row.pk: row for row in matters.order_by("-received_at", "-pk")[:MOST_COMPARED]}
    titles = {pk: row.title for pk, row in rows.items()}
    best = process.extract(needle, titles, scorer=likeness_of, processor=utils.default_process, score_cutoff=CLOSE_ENOUGH, limit=limit)
    return [rows[pk] for _title, _score, pk in best]


def likeness_of(one: str, other: str, *, score_cutoff: float | None = None, **options: Any) -> float:
    """0 to 100: mostly whether the words are the same, a little whether there are other words too."""
    words = fuzz.token_set_ratio(one, other, score_cutoff=score_cutoff)
    return words and words * 0.95 + fuzz.token_sort_ratio(one, other) * 0.05
