"""Matters alike: the same pairs are found by PostgreSQL's trigrams and by rapidfuzz, and residents are hinted at nothing that is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.matters import actions
from participation.matters.enums import MatterKind
from participation.matters.models import Matter
from participation.matters.queries.similar import MOST_COMPARED, similar_matters, similar_on_desk
from participation.matters.rules.similar import needle_of
from tests.participation.matters.story import leave
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

ALIKE = [
    ("Penkki Launeen bussipysäkille", "Penkki puuttuu bussipysäkiltä"),
    ("Penkkejä Launeelle", "Launeelle lisää penkkejä"),
    ("Vuoronumero ääneen", "Vuoronumeron voisi kuuluttaa ääneen"),
    ("Katulamppu rikki Paavolankadulla", "Paavolankadun lamppu ei pala"),
    ("Uimahallin aukioloajat", "Uimahalli auki myös aamuisin"),
    ("Hiekoitus huono keskustassa", "Keskustan hiekoitus"),
    ("Terveysaseman puhelin ei vastaa", "Terveysasemalle ei pääse puhelimella"),
    ("Leikkipuiston keinu rikki", "Keinu rikki leikkipuistossa"),
    ("Parkbänk saknas", "Det saknas en parkbänk vid stranden"),
]
UNLIKE = [
    ("Penkki Launeen bussipysäkille", "Uimahallin aukioloajat"),
    ("Vuoronumero ääneen", "Valitus äänekkäästä musiikista"),
    ("Katulamppu rikki Paavolankadulla", "Keinu rikki leikkipuistossa"),
    ("Koirapuisto Asemantaustaan", "Kirkkopuiston valot"),
    ("Terveysaseman puhelin ei vastaa", "Uimarannan laituri"),
    ("Kirjaston lasten nurkka", "Lasten hammashoito"),
]


@pytest.fixture
def shown(place, desk):
    desk.now = timezone.now()

    def show(title):
        return desk.take(leave(place.lahti, title=title, now=timezone.now()), "show")

    return show


def found(place, title, text="", **words):
    return [similar.matter.title for similar in similar_matters(place.lahti, title, text, **words)]


@pytest.mark.parametrize(("typed", "known"), ALIKE)
def test_the_same_thing_in_other_words_is_found(place, shown, typed, known):
    shown(known)
    assert found(place, typed) == [known]


@pytest.mark.parametrize(("typed", "known"), UNLIKE)
def test_another_thing_is_not(place, shown, typed, known):
    shown(known)
    assert found(place, typed) == []


def test_the_closest_comes_first_and_there_are_no_more_than_asked(place, shown):
    for title in ("Bussipysäkille katos", "Penkki Launeen bussipysäkille", "Penkki bussipysäkille"):
        shown(title)
    assert found(place, "Penkki Launeen bussipysäkille", limit=2) == ["Penkki Launeen bussipysäkille", "Penkki bussipysäkille"]


def test_residents_are_hinted_only_at_ideas_that_everyone_sees(place, cast, shown):
    leave(place.lahti, title="Penkki puuttuu", now=timezone.now())
    leave(place.lahti, kind=MatterKind.FEEDBACK, title="Penkki puuttuu", now=timezone.now())
    elsewhere = leave(place.heinola, title="Penkki puuttuu", now=timezone.now())
    actions.publish_matter(matter=elsewhere, by=cast.other_coordinator, now=timezone.now())
    Matter.objects.filter(pk=shown("Penkki puuttuu").pk).update(received_at=timezone.now() - timedelta(days=800))
    assert found(place, "Penkki puuttuu") == []


def test_the_desk_is_hinted_at_its_own_hidden_matters_too_and_never_at_anothers(place, cast):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Penkki puuttuu", now=timezone.now())
    twin = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Penkki puuttuu", now=timezone.now())
    leave(place.heinola, kind=MatterKind.FEEDBACK, title="Penkki puuttuu", now=timezone.now())
    assert [similar.matter for similar in similar_on_desk(matter, cast.coordinator, timezone.now())] == [twin]
    assert similar_on_desk(matter, cast.other_coordinator, timezone.now()) == []


def test_a_few_letters_are_like_nothing_and_without_a_title_the_text_is_looked_at(place, shown):
    shown("Penkki bussipysäkille")
    assert found(place, "Pen", "Penkki bussipysäkille olisi hyvä") == []
    assert found(place, "", "Penkki bussipysäkille olisi hyvä") == ["Penkki bussipysäkille"]
    assert needle_of("12345 !?", "") == ""


@pytest.mark.parametrize("count", [1, 40])
def test_looking_takes_one_question(place, shown, count):
    for number in range(count):
        shown(f"Penkki bussipysäkille {number}")
    with assert_queries(1):
        assert found(place, "Penkki bussipysäkille")


def test_sqlite_compares_a_bounded_number_of_titles():
    assert MOST_COMPARED <= 2000


# While somebody writes


def test_the_form_tells_of_the_same_on_a_button_and_keeps_what_was_typed_and_leaves_nothing(visitor, place, shown):
    idea = shown("Penkki bussipysäkille")
    before = Matter.objects.count()
    words = {"kind": "idea", "title": "Penkki bussipysäkille Laune", "text": "Olisi hyvä.", "reply": "code", "similar": "1"}
    answer = visitor.post("/fi/lahti/ideat/uusi/", words)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"/fi/asiat/{idea.reference}/" in text
    assert "Penkki bussipysäkille Laune" in text
    assert "Olisi hyvä." in text
    assert not answer.context["form"].errors
    assert Matter.objects.count() == before
    assert "Emme löytäneet mitään samanlaista" in visitor.post("/fi/lahti/palaute/uusi/", {**words, "title": "Xyzzyä"}).content.decode()


def test_what_is_being_written_stands_in_no_address(visitor, place):
    text = visitor.get("/fi/lahti/ideat/uusi/").content.decode()
    assert "hx-post" in text
    assert "hx-get" not in text
