"""How the promise was kept: figures that add up, none under five answers, and stories with a no among them."""

from datetime import timedelta

import pytest
from django.utils import translation

from participation.matters import actions
from participation.matters.enums import MatterKind, Outcome
from participation.matters.queries import (
    first_sentences,
    front_promises,
    front_stories,
    own_matters,
    own_supports,
    participation_year,
)  # fmt: skip
from people.queries import AUDIT_EVENTS, ERASERS, OWN_DATA
from tests.participation.matters.story import fresh, leave
from tests.personas import NOW
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def answered(place, cast, working_days, *, outcome=Outcome.REPLY, topic=None, **words):
    """A question answered so many days after it came (NOW is a Monday, so up to four days are working days)."""
    matter = leave(place.lahti, kind=words.pop("kind", MatterKind.QUESTION), topic=topic, **words)
    if matter.state == "in_moderation":
        actions.publish_matter(matter=matter, by=cast.moderator, now=NOW)
    more = {"next_text": "työ alkaa", "next_by": (NOW + timedelta(90)).date()} if outcome in (Outcome.YES, Outcome.PARTLY) else {}
    later = NOW + timedelta(days=working_days)
    actions.answer_matter(matter=fresh(matter), text="Vastaus. Toinen lause.", outcome=outcome, by=cast.official, now=later, **more)
    return fresh(matter)


def test_a_year_adds_up(place, cast):
    for days in (1, 2, 2, 3, 4):
        answered(place, cast, days, topic=place.exercise)
    late = answered(place, cast, 60, topic=place.ageing)
    assert late.answered_at.year == 2027
    leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.ageing)
    actions.withdraw_matter(matter=(gone := leave(place.lahti)), by=cast.anonymous, code=gone.code, now=NOW)
    leave(place.lahti, now=NOW - timedelta(days=365))
    leave(place.heinola)
    year = participation_year(place.lahti, 2026)
    assert (year.received, year.answered, year.waiting, year.closed, year.in_promise) == (8, 6, 1, 1, 5)
    assert year.received == year.answered + year.waiting + year.closed
    assert sum(year.outcomes.values()) == year.answered
    assert (year.median_days, year.nine_in_ten_days) == (2.5, 40)
    assert year.share_in_promise == pytest.approx(83.3, abs=0.1)
    assert [(topic.name, topic.received, topic.answered, topic.median_days) for topic in year.by_topic] == [
        ("Liikunta", 5, 5, 2.0), ("Ikääntyminen", 2, 1, None), ("aihe ei tiedossa", 1, 0, None),
    ]  # fmt: skip


def test_a_year_takes_one_query(place, cast):
    for days in (1, 2, 3):
        answered(place, cast, days)
    with assert_queries(1):
        participation_year(place.lahti, 2026)


def test_few_answers_are_no_figure_and_say_so(place, cast):
    for days in (1, 2, 3, 4):
        answered(place, cast, days)
    year = participation_year(place.lahti, 2026)
    assert (year.median_days, year.nine_in_ten_days, year.share_in_promise) == (None, None, None)
    figures = front_promises(place.lahti, NOW + timedelta(days=30))
    assert [figure.figure for figure in figures] == ["ei tietoa", "ei tietoa"]
    assert "4 vastausta" in figures[0].base


def test_the_front_page_tells_the_share_and_the_median_with_their_base(place, cast):
    for days in (1, 2, 2, 3, 40):
        answered(place, cast, days)
    share, middle = front_promises(place.lahti, NOW + timedelta(days=90))
    assert share.figure == "80\u00a0%"
    assert share.base.startswith("4 viestiä 5:sta")
    assert middle.figure == "2 pv"
    with translation.override("en"):
        assert front_promises(place.lahti, NOW + timedelta(days=90))[0].figure == "80%"


def test_a_matter_counts_for_both_who_got_it_and_who_answers_it(place, cast, desk):
    desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "hand", "answer")
    assert participation_year(place.lahti, 2026).answered == participation_year(place.county, 2026).answered == 1
    assert participation_year(place.heinola, 2026).received == 0


def test_there_is_a_no_among_the_stories_when_there_is_one(place, cast):
    answered(place, cast, 1, outcome=Outcome.NOT_YET, kind=MatterKind.IDEA, title="Ei vielä")
    for number in range(5):
        answered(place, cast, 2, outcome=Outcome.YES, kind=MatterKind.IDEA, title=f"Kyllä {number}", area=place.centre)
    told = front_stories(place.lahti)
    assert [story.outcome for story in told] == ["Kyllä 4", "Kyllä 3", "Ei vielä"]
    assert told[2].status_label == "Ei vielä, tässä syy"
    assert told[0].who == "Asukas, Keskusta · marraskuu"
    assert told[0].text == "Vastaus. Toinen lause."
    with assert_queries(2):
        front_stories(place.lahti)


def test_stories_are_only_of_what_everyone_sees(place, cast):
    answered(place, cast, 1, kind=MatterKind.FEEDBACK, outcome=Outcome.NO)
    assert front_stories(place.lahti) == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Yksi. Kaksi! Kolme?", "Yksi. Kaksi!"), ("Aivan yhtä pötköä ilman pistettä loppuun asti", "Aivan…"), ("", ""),
        ("Lyhyt.", "Lyhyt."),
    ],
)  # fmt: skip
def test_a_quotation_is_cut_between_sentences(text, short):
    assert first_sentences(text, 14) == short


def test_own_data_holds_all_that_the_person_left_and_supports(place, cast, desk):
    matter = leave(place.lahti, by=cast.resident, title="Oma asia", reply_email="a@example.org")
    idea = desk.take(leave(place.lahti, title="Toisen idea"), "show")
    actions.support_idea(matter=idea, by=cast.resident, now=NOW)
    data = own_matters(cast.resident)
    assert len(data.rows) == 1
    assert len(data.rows[0]) == len(data.columns)
    assert {"Oma asia", matter.code, "a@example.org"} <= set(data.rows[0])
    assert [row[1] for row in own_supports(cast.resident).rows] == ["Toisen idea"]
    assert {own_matters, own_supports} <= set(OWN_DATA)


def test_the_slice_stands_on_its_shelves():
    assert actions.erase_author in set(ERASERS)
    assert "MatterEvent" in {events.__name__ for events in AUDIT_EVENTS}
