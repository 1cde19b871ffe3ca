"""The files of a matter, given out so that they can do nothing but be looked at; and hidden by a moderator."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.matters.actions.attachments import hide_file, show_file
from participation.matters.enums import AttachmentKind, HideReason
from participation.matters.forms import REMOVE, with_code_removed
from participation.matters.forms.attaching import HideFileForm
from participation.matters.models import Attachment
from participation.matters.permissions import check_can_hide_files
from participation.matters.queries import desk_matter_at, desk_side_of
from participation.matters.queries.attachments import attachment_at, row_of
from participation.matters.views.path import found
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.files import inert_file


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
    """A moderator hides one picture or document with a reason, or shows it again."""
    matter = desk_matter_at(code, request.user)
    check_can_hide_files(request.user, matter)
    file = attachment_at(matter, attachment, request.user, is_sender=False)
    if "show" in request.POST:
        show_file(file=file, by=request.user, now=timezone.now())
        messages.success(request, _("The file is shown again to those who saw it before."))
        return redirect("desk_matter", code=matter.reference)
    form = hide_form(request)
    if form.is_valid() and hidden(form, file, request):
        messages.success(request, _("The file is not shown. Its sender sees the reason."))
        return redirect("desk_matter", code=matter.reference)
    row = row_of(file, matter.reference, request.user, at_desk=True)
    context = {"matter": matter, "file": row, "form": form, "organisation": desk_side_of(matter, request.user)}
    return render(request, "participation/matters/desk_file.html", context, status=409 if form.has_changed_meanwhile else 200)


def hide_form(request: HttpRequest) -> HideFileForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code was pressed."""
    if request.method != "POST":
        return HideFileForm()
    is_draft = REMOVE in request.POST
    return HideFileForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft)


def hidden(form: HideFileForm, file: Attachment, request: HttpRequest) -> bool:
    reason, text = HideReason(form.cleaned_data["reason"]), form.cleaned_data["text"]
    try:
        hide_file(file=file, reason=reason, text=text, by=request.user, now=timezone.now())
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        return False
    return True
