"""The list of ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interfaces.contacts.models import Interface
from organisations.models import Area, Organisation
from organisations.queries import region_of
from participation.feedback.queries.orders import Leg, parse_spot, take
from participation.matters.models import Matter, MatterQuerySet
from participation.matters.queries import first_sentences, tags_of
from portal.numerals import day, number

IDEAS_ON_PAGE = 12
MOST_COUNTED = 200  # more than this are told as “more than”: to count them all would read all of them for each page


@dataclass(frozen=True)
class IdeaRow:
    """An idea in the list, in words that are ready to be shown: a page draws many of these."""

    url: str
    title: str
    excerpt: str
    language: str
    tags: Sequence[tuple[str, str]]
    supports: int
    supported: str
    received: str
    where: str
    topic: str
    is_example: bool


@dataclass(frozen=True)
class IdeaPage:
    """One page of the list. `found` says how many the filters leave; `following` is the place of the next page, empty on the last."""

    rows: Sequence[IdeaRow]
    found: str
    following: str
    is_first: bool
    is_example: bool


def ideas_of(organisation: Organisation) -> MatterQuerySet:
    """The ideas that everyone may see."""
    return Matter.objects.of(organisation).shown().ideas()


def topics_of(organisation: Organisation) -> QuerySet[Interface]:
    return Interface.objects.of_region(region_of(organisation)).order_by("position", "name_fi")


def areas_of(organisation: Organisation) -> QuerySet[Area]:
    return Area.objects.filter(organisation=organisation).order_by("position", "name_fi")


def idea_page(ideas: MatterQuerySet, legs: Sequence[Leg], typed: str, today: date) -> IdeaPage:
    """The rows of one page from the place on that its address names. At most three queries, whatever the number of ideas."""
    spot = parse_spot(typed)
    matters, following = take(ideas.select_related("organisation", "topic", "area"), legs, spot, IDEAS_ON_PAGE)
    rows = [idea_row(matter, today) for matter in matters]
    return IdeaPage(
        rows=rows,
        found=found_words(len(rows) if spot is None and following is None else ideas.order_by()[: MOST_COUNTED + 1].count()),
        following=str(following or ""),
        is_first=spot is None,
        is_example=any(row.is_example for row in rows),
    )


def found_words(count: int) -> str:
    if count > MOST_COUNTED:
        return _("More than %(n)s ideas") % {"n": number(MOST_COUNTED)}
    return ngettext("%(n)s idea", "%(n)s ideas", count) % {"n": number(count)}


def idea_row(matter: Matter, today: date) -> IdeaRow:
    supports = matter.support_count
    return IdeaRow(
        url=reverse("matter_detail", kwargs={"code": matter.reference}),
        title=matter.title,
        excerpt=first_sentences(matter.text, 170),
        language=matter.language,
        tags=tags_of(matter, today),
        supports=supports,
        supported=ngettext("%(n)s supports", "%(n)s support", supports) % {"n": supports},
        received=day(matter.received_at),
        where=matter.place or (matter.area.name if matter.area else ""),
        topic=matter.topic.name if matter.topic else "",
        is_example=matter.is_example,
    )
