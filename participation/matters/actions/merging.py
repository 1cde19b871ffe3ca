"""Two who said the same get one answer: a matter is joined to another, and both senders keep their own code."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from participation.matters.actions.step import Move, take_step
from participation.matters.actions.supporting import count_supports
from participation.matters.enums import StepKind
from participation.matters.models import Follow, Matter, Step, Support
from participation.matters.permissions import check_can_view_on_desk, is_shown
from participation.matters.rules import AWAITING, WITH_ANSWER
from people.models import User
from portal.exceptions import RuleBroken
from portal.shelves import Shelf

# What floors and slices above keep under a matter and move along: (the joined matter, the one it was joined to).
ON_MERGE: Shelf[Callable[[Matter, Matter], None]] = Shelf("matters.on_merge")


@transaction.atomic
def merge_matters(
    *, matter: Matter, into: Matter, by: User, now: datetime, text: str = "", note: str = "", version: int | None = None,
    token: UUID | None = None,
) -> Step:  # fmt: skip
    """Join the matter to another one on the same desk. Support, followers and what was said under it go along, nobody's twice.

    The sender reads the other path's steps on the own page and gets its messages; of the other sender nothing is told.
    """
    # Always in the order of their ids, so that joining A to B and B to A at the same time wait for each other instead of locking up.
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=[matter.pk, into.pk]).order_by("pk")
    target = {row.pk: row for row in rows}[into.pk]

    def change(row: Matter) -> None:
        check_target(row, target, by)
        if not is_shown(row):
            row.attachments.update(is_public=False)  # no moderator has shown its pictures, and joining must not do it
        row.merged_into = target

    step = take_step(
        StepKind.MERGED, Move(matter, by, now, version, token), change, public_text=text.strip(), internal_text=note.strip()
    )
    Matter.objects.filter(merged_into=matter).update(merged_into=target)
    move_supports(matter, target)
    move_follows(matter, target)
    for move_along in ON_MERGE:
        move_along(matter, target)
    return step


def check_target(row: Matter, target: Matter, by: User) -> None:
    """Raises NotVisible for what is not on the person's desk, RuleBroken for what cannot carry another."""
    check_can_view_on_desk(by, target)
    if target.pk == row.pk:
        raise RuleBroken(_("A matter cannot be joined to itself. Choose another one."), code="same_matter")
    if target.state not in (*AWAITING, *WITH_ANSWER):
        raise RuleBroken(_("The other matter has ended without an answer. Choose one that goes on."), code="ended")
    if target.state in WITH_ANSWER and not is_shown(target):
        raise RuleBroken(_("The other matter was answered to its sender alone. Answer this one on its own."), code="private_answer")
    if is_shown(row) and not is_shown(target):
        raise RuleBroken(_("Everyone can see this matter, so it can only be joined to one that everyone can see."), code="hidden_target")


def move_supports(matter: Matter, target: Matter) -> None:
    """Each account supports the other one once; the support of those who supported both is one."""
    both = Support.objects.filter(matter=target).values("user")
    Support.objects.filter(matter=matter, user__in=list(both.values_list("user", flat=True))).delete()
    Support.objects.filter(matter=matter).update(matter=target)
    count_supports([matter.pk, target.pk])


def move_follows(matter: Matter, target: Matter) -> None:
    known = list(Follow.objects.filter(matter=target).values_list("user_id", "subscriber_id"))
    users = [user for user, _subscriber in known if user]
    subscribers = [subscriber for _user, subscriber in known if subscriber]
    Follow.objects.filter(Q(user__in=users) | Q(subscriber__in=subscribers), matter=matter).delete()
    Follow.objects.filter(matter=matter).update(matter=target)
