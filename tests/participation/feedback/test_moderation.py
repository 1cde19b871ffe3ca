"""Moderation through pages: what waits, what is decided, who decides a review, what the writer sees and hears."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation.feedback.actions.moderation import ask_comment_review, hide_comment
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment, CommentStep
from participation.matters.actions.review import ask_for_review
from participation.matters.enums import DeclineReason, MatterState
from participation.matters.models import HoldWord, Step
from people.enums import Role
from people.models import AuditEvent, OutboxMail, RoleGrant, User
from tests.participation.matters.conftest import desk  # noqa: F401 - a fixture
from tests.participation.matters.story import HETU, fresh, leave
from tests.personas import NOW, invite, sign_in

pytestmark = pytest.mark.django_db
QUEUE = "/fi/tyopoyta/tarkistus/"
NO = {"decision": "ala-nayta", "reason": "insult", "text": "Kirjoita asiasta, älä ihmisestä."}
YES = {"decision": "nayta"}


def comment_on(idea, author=None, *, state=CommentState.HELD, text="Tämä on hyvä.", at=None, **words):
    return Comment.objects.create(
        matter=idea, author=author, pen_name="Kuulolla", text=text, at=at or timezone.now(), state=state, **words
    )


@pytest.fixture
def idea(place, desk):  # noqa: F811
    return desk.take(leave(place.lahti, by=User.objects.get(email="resident@example.org")), "show")


@pytest.fixture
def second(place):
    """Another moderator of Lahti."""
    return invite("second-moderator", place.lahti, Role.MODERATOR)


def page(person, url=QUEUE, status=200):
    answer = sign_in(Client(), person).get(url)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def address(kind, key):
    return reverse("moderation_item", kwargs={"kind": kind, "key": key})


def send(person, url, words, version=0, **more):
    return sign_in(Client(), person).post(url, {"version": version, "token": uuid4(), **words, **more})


def decide(person, subject, words, **more):
    """The decision of a person as their form sends it."""
    is_comment = isinstance(subject, Comment)
    subject.refresh_from_db()
    url = address("kommentti", subject.pk) if is_comment else address("idea", subject.reference)
    return send(person, url, words, version=subject.version, **more)


def test_the_queue_shows_ideas_and_comments_the_longest_waiting_first(place, cast, idea):
    old, new = NOW - timedelta(days=9), timezone.now()
    comment_on(idea, cast.resident, text="Vanha kommentti", at=old)
    leave(place.lahti, title="Uusi idea", now=new)
    text = page(cast.moderator)
    assert text.index("Vanha kommentti") < text.index("Uusi idea")
    assert "myöhässä" in text
    assert "2 tekstiä" in text


def test_the_queue_tells_why_a_text_waits_in_words(place, cast, idea):
    HoldWord.objects.create(organisation=place.lahti, stem="huija")
    comment_on(idea, cast.resident, text="Huijareita!", held_for="new_author,word")
    text = page(cast.moderator)
    assert "huijareita" in text
    assert "Kirjoittaja on täällä uusi" in text


def test_the_choices_narrow_the_queue(place, cast, idea):
    comment_on(idea, text="Sana yksi")
    comment_on(idea, text="Sana kaksi", state=CommentState.HIDDEN, reason="insult", decided_at=timezone.now())
    leave(place.lahti, title="Sana kolme")
    words = ("Sana yksi", "Sana kaksi", "Sana kolme")
    seen = {}
    for choice in ("", "ideat", "kommentit", "uudelleen", "ei-naytetyt", "x"):
        text = page(cast.moderator, f"{QUEUE}?nayta={choice}")
        seen[choice] = tuple(word in text for word in words)
    assert seen == {
        "": (True, False, True), "ideat": (False, False, True), "kommentit": (True, False, False),
        "uudelleen": (False, False, False), "ei-naytetyt": (False, True, False), "x": (True, False, True),
    }  # fmt: skip


def test_the_queue_is_for_moderators_and_each_sees_their_own_place(place, cast, idea):
    comment_on(idea, text="Lahden kommentti")
    assert "Lahden kommentti" not in page(cast.other_coordinator)
    assert "Lahden kommentti" not in page(cast.county_coordinator)
    page(cast.official, status=403)
    page(cast.auditor, status=403)
    page(cast.resident, status=403)


def test_a_held_comment_is_shown_by_a_moderator_and_its_writer_hears_it(cast, idea):
    comment = comment_on(idea, cast.resident)
    assert decide(cast.moderator, comment, YES).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.version, comment.decided_by) == (CommentState.SHOWN, 1, cast.moderator)
    assert AuditEvent.objects.filter(event="comment.shown", facts__code=idea.reference).count() == 1
    assert OutboxMail.objects.filter(key__startswith="comment:", to=cast.resident.email).count() == 1


def test_a_comment_is_hidden_with_a_reason_that_its_writer_reads_on_the_page_and_by_mail(cast, idea):
    comment = comment_on(idea, cast.resident, state=CommentState.SHOWN)
    assert decide(cast.moderator, comment, NO).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (CommentState.HIDDEN, "insult")
    letter = OutboxMail.objects.get(key__startswith="comment:")
    assert NO["text"] in letter.body
    assert "loukkaa" in letter.body
    own = reverse("comment_own", args=[idea.reference, comment.pk])
    assert own in letter.body
    text = page(cast.resident, own)
    assert NO["text"] in text
    assert "Pyydä" in text
    assert page(cast.official, own, status=404)


def test_a_hidden_comment_can_be_shown_again(cast, idea):
    comment = comment_on(idea, cast.resident, state=CommentState.SHOWN)
    decide(cast.moderator, comment, NO)
    assert decide(cast.moderator, comment, YES).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (CommentState.SHOWN, "")
    assert [step.kind for step in comment.steps.all()] == ["hidden", "shown"]


def test_an_idea_is_decided_from_the_queue(place, cast):
    shown, declined = leave(place.lahti), leave(place.lahti, title="Toinen", by=cast.resident)
    assert decide(cast.moderator, shown, YES).status_code == 302
    assert decide(cast.moderator, declined, NO).status_code == 302
    assert (fresh(shown).state, fresh(declined).state) == (MatterState.OPEN, MatterState.DECLINED)
    assert NO["text"] in page(cast.resident, reverse("matter_detail", args=[declined.reference]))


@pytest.mark.parametrize("missing", ["reason", "text"])
def test_a_no_needs_its_reason_and_words_and_what_was_typed_stays(place, cast, missing):
    idea = leave(place.lahti)
    answer = decide(cast.moderator, idea, {**NO, missing: ""})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "error-summary" in text
    assert missing == "text" or NO["text"] in text
    assert fresh(idea).state == MatterState.IN_MODERATION


def test_an_identity_code_in_the_words_to_the_writer_is_stopped(place, cast):
    idea = leave(place.lahti)
    answer = decide(cast.moderator, idea, {**NO, "text": f"Tunnus {HETU}"})
    assert answer.status_code == 200
    assert fresh(idea).state == MatterState.IN_MODERATION
    answer = decide(cast.moderator, idea, {**NO, "text": f"Tunnus {HETU}"}, remove_identity_code="text")
    assert HETU not in answer.content.decode()


def test_the_second_of_two_moderators_sees_what_the_first_decided_and_keeps_the_words(cast, second, idea):
    comment = comment_on(idea, cast.resident)
    seen = comment.version
    decide(cast.moderator, comment, {**NO, "text": "Ensimmäisen sanat."})
    answer = send(second, address("kommentti", comment.pk), {**NO, "text": "Toisen sanat."}, version=seen)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Ensimmäisen sanat." in text
    assert "Toisen sanat." in text
    assert comment.steps.count() == 1


def test_a_double_click_is_one_decision(cast, idea):
    comment, token = comment_on(idea, cast.resident), uuid4()
    client = sign_in(Client(), cast.moderator)
    for _click in range(2):
        assert client.post(address("kommentti", comment.pk), {"version": 0, "token": token, **YES}).status_code == 302
    assert comment.steps.count() == 1
    assert OutboxMail.objects.filter(key__startswith="comment:").count() == 1


def reviewed_idea(place, cast, desk):  # noqa: F811
    idea = leave(place.lahti, by=cast.resident)
    desk.decline(idea)
    ask_for_review(matter=fresh(idea), text="En mainosta mitään.", by=cast.resident, code="", now=desk.tick())
    return fresh(idea)


def reviewed_comment(cast, idea):
    comment = comment_on(idea, cast.resident, state=CommentState.SHOWN)
    hide_comment(comment=comment, reason=DeclineReason.INSULT, text="Ei näin.", by=cast.moderator, now=timezone.now())
    ask_comment_review(comment=comment, text="En loukannut ketään.", by=cast.resident, now=timezone.now())
    return comment


def test_a_review_of_an_idea_belongs_to_another_moderator(place, cast, desk, second):  # noqa: F811
    idea = reviewed_idea(place, cast, desk)
    text = page(cast.moderator)
    assert "Pyydetty uutta arviota" in text
    assert "En mainosta mitään." in text
    answer = decide(cast.moderator, idea, YES)
    assert answer.status_code == 403
    assert "Joku muu" in answer.content.decode() or "toinen" in answer.content.decode().lower()
    assert fresh(idea).state == MatterState.IN_MODERATION
    assert decide(second, idea, YES).status_code == 302
    assert fresh(idea).state == MatterState.OPEN


def test_the_one_who_said_no_cannot_go_around_the_queue_by_the_desk(place, cast, desk):  # noqa: F811
    idea = reviewed_idea(place, cast, desk)
    form = {"version": idea.version, "token": uuid4()}
    url = reverse("desk_step", args=[idea.reference, "nayta"])
    assert sign_in(Client(), cast.moderator).post(url, form).status_code == 403
    assert fresh(idea).state == MatterState.IN_MODERATION


def test_after_a_review_whoever_said_no_cannot_say_it_again(place, cast, desk, second):  # noqa: F811
    idea = reviewed_idea(place, cast, desk)
    decide(second, idea, YES)
    assert decide(cast.moderator, idea, NO).status_code == 403
    assert fresh(idea).state == MatterState.OPEN


def test_where_there_is_one_moderator_the_county_decides_the_review(place, cast, desk):  # noqa: F811
    RoleGrant.objects.filter(user=cast.coordinator).delete()
    idea = reviewed_idea(place, cast, desk)
    assert "1 muu" in page(cast.moderator, address("idea", idea.reference))
    assert "Idean jätti" in page(cast.county_coordinator) or "Jätetty" in page(cast.county_coordinator)
    assert decide(cast.county_coordinator, idea, NO).status_code == 302
    assert fresh(idea).state == MatterState.DECLINED


def test_the_county_sees_nothing_of_a_municipality_before_a_review_was_asked(place, cast, desk):  # noqa: F811
    idea = leave(place.lahti)
    page(cast.county_coordinator, address("idea", idea.reference), status=404)
    desk.decline(idea)
    page(cast.county_coordinator, address("idea", idea.reference), status=404)
    assert decide(cast.county_coordinator, idea, YES).status_code == 404


def test_where_nobody_is_left_the_administrator_is_told_to_name_a_second_moderator(place, cast, desk):  # noqa: F811
    RoleGrant.objects.filter(user__in=[cast.coordinator, cast.county_coordinator]).delete()
    idea = reviewed_idea(place, cast, desk)
    assert "Kukaan muu ei voi" in page(cast.moderator, address("idea", idea.reference))
    assert "toista tarkistajaa" in page(cast.administrator, "/fi/tyopoyta/")
    RoleGrant.objects.create(user=cast.official, organisation=place.lahti, role=Role.MODERATOR, granted_at=NOW)
    assert "toista tarkistajaa" not in page(cast.administrator, "/fi/tyopoyta/")
    assert decide(cast.official, idea, YES).status_code == 302


def test_a_review_of_a_comment_belongs_to_another_moderator_and_is_asked_once(cast, idea, second):
    comment = reviewed_comment(cast, idea)
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert decide(cast.moderator, comment, YES).status_code == 403
    assert decide(second, comment, NO).status_code == 302
    own = reverse("comment_own", args=[idea.reference, comment.pk])
    answer = sign_in(Client(), cast.resident).post(own, {"text": "Vielä kerran."})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert CommentStep.objects.filter(comment=comment, kind="appealed").count() == 1


def test_the_writer_asks_for_the_review_on_the_page(cast, idea):
    comment = comment_on(idea, cast.resident, state=CommentState.SHOWN)
    decide(cast.moderator, comment, NO)
    own = reverse("comment_own", args=[idea.reference, comment.pk])
    answer = sign_in(Client(), cast.resident).post(own, {"text": "Lue uudelleen.", "token": uuid4()}, follow=True)
    assert "kahden työpäivän" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert "Lue uudelleen." in page(cast.coordinator)


def test_a_review_counts_its_two_days_from_when_it_was_asked(place, cast, desk):  # noqa: F811
    idea = leave(place.lahti, by=cast.resident, now=timezone.now() - timedelta(days=40))
    desk.now = timezone.now() - timedelta(days=30)
    desk.decline(idea)
    ask_for_review(matter=fresh(idea), text="Lue uudelleen.", by=cast.resident, code="", now=timezone.now())
    assert "myöhässä" not in page(cast.coordinator, f"{QUEUE}?nayta=uudelleen").split("</header>")[1].split("<footer")[0]


def test_the_desk_reminds_of_what_waits(place, cast, idea):
    assert QUEUE not in page(cast.moderator, "/fi/tyopoyta/")
    comment_on(idea)
    leave(place.lahti)
    assert QUEUE in page(cast.moderator, "/fi/tyopoyta/")


def test_the_list_of_words_is_kept_on_its_page(place, cast):
    client, url = sign_in(Client(), cast.moderator), reverse("moderation_words", args=["lahti"])
    assert "huija…" in client.post(url, {"word": "Huija"}, follow=True).content.decode()
    assert "error-summary" in client.post(url, {"word": "kaksi sanaa"}).content.decode()
    word = HoldWord.objects.get()
    client.post(url, {"remove": word.pk})
    client.post(url, {"remove": "x"})
    assert not HoldWord.objects.exists()
    page(cast.official, url, status=403)
    page(cast.other_coordinator, url, status=404)


def test_erasing_a_moderator_leaves_the_decision(cast, idea):
    comment = comment_on(idea, cast.resident, state=CommentState.SHOWN)
    decide(cast.moderator, comment, NO)
    from people.actions.account import erase_account

    erase_account(user=cast.moderator, now=timezone.now())
    comment.refresh_from_db()
    assert comment.decided_by is None
    assert comment.steps.get().by is None
    assert mail.outbox is not None


def test_what_is_decided_on_a_matter_that_waits_is_a_step_of_its_path(place, cast):
    idea = leave(place.lahti)
    decide(cast.moderator, idea, NO)
    step = Step.objects.get(matter=idea, kind="declined")
    assert (step.reason, step.public_text, step.by) == ("insult", NO["text"], cast.moderator)
