"""The categories of a round: made, removed, and proposals put into them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.budgeting.actions.categories import add_category, remove_category, sort_proposals
from participation.budgeting.forms import CategoryForm, RemoveForm, SortForm
from participation.budgeting.models import Round
from participation.budgeting.queries.categories import categories_of, categories_page, proposals_to_sort
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken

FOLDER = "participation/budgeting"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_categories(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_category(round=found, plan=form.plan, by=request.user, now=timezone.now())
        except RuleBroken as broken:
            form.add_error({"rule": "budget", "ballot": "max_choices"}.get(broken.code, "name_fi"), str(broken))
        else:
            messages.success(request, _("The category is made. Put proposals into it below."))
            return redirect(url_of("round_categories", found))
    context = {
        "organisation": found.organisation, "round": found, "form": form, "sort": sorting(found), "page": categories_page(found),
    }  # fmt: skip
    return render(request, f"{FOLDER}/round_categories.html", context)


def sorting(round: Round, *data: object) -> SortForm:
    return SortForm(*data, proposals=proposals_to_sort(round), categories=categories_of(round))


@staff_page
@require_POST
def category_remove(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = RemoveForm(request.POST)
    number = form.cleaned_data["category"] if form.is_valid() else 0
    remove_category(round=found, number=number, by=request.user, now=timezone.now())
    messages.success(request, _("The category is removed. Its proposals have no category now."))
    return redirect(url_of("round_categories", found))


@staff_page
@require_POST
def category_sort(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = sorting(found, request.POST)
    if not form.is_valid():
        raise RuleBroken(_("The proposals or categories have changed meanwhile. Look at the page again."), code="changed")
    sort_proposals(round=found, places=form.places, by=request.user, now=timezone.now())
    messages.success(request, _("The proposals are in their categories."))
    return redirect(url_of("round_categories", found))
