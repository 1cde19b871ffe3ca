"""Who hears of a step, written in the step's own transaction: mails for now, rows for the daily message."""

from collections.abc import Sequence
from datetime import datetime

from participation.matters.emails import mails_about
from participation.matters.enums import MailPace, Told
from participation.matters.models import Matter, Step, Waiting
from participation.matters.queries.recipients import Recipient, recipients_of, staff, without_takers
from people.actions import enqueue_mails
from people.models import User

FOLLOWING = (Told.FOLLOWERS, Told.AROUND)


def tell_about(step: Step, matter: Matter, *, now: datetime) -> None:
    """Tell everyone whom the rules name, each address once. The caller holds the transaction in which the step was written."""
    recipients = recipients_of(step, matter)
    wait = [each for each in recipients if each.told in FOLLOWING and each.pace == MailPace.DAILY]
    enqueue_mails(mails_about(step, matter, [each for each in recipients if each not in wait], now=now), now=now)
    let_wait(step, wait)


def let_wait(step: Step, recipients: Sequence[Recipient]) -> None:
    rows = [Waiting(step=step, user_id=each.user_id, subscriber_id=each.subscriber_id) for each in recipients]
    Waiting.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def tell_mentioned(step: Step, users: Sequence[User], *, now: datetime) -> None:
    """Tell the colleagues who are called in an internal note; nobody else hears of one. Twice tells nobody twice."""
    called = without_takers(list(staff(Told.MENTIONED, [user for user in users if user.is_active])), step, step.matter)
    enqueue_mails(mails_about(step, step.matter, called, now=now), now=now)
