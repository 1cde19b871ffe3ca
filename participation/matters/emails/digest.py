"""The daily message: what happened, matter by matter."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.matters.models import Step
from participation.matters.queries.words import step_title
from participation.matters.rules.notices import MOST_IN_DIGEST
from portal.numerals import day


def digest_mail(steps: Sequence[Step], *, today: date, language: str, end_url: str, list_url: str) -> tuple[str, str]:
    """(subject, body). `steps` are ordered by matter."""
    with translation.override(language):
        matters = [list(group) for _pk, group in groupby(steps, key=lambda step: step.matter_id)]
        count = len(matters)
        subject = ngettext("News of %(on)s: %(n)s matter", "News of %(on)s: %(n)s matters", count) % {"on": day(today), "n": count}
        left = count - MOST_IN_DIGEST
        parts = [
            _("Hello,"),
            _("This has happened with what you follow."),
            *(entry(group) for group in matters[:MOST_IN_DIGEST]),
            ngettext("And %(n)s other matter.", "And %(n)s other matters.", left) % {"n": left} if left > 0 else "",
            _("All that you follow, and how often you hear of it: %(page)s") % {"page": list_url},
            _("End the daily message here: %(page)s") % {"page": end_url},
            _("This message cannot be answered.") + "\nKuuluu",
        ]
        return subject, "\n\n".join(part for part in parts if part)


def entry(steps: Sequence[Step]) -> str:
    """A matter: its title, what happened each day, and where to read it."""
    matter = steps[0].matter
    page = settings.ADDRESS + reverse("matter_detail", kwargs={"code": matter.reference})
    return "\n".join([matter.title, *(f"- {day(step.at)}: {step_title(step)}" for step in steps), page])
