"""Follow a matter, a topic, an area or a place; see and end what one follows; with an account or by e-mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt  # house: for follow_end alone, see there
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from participation.matters.actions import following as actions
from participation.matters.enums import MailPace
from participation.matters.forms.following import AddressForm, PaceForm
from participation.matters.queries.endings import ending_at, ending_page
from participation.matters.queries.following import (
    Follower,
    Thing,
    follow_offer,
    follow_page,
    is_still_there,
    subscriber_at,
    thing_at,
)
from participation.matters.views.path import found
from participation.matters.views.tries import check_asks, may_write_to
from people.models import User
from portal.middleware import back_address

SENT = "lahetetty"


@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, what: str, address: str) -> HttpResponse:
    """With an account one press; without one, an address to which a link for confirming goes."""
    thing = thing_at(what, address)
    if request.method == "POST" and isinstance(request.user, User):
        return follow_or_stop(request, thing, Follower(request.user))
    form = AddressForm(request.POST or None)
    if form.is_valid():
        check_asks(request, back=thing.follow_url)
        if may_write_to(form.cleaned_data["email"]):
            language = get_language() or "fi"
            actions.ask_to_follow(email=form.cleaned_data["email"], thing=thing, language=language, now=timezone.now())
        return redirect(f"{thing.follow_url}?{SENT}=1")
    offer = follow_offer(thing, request.user)
    context = {"thing": thing, "organisation": thing.place, "offer": offer, "form": form, "sent": SENT in request.GET}
    return render(request, "participation/matters/follow.html", context)


def follow_or_stop(request: HttpRequest, thing: Thing, follower: Follower) -> HttpResponse:
    stop = request.POST.get("stop", "")
    if stop.isdecimal():
        actions.stop_following(follow_id=int(stop), by=follower)
        messages.success(request, _("You no longer follow this."))
    else:
        actions.follow(thing=thing, by=follower, now=timezone.now())
        messages.success(request, _("You follow this now. You get messages to the e-mail of your account."))
    back = back_address(request, "")
    return redirect(thing.page_url if back == "/" or thing.follow_url in back else back)


@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def follow_list(request: HttpRequest) -> HttpResponse:
    """What the account follows. Without an account: an address to which the way to the own list goes."""
    if isinstance(request.user, User):
        return own_list(request, Follower(request.user))
    form = AddressForm(request.POST or None)
    if form.is_valid():
        check_asks(request, back=reverse("follow_list"))
        if may_write_to(form.cleaned_data["email"]):
            actions.send_list(email=form.cleaned_data["email"], now=timezone.now())
        return redirect(f"{reverse('follow_list')}?{SENT}=1")
    return render(request, "participation/matters/follow_ask.html", {"form": form, "sent": SENT in request.GET})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follower(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody without an account follows; the key is in their mails only."""
    response = own_list(request, Follower(subscriber=subscriber_at(key)))
    response["X-Robots-Tag"] = "noindex"
    return response


def own_list(request: HttpRequest, own: Follower) -> HttpResponse:
    is_pace = "pace" in request.POST
    form = PaceForm(request.POST if is_pace else None, initial={"pace": own.pace})
    if is_pace and form.is_valid():
        actions.choose_pace(by=own, pace=MailPace(form.cleaned_data["pace"]))
        messages.success(request, _("Saved."))
        return redirect(request.path)
    if request.method == "POST" and not is_pace:
        return ended(request, own)
    return render(request, "participation/matters/follow_list.html", {"page": follow_page(own), "form": form})


def ended(request: HttpRequest, own: Follower) -> HttpResponse:
    """One thing or all of it. A subscriber who follows nothing any more is forgotten, and so is the page."""
    one = request.POST.get("end", "")
    if "end_all" in request.POST:
        actions.stop_all(by=own)
        messages.success(request, _("You no longer follow anything."))
    elif one.isdecimal() and actions.stop_following(follow_id=int(one), by=own):
        messages.success(request, _("You no longer follow this."))
    return redirect(request.path if is_still_there(own) else "follow_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail asks by a button: programs that open links confirm nothing."""
    subscriber_id, what, address = actions.asked_with(token)
    thing = thing_at(what, address)
    if request.method == "POST":
        subscriber = actions.confirm_follow(subscriber_id=subscriber_id, thing=thing, now=timezone.now())
        messages.success(request, _("Confirmed. You get messages from now on."))
        return redirect("follower", key=subscriber.key)
    return render(request, "participation/matters/follow_confirm.html", {"thing": thing, "organisation": thing.place})


@csrf_exempt  # house: mail services press for their reader without a page and its token (RFC 8058); the signed address is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_end(request: HttpRequest, token: str) -> HttpResponse:
    """End what a mail came of. Only POST ends it, and answers without leading elsewhere, as mail services need it."""
    ending = ending_at(token)
    page = ending_page(ending)
    if request.method == "POST":
        actions.end(ending=ending)
    return render(request, "participation/matters/follow_end.html", {"page": page, "is_ended": request.method == "POST" or page.is_over})


@require_POST
def matter_mails(request: HttpRequest, code: str) -> HttpResponse:
    """The sender ends the messages about the own matter, or wants them again."""
    matter, is_sender = found(request, code)
    wanted = "stop" not in request.POST
    actions.set_sender_mails(matter=matter, is_sender=is_sender, wanted=wanted)
    told = _("You get messages about this matter again.") if wanted else _("You get no more messages about this matter.")
    messages.success(request, told)
    return redirect("matter_detail", code=code)
