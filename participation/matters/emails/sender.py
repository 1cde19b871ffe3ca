"""What a sender is told of a step: of the own matter, or of the one that it was joined to."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.matters.enums import StepKind
from participation.matters.models import Matter, Step
from participation.matters.queries.words import next_words, step_texts, step_title
from portal.numerals import day


def what_happened(step: Step, matter: Matter) -> str:
    if step.kind == StepKind.RECEIVED:
        return _("Thank you. Your message has arrived, and you get an answer by %(on)s.") % {"on": day(matter.due_on)}
    if step.kind == StepKind.ANSWERED:
        return _("Here is the answer:") + f"\n\n{step.public_text}"
    return " ".join([f"{step_title(step)}.", *step_texts(step, matter)])


def sender_words(step: Step, matter: Matter, own: Matter, today: date, end_url: str) -> tuple[str, str]:
    """(subject, body). `own` is the receiver's matter: `matter` itself, or one that was joined to it.

    The subject never tells what the matter is about: it is seen on lock screens. Another sender's title and words are never told.
    """
    place = matter.organisation.name
    if step.kind == StepKind.RECEIVED:
        subject = _("%(place)s has received your message") % {"place": place}
    else:
        subject = _("Your matter %(reference)s: %(step)s") % {"reference": own.reference.upper(), "step": step_title(step)}
    page = settings.ADDRESS + reverse("matter_detail", kwargs={"code": own.code})
    coming = next_words(step, matter, today)
    parts = [
        _("Hello,"),
        _("You wrote to us: %(title)s") % {"title": own.title},
        _("We handle it together with another message about the same thing.") if own.pk != matter.pk else "",
        what_happened(step, matter),
        _("Next: %(what)s.") % {"what": coming.rstrip(".")} if coming else "",
        _("The whole path is here. Only you have this address, so keep it to yourself: %(page)s") % {"page": page},
        _("Your tracking code is %(code)s. You can also say it on the phone.") % {"code": own.code},
        _("If you do not want messages about this matter, end them here: %(page)s") % {"page": end_url},
        _("This message cannot be answered.") + f"\n{place} · Kuuluu",
    ]
    return subject, "\n\n".join(part for part in parts if part)
