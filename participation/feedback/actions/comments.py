"""What people say under an idea: write a comment, answer one, take one's own back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from participation.feedback.enums import CommentEvent, CommentState
from participation.feedback.models import Comment
from participation.feedback.permissions import capacity_of, check_can_comment, check_is_own_comment
from participation.feedback.queries.comments import is_new_here
from participation.feedback.rules.speaking import LONGEST_COMMENT, LONGEST_PEN_NAME
from participation.matters.actions.step import lock
from participation.matters.models import Matter
from participation.matters.queries.holding import stems_of
from participation.matters.rules.holding import reasons_to_hold
from people.actions import record_event
from people.models import Person, User
from portal.exceptions import RuleBroken
from portal.text import mask_identity_codes, tidy


def write_comment(
    *, matter: Matter, text: str, by: Person, now: datetime, pen_name: str = "", parent: Comment | None = None, token: UUID | None = None
) -> Comment:
    """Say something under a shown idea, or answer a comment. The same form (`token`) twice is one comment.

    Those who work for the organisation are marked by their role, never by a name; a resident chooses a pen name. What a rule holds waits
    for a moderator. While the idea is being joined to another one, those who write wait, so that no comment stays behind.
    Raises NotVisible, NotPermitted, RuleBroken.
    """
    with transaction.atomic():
        row = lock(matter)
        user = check_can_comment(by, row)
        check_words(text, parent, row)
        draft = Comment(matter=row, parent=parent, author=user, text=mask_identity_codes(tidy(text)), at=now, token=token)
        mark(draft, user, pen_name)
        comment, is_new = keep(draft)
        if is_new:
            record_event(
                event=CommentEvent.WRITTEN, by=user, subject=comment, organisation=row.organisation, now=now, code=row.reference
            )
        return comment


def check_words(text: str, parent: Comment | None, row: Matter) -> None:
    if not tidy(text):
        raise RuleBroken(_("Write what you want to say."), code="empty")
    if len(tidy(text)) > LONGEST_COMMENT:
        raise RuleBroken(_("The comment is too long. Shorten it to 1,000 characters."), code="too_long")
    if parent is not None and (parent.matter_id != row.pk or parent.parent_id is not None or parent.state != CommentState.SHOWN):
        raise RuleBroken(_("This comment can no longer be answered."), code="no_parent")


def mark(draft: Comment, user: User, pen_name: str) -> None:
    """Who speaks: a role and its organisation, or a pen name and, if a rule asks for it, a moderator's look first."""
    capacity = capacity_of(user, draft.matter)
    if capacity is not None:
        draft.organisation, role = capacity
        with translation.override(draft.matter.language):
            draft.role = str(role.label)
        return
    draft.pen_name = mask_identity_codes(tidy(pen_name))[:LONGEST_PEN_NAME]
    if not draft.pen_name:
        raise RuleBroken(_("Choose a pen name that is shown with the comment."), code="no_name")
    words = stems_of(draft.matter.organisation)
    held = reasons_to_hold(f"{draft.pen_name}\n{draft.text}", is_new_author=is_new_here(user), words=words)
    draft.state = CommentState.HELD if held else CommentState.SHOWN
    draft.held_for = ",".join(held)


def keep(draft: Comment) -> tuple[Comment, bool]:
    """Save the draft; or the comment that the same form left a moment ago, and False."""
    known = Comment.objects.filter(token=draft.token).first() if draft.token else None
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return Comment.objects.get(token=draft.token), False
    return draft, True


def take_comment_back(*, comment: Comment, by: Person, now: datetime) -> Comment:
    """Take one's own comment back: its words and its pen name are emptied, the place stays for the answers to it. Raises NotVisible."""
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",)).select_related("matter__organisation").get(pk=comment.pk)
        check_is_own_comment(by, row)
        if row.state == CommentState.GONE:
            return row
        row.state, row.text, row.pen_name, row.held_for = CommentState.GONE, "", "", ""
        row.version += 1
        row.save()
        record_event(
            event=CommentEvent.TAKEN_BACK, by=by if isinstance(by, User) else None, subject=row, organisation=row.matter.organisation,
            now=now, code=row.matter.reference,
        )  # fmt: skip
        return row


def bring_along(matter: Matter, target: Matter) -> None:
    """What was said under a matter is said under the one to which it was joined. The caller holds the locks of both."""
    Comment.objects.filter(matter=matter).update(matter=target)


def erase_commenter(user: User, now: datetime) -> None:
    """Empty who wrote and the pen name of all that the person said; the words stay without a name."""
    Comment.objects.filter(author=user).update(author=None, pen_name="")
