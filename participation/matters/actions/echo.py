"""Whether the answer helped: we ask once, the sender tells, and a no can open the matter again once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.matters.actions.step import Move, lock, write_step
from participation.matters.emails import enqueue_echo_mail
from participation.matters.enums import Helped, StepKind
from participation.matters.models import Echo, Matter
from participation.matters.permissions import check_is_sender
from participation.matters.rules import (
    ASKED_AFTER,
    ASKED_UNTIL,
    LONGEST_TEXT,
    WITH_ANSWER,
    add_working_days,
    can_take,
    round_of,
)
from people.models import Person, User
from portal.exceptions import RuleBroken
from portal.text import mask_identity_codes

ANSWERING = (StepKind.ANSWERED, StepKind.DECIDED, StepKind.DONE)  # after which we ask


def tell_whether_it_helped(
    *, matter: Matter, helped: Helped, by: Person, code: str, now: datetime, why: str = "", reopen: bool = False
) -> Echo:
    """Keep what the sender says, once a round; the first word stands. With `reopen` a no opens the matter again, with a new day.

    Raises NotVisible, RuleBroken.
    """
    with transaction.atomic():
        row = lock(matter)
        check_is_sender(by, row, code)
        why = mask_identity_codes(why.strip())
        told = told_before(row, helped, why)
        if told is not None:
            return told
        check_told(row, helped, why, reopen)
        echo = Echo.objects.create(matter=row, round=round_of(row.reopened_at), helped=helped, why=why, at=now)
        if reopen:
            open_again(row, why, by, now)
        return echo


def told_before(row: Matter, helped: Helped, why: str) -> Echo | None:
    """What was said of the answer that stands now; or, after it opened the matter again, the same words sent twice by a double click."""
    said = Echo.objects.filter(matter=row)
    if row.state in WITH_ANSWER or row.reopened_at is None:
        return said.filter(round=round_of(row.reopened_at)).first()
    return said.filter(round=1, helped=helped, why=why).first()


def check_told(row: Matter, helped: Helped, why: str, reopen: bool) -> None:
    if row.state not in WITH_ANSWER:
        raise RuleBroken(_("There is no answer yet. You can tell whether it helped when it has come."), code="no_answer")
    if len(why) > LONGEST_TEXT:
        raise RuleBroken(_("The text is too long."), code="too_long")
    if not reopen:
        return
    if helped != Helped.NO or not why:
        raise RuleBroken(_("Tell what is still missing, so that we know what to answer."), code="no_why")
    if row.reopened_at is not None or not can_take(row.state_now, StepKind.REOPENED):
        raise RuleBroken(_("This matter cannot be opened again. Send a new message instead."), code="not_again")


def open_again(row: Matter, why: str, by: Person, now: datetime) -> None:
    """Back to the desk with the sender's words and a new day. The first day stays: the promise is measured against it."""
    row.first_due_on, row.reopened_at, row.asked_at = row.due_on, now, None
    row.due_on = add_working_days(timezone.localdate(now), row.organisation.answer_promise_days)
    move = Move(row, by if isinstance(by, User) else None, now)
    write_step(StepKind.REOPENED, row, move, organisation=row.organisation, post=row.post, internal_text=why)


def to_be_asked(now: datetime) -> QuerySet[Matter]:
    """Answered or done 14 days ago, not asked in this round and not told yet. Older than 60 days nobody is asked."""
    told = Q(echoes__round=1, reopened_at__isnull=True) | Q(echoes__round=2)
    return (
        Matter.objects.filter(state__in=WITH_ANSWER, asked_at__isnull=True, tells_sender=True)
        .exclude(Q(reply_email="") & (Q(author__isnull=True) | Q(author__email__isnull=True)))
        .exclude(pk__in=Matter.objects.filter(told).values("pk"))
        .annotate(answered_last=Max("steps__at", filter=Q(steps__kind__in=ANSWERING)))
        .filter(answered_last__lte=now - ASKED_AFTER, answered_last__gt=now - ASKED_UNTIL)
        .order_by("pk")
    )


def ask_whether_it_helped(*, now: datetime) -> int:
    """Ask each sender once a round by mail; twice asks nobody twice: the row says when it was asked, and the mail has its key."""
    asked = 0
    for pk in list(to_be_asked(now).values_list("pk", flat=True)):
        with transaction.atomic():
            row = lock(Matter(pk=pk))
            if row.asked_at is not None or row.state not in WITH_ANSWER:
                continue
            row.asked_at = now
            row.save(update_fields=["asked_at"])
            asked += enqueue_echo_mail(row, round_of(row.reopened_at), now=now)
    return asked
