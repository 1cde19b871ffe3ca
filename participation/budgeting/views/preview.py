"""Choosing the rules of a round, and what each counting rule would do with the same votes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.terms import choose_rules
from participation.budgeting.forms import PollForm, RulesForm
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.preview import poll_at, preview_of, sources_of
from participation.budgeting.queries.words import url_of
from people.gates import staff_page

FOLDER = "participation/budgeting"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_rules(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = RulesForm(request.POST or None, instance=managed_round(slug, round, request.user))
    if request.method == "POST" and form.is_valid():
        choose_rules(round=found, rules=form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The rules are saved. They can be changed until the voting is opened."))
        return redirect(url_of("round_manage", found))
    return render(request, f"{FOLDER}/round_rules.html", {"organisation": found.organisation, "round": found, "form": form})


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def rule_preview(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """All rules side by side on made-up votes, on an earlier round, or on a file, which is not stored."""
    found = managed_round(slug, round, request.user)
    form = PollForm(request.POST or None, request.FILES or None)
    sources = sources_of(found)
    preview = None
    if request.method == "POST":
        preview = preview_of(request.FILES["file"].name or "", form.cleaned_data["file"]) if form.is_valid() else None
    elif sources:
        preview = preview_of(*poll_at(found, request.GET.get("aanet", sources[0].key)))
    context = {"organisation": found.organisation, "round": found, "form": form, "sources": sources, "preview": preview}
    return render(request, f"{FOLDER}/rule_preview.html", context)
