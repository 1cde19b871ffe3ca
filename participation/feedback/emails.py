"""What the author of a comment is told by mail, in the author's language."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from participation.feedback.enums import CommentStepKind
from participation.feedback.models import Comment, CommentStep
from participation.matters.enums import DeclineReason
from people.actions import enqueue_mail


def enqueue_comment_mail(step: CommentStep, comment: Comment, *, now: datetime) -> bool:
    """Tell the author what was decided, once. False when there is nobody to tell, or it was told already."""
    author = comment.author
    if author is None or not author.email or step.kind == CommentStepKind.APPEALED:
        return False
    with translation.override(author.language):
        subject, body = written(step, comment)
    key = f"comment:{comment.pk}:step:{step.pk}:author"
    return enqueue_mail(key=key, to=author.email, subject=subject, body=body, language=author.language, now=now)


def written(step: CommentStep, comment: Comment) -> tuple[str, str]:
    """(subject, body). The subject does not tell what was discussed: it is seen on lock screens."""
    place = step.organisation.name
    page = settings.ADDRESS + reverse("comment_own", kwargs={"code": comment.matter.reference, "comment": comment.pk})
    if step.kind == CommentStepKind.SHOWN:
        subject = _("Your comment is shown now")
        told = [_("A moderator has read your comment. Everyone can see it now: %(page)s") % {"page": page}]
    else:
        reason = str(DeclineReason(step.reason).label)
        subject = _("Your comment is not shown")
        told = [
            _("A moderator has read your comment and does not show it. The reason: %(reason)s.")
            % {"reason": reason[0].lower() + reason[1:]},
            step.text,
            _("Your comment and the decision are here. If you disagree, you can ask for a review by somebody else: %(page)s")
            % {"page": page},
        ]
    parts = [
        _("Hello,"),
        _("You wrote a comment on the idea “%(title)s”.") % {"title": comment.matter.title},
        *told,
        _("This message cannot be answered.") + f"\n{place} · Kuuluu",
    ]
    return subject, "\n\n".join(part for part in parts if part)
