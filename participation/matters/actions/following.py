"""Follow and stop, with an account or by e-mail; how often; and what is forgotten when nobody confirms it."""

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.matters.emails import confirm_mail, list_mail
from participation.matters.enums import MailPace
from participation.matters.models import Follow, MailChoice, Matter, Subscriber, Waiting
from participation.matters.queries.endings import Ending, Ends
from participation.matters.queries.following import Follower, Thing
from participation.matters.queries.recipients import fingerprint
from participation.matters.rules.notices import DAYS_TO_CONFIRM
from people.actions import enqueue_mail
from people.models import User
from portal.exceptions import NotVisible, RuleBroken

MOST_FOLLOWS = 200  # more than anybody reads; a limit for those who would fill the table


def follow(*, thing: Thing, by: Follower, now: datetime) -> bool:
    """Follow once; False when it was followed already. Raises RuleBroken when far too much is followed."""
    with transaction.atomic():
        if Follow.objects.filter(**by.link).count() >= MOST_FOLLOWS:
            message = _("You follow very many things already. End some of them first.")
            raise RuleBroken(message, code="too_many", back=reverse("follow_list"))
        _row, is_new = Follow.objects.get_or_create(**by.link, **thing.link, defaults={"at": now})
    return is_new


def stop_following(*, follow_id: int, by: Follower) -> bool:
    """Stop; False when it had ended already, or was never one's own."""
    with transaction.atomic():
        removed, _rows = Follow.objects.filter(pk=follow_id, **by.link).delete()
        forget_idle_subscribers()
    return removed > 0


def choose_pace(*, by: Follower, pace: MailPace) -> None:
    """How often mail comes. With “never” nothing waits any more; what waited for a daily message comes with the next one."""
    with transaction.atomic():
        if by.subscriber is not None:
            Subscriber.objects.filter(pk=by.subscriber.pk).update(pace=pace)
        else:
            MailChoice.objects.update_or_create(user=by.user, defaults={"pace": pace})
        if pace == MailPace.NEVER:
            Waiting.objects.filter(**by.link).delete()


def stop_all(*, by: Follower) -> None:
    """End everything. Of a subscriber nothing is kept, so that the page of the own list is gone too."""
    with transaction.atomic():
        Waiting.objects.filter(**by.link).delete()
        Follow.objects.filter(**by.link).delete()
        if by.subscriber is not None:
            Subscriber.objects.filter(pk=by.subscriber.pk).delete()


# Without an account.


def ask_to_follow(*, email: str, thing: Thing, language: str, now: datetime) -> None:
    """Send the link that confirms the address. Until it is used nothing is followed, whoever typed the address."""
    with transaction.atomic():
        known = {"key": secrets.token_urlsafe(32), "language": language, "asked_at": now}
        subscriber, is_new = Subscriber.objects.get_or_create(email=email.lower(), defaults=known)
        if not is_new:
            Subscriber.objects.filter(pk=subscriber.pk).update(asked_at=now)
        subject, body = confirm_mail(thing.name, token_for(subscriber, thing), language)
        enqueue_mail(key=asking_key("confirm", email, now), to=email, subject=subject, body=body, language=language, now=now)


def asking_key(word: str, email: str, now: datetime) -> str:
    """One mail of the kind to the address in a minute, however often the button is pressed."""
    return f"matters.{word}:{fingerprint(email)}:{now:%Y-%m-%dT%H:%M}"


def token_for(subscriber: Subscriber, thing: Thing) -> str:
    return signer().sign(f"{subscriber.pk}-{thing.what}-{thing.address}")


def signer() -> TimestampSigner:
    return TimestampSigner(salt="participation.matters.confirm", sep=".")


def asked_with(token: str) -> tuple[int, str, str]:
    """(subscriber's id, what, address) of a link that is not too old. Raises RuleBroken."""
    try:
        pk, what, address = signer().unsign(token, max_age=timedelta(days=DAYS_TO_CONFIRM)).split("-", 2)
        return int(pk), what, address
    except (SignatureExpired, BadSignature, ValueError):
        raise old_link() from None


def old_link() -> RuleBroken:
    return RuleBroken(_("This link is too old or not whole. Write your e-mail again."), code="old_link", back=reverse("follow_list"))


def confirm_follow(*, subscriber_id: int, thing: Thing, now: datetime) -> Subscriber:
    """The holder of the address wants it. Twice changes nothing. Raises RuleBroken when it was forgotten meanwhile."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
        if subscriber is None:
            raise old_link()
        if subscriber.confirmed_at is None:
            subscriber.confirmed_at = now
            subscriber.save(update_fields=["confirmed_at"])
        follow(thing=thing, by=Follower(subscriber=subscriber), now=now)
    return subscriber


def send_list(*, email: str, now: datetime) -> None:
    """Send a subscriber the way to the own list; to others nothing. The page answers the same either way."""
    subscriber = Subscriber.objects.filter(email=email.lower(), confirmed_at__isnull=False).first()
    if subscriber is not None:
        subject, body = list_mail(subscriber.key, subscriber.language)
        words = {"subject": subject, "body": body, "language": subscriber.language}
        enqueue_mail(key=asking_key("list", email, now), to=subscriber.email, now=now, **words)


# One press in a mail.


def end(*, ending: Ending) -> None:
    """End what a signed address of a mail names. Twice ends nothing more."""
    match ending.ends:
        case Ends.SENDER:
            Matter.objects.filter(pk__in=ending.ids).update(tells_sender=False)
        case Ends.FOLLOWS:
            Follow.objects.filter(pk__in=ending.ids).delete()
            forget_idle_subscribers()
        case Ends.ACCOUNT:
            for user in User.objects.filter(pk__in=ending.ids):
                choose_pace(by=Follower(user), pace=MailPace.NEVER)
        case Ends.SUBSCRIBER:
            for subscriber in Subscriber.objects.filter(pk__in=ending.ids):
                stop_all(by=Follower(subscriber=subscriber))


def set_sender_mails(*, matter: Matter, is_sender: bool, wanted: bool) -> None:
    """The sender ends the messages about the own matter, or wants them again. Raises NotVisible to others."""
    if not is_sender:
        raise NotVisible(matter.reference)
    Matter.objects.filter(pk=matter.pk).update(tells_sender=wanted)


# What the clock forgets.


def forget_unconfirmed(*, now: datetime) -> int:
    """Remove addresses that nobody confirmed in time. Returns how many."""
    old = Subscriber.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - timedelta(days=DAYS_TO_CONFIRM))
    removed, _rows = old.delete()
    return removed


def forget_idle_subscribers() -> None:
    """A subscriber who follows nothing any more is forgotten."""
    Subscriber.objects.filter(confirmed_at__isnull=False, follows__isnull=True).delete()


def erase_follower(user: User, now: datetime) -> None:
    """Remove what the account follows, and what its address follows without the account."""
    stop_all(by=Follower(user))
    MailChoice.objects.filter(user=user).delete()
    if user.email:
        Subscriber.objects.filter(email=user.email.lower()).delete()
