"""What the desk reminds of: texts that wait to be read, and reviews that nobody is left to decide."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.feedback.enums import CommentState
from participation.feedback.models import Comment
from participation.feedback.queries.moderation import DECIDERS
from participation.matters.enums import MatterState, StepKind
from participation.matters.models import Matter, Step
from participation.matters.queries.visible import review_condition
from participation.matters.rules import ROUTING_PROMISE, add_working_days
from people.enums import Permission
from people.models import Person, RoleGrant
from people.permissions import organisations_where, workplaces_where
from people.queries import Duty


def moderation_duties(person: Person, now: datetime) -> Sequence[Duty]:
    """One duty for all texts that wait for a moderator; for administrators, reviews without anybody to decide. At most three queries."""
    return [*reading_duty(person), *stuck_reviews(person)]


def reading_duty(person: Person) -> list[Duty]:
    mine = organisations_where(person, Permission.MATTER_MODERATE)
    if not mine:
        return []
    matters = Matter.objects.filter(Q(organisation__in=mine) | review_condition(person), state=MatterState.IN_MODERATION)
    comments = Comment.objects.filter(matter__organisation__in=mine, state=CommentState.HELD)
    came = matters.order_by().values_list("received_at", flat=True)
    waiting = list(came.union(comments.order_by().values_list("at", flat=True), all=True))
    if not waiting:
        return []
    title = ngettext("Read %(n)s text that waits to be shown", "Read %(n)s texts that wait to be shown", len(waiting))
    due = add_working_days(timezone.localdate(min(waiting)), ROUTING_PROMISE)
    url = reverse("moderation_queue")
    return [Duty(group=_("Moderation"), title=title % {"n": len(waiting)}, text=_("Ideas and comments"), url=url, due_on=due)]


def reviews_without_decider(places: set[int]) -> QuerySet[Matter]:
    """Reviews in the organisations for which there is nobody but the one who said no, neither here nor in the county."""
    no = Step.objects.filter(matter=OuterRef(OuterRef("pk")), kind=StepKind.DECLINED, by__isnull=False)
    others = RoleGrant.objects.filter(
        Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("organisation__parent")),
        role__in=DECIDERS, user__is_active=True,
    ).exclude(user__in=no.values("by"))  # fmt: skip
    appealed = Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.APPEALED)
    waiting = Matter.objects.filter(Exists(appealed), organisation__in=places, state=MatterState.IN_MODERATION)
    return waiting.exclude(Exists(others))


def stuck_reviews(person: Person) -> list[Duty]:
    places = workplaces_where(person, Permission.ROLE_GRANT)
    if not places:
        return []
    stuck = set(reviews_without_decider({place.pk for place in places}).values_list("organisation", flat=True))
    text = _("The one who said no may not decide the review. Give somebody else the role of moderator.")
    return [
        Duty(group=_("Moderation"), title=_("A review waits for a second moderator"), text=text, url=reverse("roles", args=[place.slug]))
        for place in places
        if place.pk in stuck
    ]
