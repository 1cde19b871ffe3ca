"""What the desk does before the answer: show or decline, route, hand over, prepare, note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interfaces.contacts.models import Post
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from participation.matters.actions.keeping import call_colleagues, see_mentions
from participation.matters.actions.step import Move, take_step
from participation.matters.enums import DeclineReason, StepKind
from participation.matters.models import Matter, Step
from people.models import User
from portal.exceptions import ChangedMeanwhile, KuuluuError, RuleBroken


def nothing(row: Matter) -> None:
    """The step changes nothing but the state."""


def publish_matter(*, matter: Matter, by: User, now: datetime, version: int | None = None, token: UUID | None = None) -> Step:
    """Show the matter to everyone."""
    return take_step(StepKind.PUBLISHED, Move(matter, by, now, version, token), nothing)


def decline_matter(
    *, matter: Matter, reason: DeclineReason, text: str, by: User, now: datetime, version: int | None = None, token: UUID | None = None
) -> Step:
    """Do not show the matter (any more). The sender reads the reason and `text`: what to write otherwise, and how to ask for a review."""
    if not text.strip():
        raise RuleBroken(_("Tell the sender why the text is not shown."), code="no_reason")
    return take_step(StepKind.DECLINED, Move(matter, by, now, version, token), nothing, reason=reason, public_text=text.strip())


def belongs_to(post: Post, organisation: Organisation) -> bool:
    """A post of the organisation itself or of one of its sectors. A county's municipalities are not its sectors."""
    of_sector = post.organisation.kind == OrganisationKind.SECTOR and post.organisation.parent_id == organisation.pk
    return post.organisation_id == organisation.pk or of_sector


def check_post(post: Post, organisation: Organisation) -> None:
    if not belongs_to(post, organisation):
        raise RuleBroken(_("This post does not belong to %(organisation)s. Hand the matter over instead.") % {"organisation": organisation})


def route_matter(
    *, matter: Matter, post: Post, by: User, now: datetime, text: str = "", note: str = "", version: int | None = None,
    token: UUID | None = None,
) -> Step:  # fmt: skip
    """Send the matter to a post of the organisation that answers now. The sender hears where it is and by when the answer comes."""

    def change(row: Matter) -> None:
        check_post(post, row.organisation)
        row.post = post

    return take_step(
        StepKind.ROUTED, Move(matter, by, now, version, token), change, post=post, public_text=text.strip(), internal_text=note.strip()
    )


@dataclass(frozen=True)
class Routing:
    """One matter of a bulk routing: where to, and the version that the person saw."""

    matter: Matter
    post: Post
    version: int


@dataclass(frozen=True)
class Routed:
    """What a bulk routing did: the steps taken, and the matters left as they were with the reason in words."""

    steps: tuple[Step, ...]
    missed: tuple[tuple[Matter, str], ...]


def route_matters(*, routings: Sequence[Routing], by: User, now: datetime) -> Routed:
    """Route each matter in a transaction of its own: one that somebody changed meanwhile never holds the others back."""
    steps: list[Step] = []
    missed: list[tuple[Matter, str]] = []
    for routing in routings:
        try:
            steps.append(route_matter(matter=routing.matter, post=routing.post, by=by, now=now, version=routing.version))
        except (ChangedMeanwhile, RuleBroken) as refusal:
            missed.append((routing.matter, refusal.message))
        except KuuluuError:
            missed.append((routing.matter, _("Your role does not allow routing this matter.")))
    return Routed(tuple(steps), tuple(missed))


def begin_preparation(
    *, matter: Matter, by: User, now: datetime, text: str = "", next_text: str = "", next_by: date | None = None, note: str = "",
    version: int | None = None, token: UUID | None = None,
) -> Step:  # fmt: skip
    """Tell that the answer is being prepared; again whenever there is news, such as a delay with its reason and the new day."""
    if next_by is not None and not text.strip():
        raise RuleBroken(_("Tell what is being found out, or why the new day is needed."), code="no_text")
    return take_step(
        StepKind.PREPARED, Move(matter, by, now, version, token), nothing, post=matter.post, public_text=text.strip(),
        internal_text=note.strip(), next_text=next_text.strip(), next_by=next_by,
    )  # fmt: skip


def tell_not_ours(
    *, matter: Matter, text: str, by: User, now: datetime, link: str = "", note: str = "", version: int | None = None,
    token: UUID | None = None,
) -> Step:  # fmt: skip
    """The matter belongs to somebody outside the municipalities and the county: `text` says to whom, and where to turn."""
    if not text.strip():
        raise RuleBroken(_("Tell to whom the matter belongs and where to turn."), code="no_text")
    return take_step(
        StepKind.NOT_OURS, Move(matter, by, now, version, token), nothing, public_text=text.strip(), internal_text=note.strip(),
        link=link.strip(),
    )  # fmt: skip


def add_note(
    *, matter: Matter, text: str, by: User, now: datetime, mentioned: Sequence[User] = (), token: UUID | None = None
) -> Step:
    """Write an internal note: the desks see it, residents never. It moves nothing, so it needs no version.

    Those mentioned are called to the matter; who writes a note has seen the calls of others.
    """
    if not text.strip():
        raise RuleBroken(_("Write the note first."), code="empty")
    with transaction.atomic():
        step = take_step(StepKind.NOTE, Move(matter, by, now, None, token), nothing, internal_text=text.strip(), is_public=False)
        call_colleagues(step=step, matter=matter, called=mentioned, now=now)
        see_mentions(matter=matter, by=by, now=now)
    return step
