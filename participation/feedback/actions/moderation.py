"""What becomes of a comment: shown, not shown with a reason, looked at again by somebody else when its author asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from participation.feedback.emails import enqueue_comment_mail
from participation.feedback.enums import CommentEvent, CommentState, CommentStepKind
from participation.feedback.models import Comment, CommentStep
from participation.feedback.permissions import check_can_moderate_comment, check_is_own_comment, was_comment_appealed
from participation.feedback.rules import can_take_comment_step, comment_state_after
from participation.matters.enums import DeclineReason
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.text import mask_identity_codes

EVENTS: dict[CommentStepKind, CommentEvent] = {
    CommentStepKind.SHOWN: CommentEvent.SHOWN,
    CommentStepKind.HIDDEN: CommentEvent.HIDDEN,
    CommentStepKind.APPEALED: CommentEvent.APPEALED,
}


@dataclass(frozen=True)
class CommentMove:
    """Who does what to which comment and when. `version` is the one that the person saw, `token` makes a double click one step."""

    comment: Comment
    by: User
    now: datetime
    version: int | None = None
    token: UUID | None = None


def show_comment(*, comment: Comment, by: User, now: datetime, version: int | None = None, token: UUID | None = None) -> CommentStep:
    """Show the comment to everyone, also one that was hidden. Its author hears it."""
    return decide(CommentStepKind.SHOWN, CommentMove(comment, by, now, version, token))


def hide_comment(
    *, comment: Comment, reason: DeclineReason, text: str, by: User, now: datetime, version: int | None = None, token: UUID | None = None
) -> CommentStep:
    """Do not show the comment (any more). Its author reads the reason and `text`: what to write otherwise."""
    if not text.strip():
        raise RuleBroken(_("Tell the author why the comment is not shown."), code="no_reason")
    return decide(CommentStepKind.HIDDEN, CommentMove(comment, by, now, version, token), reason=reason, text=text.strip())


def decide(kind: CommentStepKind, move: CommentMove, *, reason: str = "", text: str = "") -> CommentStep:
    """Lock, ask the rules, write. Raises NotVisible, NotPermitted, ChangedMeanwhile, RuleBroken; then nothing is written."""
    with transaction.atomic():
        row = lock(move.comment)
        done = row.steps.filter(token=move.token).first() if move.token else None
        if done is not None:
            return done
        check_can_moderate_comment(move.by, row)
        check_unchanged(row, move)
        check_state(row, kind)
        row.reason, row.decided_at, row.decided_by = reason, move.now, move.by
        return write(kind, row, move, reason=reason, text=text)


def lock(comment: Comment) -> Comment:
    """The comment's row as it is now; others wait until this transaction ends."""
    alongside = Comment.objects.select_for_update(of=("self",)).select_related("matter__organisation", "author")
    return alongside.get(pk=comment.pk)


def check_unchanged(row: Comment, move: CommentMove) -> None:
    if row.version != (move.comment.version if move.version is None else move.version):
        raise ChangedMeanwhile(_("Somebody decided on this comment after you opened the page. Look at the decision and decide again."))


def check_state(row: Comment, kind: CommentStepKind) -> None:
    state = CommentState(row.state)
    if not can_take_comment_step(state, kind):
        raise RuleBroken(
            _("This is not possible now. The comment is at “%(state)s”.") % {"state": state.label}, code="step_not_possible"
        )


def write(kind: CommentStepKind, row: Comment, move: CommentMove, *, reason: str, text: str) -> CommentStep:
    """The changed row, its step, the audit event and the author's mail. The caller holds the lock and has asked the rules."""
    row.state = comment_state_after(kind)
    row.version += 1
    row.save()
    step = CommentStep.objects.create(
        comment=row, kind=kind, at=move.now, organisation=row.matter.organisation, reason=reason, text=mask_identity_codes(text),
        by=move.by, token=move.token,
    )  # fmt: skip
    record_event(
        event=EVENTS[kind], by=move.by, subject=row, organisation=row.matter.organisation, now=move.now, code=row.matter.reference
    )
    enqueue_comment_mail(step, row, now=move.now)
    return step


def ask_comment_review(*, comment: Comment, text: str, by: User, now: datetime, token: UUID | None = None) -> CommentStep:
    """The author asks once that somebody else looks at the comment. Raises NotVisible, RuleBroken."""
    with transaction.atomic():
        row = lock(comment)
        check_is_own_comment(by, row)
        done = row.steps.filter(token=token).first() if token else None
        if done is not None:
            return done
        if was_comment_appealed(row):
            raise RuleBroken(_("A review of this comment was asked for already. It can be asked for once."), code="asked_already")
        check_state(row, CommentStepKind.APPEALED)
        return write(CommentStepKind.APPEALED, row, CommentMove(row, by, now, None, token), reason="", text=text.strip())


@transaction.atomic
def erase_moderation(user: User, now: datetime) -> None:
    """Empty who decided, when an account is erased; the decisions stay."""
    CommentStep.objects.filter(by=user).update(by=None)
    Comment.objects.filter(decided_by=user).update(decided_by=None)
