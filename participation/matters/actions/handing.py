"""A matter goes to another organisation, which accepts it or gives it back. One code and one promise for the resident all the way."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from interfaces.contacts.models import Post
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import region_of
from participation.matters.actions.desk import check_post
from participation.matters.actions.step import Move, take_step
from participation.matters.enums import StepKind
from participation.matters.models import Matter, Step
from participation.matters.rules import ACCEPTING_PROMISE, add_working_days
from people.models import User
from portal.exceptions import RuleBroken

# Steps that say whose work the matter is.
PLACING = (StepKind.HANDED_OVER, StepKind.ACCEPTED, StepKind.RETURNED, StepKind.ROUTED)


def county_of(organisation: Organisation) -> Organisation:
    """The county whose region it is, of a sector of a municipality too."""
    owner = organisation.parent if organisation.kind == OrganisationKind.SECTOR and organisation.parent else organisation
    return region_of(owner)


def hand_over(
    *, matter: Matter, receiver: Organisation, by: User, now: datetime, post: Post | None = None, text: str = "", note: str = "",
    version: int | None = None, token: UUID | None = None,
) -> Step:  # fmt: skip
    """Hand the matter over to the county, a municipality or a sector of the same region. It waits there until it is accepted or given back.

    The promise was given to the resident, so the clock goes on from where it is; both desks see the path.
    """

    def change(row: Matter) -> None:
        if receiver.pk == row.organisation_id:
            raise RuleBroken(_("The matter is already here. Choose another organisation."), code="same_organisation")
        if county_of(receiver).pk != county_of(row.origin).pk:
            raise RuleBroken(_("A matter can be handed over within its own region only."), code="other_region")
        if post is not None:
            check_post(post, receiver)
        row.handed_by, row.accept_by = row.organisation, add_working_days(timezone.localdate(now), ACCEPTING_PROMISE)
        row.organisation, row.post, row.assignee = receiver, post, None

    return take_step(
        StepKind.HANDED_OVER, Move(matter, by, now, version, token), change, receiver=receiver, post=post, public_text=text.strip(),
        internal_text=note.strip(),
    )  # fmt: skip


def accept_matter(
    *, matter: Matter, by: User, now: datetime, post: Post | None = None, text: str = "", note: str = "", version: int | None = None,
    token: UUID | None = None,
) -> Step:  # fmt: skip
    """Take a matter that was handed over, and name the post that answers: the proposed one unless told."""
    chosen = post or matter.post
    if chosen is None:
        raise RuleBroken(_("Choose who answers."), code="no_post")

    def change(row: Matter) -> None:
        check_post(chosen, row.organisation)
        row.post = chosen

    return take_step(
        StepKind.ACCEPTED, Move(matter, by, now, version, token), change, post=chosen, public_text=text.strip(), internal_text=note.strip()
    )


def return_matter(
    *, matter: Matter, text: str, by: User, now: datetime, note: str = "", version: int | None = None, token: UUID | None = None
) -> Step:
    """Give a matter that was handed over back to its giver and the giver's post, with the reason that the resident reads too."""
    if not text.strip():
        raise RuleBroken(_("Tell why you give the matter back."), code="no_reason")
    giver, post = matter.handed_by, post_before(matter)

    def change(row: Matter) -> None:
        row.organisation, row.post, row.assignee = row.handed_by or row.organisation, post, None

    return take_step(
        StepKind.RETURNED, Move(matter, by, now, version, token), change, receiver=giver, post=post, public_text=text.strip(),
        internal_text=note.strip(),
    )  # fmt: skip


def post_before(matter: Matter) -> Post | None:
    """The post that had the matter before the hand-over that waits now."""
    steps = list(matter.steps.filter(kind__in=PLACING).select_related("post").order_by("-at", "-id")[:2])
    return steps[1].post if len(steps) > 1 else None
