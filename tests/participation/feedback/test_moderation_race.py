"""Several moderators decide at once, on connections of their own: one decision; and the twin without the guard, which takes them all."""

import threading

import pytest
from django.utils import timezone

from participation.feedback.actions import moderation
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment, CommentStep
from participation.matters import actions
from participation.matters.enums import DeclineReason, StepKind
from participation.matters.models import Step
from people.enums import Role
from people.models import OutboxMail
from portal.exceptions import ChangedMeanwhile
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import leave
from tests.personas import NOW, invite

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


@pytest.fixture
def moderators(place, cast):
    return [invite(f"moderator-{number}", place.lahti, Role.MODERATOR) for number in range(AT_ONCE)]


@pytest.fixture
def comment(place, cast):
    idea = leave(place.lahti)
    actions.publish_matter(matter=idea, by=cast.moderator, now=NOW)
    return Comment.objects.create(matter=idea, author=cast.resident, pen_name="Kuulolla", text="Hyvä.", at=NOW, state=CommentState.HELD)


def hides(comment, moderators):
    gate = threading.Barrier(AT_ONCE, timeout=30)

    def hide(by):
        gate.wait()
        reason, text = DeclineReason.INSULT, f"Sanoo {by.pk}."
        return moderation.hide_comment(comment=comment, reason=reason, text=text, by=by, now=timezone.now(), version=0)

    return [lambda by=by: hide(by) for by in moderators]


def written():
    return CommentStep.objects.count(), OutboxMail.objects.filter(key__startswith="comment:").count()


def test_of_many_moderators_one_decides_on_a_comment_and_its_writer_hears_it_once(comment, moderators, tmp_path):
    with threads(tmp_path) as pool:
        answers = pool.all(hides(comment, moderators))
        assert pool.run(written).result() == (1, 1)
    assert sum(isinstance(answer, ChangedMeanwhile) for answer in answers) == AT_ONCE - 1


def test_without_the_version_they_all_decide(comment, moderators, tmp_path, monkeypatch):
    """The twin: what holds is the version under the lock."""
    monkeypatch.setattr(moderation, "check_unchanged", lambda row, move: None)
    monkeypatch.setattr(moderation, "check_state", lambda row, kind: None)
    with threads(tmp_path) as pool:
        pool.all(hides(comment, moderators))
        assert pool.run(written).result() == (AT_ONCE, AT_ONCE)


def test_of_one_who_shows_and_one_who_does_not_one_decides_on_an_idea(place, moderators, tmp_path):
    idea, gate = leave(place.lahti), threading.Barrier(2, timeout=30)

    def show():
        gate.wait()
        return actions.publish_matter(matter=idea, by=moderators[0], now=NOW, version=idea.version)

    def decline():
        gate.wait()
        return actions.decline_matter(
            matter=idea, reason=DeclineReason.SAME, text="Sama on jo.", by=moderators[1], now=NOW, version=idea.version
        )

    with threads(tmp_path) as pool:
        answers = pool.all([show, decline])
        decisions = [StepKind.PUBLISHED, StepKind.DECLINED]
        assert pool.run(lambda: Step.objects.filter(matter=idea, kind__in=decisions).count()).result() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "Step"]
