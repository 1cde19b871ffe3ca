"""What the sender tells after the answer or the refusal. Opening a page changes nothing; the button does."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from participation.matters.actions import ask_for_review, tell_whether_it_helped
from participation.matters.enums import Helped
from participation.matters.forms import REMOVE, EchoForm, GuardedForm, ReviewForm, with_code_removed
from participation.matters.models import Matter
from participation.matters.queries import can_open_again, told_by
from participation.matters.views.path import found
from portal.exceptions import ChangedMeanwhile, NotVisible, RuleBroken

ECHO, REVIEW = "participation/matters/path_echo.html", "participation/matters/path_review.html"


def own_matter(request: HttpRequest, code: str) -> Matter:
    """The sender's own matter, by its code, as its author or in the browser that left it. Raises NotVisible to everyone else."""
    matter, is_sender = found(request, code)
    if not is_sender:
        raise NotVisible(code)
    return matter


def shown(request: HttpRequest, template: str, matter: Matter, form: GuardedForm, *, status: int = 200) -> HttpResponse:
    response = render(request, template, {"form": form, "matter": matter, "organisation": matter.origin}, status=status)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent; as a draft when the button that removes an identity code was pressed."""
    is_draft = REMOVE in request.POST
    return {"data": with_code_removed(request.POST) if is_draft else request.POST, "is_draft": is_draft}


@sensitive_post_parameters("why")
@require_http_methods(["GET", "HEAD", "POST"])
def matter_echo(request: HttpRequest, code: str) -> HttpResponse:
    """Tell whether the answer helped. The links of our mail choose an answer beforehand, the button sends it."""
    matter = own_matter(request, code)
    if told_by(matter) is not None:
        messages.info(request, _("You have told us already. The first word stands."))
        return redirect("matter_detail", code=matter.code)
    if request.method != "POST":
        form = EchoForm(initial={"helped": request.GET.get("auttoi")}, can_reopen=can_open_again(matter))
        return shown(request, ECHO, matter, form)
    form = EchoForm(**typed(request), can_reopen=can_open_again(matter))
    if form.is_valid():
        words = {**form.cleaned_data, "helped": Helped(form.cleaned_data["helped"])}
        try:
            tell_whether_it_helped(matter=matter, by=request.user, code=matter.code, now=timezone.now(), **words)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you for telling us."))
            return redirect("matter_detail", code=matter.code)
    return shown(request, ECHO, matter, form)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def matter_review(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another moderator to read a text that is not shown."""
    matter = own_matter(request, code)
    if request.method != "POST":
        return shown(request, REVIEW, matter, ReviewForm(initial={"version": matter.version, "token": uuid4()}))
    form = ReviewForm(**typed(request))
    if form.is_valid():
        try:
            ask_for_review(matter=matter, by=request.user, code=matter.code, now=timezone.now(), **form.cleaned_data)
        except (RuleBroken, ChangedMeanwhile) as refusal:
            form.add_error(None, refusal.message)
            return shown(request, REVIEW, matter, form, status=409 if isinstance(refusal, ChangedMeanwhile) else 200)
        messages.success(request, _("A review was asked for. Another moderator reads the text, and you get the answer here."))
        return redirect("matter_detail", code=matter.code)
    return shown(request, REVIEW, matter, form)
