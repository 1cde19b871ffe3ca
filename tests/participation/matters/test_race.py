"""Two at once, on connections of their own: one step, one message; and the twins without what guards them, which fail."""

import threading
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from participation.matters import actions
from participation.matters.actions import step as steps
from participation.matters.enums import MatterKind, StepKind
from participation.matters.models import Matter, Step
from people.models import OutboxMail
from portal.exceptions import ChangedMeanwhile
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import IDEA, leave, post_of
from tests.personas import NOW

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 10


@pytest.fixture
def waiting(place, desk):
    """An open matter, two posts and the sender's address."""
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="a@example.org")
    return matter, [post_of(place.lahti, f"Vastaava {number}") for number in range(AT_ONCE)]


def many_routes(waiting, by, tokens=None):
    matter, posts = waiting
    gate = threading.Barrier(AT_ONCE, timeout=30)

    def route(number):
        gate.wait()
        token = tokens[number] if tokens else None
        return actions.route_matter(matter=matter, post=posts[number], by=by, now=NOW, version=matter.version, token=token)

    return [lambda number=number: route(number) for number in range(AT_ONCE)]


def written():
    return Step.objects.filter(kind=StepKind.ROUTED).count(), OutboxMail.objects.filter(body__contains="KUU-").count()


def test_of_many_routes_at_once_one_is_taken_and_the_sender_told_once(waiting, cast, tmp_path):
    with threads(tmp_path) as pool:
        answers = pool.all(many_routes(waiting, cast.coordinator))
        assert pool.run(written).result() == (1, 2)  # the receipt and the one route
    assert sum(isinstance(answer, Step) for answer in answers) == 1
    assert sum(isinstance(answer, ChangedMeanwhile) for answer in answers) == AT_ONCE - 1


def test_without_the_version_the_same_routes_are_all_taken(waiting, cast, tmp_path, monkeypatch):
    """The twin: what holds is the version under the lock, and the test above would see it missing."""
    monkeypatch.setattr(steps, "check_unchanged", lambda row, move: None)
    with threads(tmp_path) as pool:
        pool.all(many_routes(waiting, cast.coordinator))
        routes, mails = pool.run(written).result()
    assert routes == AT_ONCE
    assert mails == AT_ONCE + 1


def test_the_same_form_many_times_at_once_is_one_step_and_nobody_hears_a_no(waiting, cast, tmp_path):
    matter, posts = waiting
    with threads(tmp_path) as pool:
        answers = pool.all(many_routes((matter, [posts[0]] * AT_ONCE), cast.coordinator, tokens=[uuid4()] * AT_ONCE))
        assert pool.run(written).result() == (1, 2)
    assert {answer.pk for answer in answers} == {answers[0].pk}


def test_the_same_new_matter_sent_many_times_at_once_is_one(place, tmp_path):
    gate, token = threading.Barrier(AT_ONCE, timeout=30), uuid4()

    def send():
        gate.wait()
        return actions.leave_matter(organisation=place.lahti, said=IDEA, by=AnonymousUser(), now=NOW, token=token)

    with threads(tmp_path) as pool:
        answers = pool.all([send] * AT_ONCE)
        assert pool.run(lambda: (Matter.objects.count(), Step.objects.count())).result() == (1, 1)
    assert {answer.code for answer in answers} == {answers[0].code}
