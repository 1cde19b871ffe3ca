"""The mails of one step, one for each recipient."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone, translation

from participation.matters.emails.followers import follower_end, news_words
from participation.matters.emails.sender import sender_words
from participation.matters.emails.staff import staff_words
from participation.matters.enums import Told
from participation.matters.models import Matter, Step
from participation.matters.queries.endings import Ending, Ends, ending_url
from participation.matters.queries.recipients import Recipient, fingerprint
from people.actions import Mail


def mails_about(step: Step, matter: Matter, recipients: Iterable[Recipient], *, now: datetime) -> list[Mail]:
    """What followers read is written once for each language, whatever their number."""
    news: dict[str, tuple[str, str]] = {}
    today, mails = timezone.localdate(now), []
    for each in recipients:
        with translation.override(each.language):
            end_url = ending_of(each)
            if each.matter is not None:
                subject, body = sender_words(step, matter, each.matter, today, end_url)
            elif each.told in (Told.FOLLOWERS, Told.AROUND):
                if each.language not in news:
                    news[each.language] = news_words(step, matter, today)
                subject, body = news[each.language]
                body = f"{body}\n\n{follower_end(end_url, matter.organisation.name, each.key)}"
            else:
                subject, body = staff_words(each.told, step, matter)
        mails.append(Mail(key_of(step, each.address), each.address, subject, body, each.language, end_url))
    return mails


def key_of(step: Step, address: str) -> str:
    """One mail for each step and address, however the address is reached. The address cannot be read from it."""
    return f"matter:{step.matter_id}:step:{step.pk}:{fingerprint(address)}"


def ending_of(recipient: Recipient) -> str:
    """The address that ends such mails; what is sent to somebody at work has none."""
    if recipient.matter is not None:
        return ending_url(Ending(Ends.SENDER, (recipient.matter.pk,)), recipient.language)
    return ending_url(Ending(Ends.FOLLOWS, recipient.follows), recipient.language) if recipient.follows else ""
