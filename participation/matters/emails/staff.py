"""What those who work with a matter are told: what is asked of them and by when. The sender's words stay on the desk."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from participation.matters.enums import StepKind, Told
from participation.matters.models import Matter, Step
from participation.matters.permissions import is_shown
from portal.numerals import day

T, K = Told, StepKind
NO_MORE = gettext_lazy("It needs no answer from you any more.")

# (subject, sentence) of each cell of the rules that tells somebody at work.
WORDS: dict[tuple[Told, StepKind], tuple[str | Promise, str | Promise]] = {
    (T.POST, K.ROUTED): (pgettext_lazy("mail", "waits for your answer"), gettext_lazy("A matter was sent to you to be answered.")),
    (T.POST, K.ACCEPTED): (
        pgettext_lazy("mail", "waits for your answer"), gettext_lazy("A matter was handed over to you to be answered."),
    ),
    (T.POST, K.REOPENED): (
        pgettext_lazy("mail", "opened again"), gettext_lazy("The answer did not help. The sender opened the matter again."),
    ),
    (T.POST, K.MERGED): (pgettext_lazy("mail", "joined to another"), NO_MORE),
    (T.POST, K.NOT_OURS): (pgettext_lazy("mail", "belongs to somebody else"), NO_MORE),
    (T.POST, K.WITHDRAWN): (pgettext_lazy("mail", "taken back"), NO_MORE),
    (T.COORDINATORS, K.HANDED_OVER): (
        pgettext_lazy("mail", "handed over to you"),
        gettext_lazy("%(giver)s handed a matter over to you. Accept it or give it back with a reason."),
    ),
    (T.COORDINATORS, K.RETURNED): (pgettext_lazy("mail", "given back to you"), gettext_lazy("%(giver)s gave a matter back to you.")),
    (T.COORDINATORS, K.REOPENED): (
        pgettext_lazy("mail", "opened again"), gettext_lazy("The answer did not help. The sender opened the matter again."),
    ),
    (T.GIVER, K.ACCEPTED): (pgettext_lazy("mail", "accepted"), gettext_lazy("%(giver)s accepted the matter that you handed over.")),
    (T.MODERATORS, K.APPEALED): (
        pgettext_lazy("mail", "review asked for"),
        gettext_lazy("A sender asks for a review of why the text is not shown. Somebody else than the first reader decides."),
    ),
    (T.MODERATORS, K.FILE_APPEALED): (
        pgettext_lazy("mail", "review of a file asked for"),
        gettext_lazy("A sender asks for a review of why a file is not shown. Somebody else than the one who hid it decides."),
    ),
    (T.MENTIONED, K.NOTE): (pgettext_lazy("mail", "you are called"), gettext_lazy("A colleague mentioned you in a note.")),
}  # fmt: skip


def staff_words(told: Told, step: Step, matter: Matter) -> tuple[str, str]:
    """(subject, body). The title stands in it only when everyone may read it; the rest is behind the sign-in."""
    subject, sentence = WORDS[told, StepKind(step.kind)]
    page = settings.ADDRESS + reverse("desk_matter", kwargs={"code": matter.reference})
    waits = step.kind == StepKind.HANDED_OVER and matter.accept_by
    asks = sentence is not NO_MORE and matter.answered_at is None and told in (T.POST, T.COORDINATORS)
    parts = [
        _("Hello,"),
        str(sentence) % {"giver": step.organisation.name},
        matter.title if is_shown(matter) else "",
        _("Accept it or give it back by %(on)s.") % {"on": day(matter.accept_by)} if waits and matter.accept_by else "",
        _("The answer is promised by %(on)s.") % {"on": day(matter.due_on)} if asks else "",
        _("Open it on the desk: %(page)s") % {"page": page},
        _("This message cannot be answered.") + f"\n{matter.organisation.name} · Kuuluu",
    ]
    return f"{matter.reference.upper()}: {subject}", "\n\n".join(part for part in parts if part)
