"""“Did the answer help?”: asked once after an answer."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from participation.matters.enums import Helped
from participation.matters.models import Matter
from participation.matters.queries.endings import Ending, Ends, ending_url
from participation.matters.queries.words import address_of
from people.actions import enqueue_mail


def enqueue_echo_mail(matter: Matter, asked_round: int, *, now: datetime) -> bool:
    """Put the question into the outbox, once a round. False when there is nowhere to send it, or when the sender has ended the messages."""
    to = address_of(matter)
    if not to:
        return False
    with translation.override(matter.language):
        end_url = ending_url(Ending(Ends.SENDER, (matter.pk,)), matter.language)
        subject, body = echo_words(matter, end_url)
    key = f"matter:{matter.pk}:echo:{asked_round}"
    return enqueue_mail(key=key, to=to, subject=subject, body=body, language=matter.language, now=now, unsubscribe=end_url)


def echo_words(matter: Matter, end_url: str) -> tuple[str, str]:
    """(subject, body). The subject never tells what the matter is about. A link only opens the page: the button there sends the answer."""
    page = settings.ADDRESS + reverse("matter_echo", kwargs={"code": matter.code})
    parts = [
        _("Hello,"),
        _("You wrote to us: %(title)s") % {"title": matter.title},
        _("We answered you two weeks ago. Did the answer help? Choose one:"),
        "\n".join(f"{helped.label}: {page}?auttoi={helped.value}" for helped in Helped),
        _("On the page you can tell why. If the answer did not help, you can open the matter again. We ask only once."),
        _("If you do not want messages about this matter, end them here: %(page)s") % {"page": end_url},
        _("This message cannot be answered.") + f"\n{matter.organisation.name} · Kuuluu",
    ]
    return _("Your matter %(reference)s: did the answer help?") % {"reference": matter.reference.upper()}, "\n\n".join(parts)
