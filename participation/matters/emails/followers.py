"""What followers are told of a step: only what everyone may read on the page."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.matters.emails.sender import what_happened
from participation.matters.enums import StepKind
from participation.matters.models import Matter, Step
from participation.matters.queries.words import next_words, step_title


def news_words(step: Step, matter: Matter, today: date) -> tuple[str, str]:
    """(subject, body without its end): the same for every follower with this language."""
    whole = matter.merged_into if step.kind == StepKind.MERGED and matter.merged_into else matter
    page = settings.ADDRESS + reverse("matter_detail", kwargs={"code": whole.reference})
    coming = next_words(step, matter, today)
    parts = [
        _("Hello,"),
        matter.title,
        what_happened(step, matter) if step.kind != StepKind.PUBLISHED else _("Everyone can read this now."),
        _("Next: %(what)s.") % {"what": coming.rstrip(".")} if coming else "",
        _("Read the whole path here: %(page)s") % {"page": page},
    ]
    return f"{step_title(step)}: {matter.title}", "\n\n".join(part for part in parts if part)


def follower_end(end_url: str, place: str, key: str) -> str:
    """Why the mail came, how to end it, and how to hear less often."""
    more = settings.ADDRESS + (reverse("follower", kwargs={"key": key}) if key else reverse("follow_list"))
    return "\n\n".join(
        [
            _("You get this because you follow it. Stop here: %(page)s") % {"page": end_url},
            _("All that you follow, and how often you hear of it: %(page)s") % {"page": more},
            _("This message cannot be answered.") + f"\n{place} · Kuuluu",
        ]
    )
