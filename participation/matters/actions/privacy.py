"""What is emptied: contacts that are no longer needed, and an author who asks to be forgotten."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from participation.matters.actions.supporting import forget_supports
from participation.matters.enums import MatterState
from participation.matters.models import DeskFilter, Draft, Matter, Mention, Step
from participation.matters.rules import AWAITING, CONTACTS_KEPT
from people.models import User


@transaction.atomic
def erase_author(user: User, now: datetime) -> None:
    """Empty the author, the pen name and the contacts of all that the person left; the matters stay without a name."""
    Matter.objects.filter(author=user).update(author=None, sender_name="", reply_email="", reply_phone="")
    Step.objects.filter(by=user).update(by=None)
    forget_supports(user)
    Matter.objects.filter(assignee=user).update(assignee=None)
    Draft.objects.filter(by=user).update(by=None)
    Mention.objects.filter(user=user).delete()
    DeskFilter.objects.filter(user=user).delete()


@transaction.atomic
def empty_contacts(*, now: datetime) -> int:
    """Empty the senders' contacts 90 days after the last step; never while an answer is still due. Returns the number of matters."""
    old = (
        Matter.objects.exclude(reply_email="", reply_phone="")
        .exclude(state__in=[MatterState.IN_MODERATION, *AWAITING])
        .annotate(last=Max("steps__at"))
        .filter(last__lt=now - CONTACTS_KEPT)
    )
    return Matter.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(reply_email="", reply_phone="")
