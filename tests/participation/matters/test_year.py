"""The public figures of a year: on a page, as a table, and in the report's own query."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from participation.matters import actions
from participation.matters.enums import Helped, MatterKind, Outcome
from participation.matters.queries import participation_year
from tests.participation.matters.story import fresh, leave
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def months_ago():
    """A Monday in the past year whose following weeks have passed too."""
    day = timezone.now() - timedelta(days=60)
    return day - timedelta(days=day.weekday())


@pytest.fixture
def answered(place, desk, months_ago):
    """Answer so many questions, each the next day, and tell of each whether it helped."""

    def take(*told, topic=None):
        for helped in told:
            matter = leave(place.lahti, kind=MatterKind.QUESTION, topic=topic, now=months_ago)
            desk.now = months_ago
            desk.answer(matter, outcome=Outcome.REPLY)
            if helped:
                actions.tell_whether_it_helped(matter=fresh(matter), helped=helped, by=None, code=matter.code, now=desk.tick())
        return months_ago.year

    return take


YES, PARTLY, NO = Helped.YES, Helped.PARTLY, Helped.NO


def test_the_share_of_helped_is_of_those_who_told_and_none_under_five(place, answered):
    year = answered(YES, YES, YES, NO, None, topic=place.exercise)
    assert participation_year(place.lahti, year).helped.share is None
    answered(PARTLY, topic=place.ageing)
    helped = participation_year(place.lahti, year).helped
    assert (helped.told, helped.yes, helped.partly, helped.no, helped.share) == (5, 3, 1, 1, 60)
    assert [topic.helped.share for topic in participation_year(place.lahti, year).by_topic] == [None, None]


def test_the_last_word_counts_after_a_second_answer(place, desk, answered):
    year = answered(YES, YES, YES, YES)
    matter = leave(place.lahti, kind=MatterKind.QUESTION, now=desk.now)
    desk.answer(matter, outcome=Outcome.REPLY)
    actions.tell_whether_it_helped(matter=fresh(matter), helped=NO, why="Ei.", reopen=True, by=None, code=matter.code, now=desk.tick())
    first = participation_year(place.lahti, year)
    assert (first.helped.no, first.answered, first.in_promise) == (1, 5, 5)
    desk.answer(matter, outcome=Outcome.REPLY)
    actions.tell_whether_it_helped(matter=fresh(matter), helped=YES, by=None, code=matter.code, now=desk.tick())
    assert participation_year(place.lahti, year).helped.share == 100


def test_a_promise_that_was_broken_stays_broken_when_the_matter_is_opened_again(place, desk, months_ago):
    matter = leave(place.lahti, kind=MatterKind.QUESTION, now=months_ago)
    desk.now = months_ago + timedelta(days=30)
    desk.answer(matter, outcome=Outcome.REPLY)
    actions.tell_whether_it_helped(matter=fresh(matter), helped=NO, why="Ei.", reopen=True, by=None, code=matter.code, now=desk.tick())
    desk.answer(matter, outcome=Outcome.REPLY)
    assert participation_year(place.lahti, months_ago.year).in_promise == 0


def test_joined_and_somebody_elses_are_closed_and_the_year_adds_up(place, desk, answered):
    year = answered(YES)
    desk.take(leave(place.lahti, now=desk.now), "show", "not_ours")
    desk.take(leave(place.lahti, now=desk.now), "show", "merge")
    figures = participation_year(place.lahti, year)
    assert figures.closed == 2
    assert figures.received == figures.answered + figures.waiting + figures.closed


def test_everyone_reads_the_page_and_few_answers_are_told_as_such(place, visitor, answered):
    year = answered(YES, NO, topic=place.exercise)
    text = visitor.get(f"/fi/lahti/luvut/?vuosi={year}").content.decode()
    for words in (f"Miten olemme vastanneet {year}", "2 saapunutta = 2 vastattua", "Vastauksia on alle 5", "Liikunta", "ei tietoa"):
        assert words in text, words
    answered(YES, YES, PARTLY, YES, topic=place.exercise)
    text = visitor.get(f"/fi/lahti/luvut/?vuosi={year}").content.decode()
    for words in ("6 kertoi, auttoiko vastaus: 4 kyllä, 1 osittain, 1 ei", "67\u00a0%", "100\u00a0%"):
        assert words in text, words
    assert "Hur vi har svarat" in visitor.get("/sv/lahti/luvut/").content.decode()


def test_the_page_and_its_tables_keep_their_budget_and_say_the_same(place, visitor, answered):
    year = answered(YES, YES, PARTLY, YES, NO, topic=place.exercise)
    visitor.get("/fi/lahti/luvut/")
    with assert_queries(8):
        visitor.get("/fi/lahti/luvut/")
    sheet = visitor.get(f"/fi/lahti/luvut/{year}.csv")
    rows = list(csv.reader(io.StringIO(b"".join(sheet.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Kaikki aiheet", "5", "5", "5", "1,0", "1", "60"]
    assert rows[2][0] == "Liikunta"
    book = load_workbook(io.BytesIO(b"".join(visitor.get(f"/fi/lahti/luvut/{year}.xlsx").streaming_content)))
    assert [cell.value for cell in book.active[2]][:3] == ["Kaikki aiheet", 5, 5]


@pytest.mark.parametrize("path", ["?vuosi=x", "?vuosi=1999", "?vuosi=9999", "?vuosi=²", "2026.pdf", "1999.csv", "9999.csv"])
def test_what_is_no_year_or_no_table_is_not_there(place, visitor, path):
    assert visitor.get(f"/fi/lahti/luvut/{path}").status_code == 404


def test_a_sector_and_an_unknown_place_have_no_page(place, visitor):
    assert visitor.get("/fi/eioo/luvut/").status_code == 404
    assert visitor.get("/fi/paijat-hame/luvut/").status_code == 200
