"""Two ideas about the same become one: what was said, shown and supported under the first is found under the second."""

import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from participation.feedback.actions import comments
from participation.feedback.actions.comments import write_comment
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.matters import actions
from participation.matters.actions import supporting
from participation.matters.actions.attachments import attach
from participation.matters.models import Support
from portal.exceptions import NotVisible
from tests.participation.budgeting.parallel import threads
from tests.participation.feedback.hostile import JPEG
from tests.participation.matters.story import Desk, fresh, leave
from tests.personas import NOW, sign_in
from tests.queries import assert_queries


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


@pytest.fixture
def pair(place, desk):
    """Two shown ideas, the first to be joined to the second."""
    return tuple(desk.take(leave(place.lahti, title=title), "show") for title in ("Lisää penkkejä", "Penkkejä rantaan"))


def say(matter, by, text="Hyvä idea.", parent=None):
    return write_comment(matter=matter, text=text, by=by, now=NOW, pen_name="Kuulolla", parent=parent)


def picture(matter, *, is_public=True, step=None):
    upload = SimpleUploadedFile("kuva.jpg", JPEG, "image/jpeg")
    return attach(matter=matter, upload=upload, alt="Ranta", is_public=is_public, now=NOW, step=step)


def status(client, url):
    answer = client.get(url)
    answer.getvalue()
    return answer.status_code


@pytest.mark.django_db
def test_what_was_said_under_both_is_one_discussion_in_the_order_it_was_said(cast, desk, pair, visitor):
    joined, kept = pair
    first = say(joined, cast.coordinator, "Ensimmäinen")
    say(kept, cast.coordinator, "Toinen")
    say(joined, cast.moderator, "Vastaus ensimmäiseen", parent=first)
    offered = sign_in(Client(), cast.coordinator).get(f"/fi/tyopoyta/asiat/{joined.reference}/yhdista/?into={kept.reference}")
    assert "keskusteluun" in offered.content.decode(), "the desk is told before the button"
    desk.merge(joined, kept)
    with assert_queries():
        page = visitor.get(f"/fi/asiat/{kept.reference}/")
    assert [(remark.text, remark.is_answer) for remark in page.context["discussion"].remarks] == [
        ("Ensimmäinen", False), ("Vastaus ensimmäiseen", True), ("Toinen", False)
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_writer_still_finds_the_own_comment_by_the_old_address_and_takes_it_back(cast, desk, pair):
    joined, kept = pair
    comment = say(joined, cast.resident)
    Comment.objects.update(state=CommentState.HIDDEN, reason="insult")
    desk.merge(joined, kept)
    client = sign_in(Client(), cast.resident)
    for matter in pair:
        assert status(client, f"/fi/asiat/{matter.reference}/kommentit/{comment.pk}/") == 200
    stranger = sign_in(Client(), cast.official)
    assert status(stranger, f"/fi/asiat/{kept.reference}/kommentit/{comment.pk}/") == 404
    foreign = leave(joined.origin)
    assert status(client, f"/fi/asiat/{foreign.reference}/kommentit/{comment.pk}/") == 404
    client.post(f"/fi/asiat/{joined.reference}/kommentit/{comment.pk}/pois/")
    comment.refresh_from_db()
    assert comment.state == CommentState.GONE


@pytest.mark.django_db
def test_a_comment_that_waits_still_waits_and_the_moderator_shows_it_under_the_other_idea(cast, desk, pair, visitor):
    joined, kept = pair
    comment = say(joined, cast.resident)
    assert comment.state == CommentState.HELD
    desk.merge(joined, kept)
    moderator = sign_in(Client(), cast.moderator)
    assert f"/kommentti/{comment.pk}/" in moderator.get("/fi/tyopoyta/tarkistus/").content.decode()
    assert "Hyvä idea." not in visitor.get(f"/fi/asiat/{kept.reference}/").content.decode()
    page = moderator.get(f"/fi/tyopoyta/tarkistus/kommentti/{comment.pk}/")
    form = page.context["form"]
    moderator.post(page.request["PATH_INFO"], {**form.initial, "decision": "nayta"})
    assert "Hyvä idea." in visitor.get(f"/fi/asiat/{kept.reference}/").content.decode()


@pytest.mark.django_db
def test_pictures_that_everyone_saw_are_seen_with_the_other_idea_and_by_their_old_address(cast, desk, pair, visitor):
    joined, kept = pair
    shown, private = picture(joined), picture(joined, is_public=False)
    desk.merge(joined, kept)
    with assert_queries():
        page = visitor.get(f"/fi/asiat/{kept.reference}/")
    assert [file.url for file in page.context["page"].files] == [f"/fi/asiat/{kept.reference}/liitteet/{shown.pk}/"]
    for matter in pair:
        assert status(visitor, f"/fi/asiat/{matter.reference}/liitteet/{shown.pk}/") == 200
        assert status(visitor, f"/fi/asiat/{matter.reference}/liitteet/{private.pk}/") == 404
    for file in (shown, private):
        assert status(visitor, f"/fi/asiat/{joined.code}/liitteet/{file.pk}/") == 200, "their sender, by the own code"
    assert status(visitor, f"/fi/asiat/{kept.code}/liitteet/{private.pk}/") == 404, "never the other sender"
    official = sign_in(Client(), cast.official)
    desk_page = official.get(f"/fi/tyopoyta/asiat/{kept.reference}/")
    assert len(desk_page.context["page"].files) == 2
    assert [status(official, file.url) for file in desk_page.context["page"].files] == [200, 200]


@pytest.mark.django_db
def test_joining_shows_no_picture_that_a_moderator_has_not_read(place, cast, desk, pair, visitor):
    waiting, kept = leave(place.lahti), pair[1]
    file = picture(waiting)
    desk.merge(waiting, kept)
    assert visitor.get(f"/fi/asiat/{kept.reference}/").context["page"].files == []
    assert status(visitor, f"/fi/asiat/{kept.reference}/liitteet/{file.pk}/") == 404
    assert status(visitor, f"/fi/asiat/{waiting.code}/liitteet/{file.pk}/") == 200


@pytest.mark.django_db
def test_a_support_from_a_page_that_was_opened_before_the_joining_does_not_stay_behind(cast, desk, pair, monkeypatch):
    joined, kept = pair
    seen = fresh(joined)
    desk.merge(joined, kept)
    with pytest.raises(NotVisible):
        actions.support_idea(matter=seen, by=cast.resident, now=NOW)
    assert not Support.objects.exists()
    sign_in(Client(), cast.resident).post(f"/fi/asiat/{joined.reference}/kannata/")
    assert fresh(kept).support_count == 1, "by the page it goes to the idea that goes on"
    monkeypatch.setattr(supporting, "lock", lambda matter: matter)  # the twin: what holds is the row read under the lock
    assert actions.support_idea(matter=seen, by=cast.coordinator, now=NOW)
    assert Support.objects.filter(matter=joined).count() == 1


def joining_while_somebody_writes(pair, cast, pool, now):
    """The comment begins while the joining is written but not yet ended."""
    joined, kept = pair
    begun = threading.Event()

    def join():
        with transaction.atomic():
            actions.merge_matters(matter=fresh(joined), into=fresh(kept), by=cast.coordinator, now=now)
            begun.set()
            time.sleep(0.4)

    def write():
        begun.wait(20)
        return say(joined, cast.official)

    _none, written = pool.all([join, write])
    left = pool.run(lambda: Comment.objects.filter(matter=joined).count()).result()
    return written, left


@pytest.mark.django_db(transaction=True)
def test_a_comment_that_is_written_during_the_joining_does_not_stay_behind(cast, desk, pair, tmp_path):
    with threads(tmp_path) as pool:
        written, left = joining_while_somebody_writes(pair, cast, pool, desk.tick())
    assert isinstance(written, NotVisible), "the page then leads to the other idea"
    assert left == 0


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_such_a_comment_is_lost(cast, desk, pair, tmp_path, monkeypatch):
    """The twin, which PostgreSQL shows; SQLite has one writer at a time and never gets there."""
    around = comments.Matter.objects.select_related("organisation", "origin")
    monkeypatch.setattr(comments, "lock", lambda matter: around.get(pk=matter.pk))
    with threads(tmp_path) as pool:
        _written, left = joining_while_somebody_writes(pair, cast, pool, desk.tick())
    assert left == (1 if connection.vendor == "postgresql" else 0)
