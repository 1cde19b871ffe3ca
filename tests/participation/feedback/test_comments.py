"""Speaking under an idea: written, answered, marked, held, taken back; each once, and nothing said that nobody may see."""

from uuid import uuid4

import pytest
from django.test import Client

from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.matters import actions
from participation.matters.models import HoldWord
from people.models import AuditEvent
from tests.participation.matters.story import HETU, Desk, leave
from tests.personas import NOW, invite, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


@pytest.fixture
def idea(place, desk):
    return desk.take(leave(place.lahti, title="Penkki rantaan"), "show")


@pytest.fixture
def known(place, cast, desk):
    """The resident, of whom a text has been shown before: nothing of theirs waits for being new."""
    desk.take(leave(place.lahti, by=cast.resident), "show")
    return sign_in(Client(), cast.resident)


def write_at(idea, parent=None):
    return f"/fi/asiat/{idea.reference}/kommentoi/" + (f"?vastaus={parent.pk}" if parent else "")


def words(**more):
    return {"token": uuid4(), "text": "Hyvä idea, kannatan.", "pen_name": "Rannan kulkija", **more}


def page_of(idea, client=None):
    return (client or Client()).get(f"/fi/asiat/{idea.reference}/")


def remarks(idea, client=None):
    return page_of(idea, client).context["discussion"].remarks


# Writing


def test_a_comment_is_shown_under_its_pen_name(idea, known):
    answer = known.post(write_at(idea), words())
    comment = Comment.objects.get()
    assert answer.url == f"/fi/asiat/{idea.reference}/#kommentti-{comment.pk}"
    [remark] = remarks(idea)
    assert (remark.who, remark.text, remark.mark, remark.is_answer) == ("Rannan kulkija", "Hyvä idea, kannatan.", "", False)
    assert AuditEvent.objects.filter(event="comment.written").count() == 1


def test_without_an_account_one_is_led_to_sign_in_and_back(idea, visitor):
    answer = visitor.get(write_at(idea))
    assert answer.status_code == 302
    assert f"next=/fi/asiat/{idea.reference}/kommentoi/" in answer.url
    assert visitor.post(write_at(idea), words()).status_code == 302
    assert not Comment.objects.exists()


def test_the_account_proposes_its_own_pen_name(idea, cast):
    type(cast.resident).objects.filter(pk=cast.resident.pk).update(public_name="Kuulolla")
    assert sign_in(Client(), cast.resident).get(write_at(idea)).context["form"]["pen_name"].value() == "Kuulolla"


@pytest.mark.parametrize("who", ["moderator", "official", "coordinator", "county_official"])
def test_those_who_work_here_are_marked_by_role_and_organisation_never_by_a_name(idea, desk, cast, place, who):
    desk.hand(idea)
    client = sign_in(Client(), getattr(cast, who))
    assert "pen_name" not in client.get(write_at(idea)).context["form"].fields
    client.post(write_at(idea), words(pen_name="Ihan tavallinen asukas"))
    [remark] = remarks(idea)
    organisation = place.county if who == "county_official" else place.lahti
    assert remark.who == ""
    assert remark.mark.endswith(organisation.name_fi)
    assert "Ihan tavallinen" not in page_of(idea).content.decode()


def test_a_role_of_another_town_gives_no_mark(idea, cast):
    sign_in(Client(), cast.other_coordinator).post(write_at(idea), words())
    comment = Comment.objects.get()
    assert (comment.organisation, comment.role, comment.pen_name) == (None, "", "Rannan kulkija")


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"text": " "}, "text", "Kirjoita"), ({"text": "x" * 1001}, "text", "1 000"), ({"pen_name": ""}, "pen_name", "nimimerkki"),
        ({"pen_name": "x" * 61}, "pen_name", "60"), ({"token": "x"}, "token", ""),
    ],
)  # fmt: skip
def test_an_error_stands_at_its_field_and_nothing_is_written(idea, known, typed, field, message):
    answer = known.post(write_at(idea), words(**{"pen_name": "Säilyvä nimi", **typed}))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert message in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_thousand_characters_are_not_too_many(idea, known):
    assert known.post(write_at(idea), words(text="ö" * 1000)).status_code == 302


def test_a_double_click_is_one_comment(idea, known):
    typed = words()
    assert len({known.post(write_at(idea), typed).url for _click in range(3)}) == 1
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("field", ["text", "pen_name"])
def test_an_identity_code_stops_the_sending_and_can_be_removed(idea, known, field):
    answer = known.post(write_at(idea), words(**{field: f"Tunnus {HETU}"}))
    assert "131052-•••T" in answer.content.decode()
    answer = known.post(write_at(idea), words(**{field: f"Tunnus {HETU}", "remove_identity_code": field}))
    assert HETU not in answer.content.decode()
    assert not Comment.objects.exists()


def test_what_is_not_shown_cannot_be_spoken_about(place, desk, known):
    hidden = [leave(place.lahti), desk.take(leave(place.lahti), "decline"), leave(place.lahti, kind="feedback")]
    for matter in hidden:
        assert known.post(write_at(matter), words()).status_code == 404
    assert not Comment.objects.exists()


def test_the_secret_code_opens_nothing_here(idea, known):
    assert known.get(f"/fi/asiat/{idea.code}/kommentoi/").status_code == 404


# Two levels


def test_an_answer_stands_under_its_comment(idea, known):
    known.post(write_at(idea), words(text="Ensimmäinen"))
    known.post(write_at(idea), words(text="Toinen"))
    first = Comment.objects.get(text="Ensimmäinen")
    known.post(write_at(idea, first), words(text="Vastaus ensimmäiseen"))
    assert [(remark.text, remark.is_answer) for remark in remarks(idea)] == [
        ("Ensimmäinen", False), ("Vastaus ensimmäiseen", True), ("Toinen", False)
    ]  # fmt: skip


def test_an_answer_to_an_answer_stays_on_the_second_level(idea, known):
    known.post(write_at(idea), words(text="Alku"))
    start = Comment.objects.get()
    known.post(write_at(idea, start), words(text="Vastaus"))
    second = next(remark for remark in remarks(idea) if remark.is_answer)
    assert second.answer_url.endswith(f"?vastaus={start.pk}")
    answer = known.post(write_at(idea, Comment.objects.get(text="Vastaus")), words(text="Kolmas taso"))
    assert "ei voi enää vastata" in answer.content.decode()
    assert Comment.objects.count() == 2


def test_a_comment_of_another_idea_cannot_be_answered_here(idea, known, place, desk):
    other = desk.take(leave(place.lahti, title="Toinen idea"), "show")
    known.post(write_at(other), words())
    known.post(write_at(idea, Comment.objects.get()), words(text="Väärässä paikassa"))
    assert Comment.objects.count() == 1


# Holding


def test_the_first_comment_of_a_new_account_waits_and_only_its_writer_sees_it(idea, place):
    newcomer = sign_in(Client(), invite("newcomer", place.lahti, "resident"))
    newcomer.post(write_at(idea), words(text="Olen uusi täällä"))
    assert Comment.objects.get().state == CommentState.HELD
    assert "Olen uusi" not in page_of(idea).content.decode()
    own = page_of(idea, newcomer).content.decode()
    assert "Olen uusi" in own
    assert "Vain sinä näet tämän" in own


@pytest.mark.parametrize("text", ["Katso https://a.example ja https://b.example", "Tämä on huijaus"])
def test_what_a_rule_holds_waits_for_a_moderator(idea, known, place, text):
    HoldWord.objects.create(organisation=place.lahti, stem="huija")
    known.post(write_at(idea), words(text=text))
    comment = Comment.objects.get()
    assert comment.state == CommentState.HELD
    assert comment.held_for
    assert remarks(idea) == []


def test_those_who_work_here_are_not_held(idea, cast, place):
    HoldWord.objects.create(organisation=place.lahti, stem="huija")
    sign_in(Client(), cast.official).post(write_at(idea), words(text="Tämä ei ole huijaus."))
    assert Comment.objects.get().state == CommentState.SHOWN


# Taking back


def remove(client, comment):
    return client.post(f"/fi/asiat/{comment.matter.reference}/kommentit/{comment.pk}/pois/")


def test_the_writer_takes_a_comment_back_and_its_words_are_gone(idea, known):
    known.post(write_at(idea), words(text="Kadun tätä"))
    comment = Comment.objects.get()
    assert remove(known, comment).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.pen_name) == (CommentState.GONE, "", "")
    assert remarks(idea) == []
    assert remove(known, comment).status_code == 302
    assert AuditEvent.objects.filter(event="comment.taken_back").count() == 1


def test_under_a_comment_that_was_taken_back_the_answers_stay(idea, known, cast):
    known.post(write_at(idea), words(text="Kadun tätä"))
    comment = Comment.objects.get()
    sign_in(Client(), cast.official).post(write_at(idea, comment), words(text="Kiitos kommentista."))
    remove(known, comment)
    assert [(remark.text, remark.note != "") for remark in remarks(idea)] == [("", True), ("Kiitos kommentista.", False)]
    assert "Kadun tätä" not in page_of(idea).content.decode()


def test_nobody_else_takes_it_back(idea, known, cast, visitor):
    known.post(write_at(idea), words())
    comment = Comment.objects.get()
    for person in (cast.moderator, cast.official, cast.other_coordinator):
        assert remove(sign_in(Client(), person), comment).status_code == 404
    assert remove(visitor, comment).status_code == 302
    comment.refresh_from_db()
    assert comment.state == CommentState.SHOWN


def test_an_erased_account_leaves_its_words_without_a_name(idea, known, cast):
    known.post(write_at(idea), words())
    from people.actions import erase_account

    erase_account(user=cast.resident, now=NOW)
    comment = Comment.objects.get()
    assert (comment.author, comment.pen_name) == (None, "")
    assert remarks(idea)[0].who == "Asukas"


# Long discussions


def test_a_long_discussion_goes_on_from_its_place_without_doubles(idea, cast, known):
    parents = Comment.objects.bulk_create(
        Comment(matter=idea, author=cast.resident, pen_name="N", text=f"Kommentti {n}", at=NOW) for n in range(40)
    )
    Comment.objects.bulk_create(
        Comment(matter=idea, author=cast.resident, parent=parents[n], pen_name="N", text=f"Vastaus {n}", at=NOW) for n in range(40)
    )
    seen, place = [], ""
    while True:
        discussion = Client().get(f"/fi/asiat/{idea.reference}/", {"kommentit": place}).context["discussion"]
        assert len(discussion.remarks) <= 30
        seen += [remark.text for remark in discussion.remarks]
        place = discussion.following
        if not place:
            break
    assert seen == [text for n in range(40) for text in (f"Kommentti {n}", f"Vastaus {n}")]
    assert discussion.count == "80"


@pytest.mark.parametrize("spot", ["x", "1", "1.x", "9" * 30 + ".1", "-1.-1", "0.0", "\x00.1"])
def test_a_place_that_is_no_place_is_the_beginning(idea, known, spot):
    known.post(write_at(idea), words())
    answer = Client().get(f"/fi/asiat/{idea.reference}/", {"kommentit": spot})
    assert answer.status_code == 200
    assert len(answer.context["discussion"].remarks) == 1


@pytest.mark.parametrize("count", [3, 60])
def test_an_idea_asks_the_same_few_questions_for_few_and_many_comments(idea, cast, known, count):
    Comment.objects.bulk_create(Comment(matter=idea, author=cast.resident, pen_name="N", text=f"{n}", at=NOW) for n in range(count))
    for client in (Client(), known, sign_in(Client(), cast.coordinator)):
        page_of(idea, client)
        with assert_queries():
            page_of(idea, client)


def test_words_are_words_and_never_a_page(idea, known):
    known.post(write_at(idea), words(text="<script>alert(1)</script>", pen_name="<b onmouseover=x>"))
    text = page_of(idea).content.decode()
    assert "<script>alert" not in text
    assert "<b onmouseover" not in text


def test_supporting_is_not_disturbed(idea, known, cast):
    actions.support_idea(matter=idea, by=cast.resident, now=NOW)
    assert page_of(idea).context["page"].support_count == 1
