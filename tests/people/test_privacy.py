"""The privacy page tells about every table that holds something about people, in three languages, from the models' own declarations."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from people.queries.privacy import declarations, privacy_floors, words
from tests.personas import Place

DECLARED = declarations()


@pytest.mark.parametrize(("model", "declared"), DECLARED, ids=[model._meta.label for model, _declared in DECLARED])
def test_every_table_about_people_says_in_plain_words_what_why_and_how_long(model, declared):
    assert declared.about, (
        f"write Privacy(about=…) for {model._meta.label}: what is kept about a person and why, in one plain sentence"
    )
    for text in (declared.about, declared.retention):
        said = set()
        for language in ("fi", "sv", "en"):
            with translation.override(language):
                said.add(words(text))
        assert len(said) == 3, f"translate in locale/people: {text}"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_is_open_to_all_and_names_every_table(place: Place, visitor: Client, language: str):
    with translation.override(language):
        page = visitor.get(reverse("privacy"))
        floors = privacy_floors()
    assert page.status_code == 200
    assert sum(len(floor.lines) for floor in floors) == len(DECLARED)
    for floor in floors:
        for line in floor.lines:
            assert line.about[:40].replace("'", "&#x27;") in page.content.decode()


def test_the_register_notice_is_there(place: Place, visitor: Client):
    page = visitor.get(reverse("privacy")).content.decode()
    assert "tietosuoja.fi" in page
