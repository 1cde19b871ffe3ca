"""Replacing a sent vote: first its receipt, then a ballot like the first one. Nobody signs in: the receipt is all that is asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.ballots import BallotRefused, new_receipt
from participation.budgeting.actions.replacing import replace_ballot
from participation.budgeting.enums import Eligibility
from participation.budgeting.forms import BallotForm, ReceiptForm
from participation.budgeting.models import Round
from participation.budgeting.queries.ballots import replacing
from participation.budgeting.queries.booth import areas_of, chosen_area
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.sentences import eligibility_reason
from participation.budgeting.queries.words import url_of
from participation.budgeting.views.ballots import (
    FOLDER,
    booth_page,
    page_again,
    page_anew,
    reason_page,
    receipt_page,
    voted_already,
)
from participation.budgeting.views.voters import keep_receipt, receipt_in


@never_cache
@sensitive_post_parameters("code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_replace(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The receipt travels in the body of a POST and then in a cookie of the voter's own browser, never in an address."""
    found, now = round_at(slug, round, request.user), timezone.now()
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        reason, _old = replacing(found, code, now)
        if reason == Eligibility.OK:
            return keep_receipt(redirect(url_of("replacing_ballot", found)), found, code)
        told = eligibility_reason(reason, found)
        form.add_error("code", f"{told.title}. {told.text}")
    return render(request, f"{FOLDER}/ballot_replace.html", {"organisation": found.organisation, "round": found, "form": form})


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def replacing_ballot(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The ballot begins empty, with the area of the old one, which a receipt tells anyway: nobody looks into the box for the choices."""
    found = round_at(slug, round, request.user)
    receipt = receipt_in(request, found)
    if request.method == "POST":
        return sent_replacement(request, found, BallotForm(request.POST, places=found.max_choices or 0), receipt)
    reason, old = replacing(found, receipt, timezone.now())
    if reason == Eligibility.RECEIPT_UNKNOWN:
        return redirect(url_of("ballot_replace", found))
    if old is None or reason != Eligibility.OK:
        return reason_page(request, found, reason)
    page = page_anew(request, found, request.GET.get("alue", old.area.slug))
    return booth_page(request, found, page, new_receipt(), replaces=True)


@sensitive_variables()
def sent_replacement(request: HttpRequest, round: Round, form: BallotForm, receipt: str) -> HttpResponse:
    """What was sent: counted again, taken, or refused with everything that was chosen still there."""
    form.is_valid()
    code = form.code or new_receipt()
    if "count" in request.POST:
        return booth_page(request, round, page_again(request, round, form, Eligibility.OK), code, replaces=True)
    area = chosen_area(areas_of(round), form.area_slug)
    try:  # no `now`: the database's clock decides
        replace_ballot(round=round, area=area, receipt=receipt, choices=form.choices, code=code)
    except BallotRefused as refused:
        if refused.problems:
            page = page_again(request, round, form, refused.reason, refused.problems)
            return booth_page(request, round, page, code, replaces=True)
        return voted_already(request, round, form.code, refused.reason)
    return receipt_page(request, round, code, replaced=True)
