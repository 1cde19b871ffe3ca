"""The whole thread by keyboard alone."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from participation.budgeting.models import Round
from participation.matters.models import Matter
from tests.journeys.conftest import enter, look
from tests.journeys.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "Penkki tuli väärälle puolelle tietä."
ANSWER = "Kiitos ideasta. Penkki tulee pysäkille elokuussa."


def as_person(page, live_server, person):
    enter(page.context, live_server.url, person)


def an_idea_travels_to_an_answer(page, live_server, demo):
    keys = Keys(page)
    page.goto(f"{live_server.url}/fi/lahti/")
    keys.go('main a[href$="/fi/lahti/ideat/uusi/"]')
    keys.choose("kind", "idea")
    keys.write("[name=title]", "Penkki Launeen pysäkille")
    keys.write("textarea[name=text]", "Pysäkillä ei voi istua, kun bussi on myöhässä.")
    keys.to("select[name=topic]")
    page.keyboard.type("Osallisuus")
    keys.go("main form button[type=submit]")
    page.wait_for_url("**/kiitos/**")
    code = re.search(r"KUU-[0-9A-Z]{4}-[0-9A-Z]{4}", page.inner_text("main"))[0]
    matter = Matter.objects.get(code=code)

    as_person(page, live_server, demo.cast.coordinator)
    page.goto(f"{live_server.url}/fi/tyopoyta/tarkistus/")
    keys.go(f'main a[href$="/idea/{matter.reference}/"]')
    keys.choose("decision", "nayta")
    keys.go("main form button[type=submit]")
    matter.refresh_from_db()
    assert matter.state == "open", page.inner_text("main")[:800]
    page.goto(f"{live_server.url}/fi/tyopoyta/")
    keys.to(f'main a[href$="/{matter.reference}/"]')
    page.goto(f"{live_server.url}/fi/tyopoyta/asiat/{matter.reference}/")
    keys.to("main form[action$='/ohjaa/'] select, main form[action$='/ohjaa/'] input:not([type=hidden])")
    keys.go('main form[action$="/ohjaa/"] button[type=submit]')
    matter.refresh_from_db()
    assert matter.state == "routed", page.inner_text("main")[:800]

    as_person(page, live_server, demo.cast.official)
    page.goto(f"{live_server.url}/fi/tyopoyta/asiat/{matter.reference}/")
    keys.write('form[action$="/vastaa/"] textarea', ANSWER)
    keys.choose("outcome", "yes")
    keys.write('form[action$="/vastaa/"] [name$=next_text]', "Penkki asennetaan")
    for part, value in (("day", "30"), ("month", "8"), ("year", "2027")):
        keys.write(f'form[action$="/vastaa/"] [name$=next_by_{part}]', value)
    keys.go('main form[action$="/vastaa/"] button[type=submit]')
    matter.refresh_from_db()
    assert matter.state == "answered", page.inner_text("main")[:600]

    as_person(page, live_server, AnonymousUser())
    page.goto(f"{live_server.url}/fi/asiat/")
    keys.write("[name=code]", code.lower().replace("-", " "))
    keys.go("main form button[type=submit]")
    assert ANSWER in page.inner_text("main")
    look(page, "path-1280")

    keys.go('#helped a[href*="auttoi=no"]')
    keys.write("textarea[name=why]", WHY)
    keys.tick("input[name=reopen]")
    keys.go("main form button[type=submit]")
    assert page.locator("#helped a").count() == 0, "told once"
    matter.refresh_from_db()
    assert (matter.state, matter.reopened_at is None) == ("open", False), page.inner_text("main")[:800]

    as_person(page, live_server, demo.cast.coordinator)
    page.goto(f"{live_server.url}/fi/tyopoyta/")
    keys.go(f'main a[href$="/{matter.reference}/"]')
    assert WHY in page.inner_text("main")


def a_vote_is_cast_and_the_meter_never_covers_the_focus(page, live_server, demo):
    round = Round.objects.get(organisation=demo.lahti, state="voting")
    page.set_viewport_size({"width": 390, "height": 844})
    as_person(page, live_server, demo.cast.resident)
    keys = Keys(page)
    page.goto(f"{live_server.url}/fi/lahti/budjetointi/{round.slug}/aanesta/?alue=etela")
    for _ in range(2):
        keys.tick("input[name=proposals]:not(:checked)")
    keys.go("button[name=send]")
    assert re.search(r"([0-9A-Z]{4}-){4,}[0-9A-Z]{4}", page.inner_text("main")), page.inner_text("main")[:600]


def the_coordinator_and_the_official_work(page, live_server, demo):
    keys = Keys(page)
    as_person(page, live_server, demo.cast.coordinator)
    page.goto(f"{live_server.url}/fi/yhdyspinnat/")
    keys.go("a.matrix__cell--vacant")
    assert "/yhdyspinnat/" in page.url
    page.goto(f"{live_server.url}/fi/verkostot/")
    keys.go('main a[href*="/fi/verkostot/"]:not([href*="lataa"]):not([href*="kuva"])')
    keys.to('a[href$=".xlsx"]')
    page.goto(f"{live_server.url}/fi/hyvinvointi/")
    keys.go('main a[href$="/indikaattorit/286/"]')
    assert "25,7" in page.inner_text("main")

    as_person(page, live_server, demo.cast.county_official)
    page.goto(f"{live_server.url}/fi/raportit/")
    keys.go(f'main a[href$="/fi/raportit/{timezone.localdate().year}/"]')
    keys.go('form[action$="/laadi/"] button')
    assert page.query_selector("progress"), page.inner_text("main")


def test_the_whole_thread_by_keyboard_alone(page, live_server, demo, waiting_worker):
    """One story on one loaded demo. The report's job waits for its worker: what the worker does has its own tests."""
    an_idea_travels_to_an_answer(page, live_server, demo)
    a_vote_is_cast_and_the_meter_never_covers_the_focus(page, live_server, demo)
    page.set_viewport_size({"width": 1280, "height": 900})
    the_coordinator_and_the_official_work(page, live_server, demo)
    assert page.evaluate("document.activeElement.textContent").strip()
