"""Hostile texts in every field of every form of matters and feedback, then each page that shows them, by everyone, in a browser.

Nothing may run, neither with the content policy nor without it, and the policy may have nothing to report.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from participation.feedback.models import Comment, ImportBatch
from participation.matters.models import Attachment, DeskFilter, Draft, Matter, ResponseTemplate
from tests.journeys.conftest import enter
from tests.journeys.hostile.forms import Attack, Form
from tests.journeys.hostile.texts import TEXTS
from tests.personas import sign_in
from tests.repository.access_table import LAHTI, TABLE
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = [text for text in TEXTS if text.startswith("<")][:1]
# Forms that would end the session or remove what the next form needs.
SKIP = ("kirjaudu", "poista", "/pois/", "/peru/", "lopeta", "kieli", "nimella", "demo")
DAY = {
    "next_by_day": "30", "next_by_month": "8", "next_by_year": "2099",
    "decided_on_day": "2", "decided_on_month": "2", "decided_on_year": "2026",
}  # fmt: skip
# What is checked letter by letter, and would only keep the words from being taken.
CALM = {"kind": "idea", "reply": "code", "reply_email": "", "reply_phone": "", "topic": "", "area": "", "point": ""}
SPOKEN = {"channel": "phone", "consent": "on"}
# Columns that no person writes: made, counted, chosen from a list, or checked letter by letter.
NOT_WRITTEN = {
    "matters.Matter.code", "matters.Matter.reference", "matters.Matter.reply_email", "matters.Matter.reply_phone",
    "matters.Matter.language", "matters.Matter.held_for", "matters.HoldWord.stem", "matters.Subscriber.email", "matters.Subscriber.key",
    "matters.Subscriber.language",
    "matters.Attachment.file", "feedback.ImportBatch.job", "feedback.Comment.held_for", "feedback.Comment.role", "feedback.ApiKey.key_hash",
}  # fmt: skip
SCAN = """() => {
  const bad = [];
  for (const e of document.querySelectorAll("*")) {
    if (["script", "style", "template"].includes(e.localName) && e.textContent.includes("canary")) bad.push(`<${e.localName}>`);
    for (const {name, value} of e.attributes) {
      if (!value.includes("canary") && !name.includes("canary")) continue;
      const address = value.replace(/[\\s\\x00-\\x1f]/g, "");
      if (/^(on|hx-|data-hx|srcdoc|style|src|data$)/i.test(name) || /canary/.test(name)) bad.push(`${e.localName} ${name}=${value}`);
      if (/^(href|xlink:href|action|formaction|content)$/i.test(name) && /^(javascript|data|vbscript):/i.test(address)) {
        bad.push(`${e.localName} ${name}=${value}`);
      }
    }
  }
  return bad;
}"""
LISTEN = """document.addEventListener("securitypolicyviolation", e => report(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));"""


class Watch:
    """A browser that writes down what ran, what opened a dialog, what the policy refused, and markup that a text has become."""

    def __init__(self, browser: Browser, address: str, *, bypass_csp: bool) -> None:
        self.context = browser.new_context(bypass_csp=bypass_csp, locale="fi-FI")
        self.found: list[str] = []
        self.where, self.address, self.looked = "", address, 0
        self.context.expose_function("canary", lambda *_words: self.note("ran"))
        self.context.expose_function("report", lambda words: self.note(f"policy: {words}"))
        self.context.add_init_script(LISTEN)
        self.context.route("**/*", lambda route: route.abort() if route.request.resource_type in {"font", "image"} else route.continue_())
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.note("dialog"), dialog.dismiss()))

    def note(self, what: str) -> None:
        self.found.append(f"{self.where}: {what}")

    def open(self, who: str, url: str) -> None:
        self.where = f"{who} {url}"
        answer = self.page.goto(self.address + url, wait_until="load")
        if answer is not None and answer.status >= 500:
            self.note(str(answer.status))
        self.scan()

    def show(self, where: str, html: str) -> None:
        """A page that came as the answer to a form."""
        self.where = where
        self.page.set_content(html, wait_until="domcontentloaded")
        self.scan()

    def scan(self) -> None:
        self.looked += 1
        for markup in self.page.evaluate(SCAN):
            self.note(f"became markup: {markup}")


def names_of(module: str) -> set[str]:
    return {pattern.name for pattern in import_module(module).urlpatterns if pattern.name}


SLICES = names_of("participation.matters.urls") | names_of("participation.feedback.urls") | names_of("participation.feedback.service_urls")
BESIDE = {"region_front", "municipality_front", "participate", "audit_trail", "own_data", "own_data_all", "open_data", "round_list"}


def pages(world: World) -> Iterator[str]:
    """The pages of both slices, and those of others that show what they hold."""
    for name in sorted(SLICES | BESIDE):
        access = TABLE.get(name)
        if access is None or access.file or access.only_post:
            continue
        kwargs = access.kwargs(world) if callable(access.kwargs) else access.kwargs
        try:
            yield reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue


def errors_of(html: str) -> list[str]:
    return re.findall(r'govuk-error-message">(.*?)</p>', html, re.S)


def said_by(attack: Attack, client: Client) -> Matter:
    """An idea with the text in every field."""
    attack.one_form(client, reverse("idea_new", kwargs=LAHTI), "title", **CALM)
    return Matter.objects.order_by("-pk").first()


def travel(attack: Attack, world: World, doors: dict[str, Client]) -> None:
    """One text goes the whole path: said, read, routed, noted, answered, carried out, discussed, refused and reviewed."""
    before = Matter.objects.count()
    idea = said_by(attack, doors["anonymous"])
    own = said_by(attack, doors["resident"])
    assert Matter.objects.count() == before + 2, f"{attack.text!r} was not taken: {errors_of(attack.answers[-1][1])}"
    attack.one_form(doors["coordinator"], reverse("desk_enter"), "title", **CALM, **SPOKEN)
    decide = reverse("moderation_item", kwargs={"kind": "idea", "key": idea.reference})
    attack.one_form(doors["moderator"], decide, "decision", decision="nayta")
    decline = reverse("moderation_item", kwargs={"kind": "idea", "key": own.reference})
    attack.one_form(doors["moderator"], decline, "decision", decision="ala-nayta", reason="insult")
    attack.all_forms(doors["resident"], reverse("matter_detail", args=[own.reference]), SKIP)
    desk = reverse("desk_matter", args=[idea.reference])
    for who, word in (("coordinator", "muistiinpano"), ("coordinator", "ohjaa"), ("official", "valmistele"), ("official", "vastaa"),
                      ("official", "paata"), ("official", "toteuta"), ("official", "valmis"), ("official", "tarkista")):  # fmt: skip
        for form in list(attack.forms_at(doors[who], desk)):
            if form.action.endswith(f"/{word}/"):
                if word == "vastaa":
                    draft = replace(form, action=reverse("draft_save", args=[idea.reference]))
                    attack.send(doors[who], desk, draft, {**DAY, "outcome": "yes"})
                attack.send(doors[who], desk, form, {**DAY, "outcome": "yes", "link": ""})
        if word in ("vastaa", "muistiinpano"):
            attack.all_forms(doors["resident"], reverse("matter_detail", args=[idea.code]), SKIP)
    write = reverse("comment_write", args=[idea.reference])
    attack.one_form(doors["resident"], write, "text")
    comment = Comment.objects.filter(matter=idea).order_by("-pk").first()
    if comment is not None:
        hide = reverse("moderation_item", kwargs={"kind": "kommentti", "key": comment.pk})
        attack.one_form(doors["moderator"], hide, "decision", decision="ala-nayta", reason="insult")
        attack.all_forms(doors["resident"], reverse("comment_own", args=[idea.reference, comment.pk]), SKIP)
        attack.one_form(doors["coordinator"], hide, "decision", decision="nayta")


def forms_of_all(attack: Attack, world: World, doors: dict[str, Client]) -> list[tuple[Client, str, Form]]:
    """Every form of every page of both slices, once, by the first who has it. Read once: a sent form is not changed by its sending."""
    found: dict[tuple[str, ...], tuple[Client, str, Form]] = {}
    for url in pages(world):
        for who in ("coordinator", "resident", "anonymous", "administrator"):
            for form in attack.forms_at(doors[who], url):
                if not any(part in form.action for part in SKIP):
                    found.setdefault((form.method, form.action or url, *sorted(form.fields)), (doors[who], url, form))
    return list(found.values())


def rows_that_need_files(world: World) -> None:
    """Rows that a text alone never makes: a picture, a batch, a filter, an answer that waits."""
    matter, by, now = Matter.objects.filter(text__contains="canary").last(), world.cast.coordinator, timezone.now()
    if not Attachment.objects.exists():
        Attachment.objects.create(matter=matter, file=ContentFile(b"x", "x.png"), kind="image/png", name="x", size=1, alt="x", at=now)
    if not ImportBatch.objects.exists():
        ImportBatch.objects.create(organisation=world.lahti, format="csv", source="x", by=by, read_at=now)
    if not DeskFilter.objects.exists():
        DeskFilter.objects.create(user=by, name="x", query="words=x")
    if not Draft.objects.exists():
        Draft.objects.create(matter=matter, text="x", seen=0, by=by, updated_at=now)
    if not ResponseTemplate.objects.exists():
        ResponseTemplate.objects.create(organisation=world.lahti, title="x", text_fi="x")


def written_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    for label in ("matters", "feedback"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.local_fields:
                is_words = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_words and f"{label}.{model.__name__}.{field.name}" not in NOT_WRITTEN:
                    yield model, field


def fill_the_rest(texts: list[str]) -> list[str]:
    """Whatever no form has filled is filled in the database, past every form: pages must hold in any case. Returns what has no row."""
    without = []
    for turn, (model, field) in enumerate(written_columns()):
        if model.objects.filter(**{f"{field.name}__contains": "canary"}).exists():
            continue
        row = model.objects.order_by("-pk").first()
        if row is None:
            without.append(f"{model.__name__}.{field.name}")
            continue
        model.objects.filter(pk=row.pk).update(**{field.name: texts[turn % len(texts)][: field.max_length or 2000].replace("\0", "")})
    return without


def shown_at(world: World) -> list[str]:
    """All pages with what was said."""
    urls = list(pages(world))
    for matter in Matter.objects.filter(text__contains="canary"):
        urls += [reverse("matter_detail", args=[matter.reference]), reverse("desk_matter", args=[matter.reference])]
        urls.append(reverse("moderation_item", kwargs={"kind": "idea", "key": matter.reference}))
    for comment in Comment.objects.filter(text__contains="canary").select_related("matter"):
        urls.append(reverse("moderation_item", kwargs={"kind": "kommentti", "key": comment.pk}))
        urls.append(reverse("comment_own", args=[comment.matter.reference, comment.pk]))
    return urls


@contextmanager
def watching(browser: Browser, address: str) -> Iterator[list[Watch]]:
    """One browser without the content policy, where only the escaping holds, and one with it."""
    both = [Watch(browser, address, bypass_csp=True), Watch(browser, address, bypass_csp=False)]
    yield both
    for watch in both:
        watch.context.close()


def doors_of(world: World) -> dict[str, Client]:
    return {who: sign_in(Client(raise_request_exception=False), person) for who, person in world.cast.everyone().items()}


def attacked(browser: Browser, address: str, world: World, texts: list[str], readers: list[str]) -> list[str]:
    """What ran, became markup or was refused by the policy, and answers that broke; empty when all is well."""
    doors, attack = doors_of(world), Attack()
    forms = forms_of_all(attack, world, doors)
    print(f"{len(forms)} forms")
    for text in texts:
        attack.text, attack.with_files = text, False
        travel(attack, world, doors)
        attack.with_files = True
        for client, url, form in forms:
            attack.send(client, url, form, {})
    rows_that_need_files(world)
    without = fill_the_rest(texts)
    assert not without, f"no row to fill: {without}"
    return looked_at(browser, address, world, attack, shown_at(world), readers)


def looked_at(browser: Browser, address: str, world: World, attack: Attack, urls: list[str], readers: list[str]) -> list[str]:
    with watching(browser, address) as watches:
        for where, html in attack.answers:
            watches[0].show(where, html)
        for watch, who_reads in zip(watches, (readers, readers[:3]), strict=True):
            for who in who_reads:
                enter(watch.context, address, world.cast.everyone()[who])
                for url in urls:
                    watch.open(who, url)
        print(f"{len(attack.tried)} fields, {len(attack.answers)} answers, {sum(w.looked for w in watches)} looks")
        return attack.broken + [line for watch in watches for line in watch.found]


def test_a_sample_of_hostile_texts_runs_nowhere(browser: Browser, live_server, demo: World):
    """One text on its whole path, in the fields of every step, and the pages that then show it; the nightly run has all texts and forms."""
    attack, place = Attack(), {"slug": "lahti"}
    attack.text = SAMPLE[0]
    travel(attack, demo, doors_of(demo))
    told = Matter.objects.filter(text__contains="canary").order_by("pk")
    urls = [reverse("idea_list", kwargs=place), reverse("desk"), reverse("moderation_queue"), reverse("audit_trail", kwargs=place)]
    urls += [reverse(name, args=[matter.reference]) for matter in told for name in ("matter_detail", "desk_matter")]
    assert looked_at(browser, live_server.url, demo, attack, urls, ["anonymous", "coordinator"]) == []
    assert len(attack.tried) > 40, "the fields of all steps"


@pytest.mark.nightly
def test_no_hostile_text_runs_anywhere(browser: Browser, live_server, demo: World):
    assert attacked(browser, live_server.url, demo, list(TEXTS), sorted(demo.cast.everyone())) == []


def test_the_watch_sees_a_text_that_became_script(browser: Browser, live_server):
    """The twin: a page that shows a text as it is written is found out, so that silence above means something."""
    with watching(browser, live_server.url) as (open_one, _guarded):
        for text in ("<img src=x onerror=canary()>", "<script>canary()</script>", '<a href="javascript:canary()">x</a>'):
            open_one.found.clear()
            open_one.show("twin", f"<!doctype html><p>{text}</p>")
            open_one.page.wait_for_timeout(50)
            assert open_one.found, text
