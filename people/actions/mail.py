"""Mails go into the outbox in the transaction that causes them; a worker sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from people.models import OutboxMail
from people.tasks import drain_outbox

SUBJECT_LENGTH = OutboxMail._meta.get_field("subject").max_length or 200


@dataclass(frozen=True)
class Mail:
    """A mail before it is in the outbox. `unsubscribe`: the address that ends such mails by one POST, if there is one."""

    key: str
    to: str
    subject: str
    body: str
    language: str
    unsubscribe: str = ""


def enqueue_mail(
    *, key: str, to: str | None, subject: str, body: str, language: str, now: datetime, unsubscribe: str = ""
) -> bool:
    """Put a mail into the outbox in the caller's transaction.

    False when a mail with this key is there already, or when there is nowhere to send it: an identified resident may have no e-mail.
    """
    if not to:
        return False
    mail = Mail(key, to, subject, body, language, unsubscribe)
    _mail, created = OutboxMail.objects.get_or_create(key=key, defaults=fields_of(mail, now))
    if created:
        ring()
    return created


def enqueue_mails(mails: Sequence[Mail], *, now: datetime) -> None:
    """The same for many receivers at once: two statements however many there are. Those whose key is there already are left out."""
    if mails:
        rows = [OutboxMail(key=mail.key, **fields_of(mail, now)) for mail in mails]
        OutboxMail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        ring()


def fields_of(mail: Mail, now: datetime) -> dict[str, Any]:
    title = " ".join(mail.subject.split())[:SUBJECT_LENGTH]
    return {
        "to": mail.to, "subject": title, "body": mail.body, "language": mail.language, "unsubscribe": mail.unsubscribe, "created_at": now,
        "try_after": now,
    }  # fmt: skip


def ring() -> None:
    """Robust: a broker that is away must not turn a done deed into an error; the clock drains the outbox each minute."""
    transaction.on_commit(drain_outbox.delay, robust=True)
