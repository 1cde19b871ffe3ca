"""What the clock does."""

from datetime import datetime

from django.utils import timezone

from participation.matters.actions import ask_whether_it_helped, empty_contacts, publish_due_drafts
from participation.matters.actions.digest import write_digests
from participation.matters.actions.following import forget_unconfirmed

NIGHT = 3  # the hour when nobody waits for a page
MORNING = 9  # the hour when a mail wakes nobody


def forget_contacts(now: datetime) -> None:
    """Each night, empty the contacts of senders whose matter ended long ago. Doing it twice empties nothing more."""
    if timezone.localtime(now).hour == NIGHT:
        empty_contacts(now=now)


def send_digests(now: datetime) -> None:
    """Each morning, the daily messages. Idempotent: see actions.digest.write_digests."""
    write_digests(now=now)


def forget_addresses(now: datetime) -> None:
    """Each night, forget addresses that nobody confirmed in time. Doing it twice forgets nothing more."""
    if timezone.localtime(now).hour == NIGHT:
        forget_unconfirmed(now=now)


def ask_back(now: datetime) -> None:
    """Each morning, ask the senders of matters answered or done two weeks ago whether it helped. Doing it twice asks nobody twice."""
    if timezone.localtime(now).hour == MORNING:
        ask_whether_it_helped(now=now)


def publish_answers(now: datetime) -> None:
    """Publish the drafts whose minute has come, also when it came while no worker ran. Idempotent: see actions.publishing."""
    publish_due_drafts(now=now)
