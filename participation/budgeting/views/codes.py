"""Voting with a code instead of an account, and making the codes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.codes import make_codes, void_codes
from participation.budgeting.enums import Eligibility
from participation.budgeting.forms import CodeBatchForm, VoidForm, VoterCodeForm
from participation.budgeting.queries.ballots import eligibility_of
from participation.budgeting.queries.codes import batch_at, batch_lines, kind_sentence, short_address, slips_of
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.sentences import eligibility_reason
from participation.budgeting.queries.words import url_of
from participation.budgeting.views.tries import check_tries, count_miss
from participation.budgeting.views.voters import keep_code
from people.gates import staff_page

FOLDER = "participation/budgeting"


@never_cache
@sensitive_post_parameters("voter_code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_code(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The code travels in the body of a POST and then in a cookie of the voter's own browser, never in an address."""
    found = round_at(slug, round, request.user)
    form = VoterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["voter_code"]
        check_tries(found, request.user, code)
        reason = eligibility_of(found, request.user, timezone.now(), code)
        if reason == Eligibility.OK:
            return keep_code(redirect(url_of("ballot", found)), found, code)
        count_miss(found, request.user, code)
        told = eligibility_reason(reason, found)
        form.add_error("voter_code", f"{told.title}. {told.text}")
    return render(request, f"{FOLDER}/ballot_code.html", {"organisation": found.organisation, "round": found, "form": form})


@never_cache
@sensitive_post_parameters("people")
@sensitive_variables()
@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def code_batches(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The answer to making codes is the sheet itself: it is shown once, and nothing of it is kept to be shown again."""
    found = managed_round(slug, round, request.user)
    form = CodeBatchForm(request.POST or None, round=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        batch, codes = make_codes(
            round=found, holder=data["holder"], count=data["count"] or 0, cards=data["people"], by=request.user, now=timezone.now()
        )
        context = {
            "batch": batch, "slips": slips_of(found, codes), "address": short_address(found), "sentence": kind_sentence(batch.kind),
        }  # fmt: skip
        return render(request, f"{FOLDER}/code_sheet.html", {"organisation": found.organisation, "round": found, **context})
    context = {"organisation": found.organisation, "round": found, "form": form, "lines": batch_lines(found)}
    return render(request, f"{FOLDER}/code_batches.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def code_void(request: HttpRequest, slug: str, round: str, number: int) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    batch = batch_at(found, number)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void_codes(batch=batch, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The unused codes of the batch are void. Votes sent with its codes stay in the box."))
        return redirect(url_of("code_batches", found))
    context = {"organisation": found.organisation, "round": found, "batch": batch, "form": form}
    return render(request, f"{FOLDER}/code_void.html", context)
