"""A desk where people vote on paper: marking on the roll, printing, keying by two people, into the box."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.budgeting.actions.ballots import BallotRefused
from participation.budgeting.actions.codes import give_code
from participation.budgeting.actions.paper import accept_papers, key_paper, mark_at_desk, print_papers
from participation.budgeting.forms import AcceptForm, DeskForm, KeyForm, PaperForm
from participation.budgeting.models import CodeBatch, Round
from participation.budgeting.queries.codes import kind_sentence, short_address, slips_of
from participation.budgeting.queries.electors import knows_cards
from participation.budgeting.queries.paper import (
    batch_page,
    desk_round,
    on_paper,
    paper_batch_at,
    paper_batches_of,
    papers_left,
    parts_of,
    serials_shuffled,
)
from participation.budgeting.queries.words import url_of
from people.gates import staff_page

FOLDER = "participation/budgeting"


@never_cache
@sensitive_post_parameters("identity_code")
@sensitive_variables()
@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def desk_vote(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The identity code is read and forgotten: it stands in no address, message or log."""
    found = desk_round(slug, round, request.user)
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if "code" in request.POST:
                return slip_of(request, found, *give_code(round=found, by=request.user, **form.card))
            mark_at_desk(round=found, by=request.user, **form.card)
        except BallotRefused as refused:
            form.add_error("identity_code", refused.message)
        else:
            messages.success(request, _("The person is marked as having voted. Give them a paper ballot."))
            return redirect(url_of("desk_vote", found))
    context = {"organisation": found.organisation, "round": found, "form": form, "left": papers_left(found), "one_roll": knows_cards()}
    return render(request, f"{FOLDER}/desk_vote.html", context)


@sensitive_variables()
def slip_of(request: HttpRequest, round: Round, batch: CodeBatch, code: str) -> HttpResponse:
    """The slip with the one code, shown once."""
    context = {
        "batch": batch, "slips": slips_of(round, [code]), "address": short_address(round), "sentence": kind_sentence(batch.kind),
        "from_desk": True,
    }  # fmt: skip
    return render(request, f"{FOLDER}/code_sheet.html", {"organisation": round.organisation, "round": round, **context})


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper_batches(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = desk_round(slug, round, request.user)
    form = PaperForm(request.POST or None, areas=parts_of(found))
    if request.method == "POST" and form.is_valid():
        batch = print_papers(round=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        return redirect(url_of("paper_sheets", found, number=batch.number))
    context = {"organisation": found.organisation, "round": found, "form": form, "batches": paper_batches_of(found)}
    return render(request, f"{FOLDER}/paper_batches.html", context)


@staff_page
@require_safe
def paper_sheets(request: HttpRequest, slug: str, round: str, number: int) -> HttpResponse:
    found = desk_round(slug, round, request.user)
    batch = paper_batch_at(found, number)
    context = {"batch": batch, "serials": serials_shuffled(batch), "proposals": list(enumerate(on_paper(batch), 1))}
    return render(request, f"{FOLDER}/paper_sheets.html", {"organisation": found.organisation, "round": found, **context})


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper_keying(request: HttpRequest, slug: str, round: str, number: int) -> HttpResponse:
    found = desk_round(slug, round, request.user)
    batch = paper_batch_at(found, number)
    page = batch_page(batch, request.user)
    form = KeyForm(request.POST or None, numbers=[p.pk for p in page.proposals], round=found)
    if request.method == "POST" and form.is_valid():
        key_paper(batch=batch, by=request.user, now=timezone.now(), **form.entry)
        messages.success(request, _("Paper %(serial)s is keyed.") % {"serial": form.cleaned_data["serial"]})
        return redirect(url_of("paper_keying", found, number=number))
    context = {"organisation": found.organisation, "round": found, "page": page, "form": form, "accept": AcceptForm()}
    return render(request, f"{FOLDER}/paper_keying.html", context)


@staff_page
@require_POST
def paper_accept(request: HttpRequest, slug: str, round: str, number: int) -> HttpResponse:
    found = desk_round(slug, round, request.user)
    batch = paper_batch_at(found, number)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write how many papers the protocol of the box gives."))
    else:
        accept_papers(batch=batch, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The papers are in the box."))
    return redirect(url_of("paper_keying", found, number=number))
