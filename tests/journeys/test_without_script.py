"""The voting thread on a phone with JavaScript switched off, and every refusal with its reason."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from participation.budgeting.models import Participation, Round
from people.enums import Role
from people.models import User
from tests.journeys.conftest import enter, look
from tests.personas import invite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="fi-FI")
    yield context.new_page()
    context.close()


@pytest.fixture
def vote(demo):
    return Round.objects.get(organisation=demo.lahti, state="voting")


def open_ballot(phone, live_server, vote, person, area="etela"):
    enter(phone.context, live_server.url, person)
    phone.goto(f"{live_server.url}/fi/lahti/budjetointi/{vote.slug}/aanesta/?alue={area}")


def press(phone, selector):
    """Press and wait for the page that follows: without script every press brings one."""
    with phone.expect_navigation():
        phone.click(selector)


def ticked(phone):
    return sorted(box.get_attribute("value") for box in phone.query_selector_all("input[name=proposals][checked]"))


def the_vote_goes_through(phone, live_server, demo, vote):
    enter(phone.context, live_server.url, demo.cast.resident)
    phone.goto(f"{live_server.url}/fi/lahti/budjetointi/{vote.slug}/")
    press(phone, 'main a[href*="/aanesta/"]')
    phone.goto(f"{live_server.url}/fi/lahti/budjetointi/{vote.slug}/aanesta/?alue=etela")
    boxes = phone.query_selector_all("input[name=proposals]")
    for box in boxes:
        box.check(force=True)
    press(phone, "button[name=send]")
    assert phone.query_selector(".error-summary"), "over the budget must be told at the top"
    assert "ylittävät" in phone.inner_text(".error-summary")
    assert len(ticked(phone)) == len(boxes), "every choice is kept"
    look(phone, "ballot-over-390")

    for box in phone.query_selector_all("input[name=proposals]"):
        box.uncheck(force=True)
    for pot in phone.query_selector_all("[data-pot]"):
        pot.query_selector("input[name=proposals]").check(force=True)
    press(phone, "button[name=count]")
    assert len(ticked(phone)) == len(phone.query_selector_all("[data-pot]"))
    before = Participation.objects.filter(round=vote).count()
    press(phone, "button[name=send]")
    assert re.search(r"([0-9A-Z]{4}-){4,}[0-9A-Z]{4}", phone.inner_text("main"))
    assert Participation.objects.filter(round=vote).count() == before + 1
    look(phone, "receipt-390")

    open_ballot(phone, live_server, vote, demo.cast.resident)
    assert "äänestänyt" in phone.inner_text("main").lower()
    assert Participation.objects.filter(round=vote).count() == before + 1


def who_lives_elsewhere_is_told_why(phone, live_server, demo, vote):
    stranger = demo.cast.other_coordinator
    type(stranger).objects.filter(pk=stranger.pk).update(
        home_municipality=demo.heinola, birth_year=1980, identified_at=timezone.now()
    )
    open_ballot(phone, live_server, vote, stranger)
    assert "Lahden" in phone.inner_text("main") or "Lahdessa" in phone.inner_text("main")
    if phone.query_selector("button[name=send]"):
        phone.query_selector_all("input[name=proposals]")[0].check(force=True)
        press(phone, "button[name=send]")
    assert not re.search(r"([0-9A-Z]{4}-){4,}[0-9A-Z]{4}", phone.inner_text("main"))


def too_late_is_told(phone, live_server, vote, neighbour):
    open_ballot(phone, live_server, vote, neighbour)
    phone.query_selector_all("input[name=proposals]")[0].check(force=True)
    Round.objects.filter(pk=vote.pk).update(voting_closes_at=timezone.now() - timedelta(seconds=1))
    before = Participation.objects.filter(round=vote).count()
    press(phone, "button[name=send]")
    assert Participation.objects.filter(round=vote).count() == before
    assert "päätty" in phone.inner_text("body").lower()


def test_the_voting_thread_works_without_script_and_every_refusal_has_its_reason(phone, live_server, demo, vote):
    """One story on one loaded demo: elsewhere, over the budget, sent, twice, too late."""
    neighbour = invite("neighbour", demo.lahti, Role.RESIDENT)
    User.objects.filter(pk=neighbour.pk).update(
        home_municipality=demo.lahti, birth_year=1960, identified_at=timezone.now()
    )
    neighbour.refresh_from_db()
    who_lives_elsewhere_is_told_why(phone, live_server, demo, vote)
    the_vote_goes_through(phone, live_server, demo, vote)
    too_late_is_told(phone, live_server, vote, neighbour)
    assert Participation.objects.filter(round=vote).exists()
