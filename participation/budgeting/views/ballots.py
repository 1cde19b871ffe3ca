"""The vote: one page, one sending. The answer to the sending is the receipt itself: nothing that joins a voter to a ballot is put
into the session, an address or a message. Choices made before signing in wait in a cookie of the voter's own browser.
"""

import secrets
from collections.abc import Collection, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot, new_receipt
from participation.budgeting.enums import BallotFault, Eligibility
from participation.budgeting.forms import RECEIPTS, BallotForm, ReceiptForm, read_draft, sought_in
from participation.budgeting.models import Kiosk, Round
from participation.budgeting.queries.ballots import (
    BallotPage,
    ballot_page,
    can_replace,
    eligibility_of,
    receipt_status,
)
from participation.budgeting.queries.booth import areas_of, chosen_area
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.sentences import eligibility_reason
from participation.budgeting.queries.words import of_place
from participation.budgeting.rules.ballots import Problem
from participation.budgeting.views.voters import code_in, cookie_safety, forget_code
from people.gates import to_sign_in

FOLDER = "participation/budgeting"
ORDER_COOKIE = "proposal_order"
DRAFT_COOKIE = "ballot_draft"
DRAFT_SECONDS = 3600


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    if request.method == "POST":
        return sent_ballot(request, found, BallotForm(request.POST, places=found.max_choices or 0))
    voter_code = code_in(request, found)
    reason = eligibility_of(found, request.user, timezone.now(), voter_code)
    if reason not in {Eligibility.OK, Eligibility.NOT_SIGNED_IN}:
        return reason_page(request, found, reason)
    area_slug, choices = read_draft(request.COOKIES.get(DRAFT_COOKIE, ""))
    page = page_anew(request, found, request.GET.get("alue", area_slug), choices, reason)
    return booth_page(request, found, page, new_receipt())


def page_anew(
    request: HttpRequest, round: Round, area_slug: str, choices: Collection[int] = (), reason: Eligibility = Eligibility.OK
) -> BallotPage:
    """The ballot as it is opened; without an area the choice of one, which complains when it was sent empty."""
    problems = [Problem(BallotFault.NO_AREA)] if "nayta" in request.GET and not area_slug else []
    sought = sought_in(request.GET.get("laji", ""), request.GET.get("haku", ""))
    return ballot_page(
        round, area_slug=area_slug, choices=choices, seed=order_seed(request), reason=reason, problems=problems, sought=sought
    )


@sensitive_variables()
def sent_ballot(request: HttpRequest, round: Round, form: BallotForm) -> HttpResponse:
    """What was sent: counted again, taken, or refused with everything that was chosen still there."""
    form.is_valid()
    code, voter_code = form.code or new_receipt(), code_in(request, round)
    if "count" in request.POST:
        reason = eligibility_of(round, request.user, timezone.now(), voter_code)
        return booth_page(request, round, page_again(request, round, form, reason), code)
    area = chosen_area(areas_of(round), form.area_slug)
    try:  # no `now`: the database's clock decides
        cast_ballot(round=round, area=area, voter=request.user, choices=form.choices, code=code, voter_code=voter_code)
    except BallotRefused as refused:
        if refused.reason == Eligibility.NOT_SIGNED_IN and not receipt_status(round, form.code).is_found:
            return to_sign_in_with_draft(request, form)
        if refused.reason in {Eligibility.ALREADY_VOTED, Eligibility.CODE_USED, Eligibility.NOT_SIGNED_IN}:
            return voted_already(request, round, form.code, refused.reason)
        return booth_page(request, round, page_again(request, round, form, refused.reason, refused.problems), code)
    return receipt_page(request, round, code)


def page_again(
    request: HttpRequest, round: Round, form: BallotForm, reason: Eligibility, problems: Sequence[Problem] = ()
) -> BallotPage:
    seed = order_seed(request)
    return ballot_page(
        round, area_slug=form.area_slug, choices=form.choices, seed=seed, reason=reason, problems=problems, typed=form.typed,
        sought=form.sought,
    )  # fmt: skip


@sensitive_variables()
def booth_page(
    request: HttpRequest, round: Round, page: BallotPage, code: str, *, replaces: bool = False, kiosk: Kiosk | None = None
) -> HttpResponse:
    context = {
        "replaces": replaces,
        "kiosk": kiosk,
        "organisation": round.organisation,
        "round": round,
        "page": page,
        "receipt": RECEIPTS.sign(code),
        "with_code": not replaces and not kiosk and bool(code_in(request, round)),
        "has_errors": page.has_errors,
    }
    template = "ballot" if page.booth.area else "area_choice"
    response = render(request, f"{FOLDER}/{template}.html", context)
    response.set_cookie(ORDER_COOKIE, order_seed(request), max_age=90 * 86400, **cookie_safety("/"))
    return response


@sensitive_variables()
def receipt_page(
    request: HttpRequest, round: Round, code: str, *, again: bool = False, replaced: bool = False, kiosk: Kiosk | None = None
) -> HttpResponse:
    told = {"code": code, "again": again, "replaced": replaced, "kiosk": kiosk}
    context = {"organisation": round.organisation, "round": round, **told}
    response = render(request, f"{FOLDER}/receipt.html", context)
    response.delete_cookie(DRAFT_COOKIE, path=request.path)
    return forget_code(response, round)


@sensitive_variables()
def voted_already(
    request: HttpRequest, round: Round, code: str, reason: Eligibility, kiosk: Kiosk | None = None
) -> HttpResponse:
    """The same form sent twice gets its receipt again; a new form from a new page gets the reason."""
    if code and receipt_status(round, code).is_found:
        return receipt_page(request, round, code, again=True, kiosk=kiosk)
    return reason_page(request, round, reason, kiosk)


def reason_page(request: HttpRequest, round: Round, reason: Eligibility, kiosk: Kiosk | None = None) -> HttpResponse:
    context = {
        "kiosk": kiosk,
        "organisation": round.organisation,
        "round": round,
        "reason": eligibility_reason(reason, round),
        "place_of": of_place(round.organisation),
        "can_identify": reason == Eligibility.NOT_IDENTIFIED
        and bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }
    response = render(request, f"{FOLDER}/reason.html", context)
    return forget_code(response, round)


@sensitive_variables()
def to_sign_in_with_draft(request: HttpRequest, form: BallotForm) -> HttpResponse:
    """To sign in and back here. The choices wait in the voter's own browser: not in the address, the session or the database."""
    messages.info(request, _("Sign in to send your vote. Your choices are kept in this browser for an hour."))
    response = to_sign_in(request)
    response.set_cookie(DRAFT_COOKIE, form.as_draft(), max_age=DRAFT_SECONDS, **cookie_safety(request.path))
    return response


def order_seed(request: HttpRequest) -> str:
    """What the voter's own order of proposals comes from: a random word in a cookie, made at the first page."""
    seed = request.COOKIES.get(ORDER_COOKIE, "")
    if not seed.isalnum() or len(seed) > 40:
        seed = request.COOKIES[ORDER_COOKIE] = secrets.token_hex(8)
    return seed


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """Is my ballot in the box, and is it what I sent? The code travels in the body of a POST, never in an address."""
    found = round_at(slug, round, request.user)
    form = ReceiptForm(request.POST or None)
    status = receipt_status(found, form.cleaned_data["code"]) if request.method == "POST" and form.is_valid() else None
    context = {"organisation": found.organisation, "round": found, "form": form, "status": status}
    context["can_replace"] = can_replace(found, timezone.now())
    return render(request, f"{FOLDER}/receipt_check.html", context)
