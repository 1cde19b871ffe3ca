"""What the clock does on this floor each minute."""

from datetime import datetime

from people.actions import empty_old_mails, end_unused_accounts, forget_old_events
from people.tasks import drain_outbox


def send_mail(now: datetime) -> None:
    """Drain the outbox: retries, and mails whose bell was lost. Idempotent: see people.tasks.drain_outbox."""
    drain_outbox()


def keep_promises(now: datetime) -> None:
    """Forget what is past its time. Idempotent: each step looks for what is still there."""
    empty_old_mails(now=now)
    end_unused_accounts(now=now)
    forget_old_events(now=now)
