"""The page on which a matter is joined to another: those that may be the same, and what joining moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.matters.models import Matter
from participation.matters.queries.discussion import discussion_under
from participation.matters.queries.similar import Similar, found_on_desk_by, similar_on_desk
from participation.matters.queries.visible import on_desk_of
from participation.matters.queries.words import address_of
from participation.matters.rules import parse_reference
from people.models import Person


@dataclass(frozen=True)
class MergePage:
    """`found` are the candidates; `into` the chosen one with `moves`, what joining does in sentences."""

    found: Sequence[Similar]
    words: str
    into: Matter | None
    moves: Sequence[str]

    @property
    def is_searched(self) -> bool:
        return bool(self.words)


def merge_page(matter: Matter, person: Person, now: datetime, *, words: str, into: str) -> MergePage:
    words = " ".join(words.split())[:120]
    found = whole(found_on_desk_by(matter, person, words, now) if words else similar_on_desk(matter, person, now))
    target = target_at(matter, person, into) if into else None
    return MergePage(found, words, target, moves_of(matter, target, person) if target else ())


def whole(found: Sequence[Similar]) -> list[Similar]:
    """The same with all of their matters read, for comparing. One query."""
    rows = Matter.objects.in_bulk([similar.matter.pk for similar in found])
    return [replace(similar, matter=rows[similar.matter.pk]) for similar in found]


def target_at(matter: Matter, person: Person, reference: str) -> Matter | None:
    """The chosen matter, of the person's own desk only."""
    found = on_desk_of(person).filter(reference=parse_reference(reference) or "-").exclude(pk=matter.pk)
    return found.select_related("organisation", "topic", "area").first()


def moves_of(matter: Matter, target: Matter, person: Person) -> list[str]:
    """What joining does, in sentences, before the button."""
    supports, followers = matter.supports.count(), matter.follows.count()
    sentences = [
        _("This matter ends here. Its sender keeps the own code and sees from it the path of “%(title)s”.") % {"title": target.title}
    ]
    if address_of(matter):
        sentences.append(_("The sender gets a message now, and later the same messages as the other sender."))
    else:
        sentences.append(_("The sender left no address, so no message is sent. The path tells it."))
    if supports:
        words = ngettext("%(n)s support moves along; nobody counts twice.", "%(n)s supports move along; nobody counts twice.", supports)
        sentences.append(words % {"n": supports})
    if followers:
        words = ngettext("%(n)s follower moves along.", "%(n)s followers move along.", followers)
        sentences.append(words % {"n": followers})
    discussion = discussion_under(matter, person, "")
    if discussion is not None and discussion.remarks:
        sentences.append(_("What was said under this one moves along to the discussion of the other one."))
    sentences.append(_("This cannot be undone."))
    return sentences
