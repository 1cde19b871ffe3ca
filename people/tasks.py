"""Deliveries: the outbox."""

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from celery import shared_task
from django.db.models import F
from django.utils import timezone

from people.emails import letter
from people.models import OutboxMail
from people.rules import MAIL_ATTEMPTS, wait_after

AT_ONCE = 200  # mails in one round: the clock comes again in a minute
AWAY_AFTER = 3  # mails in a row for which no server answered: then the round ends
Failure = SMTPException | OSError | ValueError  # ValueError: an address or a subject that no mail can carry
log = logging.getLogger(__name__)


@shared_task
def drain_outbox() -> int:
    """Send what waits in the outbox; returns how many were sent.

    Idempotent: each mail is first claimed by one UPDATE that only one worker can win, and a sent mail is never waiting again
    (docs/mechanisms/outbox.md tells what happens when a worker dies between the two).
    """
    sent = away = 0
    for mail_id in list(
        OutboxMail.objects.waiting(timezone.now()).order_by("try_after", "pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        now = timezone.now()
        if claim(mail_id, now=now):
            outcome = deliver(mail_id, claimed_at=now)
            sent += bool(outcome)
            away = away + 1 if outcome is None else 0
        if away >= AWAY_AFTER:
            break  # a server that hangs would hold the worker 20 seconds for each mail; the others wait for the next round
    return sent


def claim(mail_id: int, *, now: datetime) -> bool:
    """Take a waiting mail. One UPDATE decides, so that of two workers at once only one gets True."""
    return bool(OutboxMail.objects.waiting(now).filter(pk=mail_id).update(claimed_at=now, attempts=F("attempts") + 1))


def deliver(mail_id: int, *, claimed_at: datetime) -> bool | None:
    """Send a claimed mail and write down how it went, as long as the claim is still ours. None: the server could not be reached."""
    ours = OutboxMail.objects.filter(pk=mail_id, claimed_at=claimed_at, sent_at__isnull=True)
    mail = ours.first()
    if mail is None:
        return False
    try:
        letter(mail).send()
    except (SMTPException, OSError, ValueError) as error:
        note_failure(mail, error, now=timezone.now())
        return None if is_away(error) else False
    ours.update(sent_at=timezone.now(), claimed_at=None, error="")
    return True


def note_failure(mail: OutboxMail, error: Failure, *, now: datetime) -> None:
    """Let the mail wait longer each time; give it up when it has been tried enough, or when the receiver is refused for good."""
    enough = mail.attempts >= MAIL_ATTEMPTS or is_refused_for_good(error)
    log.warning("Mail %s was not sent (attempt %s): %s", mail.pk, mail.attempts, type(error).__name__)
    OutboxMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at).update(
        claimed_at=None,
        error=describe(error),
        try_after=now + wait_after(mail.attempts),
        given_up_at=now if enough else None,
    )


def describe(error: Failure) -> str:
    """What went wrong, without the addresses that mail servers like to repeat."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = ", ".join(str(code) for code, _text in error.recipients.values())
        return f"{type(error).__name__} {codes}"[:300]
    code = vars(error).get("smtp_code") or (error.errno if isinstance(error, OSError) else None)
    return f"{type(error).__name__} {code or ''}".strip()[:300]


def is_away(error: Failure) -> bool:
    """Whether there was no mail server to talk with: refused, silent, or gone in the middle. An SMTP error with a code is an answer."""
    return isinstance(error, SMTPServerDisconnected) or (isinstance(error, OSError) and not isinstance(error, SMTPException))


def is_refused_for_good(error: Failure) -> bool:
    """Whether trying again would only repeat it: the server said 5xx to every receiver, or the mail cannot be written at all."""
    if isinstance(error, ValueError):
        return True
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _text in error.recipients.values())
