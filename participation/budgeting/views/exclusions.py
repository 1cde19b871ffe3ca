"""Which proposals do not go together, and which are taken out, each with its reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.budgeting.actions.exclusions import declare_alternatives, exclude_proposal, undo_alternatives
from participation.budgeting.forms import AlternativesForm, ExclusionForm, UndoForm
from participation.budgeting.queries.exclusions import exclusions_page, proposals_at_choice, votable_at
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken

FOLDER = "participation/budgeting"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_proposals(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The groups of which one is carried out, and the proposals that can be taken out."""
    found = managed_round(slug, round, request.user)
    form = AlternativesForm(request.POST or None, proposals=proposals_at_choice(found))
    if request.method == "POST" and form.is_valid():
        try:
            declare_alternatives(
                round=found, proposals=form.cleaned_data["proposals"], by=request.user, now=timezone.now()
            )
        except RuleBroken as broken:
            form.add_error("proposals", str(broken))
        else:
            messages.success(request, _("Only the first of these is carried out. The ballot tells it to the voters."))
            return redirect(url_of("round_proposals", found))
    context = {"organisation": found.organisation, "round": found, "form": form, "page": exclusions_page(found)}
    return render(request, f"{FOLDER}/round_proposals.html", context)


@staff_page
@require_POST
def alternatives_undo(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = UndoForm(request.POST)
    group = form.cleaned_data["group"] if form.is_valid() else 0
    undo_alternatives(round=found, group=group, by=request.user, now=timezone.now())
    messages.success(request, _("The group is removed."))
    return redirect(url_of("round_proposals", found))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_exclude(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    target = votable_at(found, proposal)
    form = ExclusionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        exclude_proposal(proposal=target, grounds=form.grounds, by=request.user, now=timezone.now())
        messages.success(request, _("The proposal is taken out. Everyone sees the reason and the decision."))
        return redirect(url_of("round_proposals", found))
    context = {"organisation": found.organisation, "round": found, "proposal": target, "form": form}
    return render(request, f"{FOLDER}/proposal_exclude.html", context)
