"""The accessibility crawl: every page template, at 390 and 1280 px, in Finnish, Swedish and English; no template is left out.

`KUULUU_PAGES=ballot,desk` looks only at the pages whose names have one of these words in them.
"""

import os
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template import Template
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from people.models import Person
from tests.journeys.axe import overflows, violations
from tests.journeys.conftest import enter
from tests.journeys.further_pages import Company, Visit, freshly_signed_in, further_pages, gather
from tests.repository.access_table import TABLE
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PHONE, DESK = (390, 844), (1280, 900)
ONLY = [word for word in os.environ.get("KUULUU_PAGES", "").split(",") if word]
# Templates that are no page or part of one, and where they are looked at instead.
ELSEWHERE = {
    "pdf/": "paper: tests/reports/documents check it with page-validation",
    "account/email/": "mail: tests/people/test_sign_in.py",
    "mfa/email/": "mail: tests/people/test_sign_in.py",
    "people/email/": "mail: tests/people",
    "account/messages/": "one sentence each, shown by components/messages.html",
    "mfa/messages/": "one sentence each, shown by components/messages.html",
    "socialaccount/messages/": "one sentence each, shown by components/messages.html",
    "mfa/recovery_codes/download.txt": "a text file",
    "participation/feedback/_map.html": "only where an operator has set a map: tests/journeys/test_map.py, with axe",
    "interfaces/networks/picture.svg": "a picture file, drawn in the page by interfaces/networks/_picture.html",
}
SEND = """([selector, fields]) => {
  const form = document.querySelector(selector);
  for (const [name, value] of Object.entries(fields)) {
    form.querySelectorAll(`[name="${name}"]`).forEach(e => e.remove());
    for (const one of value === null ? [] : [value].flat()) {
      form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value: one}));
    }
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


class Crawl:
    """Opens pages and gathers what axe finds and which templates were drawn."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.found: list[str] = []
        self.drawn: set[str] = set()
        self.looks, self.by_axe, self.opens = 0, True, False
        self.reader: Person | None = None
        self.started = time.monotonic()

    def remember(self, sender: object, template: Template, **kwargs: object) -> None:
        if template.name:
            self.drawn.add(str(template.name))

    def as_reader(self, person: Person) -> None:
        if person == self.reader and person.is_authenticated:
            return
        enter(self.page.context, self.address, person)
        for cookie in self.page.context.cookies():
            if cookie["name"] == django_settings.SESSION_COOKIE_NAME:
                freshly_signed_in(import_module(django_settings.SESSION_ENGINE).SessionStore(cookie["value"]))
        self.reader = person

    def visit(self, visit: Visit, language: str, widths: list[tuple[int, int]]) -> None:
        where = f"{language} {visit.name} {visit.url}"
        self.as_reader(visit.reader)
        self.resize(widths[0])
        answer = self.page.goto(self.address + visit.url)
        if visit.sent is not None:
            if not self.page.query_selector(visit.form):
                self.found.append(f"{where}: has no form {visit.form}, but the title {self.page.title()}")
                return
            with self.page.expect_navigation() as sending:
                self.page.evaluate(SEND, [visit.form, visit.sent])
            answer = sending.value
        if answer.status != visit.status:
            self.found.append(f"{where}: answered {answer.status}, not {visit.status}")
        if self.page.get_attribute("html", "lang") != language:
            self.found.append(f"{where}: in another language")
        for width in widths:
            self.look(where, width)

    def look(self, where: str, width: tuple[int, int]) -> None:
        self.resize(width)
        self.looks += 1
        if self.by_axe:
            self.found += [f"{where} {width[0]}: {text}" for text in violations(self.page)]
        if overflows(self.page) or (self.opens and self.overflows_opened()):
            self.found.append(f"{where} {width[0]}: scrolls sideways")

    def overflows_opened(self) -> bool:
        """Whether it scrolls sideways once the reader has opened all that can be opened."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.removeAttribute('name'); each.open = true; })")
        return overflows(self.page)

    def resize(self, width: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": width[0], "height": width[1]})


def addresses(world: World) -> Iterator[Visit]:
    """Each page of the table, as its most permitted reader sees it."""
    for name, access in sorted(TABLE.items(), key=lambda item: item[1].reader_name() if item[1].get else ""):
        if access.shown == 200 and access.get and not access.only_post and not access.file:
            kwargs = access.kwargs(world) if callable(access.kwargs) else access.kwargs
            yield Visit(name, access.reader(world), reverse(name, kwargs=kwargs))


def look_at_all(crawl: Crawl, world: World, company: Company, language: str, widths: list[tuple[int, int]]) -> None:
    with translation.override(language):
        visits = [*addresses(world), *further_pages(world, company, language)]
    for visit in visits:
        if not ONLY or any(word in visit.name for word in ONLY):
            crawl.visit(visit, language, widths)


def left_out(drawn: set[str]) -> list[str]:
    """Templates that no page of the crawl drew and that have no other place where they are looked at."""
    names = (str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    return [name for name in names if name not in drawn and not name.startswith(tuple(ELSEWHERE))]


@pytest.fixture
def crawl(page: Page, live_server, demo: World, settings: django_settings) -> Iterator[Crawl]:
    settings.ROOT_URLCONF = "tests.journeys.rooms"
    app = {
        "provider_id": "tunnistus",
        "name": "Suomi.fi",
        "client_id": "x",
        "secret": "x",
        "settings": {"server_url": "https://tunnistus.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    page.emulate_media(reduced_motion="reduce")
    crawl = Crawl(page, live_server.url)
    template_rendered.connect(crawl.remember)
    yield crawl
    template_rendered.disconnect(crawl.remember)


# Every time: Finnish through axe at both widths, and Swedish, whose words are as long, for what does not fit on a phone.
# Nightly: Swedish and English through axe at both widths.
ROUNDS = [
    pytest.param("fi", [PHONE, DESK], True, id="fi"),
    pytest.param("sv", [PHONE], False, id="sv-fits"),
    pytest.param("sv", [PHONE, DESK], True, id="sv", marks=pytest.mark.nightly),
    pytest.param("en", [PHONE, DESK], True, id="en", marks=pytest.mark.nightly),
]


@pytest.mark.parametrize(("language", "widths", "by_axe"), ROUNDS)
def test_every_page_is_accessible(
    crawl: Crawl,
    demo: World,
    capsys: pytest.CaptureFixture[str],
    language: str,
    widths: list[tuple[int, int]],
    by_axe: bool,
) -> None:
    crawl.by_axe = by_axe
    look_at_all(crawl, demo, gather(demo), language, widths)
    seconds = time.monotonic() - crawl.started
    with capsys.disabled():
        print(
            f"\n{'axe' if by_axe else 'fit'} {language}: {crawl.looks} looks, {len(crawl.found)} findings,"
            f" {len(crawl.drawn)} templates drawn, {seconds:.0f} s"
        )
    assert not crawl.found, "\n".join(crawl.found)
    assert ONLY or not left_out(crawl.drawn)
