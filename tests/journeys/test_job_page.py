"""The page of a job in a real browser: it follows the work by itself and tells its end, under the strict content policy."""

import pytest
from playwright.sync_api import Page, expect

from portal.enums import JobState
from portal.jobs import beat, finish
from portal.models import Job
from tests.journeys.conftest import enter
from tests.personas import NOW, Cast


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """The content policy holds here, as it does for readers."""
    return {**browser_context_args, "bypass_csp": False}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_job_follows_the_work_to_its_end(page: Page, live_server, cast: Cast) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    job = Job.objects.create(
        kind="test.none",
        state=JobState.RUNNING,
        attempt=1,
        started_by=cast.resident.pk,
        created_at=NOW,
        heartbeat_at=NOW,
    )
    enter(page.context, live_server.url, cast.resident)
    page.goto(f"{live_server.url}/fi/tyot/{job.pk}/")
    expect(page.get_by_role("progressbar")).to_be_visible()
    beat(job, 3, 12, now=NOW)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "3", timeout=8000)
    expect(page.get_by_role("status").first).to_contain_text("3/12")
    finish(job, {}, now=NOW)
    expect(page.get_by_role("status").first).to_contain_text("Työ on valmis.", timeout=8000)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert not complaints
