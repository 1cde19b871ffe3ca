"""A matter's path: found by its code or its reference."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.matters.actions import support_idea, withdraw_matter, withdraw_support
from participation.matters.forms import TrackForm
from participation.matters.models import Matter
from participation.matters.permissions import is_shown
from participation.matters.queries import matter_at, matter_by_code, matter_page
from participation.matters.queries.attachments import files_of
from participation.matters.queries.discussion import discussion_under
from participation.matters.queries.following import follow_offers
from participation.matters.rules import parse_reference
from participation.matters.views.sent import sent_here
from participation.matters.views.tries import check_tries, count_miss
from people.gates import to_sign_in
from portal.exceptions import NotVisible

TRACK, DETAIL = "participation/matters/track.html", "participation/matters/detail.html"


def found(request: HttpRequest, address: str) -> tuple[Matter, bool]:
    """The matter and whether the reader is its sender. What is no open reference counts as a try of a code."""
    is_try = parse_reference(address) is None
    if is_try:
        check_tries(request)
    try:
        return matter_at(address, request.user, sent=sent_here(request, timezone.now()))
    except NotVisible:
        if is_try:
            count_miss(request)
        raise


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def matter_track(request: HttpRequest) -> HttpResponse:
    """Type the code, get to the path."""
    form = TrackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_tries(request)
        code = form.cleaned_data["code"]
        if matter_by_code(code) is not None:
            return redirect("matter_detail", code=code)
        count_miss(request)
        form.add_error("code", _("No message has this code. Check each letter, or call us."))
    return render(request, TRACK, {"form": form})


@require_safe
def matter_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a matter; with the code, or as its author, with what only the sender sees."""
    matter, is_sender = found(request, code)
    if not is_sender and parse_reference(code) != matter.reference:
        return redirect("matter_detail", code=matter.reference)
    files = files_of(matter, request.user, is_sender=is_sender, address=code)
    page = matter_page(matter, request.user, timezone.localdate(), is_sender=is_sender, files=files)
    offers = follow_offers([matter] if is_shown(matter) else [], request.user)
    discussion = discussion_under(matter, request.user, request.GET.get("kommentit", ""))
    context = {"page": page, "matter": matter, "organisation": matter.origin, "discussion": discussion, "offers": offers}
    response = render(request, DETAIL, context)
    if is_sender:
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "POST"])
def matter_support(request: HttpRequest, code: str) -> HttpResponse:
    """Support an idea, or take the support back. Signing in leads here by GET: back to the page, where the button is pressed again."""
    matter, _is_sender = found(request, code)
    if request.method == "GET":
        return redirect("matter_detail", code=matter.reference)
    if not request.user.is_authenticated:
        return to_sign_in(request)
    act = withdraw_support if "withdraw" in request.POST else support_idea
    act(matter=matter, by=request.user, now=timezone.now())
    return redirect("matter_detail", code=matter.reference)


@require_POST
def matter_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The sender takes the matter back."""
    matter, is_sender = found(request, code)
    key = matter.code if is_sender else ""
    withdraw_matter(matter=matter, by=request.user, code=key, now=timezone.now())
    messages.success(request, _("You took the message back. Nobody answers it any more, and your contact details are gone."))
    return redirect("matter_detail", code=code)
