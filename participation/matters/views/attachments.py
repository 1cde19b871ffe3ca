"""The files of a matter, given out so that they can do nothing but be looked at; and hidden by a moderator."""

from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.matters.actions.attachments import ask_file_review, hide_file, show_file
from participation.matters.enums import AttachmentKind, HideReason
from participation.matters.forms import REMOVE, with_code_removed
from participation.matters.forms.attaching import FileReviewForm, HideFileForm
from participation.matters.models import Attachment
from participation.matters.permissions import can_hide_file, can_view_on_desk, is_file_reviewed, own_hiding
from participation.matters.queries import desk_side_of
from participation.matters.queries.attachments import attachment_at, file_on_desk, row_of
from participation.matters.views.path import found
from participation.matters.views.telling import own_matter, shown, typed
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.files import inert_file

DESK_FILE, FILE_REVIEW = "participation/matters/desk_file.html", "participation/matters/path_file_review.html"


@require_safe
def matter_attachment(request: HttpRequest, code: str, attachment: int) -> HttpResponseBase:
    """A picture in the page, a document as a download. Its sender's name for it is not told: it may be the sender's own."""
    matter, is_sender = found(request, code)
    file = attachment_at(matter, attachment, request.user, is_sender=is_sender)
    filename = f"{matter.reference}-{file.pk}{PurePosixPath(file.file.name).suffix}"
    return inert_file(file.file.name, filename=filename, content_type=file.kind, inline=file.kind != AttachmentKind.PDF)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def desk_file(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    """A moderator hides one picture or document with a reason, or shows it again; also after a review was asked for."""
    file = file_on_desk(code, attachment, request.user)
    form = hide_form(request, file)
    if "show" in request.POST:
        if shown_again(form, file, request):
            return after(file, request)
    elif form.is_bound and form.is_valid() and hidden(form, file, request):
        return after(file, request)
    if form.has_changed_meanwhile:
        file = file_on_desk(code, attachment, request.user)
        form.renew(len(file.looks.all()))
    return render(request, DESK_FILE, desk_file_context(file, form, request), status=409 if form.has_changed_meanwhile else 200)


def desk_file_context(file: Attachment, form: HideFileForm, request: HttpRequest) -> dict[str, Any]:
    row = row_of(file, file.matter.reference, request.user, at_desk=True)
    reviewed = is_file_reviewed(file)
    refusal = own_hiding() if reviewed and not can_hide_file(request.user, file) else ""
    return {
        "matter": file.matter, "file": row, "form": form, "organisation": desk_side_of(file.matter, request.user), "refusal": refusal,
        "asked": list(file.looks.all())[-1] if reviewed else None, "on_desk": can_view_on_desk(request.user, file.matter),
    }  # fmt: skip


def after(file: Attachment, request: HttpRequest) -> HttpResponse:
    """Back to the desk of the matter; those who only review it have none."""
    if can_view_on_desk(request.user, file.matter):
        return redirect("desk_matter", code=file.matter.reference)
    return redirect("desk")


def hide_form(request: HttpRequest, file: Attachment) -> HideFileForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code was pressed."""
    if request.method != "POST":
        return HideFileForm(initial={"seen": len(file.looks.all())})
    is_draft = REMOVE in request.POST
    return HideFileForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft)


def shown_again(form: HideFileForm, file: Attachment, request: HttpRequest) -> bool:
    word = request.POST.get("seen", "")
    seen = int(word) if word.isascii() and word.isdigit() and len(word) < 6 else None
    try:
        show_file(file=file, by=request.user, now=timezone.now(), seen=seen)
    except ChangedMeanwhile as refusal:
        messages.error(request, refusal.message)
        form.has_changed_meanwhile = True
        return False
    messages.success(request, _("The file is shown again to those who saw it before."))
    return True


def hidden(form: HideFileForm, file: Attachment, request: HttpRequest) -> bool:
    words = {**form.cleaned_data, "reason": HideReason(form.cleaned_data["reason"])}
    try:
        hide_file(file=file, by=request.user, now=timezone.now(), **words)
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        return False
    messages.success(request, _("The file is not shown. Its sender sees the reason."))
    return True


@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def file_review(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    """The sender asks another moderator to look at a hidden file."""
    matter = own_matter(request, code)
    file = attachment_at(matter, attachment, request.user, is_sender=True)
    if request.method != "POST":
        return shown(request, FILE_REVIEW, matter, FileReviewForm(initial={"token": uuid4()}))
    form = FileReviewForm(**typed(request))
    if form.is_valid():
        try:
            ask_file_review(file=file, by=request.user, code=matter.code, now=timezone.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("A review was asked for. Another moderator looks at the file, and you get the answer here."))
            return redirect("matter_detail", code=matter.code)
    return shown(request, FILE_REVIEW, matter, form)
