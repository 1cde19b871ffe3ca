"""Keeping the promises about how long things are kept; run by the clock (jobs.py)."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from people.actions.account import erase_account
from people.actions.mail import enqueue_mail
from people.emails import unused_account
from people.enums import PeopleEvent
from people.models import AuditEvent, OutboxMail, User
from people.rules import AUDIT_KEPT, MAIL_WORDS_KEPT, UNUSED_ACCOUNT_WARNED, may_erase_unused

AT_ONCE = 100  # accounts in one round: the clock comes again in a minute


def empty_old_mails(*, now: datetime) -> int:
    """Empty the address and the words of mails that were sent or given up 30 days ago; their keys stay."""
    before = now - MAIL_WORDS_KEPT
    old = OutboxMail.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).exclude(
        to="", subject="", body=""
    )
    return old.empty()


def forget_old_events(*, now: datetime) -> int:
    """Remove lines of the audit trail that are past ten years."""
    return AuditEvent.objects.forget_older_than(now - AUDIT_KEPT)


def unused_accounts(now: datetime) -> QuerySet[User]:
    """Residents' accounts that nobody has used for long. Staff accounts end with their roles, the operator's and the demo's never."""
    used = Greatest(Coalesce("last_login", "created_at"), "created_at")
    ordinary = User.objects.filter(is_superuser=False, is_demo=False, role_grants__isnull=True)
    return ordinary.annotate(used_at=used).filter(used_at__lt=now - UNUSED_ACCOUNT_WARNED).order_by("used_at")


def end_unused_accounts(*, now: datetime) -> tuple[int, int]:
    """Warn those whose account has been unused for 23 months, and erase it a month after that; returns how many of each."""
    warned = erased = 0
    for user in unused_accounts(now)[:AT_ONCE]:
        used_at = max(user.created_at, user.last_login or user.created_at)
        if may_erase_unused(used_at, user.erasure_warned_at, can_be_warned=bool(user.email), now=now):
            erase_account(user=user, now=now, event=PeopleEvent.EXPIRED)
            erased += 1
        elif user.email and (user.erasure_warned_at is None or user.erasure_warned_at < used_at):
            warn_of_erasure(user=user, now=now)
            warned += 1
    return warned, erased


def warn_of_erasure(*, user: User, now: datetime) -> None:
    User.objects.filter(pk=user.pk).update(erasure_warned_at=now)
    subject, body = unused_account(user)
    key = f"people.unused:{user.pk}:{now:%Y-%m-%d}"
    enqueue_mail(key=key, to=user.email, subject=subject, body=body, language=user.language, now=now)
