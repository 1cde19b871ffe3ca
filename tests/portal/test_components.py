"""The gallery shows every component, and the components say in words what their colours say."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.html import format_html
from django.utils.translation import override

from portal.bars import budget_bar, promise_clock
from portal.chrome import common_chrome
from portal.icons import ICONS

COMPONENTS = sorted(path.name for path in (Path(settings.BASE_DIR) / "templates" / "components").glob("*.html"))


def render(source: str, **context: object) -> str:
    with override("fi"):
        return engines["django"].from_string(source).render(context)


@pytest.mark.django_db
def test_the_gallery_shows_every_component(visitor: Client, settings: settings) -> None:
    settings.DEMO = True
    common_chrome.cache_clear()  # a header drawn earlier would not be drawn again
    response = visitor.get("/tyylit/")
    assert response.status_code == 200
    shown = {template.name for template in response.templates if template.name}
    assert [name for name in COMPONENTS if f"components/{name}" not in shown] == []


@pytest.mark.django_db
def test_the_gallery_is_not_there_in_production(visitor: Client, settings: settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert visitor.get("/tyylit/", follow=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_gallery_speaks_the_language_asked_for(visitor: Client, settings: settings, language: str) -> None:
    settings.DEMO = True
    page = visitor.get("/tyylit/", {"kieli": language}).content.decode()
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_tells_its_parameters_on_top(name: str) -> None:
    text = (Path(settings.BASE_DIR) / "templates" / "components" / name).read_text(encoding="utf-8")
    assert text.startswith("{% comment %}")


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_holds_no_inline_style_or_handler(name: str) -> None:
    text = (Path(settings.BASE_DIR) / "templates" / "components" / name).read_text(encoding="utf-8")
    assert " style=" not in text
    assert "onclick" not in text
    assert "<script" not in text


@pytest.mark.parametrize("state", ["ok", "post", "soon", "old", "vacant", "returned"])
def test_a_contact_sign_alone_has_its_word_as_a_name(state: str) -> None:
    beside = render('{% include "components/contact_sign.html" %}', state=state)
    alone = render('{% include "components/contact_sign.html" with alone=True %}', state=state)
    assert 'aria-hidden="true"' in beside
    assert 'role="img"' in alone
    assert "<title>" in alone


def test_an_icon_without_a_label_is_hidden_from_a_screen_reader() -> None:
    assert 'aria-hidden="true"' in render('{% icon "check" %}')


def test_a_labelled_icon_names_itself_and_escapes_the_name() -> None:
    drawn = render('{% icon "check" label=word %}', word="<b>valmis</b>")
    assert "&lt;b&gt;valmis&lt;/b&gt;" in drawn
    assert 'role="img"' in drawn
    assert "aria-hidden" not in drawn


def test_an_icon_for_a_pdf_carries_its_colours() -> None:
    drawn = render('{% icon "sign-old" label="vanhentunut" colour="#ae1f31" %}')
    assert "currentColor" not in drawn
    assert 'fill="#ae1f31"' in drawn


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_drawn(name: str) -> None:
    assert "<path" in render("{% icon name %}", name=name)


def test_the_meter_says_the_excess_and_draws_the_limit() -> None:
    drawn = render('{% include "components/meter.html" %}', meter=budget_bar([("Valot", 40_500)], 40_000))
    assert "500\u00a0€" in drawn
    assert "meter--over" in drawn
    assert 'display="none"' not in drawn


def test_the_meter_within_the_sum_says_what_is_left() -> None:
    drawn = render('{% include "components/meter.html" %}', meter=budget_bar([("Valot", 25_500)], 40_000))
    assert "14\u00a0500\u00a0€" in drawn
    assert 'display="none"' in drawn


def test_widths_in_a_drawing_never_have_a_decimal_comma() -> None:
    drawn = render('{% include "components/meter_bar.html" %}', meter=budget_bar([("a", 3333), ("b", 7777)], 40_000))
    assert "," not in drawn


def test_a_late_promise_says_so_before_its_bar() -> None:
    clock = promise_clock(date(2026, 11, 4), date(2026, 11, 18), date(2026, 11, 23))
    drawn = render('{% include "components/clock.html" %}', clock=clock)
    assert drawn.index("clock__word") < drawn.index("clock__bar")
    assert "18.11." in drawn
    assert ">5" in drawn.replace("\n", "")


def test_user_text_in_a_card_is_escaped() -> None:
    drawn = render('{% include "components/card.html" %}', title="<script>alert(1)</script>", text="<b>")
    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_filters_of_the_address_stay_when_the_page_changes(visitor: Client) -> None:
    request = RequestFactory().get("/", {"aihe": "liikunta", "page": "2"})
    request.user = AnonymousUser()
    template = engines["django"].from_string('{% include "components/pagination.html" %}')
    drawn = template.render({"page": Paginator(range(50), 10).page(2), "organisation": None}, request)
    assert "aihe=liikunta" in drawn
    assert "page=3" in drawn
    assert 'aria-current="page"' in drawn


def page_list(pages: int, here: int) -> str:
    request = RequestFactory().get("/", {"aihe": "liikunta"})
    request.user = AnonymousUser()
    template = engines["django"].from_string('{% include "components/pagination.html" %}')
    with override("fi"):
        drawn = template.render({"page": Paginator(range(pages * 10), 10).page(here), "organisation": None}, request)
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", drawn).replace("Sivu ", "").split()
    return " ".join(words)


@pytest.mark.parametrize(
    ("pages", "here", "words"),
    [
        (1, 1, ""), (2, 1, "1 2 Seuraava"), (42, 1, "1 2 … 42 Seuraava"), (42, 4, "Edellinen 1 … 3 4 5 … 42 Seuraava"),
        (5, 3, "Edellinen 1 2 3 4 5 Seuraava"), (42, 42, "Edellinen 1 … 41 42"),
    ],
)  # fmt: skip
def test_a_long_list_names_its_ends_and_the_neighbours(pages: int, here: int, words: str) -> None:
    assert page_list(pages, here) == words


def test_the_same_words_marked_safe_or_not_never_stand_in_for_each_other() -> None:
    safe, typed = format_html("<b>{}</b>", "x"), "<b>x</b>"
    for words in (safe, typed, safe):
        drawn = render("{% tag words 'done' %}", words=words)
        assert ("<b>x</b>" in drawn) == (words is safe)
        included = render('{% include "components/tag.html" with label=words state="done" %}', words=words)
        assert drawn == included.strip()


def test_an_icon_looks_the_same_named_outright_or_by_a_word() -> None:
    assert render('{% icon "check" %}') == render("{% icon name %}", name="check")
