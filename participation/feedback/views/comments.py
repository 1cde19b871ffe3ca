"""Speaking under an idea: on a page of its own, so that it works without script and after signing in."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from participation.feedback.actions.comments import take_comment_back, write_comment
from participation.feedback.enums import CommentState
from participation.feedback.forms.comments import CommentForm
from participation.feedback.models import Comment
from participation.feedback.permissions import capacity_of
from participation.feedback.queries.comments import comment_to_answer, idea_to_discuss
from participation.feedback.queries.moderation import own_comment
from participation.matters.forms import REMOVE, with_code_removed
from participation.matters.models import Matter
from people.gates import signed_in
from portal.exceptions import RuleBroken


@sensitive_post_parameters("text", "pen_name")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def comment_write(request: HttpRequest, code: str) -> HttpResponse:
    """Write a comment, or answer the one that the address names."""
    idea = idea_to_discuss(code)
    asked = request.GET.get("vastaus", "")
    parent, capacity = comment_to_answer(idea, asked), capacity_of(request.user, idea)
    form = form_from(request, is_resident=capacity is None)
    if form.is_bound and form.is_valid():
        comment = said(form, request, idea, parent, is_lost=bool(asked) and parent is None)
        if comment is not None:
            return redirect(f"{reverse('matter_detail', kwargs={'code': idea.reference})}#kommentti-{comment.pk}")
    context = {"form": form, "matter": idea, "parent": parent, "capacity": capacity, "organisation": idea.origin}
    return render(request, "participation/feedback/comment_write.html", context)


def form_from(request: HttpRequest, *, is_resident: bool) -> CommentForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code was pressed."""
    if request.method != "POST":
        return CommentForm(initial={"token": uuid4(), "pen_name": request.user.public_name}, is_resident=is_resident)
    is_draft = REMOVE in request.POST
    return CommentForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft, is_resident=is_resident)


def said(form: CommentForm, request: HttpRequest, idea: Matter, parent: Comment | None, *, is_lost: bool) -> Comment | None:
    """The comment, or None when a rule says no: then the form tells why and keeps what was typed."""
    typed = form.cleaned_data
    if is_lost:
        form.add_error(None, _("This comment can no longer be answered."))
        return None
    try:
        comment = write_comment(
            matter=idea, text=typed["text"], pen_name=typed.get("pen_name", ""), parent=parent, by=request.user, now=timezone.now(),
            token=typed["token"],
        )  # fmt: skip
    except RuleBroken as refusal:
        form.add_error(None, refusal.message)
        return None
    if comment.state == CommentState.HELD:
        messages.success(request, _("Thank you. A moderator reads your comment before others see it, within two working days."))
    else:
        messages.success(request, _("Thank you. Your comment is shown now."))
    return comment


@require_http_methods(["GET", "POST"])
@signed_in
def comment_remove(request: HttpRequest, code: str, comment: int) -> HttpResponse:
    """Take one's own comment back. Signing in leads here by GET: back to the idea, where the button is pressed again."""
    own = own_comment(code, comment, request.user)
    if request.method == "POST":
        take_comment_back(comment=own, by=request.user, now=timezone.now())
        messages.success(request, _("You took your comment back."))
    return redirect(f"{reverse('matter_detail', kwargs={'code': own.matter.reference})}#keskustelu")
