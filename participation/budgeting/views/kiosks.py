"""Voting points: opening them, and the device on which people vote one after the other and which keeps nothing of them."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot, new_receipt
from participation.budgeting.actions.kiosks import close_kiosk, open_kiosk
from participation.budgeting.enums import Eligibility
from participation.budgeting.forms import BallotForm, KioskCodeForm, KioskForm, VoterCodeForm
from participation.budgeting.models import Kiosk, Round
from participation.budgeting.queries.ballots import eligibility_of
from participation.budgeting.queries.booth import areas_of, chosen_area
from participation.budgeting.queries.kiosks import kiosk_at, kiosk_with, kiosks_of
from participation.budgeting.queries.paper import desk_round
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.sentences import eligibility_reason
from participation.budgeting.queries.words import url_of
from participation.budgeting.views.ballots import (
    FOLDER,
    ORDER_COOKIE,
    booth_page,
    page_again,
    page_anew,
    reason_page,
    receipt_page,
    voted_already,
)
from participation.budgeting.views.tries import check_tries, count_miss
from participation.budgeting.views.voters import bind, code_in, forget_code, keep_code, kiosk_in
from people.gates import staff_page

RECEIPT_SHOWN = 120  # seconds; then the device goes back to its start, so that the next voter does not see the receipt


@never_cache
@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def kiosks(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The answer to opening a voting point shows the code of its device, once. With `here` this device becomes the voting point: whoever
    opened it is signed out, because the next hands on it are the voters'."""
    found = desk_round(slug, round, request.user)
    form, code, opened = KioskForm(request.POST or None), "", None
    if request.method == "POST" and form.is_valid() and "here" in request.POST:
        _kiosk, own_code = open_kiosk(round=found, by=request.user, **form.cleaned_data)
        logout(request)
        return bind(redirect(url_of("kiosk", found)), found, own_code)
    if request.method == "POST" and form.is_valid():
        opened, code = open_kiosk(round=found, by=request.user, **form.cleaned_data)
        form = KioskForm()
    context = {"organisation": found.organisation, "round": found, "form": form, "kiosks": kiosks_of(found), "code": code, "opened": opened}
    return render(request, f"{FOLDER}/kiosks.html", context)


@staff_page
@require_POST
def kiosk_close(request: HttpRequest, slug: str, round: str, number: int) -> HttpResponse:
    found = desk_round(slug, round, request.user)
    close_kiosk(kiosk=kiosk_at(found, number), by=request.user, now=timezone.now())
    messages.success(request, _("The voting point is closed. Its device takes no more votes."))
    return redirect(url_of("kiosks", found))


@never_cache
@sensitive_post_parameters("voter_code", "kiosk_code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The start of the device: bound to its place with a code first, then each voter's own code. It keeps nothing of the voter before."""
    found = round_at(slug, round, request.user)
    here = kiosk_in(request, found)
    if here is None:
        return bound(request, found)
    form = VoterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["voter_code"]
        check_tries(found, request.user, code)
        reason = eligibility_of(found, request.user, timezone.now(), code, here)
        if reason == Eligibility.OK:
            return keep_code(redirect(url_of("kiosk_ballot", found)), found, code)
        count_miss(found, request.user, code)
        told = eligibility_reason(reason, found)
        form.add_error("voter_code", f"{told.title}. {told.text}")
    context = {"organisation": found.organisation, "round": found, "form": form, "kiosk": here}
    response = forget_code(render(request, f"{FOLDER}/kiosk.html", context), found)
    response.delete_cookie(ORDER_COOKIE)  # the next voter sees another order
    return response


def bound(request: HttpRequest, round: Round) -> HttpResponse:
    form = KioskCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["kiosk_code"]
        if kiosk_with(round, code):
            return bind(redirect(url_of("kiosk", round)), round, code)
        form.add_error("kiosk_code", _("There is no open voting point with this code."))
    return render(request, f"{FOLDER}/kiosk_bind.html", {"organisation": round.organisation, "round": round, "form": form})


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk_ballot(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    here, code = kiosk_in(request, found), code_in(request, found)
    if request.method == "POST" and here is not None:
        return sent_at_kiosk(request, found, BallotForm(request.POST, places=found.max_choices or 0), here)
    if here is None or not code:
        return redirect(url_of("kiosk", found))
    reason = eligibility_of(found, request.user, timezone.now(), code, here)
    if reason != Eligibility.OK:
        return reason_page(request, found, reason, here)
    return booth_page(request, found, page_anew(request, found, request.GET.get("alue", "")), new_receipt(), kiosk=here)


@sensitive_variables()
def sent_at_kiosk(request: HttpRequest, round: Round, form: BallotForm, here: Kiosk) -> HttpResponse:
    """What was sent: counted again, taken, or refused with everything that was chosen still there."""
    form.is_valid()
    code, voter_code = form.code or new_receipt(), code_in(request, round)
    if "count" in request.POST:
        return booth_page(request, round, page_again(request, round, form, Eligibility.OK), code, kiosk=here)
    area = chosen_area(areas_of(round), form.area_slug)
    try:  # no `now`: the database's clock decides
        cast_ballot(round=round, area=area, voter=request.user, choices=form.choices, code=code, voter_code=voter_code, kiosk=here)
    except BallotRefused as refused:
        if refused.problems:
            page = page_again(request, round, form, refused.reason, refused.problems)
            return booth_page(request, round, page, code, kiosk=here)
        return voted_already(request, round, form.code, refused.reason, here)
    response = receipt_page(request, round, code, kiosk=here)
    response.headers["Refresh"] = f"{RECEIPT_SHOWN}; url={url_of('kiosk', round)}"
    return response
