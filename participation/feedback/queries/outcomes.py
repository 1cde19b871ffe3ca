"""What came of what residents said: one page of stories, and figures over all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import ngettext

from organisations.models import Organisation
from organisations.queries import Story
from participation.matters.enums import MatterState, Outcome
from participation.matters.models import Matter
from participation.matters.queries import stories, story_of, with_last_words
from participation.matters.rules import REFUSALS

STORIES_ON_PAGE = 12


@dataclass(frozen=True)
class OutcomePage:
    """What came of what residents said: figures over all, and one page of stories."""

    stories: Sequence[Story]
    page: Page[Matter]
    facts: Sequence[tuple[str, str]]
    is_example: bool


def outcome_page(organisation: Organisation, number: str | None) -> OutcomePage:
    """Four queries, whatever the number of stories."""
    told = stories(organisation)
    page = Paginator(told, STORIES_ON_PAGE).get_page(number)
    shown = list(with_last_words(told.filter(pk__in=[matter.pk for matter in page.object_list])))
    counts = told.order_by().values_list("state", "outcome").annotate(Count("pk"))
    return OutcomePage([story_of(matter) for matter in shown], page, facts_of(list(counts)), any(matter.is_example for matter in shown))


def facts_of(counts: Sequence[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """(figure, words): how many got a yes, are done, got a no. They do not add up on purpose: what is done got its yes first."""
    yes = sum(n for _state, outcome, n in counts if outcome in (Outcome.YES, Outcome.PARTLY))
    done = sum(n for state, _outcome, n in counts if state in (MatterState.DONE, MatterState.CHECKED))
    no = sum(n for _state, outcome, n in counts if outcome in REFUSALS)
    return [
        (str(yes), ngettext("matter got a yes", "matters got a yes", yes)),
        (str(done), ngettext("of them is done", "of them are done", done)),
        (str(no), ngettext("got a no, with its reason", "got a no, each with its reason", no)),
    ]
