"""What the rule that holds texts needs to know: the organisation's words, and whether somebody is new here."""

from django.db.models import QuerySet

from organisations.models import Organisation
from participation.matters.models import HoldWord, Matter
from people.models import Person, User


def stems_of(organisation: Organisation) -> list[str]:
    """The beginnings of words on the organisation's list."""
    return list(hold_words(organisation).values_list("stem", flat=True))


def hold_words(organisation: Organisation) -> QuerySet[HoldWord]:
    return HoldWord.objects.filter(organisation=organisation)


def hold_word_at(organisation: Organisation, typed: str) -> HoldWord | None:
    """The word of the organisation's list with this number, if there is one."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 19
    return hold_words(organisation).filter(pk=int(typed)).first() if is_number else None


def is_new_author(person: Person) -> bool:
    """Nobody has yet read and shown a text of this person; without an account everyone is new."""
    return not isinstance(person, User) or not Matter.objects.shown().filter(author=person).exists()
