"""Atom feeds: valid, stable, absolute, only what everyone may read, and cheap for readers that ask again."""

import re
from datetime import datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.utils.http import http_date

from participation.matters.enums import MatterKind, MatterState, Visibility
from participation.matters.models import Matter
from tests.participation.matters.story import leave
from tests.personas import NOW
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = {"asia": "{reference}", "aihe": "paijat-hame.liikunta", "alue": "lahti.keskusta", "paikka": "lahti"}


@pytest.fixture
def idea(place, desk):
    matter = leave(place.lahti, topic=place.exercise, area=place.centre, reply_email="salainen@example.org", reply_phone="050 777")
    return desk.take(matter, "show", "route", "note", "answer")


def feed_at(what, idea, language="fi"):
    return f"/{language}/syotteet/{what}/{FEEDS[what].format(reference=idea.reference)}.atom"


def entries(answer):
    return fromstring(answer.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("what", FEEDS)
def test_a_feed_is_what_the_standard_asks(visitor, idea, what, language):
    """RFC 4287, 4.1.1 and 4.1.2: what must be there, once, with absolute addresses and dates of RFC 3339."""
    answer = visitor.get(feed_at(what, idea, language))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (only,) = node.findall(f"{ATOM}{name}")
            assert only.text
        assert datetime.fromisoformat(node.find(f"{ATOM}updated").text).tzinfo is not None
        assert re.match(r"(tag|https?):", node.find(f"{ATOM}id").text)
        assert all(link.get("href").startswith("http") for link in node.findall(f"{ATOM}link"))
        assert [link.get("rel") for link in node.findall(f"{ATOM}link")].count("alternate") == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Kuuluu"
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href").endswith(feed_at(what, idea, language))
    ids = [node.find(f"{ATOM}id").text for node in root.iter() if node.tag in (f"{ATOM}feed", f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 1


def test_identifiers_stay_when_the_words_change(visitor, desk, idea):
    before = {entry.find(f"{ATOM}id").text for entry in entries(visitor.get(feed_at("asia", idea)))}
    Matter.objects.filter(pk=idea.pk).update(title="Toinen nimi")
    desk.decide(idea)
    after = {entry.find(f"{ATOM}id").text for entry in entries(visitor.get(feed_at("asia", idea)))}
    assert before < after


def test_a_matter_tells_all_its_public_steps_and_a_place_only_the_news(visitor, idea):
    assert len(entries(visitor.get(feed_at("asia", idea)))) == 4
    assert len(entries(visitor.get(feed_at("paikka", idea)))) == 2


@pytest.mark.parametrize("what", FEEDS)
def test_nothing_is_told_that_not_everyone_may_read(visitor, place, desk, idea, what):
    secret = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Arka asia", topic=place.exercise, area=place.centre)
    desk.take(secret, "route", "answer")
    text = visitor.get(feed_at(what, idea)).content.decode()
    for words in ("Arka asia", "Soitettu", "salainen@example.org", "050 777", idea.code, secret.code):
        assert words not in text


@pytest.mark.parametrize("what", ["aihe", "alue", "paikka"])
def test_what_is_hidden_disappears_and_readers_that_ask_again_hear_of_it(visitor, place, cast, desk, idea, what):
    other = desk.take(leave(place.lahti, topic=place.exercise, area=place.centre, title="Kohta piilossa"), "show")
    first = visitor.get(feed_at(what, idea))
    assert "Kohta piilossa" in first.content.decode()
    desk.decline(other)
    again = visitor.get(feed_at(what, idea), headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200
    assert "Kohta piilossa" not in again.content.decode()
    by_day = visitor.get(feed_at(what, idea), headers={"If-Modified-Since": first["Last-Modified"]})
    assert by_day.status_code == 200


def test_the_feed_of_a_hidden_matter_is_gone(visitor, idea):
    Matter.objects.filter(pk=idea.pk).update(visibility=Visibility.PRIVATE)
    assert visitor.get(feed_at("asia", idea)).status_code == 404


@pytest.mark.parametrize("what", FEEDS)
def test_a_reader_that_has_the_newest_gets_304_by_tag_and_by_time(visitor, idea, what):
    first = visitor.get(feed_at(what, idea))
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = visitor.get(feed_at(what, idea), headers=header)
        assert (again.status_code, again.content) == (304, b"")
    older = visitor.get(feed_at(what, idea), headers={"If-Modified-Since": http_date((NOW - timedelta(days=1)).timestamp())})
    assert older.status_code == 200


def test_an_empty_feed_is_whole_and_stays_the_same(visitor, place):
    first, second = (visitor.get("/fi/syotteet/paikka/heinola.atom") for _each in range(2))
    assert fromstring(first.content).find(f"{ATOM}updated") is not None
    assert first["ETag"] == second["ETag"]


def test_words_of_people_are_text_in_title_and_summary(visitor, place, desk):
    nasty = "<script>alert(1)</script>\x0b & ]]> \u202e"
    matter = desk.take(leave(place.lahti, title=nasty, text=nasty), "show")
    desk.answer(matter, text=nasty)
    answer = visitor.get(f"/fi/syotteet/asia/{matter.reference}.atom")
    for entry in entries(answer):
        assert "<script" not in (entry.find(f"{ATOM}summary").text or "")
    assert "alert(1)" in entries(answer)[0].find(f"{ATOM}title").text


@pytest.mark.parametrize("page", ["asia/zzzzzz", "aihe/liikunta", "alue/lahti.utopia", "paikka/utopia", "x/lahti"])
def test_a_feed_of_nothing_is_not_there(visitor, place, page):
    assert visitor.get(f"/fi/syotteet/{page}.atom").status_code == 404


def test_a_feed_costs_few_queries_and_tells_at_most_fifty(visitor, place, desk):
    for number in range(60):
        desk.take(leave(place.lahti, title=f"Idea {number}"), "show")
    with assert_queries(5):
        answer = visitor.get("/fi/syotteet/paikka/lahti.atom")
    assert len(entries(answer)) == 50


@pytest.mark.parametrize("state", [MatterState.MERGED, MatterState.WITHDRAWN])
def test_ended_matters_are_not_told(visitor, place, desk, idea, state):
    other = desk.take(leave(place.lahti, title="Muualle"), "show")
    Matter.objects.filter(pk=other.pk).update(state=state, merged_into=idea if state == MatterState.MERGED else None)
    assert "Muualle" not in visitor.get(feed_at("paikka", idea)).content.decode()
