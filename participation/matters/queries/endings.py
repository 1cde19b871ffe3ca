"""The addresses that end messages by one press: signed, without an end date, and good for nothing else (RFC 8058)."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from participation.matters.models import Follow, Matter, Subscriber
from participation.matters.queries.following import name_followed, with_names
from people.models import User
from portal.exceptions import NotVisible

SALT = "participation.matters.ending"


class Ends(StrEnum):
    """What a press ends: the messages about the sender's own matter, single follows, or all of an account or a subscriber."""

    SENDER = "m"
    FOLLOWS = "f"
    ACCOUNT = "a"
    SUBSCRIBER = "s"


@dataclass(frozen=True)
class Ending:
    """`ids` are of a matter, of follows, of an account or of a subscriber."""

    ends: Ends
    ids: tuple[int, ...]


def token_of(ending: Ending) -> str:
    return Signer(salt=SALT, sep=".").sign("-".join([ending.ends.value, *map(str, ending.ids)]))


def ending_at(token: str) -> Ending:
    """What a token ends. Raises NotVisible for one that we have not written."""
    try:
        word, *ids = Signer(salt=SALT, sep=".").unsign(token).split("-")
        return Ending(Ends(word), tuple(int(each) for each in ids))
    except (BadSignature, ValueError):
        raise NotVisible("ending") from None


def ending_url(ending: Ending, language: str) -> str:
    with translation.override(language):
        return settings.ADDRESS + reverse("follow_end", kwargs={"token": token_of(ending)})


@dataclass(frozen=True)
class EndingPage:
    """What would end, by name; `is_over` when it has ended already."""

    ending: Ending
    names: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return not self.names


def ending_page(ending: Ending) -> EndingPage:
    """One query. A private matter is called by its reference: the address in a mail may be opened by others."""
    match ending.ends:
        case Ends.SENDER:
            matters = Matter.objects.filter(pk__in=ending.ids, tells_sender=True)
            names = tuple(matter.reference.upper() for matter in matters)
        case Ends.FOLLOWS:
            names = tuple(name_followed(row) for row in with_names(Follow.objects.filter(pk__in=ending.ids)))
        case Ends.ACCOUNT:
            names = tuple(user.email or "" for user in User.objects.filter(pk__in=ending.ids))
        case Ends.SUBSCRIBER:
            names = tuple(Subscriber.objects.filter(pk__in=ending.ids).values_list("email", flat=True))
    return EndingPage(ending, names)
