"""What is promised to the one who tells."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisations.models import Organisation
from participation.matters.queries import PathStep
from participation.matters.rules import ROUTING_PROMISE


def promised_steps(organisation: Organisation) -> list[PathStep]:
    """What happens after sending, beside the form."""
    answer = organisation.answer_promise_days
    routed = ngettext("In %(n)s working day", "In %(n)s working days", ROUTING_PROMISE) % {"n": ROUTING_PROMISE}
    answered = ngettext("In %(n)s working day", "In %(n)s working days", answer) % {"n": answer}
    return [
        PathStep("received", "coming", pgettext("promise", "At once"), _("You get a tracking code")),
        PathStep("routed", "coming", routed, _("The matter is with the right person")),
        PathStep("answered", "coming", answered, _("You get an answer")),
        PathStep("later", "coming", pgettext("promise", "Later"), _("You see what came of it")),
    ]
