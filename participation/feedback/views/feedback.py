"""What a resident tells: the one form for all kinds, and the thanks with the code."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from organisations.models import Organisation
from organisations.queries import public_organisation
from participation.feedback.forms.tell import TellForm
from participation.feedback.queries.promise import promised_steps
from participation.matters.actions.attachments import leave_with_files
from participation.matters.enums import Channel, MatterKind
from participation.matters.forms import REMOVE, SIMILAR, with_code_removed
from participation.matters.models import Matter
from participation.matters.queries import matter_page, matter_sent
from participation.matters.queries.similar import similar_matters
from participation.matters.views.sent import remember_sent, sent_here
from portal.exceptions import RuleBroken
from portal.maps import allow_tiles, map_from

secret_words = sensitive_post_parameters("title", "text", "place", "point", "sender_name", "reply_email", "reply_phone")


@secret_words
@require_http_methods(["GET", "HEAD", "POST"])
def idea_new(request: HttpRequest, slug: str) -> HttpResponse:
    return tell(request, public_organisation(slug), MatterKind.IDEA)


@secret_words
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_new(request: HttpRequest, slug: str) -> HttpResponse:
    asked = request.GET.get("laji", "")
    return tell(request, public_organisation(slug), MatterKind(asked) if asked in MatterKind.values else MatterKind.FEEDBACK)


def tell(request: HttpRequest, organisation: Organisation, kind: MatterKind) -> HttpResponse:
    """The one form for all kinds; `kind` is chosen beforehand, and may be changed."""
    form = form_from(request, TellForm, organisation, {"kind": kind})
    if form.is_valid():
        matter = left_with(form, request, organisation, Channel.WEB)
        if matter is not None:
            remember_sent(request, matter, timezone.now())
            return redirect("matter_received", slug=organisation.slug)
    context = {"organisation": organisation, "form": form, "steps": promised_steps(organisation), "kind": kind, "compares": True}
    if request.method == "POST":
        typed = (request.POST.get("title", ""), request.POST.get("text", ""))
        context |= {"similar": similar_matters(organisation, *typed, limit=3), "is_compared": SIMILAR in request.POST}
    map = map_from(organisation.latitude, organisation.longitude)
    response = allow_tiles(render(request, "participation/feedback/tell.html", {**context, "map": map}), map)
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)"  # the button that fills in where the phone is
    return response


def form_from(request: HttpRequest, kind: type[TellForm], organisation: Organisation, initial: dict[str, object]) -> TellForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code or looks for the same was pressed."""
    if request.method != "POST":
        return kind(initial={"token": uuid4(), **initial}, organisation=organisation, person=request.user)
    is_draft = REMOVE in request.POST or SIMILAR in request.POST
    data = with_code_removed(request.POST) if REMOVE in request.POST else request.POST
    return kind(data, request.FILES, is_draft=is_draft, organisation=organisation, person=request.user)


def left_with(form: TellForm, request: HttpRequest, organisation: Organisation, channel: Channel) -> Matter | None:
    """The matter that the form leaves, or None when a rule says no: then the form tells why."""
    token = form.cleaned_data["token"]
    try:
        return leave_with_files(
            said=form.to_said(), files=form.sent_files(), organisation=organisation, by=request.user, now=timezone.now(), channel=channel,
            token=token,
        )  # fmt: skip
    except RuleBroken as refusal:
        form.add_error(None, refusal.message)
        return None


@never_cache
@require_safe
def matter_received(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, the code, and what happens next. Only the browser that sent the matter sees it."""
    organisation = public_organisation(slug)
    matter = matter_sent(sent_here(request, timezone.now()), organisation)
    if matter is None:
        return redirect("matter_track")
    page = matter_page(matter, request.user, timezone.localdate(), is_sender=True)
    return render(request, "participation/feedback/received.html", {"organisation": organisation, "page": page, "matter": matter})
