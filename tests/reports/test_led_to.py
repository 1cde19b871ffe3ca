"""A path leads to the annual report that tells of it, and to no other."""

import pytest

from participation.matters.models import Matter
from participation.matters.queries import LED_TO
from reports.documents.queries.led_to import led_to_report
from reports.rounds.enums import RoundState
from reports.rounds.models import ReportRound
from tests.queries import assert_queries
from tests.world import demo_world

pytestmark = pytest.mark.django_db


def test_a_shown_matter_with_an_outcome_leads_to_the_public_report_of_its_year(visitor):
    assert led_to_report in list(LED_TO)
    with demo_world():
        round = ReportRound.objects.get()
        matter = Matter.objects.filter(visibility="public", outcome="yes", received_at__year=round.year).last()
        private = Matter.objects.filter(visibility="private", received_at__year=round.year).exclude(outcome="").first()
        ReportRound.objects.update(state=RoundState.PUBLISHED)
        with assert_queries(2):
            (found,) = led_to_report(Matter.objects.select_related("origin__parent").get(pk=matter.pk))
        assert found.url.endswith(f"/raportit/{round.year}/")
        assert found.url in visitor.get(f"/fi/asiat/{matter.reference}/").content.decode()
        assert not led_to_report(private)
        matter.received_at = matter.received_at.replace(year=round.year - 1)
        assert not led_to_report(matter)
        ReportRound.objects.update(state=RoundState.DRAFTING)
        assert not led_to_report(Matter.objects.get(pk=matter.pk))
