"""The page of the annual report that tells of a matter, for the matter's own page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.queries import region_of
from participation.matters.enums import Outcome, Visibility
from participation.matters.models import Matter
from participation.matters.queries import LedTo
from reports.documents.enums import VersionState
from reports.documents.models import Version
from reports.rounds.rules import PUBLIC_STATES


def led_to_report(matter: Matter) -> Sequence[LedTo]:
    """The public report of the year in which an idea came, when it tells what came of it. One query for those that it tells of."""
    told = matter.visibility == Visibility.PUBLIC and matter.outcome not in ("", Outcome.REPLY)
    if not told:
        return []
    received = timezone.localdate(matter.received_at)
    ready = Version.objects.filter(
        round__county=region_of(matter.origin), round__year=received.year, round__state__in=PUBLIC_STATES, state=VersionState.READY,
        data_on__gte=received,
    )  # fmt: skip
    if not ready.exists():
        return []
    return [
        LedTo(
            title=_("Annual report %(year)s") % {"year": received.year},
            text=_("Its chapter on residents tells what was said and what came of it."),
            url=reverse("report_detail", kwargs={"year": received.year}),
            icon="document",
        )
    ]
