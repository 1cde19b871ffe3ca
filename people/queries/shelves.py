"""The shelves of this floor: duties on the desk, events of the audit trail, one's own data and its erasure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import models

from people.models import Person, User
from portal.shelves import Shelf


@dataclass(frozen=True)
class Duty:
    """Something for the person to do: shown on the desk, the date first. `group` is the heading it stands under."""

    group: str
    title: str
    text: str
    url: str
    due_on: date | None = None
    done: bool = False
    sign: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Tool:
    """A page that the person may use now and then, linked from the desk."""

    title: str
    url: str


@dataclass(frozen=True)
class OwnData:
    """One section of a person's own data: rows of plain values under column names."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]] = field(default_factory=list)

    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row's cells with their column names, for a narrow screen."""
        return [list(zip(self.columns, row, strict=False)) for row in self.rows]


AUDIT_EVENTS: Shelf[type[models.TextChoices]] = Shelf("people.audit_events")
DESK_DUTIES: Shelf[Callable[[Person, datetime], Sequence[Duty]]] = Shelf("people.desk_duties")
DESK_TOOLS: Shelf[Callable[[Person], Sequence[Tool]]] = Shelf("people.desk_tools")
OWN_DATA: Shelf[Callable[[User], OwnData]] = Shelf("people.own_data")
ERASERS: Shelf[Callable[[User, datetime], None]] = Shelf("people.erasers")
