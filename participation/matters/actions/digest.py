"""The daily message: once a day, never empty, never twice, and nothing that was hidden meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from participation.matters.emails import digest_mail
from participation.matters.enums import MailPace
from participation.matters.models import Follow, Step, Waiting
from participation.matters.queries.endings import Ending, Ends, ending_url
from participation.matters.queries.following import Follower
from participation.matters.queries.recipients import fingerprint, is_told_openly, joined_to
from participation.matters.rules.notices import MORNING
from people.actions import enqueue_mail


def write_digests(*, now: datetime) -> int:
    """Write this morning's messages into the outbox; returns how many. Before the morning nothing is done.

    Running it again, or twice at once, writes nothing more: the rows that wait are removed in the transaction that writes the mail, and
    its key carries the day and the address.
    """
    morning = timezone.localtime(now).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if now < morning:
        return 0
    waiting = Waiting.objects.filter(step__at__lt=morning).order_by().values_list("user", "subscriber").distinct()
    return sum(write_digest(user_id, subscriber_id, morning, now) for user_id, subscriber_id in list(waiting))


@transaction.atomic
def write_digest(user_id: int | None, subscriber_id: int | None, morning: datetime, now: datetime) -> bool:
    """One follower's message. The rows are locked first, so that a second worker finds none."""
    link = {"user_id": user_id, "subscriber_id": subscriber_id}
    rows = list(Waiting.objects.select_for_update(of=("self",)).filter(**link, step__at__lt=morning))
    if not rows:
        return False
    follower = follower_of(rows[0])
    steps = still_told(follower, [row.step_id for row in rows])
    if not steps or not follower.is_reached or follower.pace == MailPace.NEVER:
        Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return False
    written = enqueue_digest(follower, steps, now)
    if written:
        Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return written


def follower_of(row: Waiting) -> Follower:
    return Follower(user=row.user, subscriber=row.subscriber)


def still_told(follower: Follower, step_ids: Sequence[int]) -> list[Step]:
    """The steps that everyone may still read and whose follower still follows them, matter by matter."""
    steps = Step.objects.filter(pk__in=step_ids).select_related(
        "matter__topic", "matter__merged_into", "matter__organisation", "receiver", "post__unit", "organisation", "body"
    )
    follows = list(Follow.objects.filter(**follower.link))
    shown = [step for step in steps.order_by("matter_id", "at", "pk") if is_told_openly(step, step.matter)]
    return [step for step in shown if any(reaches(each, step) for each in follows)]


def reaches(follow: Follow, step: Step) -> bool:
    """Whether the follow is of the step's matter (or of one joined to it) or of its topic, area or organisation."""
    matter = step.matter
    if follow.matter_id is not None:
        return follow.matter_id == matter.pk or follow.matter_id in {each.pk for each in joined_to(matter)}
    if follow.topic_id is not None:
        return matter.topic is not None and follow.topic_id in (matter.topic_id, matter.topic.parent_id)
    if follow.area_id is not None:
        return follow.area_id == matter.area_id
    return follow.organisation_id in (matter.origin_id, matter.organisation_id)


def enqueue_digest(follower: Follower, steps: Sequence[Step], now: datetime) -> bool:
    """False when the address has had its message today: then the rest waits for tomorrow."""
    today = timezone.localdate(now)
    language = follower.user.language if follower.user else follower.subscriber.language if follower.subscriber else settings.LANGUAGE_CODE
    end_url = ending_url(ending_of(follower), language)
    subject, body = digest_mail(steps, today=today, language=language, end_url=end_url, list_url=list_url(follower, language))
    key = f"matters.digest:{today:%Y-%m-%d}:{fingerprint(follower.address)}"
    return enqueue_mail(key=key, to=follower.address, subject=subject, body=body, language=language, now=now, unsubscribe=end_url)


def ending_of(follower: Follower) -> Ending:
    if follower.subscriber is not None:
        return Ending(Ends.SUBSCRIBER, (follower.subscriber.pk,))
    return Ending(Ends.ACCOUNT, (follower.user.pk if follower.user else 0,))


def list_url(follower: Follower, language: str) -> str:
    with translation.override(language):
        if follower.subscriber is not None:
            return settings.ADDRESS + reverse("follower", kwargs={"key": follower.subscriber.key})
        return settings.ADDRESS + reverse("follow_list")
