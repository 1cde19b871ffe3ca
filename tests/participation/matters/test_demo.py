"""The demo's tales: in every state that a visitor should meet, all marked as examples, told by posts and never by persons."""

import pytest

from config.demo.matters import demo_user
from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.feedback.queries.moderation import queue_page
from participation.matters.enums import MailPace, MatterState, Outcome
from participation.matters.models import Echo, Follow, MailChoice, Matter, Step
from participation.matters.rules import AWAITING
from tests.personas import NOW
from tests.world import demo_world

pytestmark = pytest.mark.django_db


def test_the_demo_shows_each_turn_of_the_path_and_marks_it_all():
    with demo_world() as world:
        told = Matter.objects.filter(origin__slug__in=["lahti", "asikkala", "lapinjarvi"])
        assert set(told.values_list("is_example", flat=True)) == {True}
        in_lahti = told.filter(origin=world.lahti)
        states = set(in_lahti.values_list("state", flat=True))
        assert {MatterState.IN_MODERATION, MatterState.OPEN, MatterState.ROUTED, MatterState.IMPLEMENTED, MatterState.DONE} <= states
        assert {MatterState.DECLINED, MatterState.HANDED, MatterState.MERGED} <= states
        followers = set(Follow.objects.values_list("user__email", flat=True))
        assert len(followers) == 2
        assert all(email.endswith("esimerkki.example") for email in followers)
        assert MailChoice.objects.filter(pace=MailPace.DAILY).exists()
        assert Echo.objects.filter(matter__origin=world.lahti).exists()
        assert Step.objects.filter(kind="accepted", organisation=world.county).exists()
        assert in_lahti.filter(organisation=world.county, answered_at__isnull=False).exists()
        assert in_lahti.filter(outcome=Outcome.NOT_YET).exists()
        assert in_lahti.filter(state__in=AWAITING, due_on__lt=world.cast.coordinator.created_at.date()).exists()
        assert told.filter(language="sv").count() == 2
        assert Step.objects.filter(kind="decided", paragraph="118").exists()
        held = Comment.objects.get(state=CommentState.HELD)
        assert held.author.email == "asukas@esimerkki.example"
        assert "links" in held.held_for
        assert held.matter.is_example
        assert held.pk in {int(item.key) for item in queue_page(demo_user("moderoija"), NOW).items if item.kind == "kommentti"}
        assert not told.filter(reply_email__contains="@").exclude(reply_email__endswith="esimerkki.example").exists()
