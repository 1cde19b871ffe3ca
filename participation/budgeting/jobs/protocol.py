"""The protocol of a count as PDF/UA-1, signed by hand. Only workers import this: it loads the press."""

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from participation.budgeting.actions.protocol import store_protocol
from participation.budgeting.models import Round
from participation.budgeting.queries.protocol import protocol_of
from portal.exceptions import RuleBroken
from portal.jobs import Progress, Result
from portal.languages import LANGUAGES
from portal.models import Job
from portal.pdf import PdfError
from portal.press import Press


def write_protocol(job: Job, progress: Progress) -> Result:
    """One paper for each language. A second attempt writes all of them anew."""
    round = Round.objects.select_related("organisation", "body").get(pk=int(str(job.arguments["round"])))
    press = Press()
    for number, language in enumerate(LANGUAGES):
        progress(number, len(LANGUAGES))
        with translation.override(language):
            context = {"protocol": protocol_of(round), "round": round, "organisation": round.organisation, "LANGUAGE_CODE": language}
            html = render_to_string("pdf/count_protocol.html", context)
            try:
                pdf = press.write(html)
            except PdfError as error:
                raise RuleBroken(_("The protocol could not be written: %(why)s") % {"why": error}) from error
        store_protocol(round=round, language=language, pdf=pdf, now=timezone.now())
    progress(len(LANGUAGES), len(LANGUAGES))
    return {"round": round.pk}
