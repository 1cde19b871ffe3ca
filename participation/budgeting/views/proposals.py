"""From ideas to proposals: the ideas of the round, writing and assessing a proposal, declining ideas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participation.budgeting.actions.proposals import decline_ideas, write_proposal
from participation.budgeting.forms.proposals import DeclineIdeasForm, ProposalForm
from participation.budgeting.models import Proposal, Round
from participation.budgeting.queries.booth import areas_of
from participation.budgeting.queries.ideas import idea_choices, ideas_named, ideas_page, proposal_to_write
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.words import url_of
from participation.matters.queries.desk_matter import posts_for
from people.gates import staff_page
from portal.exceptions import RuleBroken

FOLDER = "participation/budgeting"
FIELD = {
    "no_reason": "reason_fi", "no_cost_text": "cost_text_fi", "no_upkeep": "upkeep", "undecided": "feasibility", "no_cost": "cost",
}  # fmt: skip


@staff_page
@require_safe
def round_ideas(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    context = {"organisation": found.organisation, "round": found, "page": ideas_page(found)}
    return render(request, f"{FOLDER}/round_ideas.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """A new proposal; the ideas named in the address are ticked, and the first of them lends its words."""
    found = managed_round(slug, round, request.user)
    ideas = ideas_named(found, request.GET.getlist("idea"))
    initial = {"feasibility": "undecided", "ideas": [idea.pk for idea in ideas]}
    if ideas:
        initial |= {"title_fi": ideas[0].title, "text_fi": "\n\n".join(idea.text for idea in ideas)[:2000]}
    return written(request, found, form_for(request, found, initial))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    target = proposal_to_write(found, proposal)
    columns = [f"{name}_{language}" for name in ("title", "text", "plain", "cost_text") for language in ("fi", "sv", "en")]
    initial = {name: getattr(target, name) for name in (*columns, "place", "cost", "upkeep", "post", "done_by", "feasibility")}
    initial |= {f"reason_{language}": getattr(target, f"feasibility_text_{language}") for language in ("fi", "sv", "en")}
    initial |= {"area": target.area.slug, "finished": target.assessed_at is not None, "ideas": [idea.pk for idea in target.ideas.all()]}
    return written(request, found, form_for(request, found, initial, target), target)


def form_for(request: HttpRequest, round: Round, initial: dict[str, object], proposal: Proposal | None = None) -> ProposalForm:
    return ProposalForm(
        request.POST or None, initial=initial, areas=areas_of(round), posts=posts_for(round.organisation),
        ideas=idea_choices(round, proposal),
    )  # fmt: skip


def written(request: HttpRequest, round: Round, form: ProposalForm, proposal: Proposal | None = None) -> HttpResponse:
    """The proposal saved, or its form with what is wrong."""
    if request.method == "POST" and form.is_valid():
        draft = form.draft(ideas_named(round, form.chosen_ideas, proposal))
        try:
            write_proposal(draft=draft, proposal=proposal, by=request.user, now=timezone.now())
        except RuleBroken as broken:
            if broken.code not in FIELD:
                raise
            form.add_error(FIELD[broken.code], broken.message)
        else:
            messages.success(request, _("The proposal is saved. Everyone sees it when all proposals are published."))
            return redirect(url_of("round_ideas", round))
    context = {"organisation": round.organisation, "round": round, "form": form, "proposal": proposal}
    return render(request, f"{FOLDER}/proposal_write.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def ideas_decline(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The reason for the ideas that the address names."""
    found = managed_round(slug, round, request.user)
    ideas = ideas_named(found, request.GET.getlist("idea"))
    form = DeclineIdeasForm(request.POST or None)
    if not ideas:
        messages.error(request, _("Choose at least one idea."))
        return redirect(url_of("round_ideas", found))
    if request.method == "POST" and form.is_valid():
        decline_ideas(round=found, ideas=ideas, reason=form.reason, by=request.user, now=timezone.now())
        messages.success(request, _("The reason is saved. The senders are told when the proposals are published."))
        return redirect(url_of("round_ideas", found))
    context = {"organisation": found.organisation, "round": found, "form": form, "ideas": ideas}
    return render(request, f"{FOLDER}/ideas_decline.html", context)
