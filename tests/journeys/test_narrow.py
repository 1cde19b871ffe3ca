"""The path of influence at 320 CSS pixels: the smallest phone, and a 1280 px screen at 400 % (WCAG 1.4.10). Nothing scrolls sideways,
neither as a page opens nor with everything opened that can be."""

import pytest
from django.utils import translation

from tests.journeys.further_pages import following, gather, hidden_file, matters, moderated, told
from tests.journeys.test_accessibility import Crawl, addresses, crawl  # noqa: F401 - a fixture
from tests.journeys.test_hostile_texts import SLICES
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = (320, 640)
WIDER = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest("[role=region], svg"))
  .slice(-3).map(e => `${e.localName}.${e.className} “${e.textContent.trim().slice(0, 40)}”`)"""


@pytest.mark.parametrize("language", ["sv", pytest.param("fi", marks=pytest.mark.nightly), pytest.param("en", marks=pytest.mark.nightly)])
def test_no_page_of_the_path_scrolls_sideways_at_320_pixels(crawl: Crawl, demo: World, language: str) -> None:  # noqa: F811
    crawl.by_axe, crawl.opens = False, True
    gather(demo)
    with translation.override(language):
        own = [visit for visit in addresses(demo) if visit.name in SLICES]
        visits = [*own, *told(demo), *matters(demo), *moderated(demo), *hidden_file(demo), *following(demo)]
    sideways = []
    for visit in visits:
        crawl.visit(visit, language, [NARROW])
        if any(line.endswith("scrolls sideways") for line in crawl.found):
            sideways.append(f"{visit.name} {visit.url}: {crawl.page.evaluate(WIDER)}")
        crawl.found.clear()  # what a page answers is the accessibility crawl's own question
    assert crawl.looks > 60
    assert not sideways, "\n".join(sideways)
