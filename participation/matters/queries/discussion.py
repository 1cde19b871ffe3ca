"""What is said under a matter. This floor's page shows it; the slice that owns the comments puts the provider on the shelf."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from participation.matters.models import Matter
from people.models import Person
from portal.shelves import Shelf


@dataclass(frozen=True)
class Remark:
    """A comment in words that are ready to be shown. `mark` is the post or role of somebody who speaks for an organisation.

    `note` says what the reader should know of its state, such as that it waits; without `text` only its place is kept.
    """

    key: int
    who: str
    mark: str
    on: str
    text: str
    language: str
    is_answer: bool
    note: str = ""
    answer_url: str = ""
    remove_url: str = ""
    state_url: str = ""
    moderate_url: str = ""


@dataclass(frozen=True)
class Discussion:
    """One page of what is said under a matter. `count` is in words; `following` is the place of the next page, empty on the last."""

    remarks: Sequence[Remark]
    count: str
    write_url: str
    following: str
    is_first: bool


DISCUSSION: Shelf[Callable[[Matter, Person, str], Discussion | None]] = Shelf("matters.discussion")


def discussion_under(matter: Matter, person: Person, place: str) -> Discussion | None:
    """The discussion from the place on that the page's address names; None where nothing is discussed."""
    found = (provider(matter, person, place) for provider in DISCUSSION)
    return next((discussion for discussion in found if discussion is not None), None)
