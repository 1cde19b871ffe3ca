"""What a step will do, in a sentence or two, told before its button."""

from django.utils.translation import gettext as _

from participation.matters.enums import MatterKind, StepKind, Visibility
from participation.matters.models import Matter
from participation.matters.queries.words import address_of
from participation.matters.rules import AWAITING
from participation.matters.rules.notices import sender_hears
from portal.numerals import day


def consequence_of(kind: StepKind, matter: Matter) -> str:
    """First what happens to the matter, then whether the sender gets a message."""
    return " ".join(text for text in (own_consequence(kind, matter), mail_consequence(kind, matter)) if text)


def mail_consequence(kind: StepKind, matter: Matter) -> str:
    if not sender_hears(kind, MatterKind(matter.kind)):
        return ""
    if address_of(matter):
        return _("The sender gets a message.")
    if matter.reply_phone:
        return _("The sender asked for a call: no message is sent.")
    return _("The sender left no address and follows the path with the code.")


def own_consequence(kind: StepKind, matter: Matter) -> str:
    seen = _("Everyone sees it on the path.") if matter.visibility == Visibility.PUBLIC else _("Only the sender and the desks see it.")
    due = {"on": day(matter.due_on), "place": matter.origin.name}
    match kind:
        case StepKind.PUBLISHED:
            return _("The text is shown to everyone on the pages of %(place)s and can be supported.") % due
        case StepKind.DECLINED:
            return _("The text is not shown, and nobody answers it. The sender sees the reason.")
        case StepKind.ROUTED:
            return _("The matter gets somebody who answers. The promise stays: %(on)s.") % due
        case StepKind.HANDED_OVER:
            return _("The matter goes to the other desk. The code and the promise %(on)s stay, and you see the path here too.") % due
        case StepKind.ACCEPTED:
            return _("The matter is yours from now on. The promise stays: %(on)s.") % due
        case StepKind.RETURNED if matter.handed_by is not None:
            return _("The matter goes back to %(giver)s. The promise stays: %(on)s.") % {**due, "giver": matter.handed_by.name}
        case StepKind.NOT_OURS:
            return " ".join([_("Nobody answers the matter any more: the sender turns to somebody else."), seen])
        case StepKind.PREPARED:
            return " ".join([_("You tell that the answer is under way. The promise %(on)s stays.") % due, seen])
        case StepKind.ANSWERED if matter.state in AWAITING:
            return " ".join([_("The clock of the promise stops."), seen])
        case StepKind.ANSWERED:
            return " ".join([_("The new answer stands beside the earlier one."), seen])
        case StepKind.NOTE:
            return _("Nothing else changes, and residents never see it.")
    return seen
