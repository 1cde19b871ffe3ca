"""The public count of a year's decisions."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from participation.feedback.actions.moderation import ask_comment_review, hide_comment, show_comment
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.feedback.queries.decisions import decision_year
from participation.matters.actions import decline_matter, publish_matter
from participation.matters.actions.review import ask_for_review
from participation.matters.enums import DeclineReason, MatterKind
from people.enums import Role
from tests.participation.matters.story import fresh, leave
from tests.personas import invite

pytestmark = pytest.mark.django_db
PAGE = "/fi/lahti/luvut/tarkistus/"


def on(year, month=6, day=15, hour=12):
    return timezone.make_aware(datetime(year, month, day, hour))


def no(matter, by, now, reason=DeclineReason.INSULT):
    decline_matter(matter=fresh(matter), reason=reason, text="Ei näin.", by=by, now=now)


def yes(matter, by, now):
    publish_matter(matter=fresh(matter), by=by, now=now)


def year_of_ideas(place, cast):
    """2025: four ideas; two shown at first, two not, of whose reviews one ends with a yes. And one idea of 2024."""
    second = invite("second", place.lahti, Role.MODERATOR)
    ideas = [leave(place.lahti, by=cast.resident, title=f"Idea {n}", now=on(2025)) for n in range(4)]
    for idea in ideas[:2]:
        yes(idea, cast.moderator, on(2025))
    no(ideas[2], cast.moderator, on(2025))
    no(ideas[3], cast.moderator, on(2025), DeclineReason.SAME)
    for idea in ideas[2:]:
        ask_for_review(matter=fresh(idea), text="Lue uudelleen.", by=cast.resident, code="", now=on(2025))
    yes(ideas[2], second, on(2025))
    no(ideas[3], second, on(2025), DeclineReason.SAME)
    leave(place.lahti, now=on(2024))
    leave(place.lahti, kind=MatterKind.FEEDBACK, now=on(2025))
    return ideas


def test_the_figures_count_each_decision_once(place, cast):
    year_of_ideas(place, cast)
    found = decision_year(place.lahti, 2025).ideas
    assert (found.came, found.shown, found.not_shown) == (4, 2, 2)
    assert {reason: n for reason, n in found.hidden.items() if n} == {DeclineReason.INSULT: 1, DeclineReason.SAME: 1}
    assert (found.reviews, found.review_shown, found.review_hidden) == (2, 1, 1)


def test_comments_are_counted_beside_them(place, cast):
    idea = year_of_ideas(place, cast)[0]
    second = invite("third", place.lahti, Role.MODERATOR)

    def comment(**words):
        return Comment.objects.create(matter=idea, author=cast.resident, text="Hyvä.", at=on(2025), **words)

    comment()
    comment(organisation=place.lahti, role="Koordinaattori")
    held, hidden = comment(state=CommentState.HELD, held_for="links"), comment()
    show_comment(comment=held, by=cast.moderator, now=on(2025))
    hide_comment(comment=hidden, reason=DeclineReason.PRIVATE, text="Ei.", by=cast.moderator, now=on(2025))
    ask_comment_review(comment=hidden, text="", by=cast.resident, now=on(2025))
    hidden.refresh_from_db()
    show_comment(comment=hidden, by=second, now=on(2025))
    found = decision_year(place.lahti, 2025).comments
    assert (found.came, found.at_once, found.shown, found.not_shown) == (3, 2, 1, 1)
    assert (found.reviews, found.review_shown, found.review_hidden) == (1, 1, 0)


def test_the_year_turns_at_midnight_in_finland(place, cast):
    leave(place.lahti, now=on(2025, 1, 1, 0))
    leave(place.lahti, now=on(2026, 1, 1, 0))
    assert [decision_year(place.lahti, year).ideas.came for year in (2024, 2025, 2026)] == [0, 1, 1]


def test_the_page_and_the_file_tell_the_same(place, cast):
    year_of_ideas(place, cast)
    client = Client()
    text = client.get(f"{PAGE}?vuosi=2025").content.decode()
    assert "Päätökset ideoista ja kommenteista" in text
    lines = b"".join(client.get(f"{PAGE}tiedosto.csv?vuosi=2025").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].endswith(";4;0")
    assert any(line.startswith("Ei näytetty, syy:") and line.endswith(";1;0") for line in lines)


@pytest.mark.parametrize("typed", ["", "x", "1999", "9999", "²⁰²⁵", "20255"])
def test_a_year_that_is_none_is_this_year(place, typed):
    assert Client().get(PAGE, {"vuosi": typed}).status_code == 200


def test_a_year_without_anything_says_so(place):
    assert "Vuonna 2021" in Client().get(f"{PAGE}?vuosi=2021").content.decode()
