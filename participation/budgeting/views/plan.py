"""Founding a round from a template, and changing its plan until the voting is opened."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.planning import change_plan
from participation.budgeting.actions.rounds import RoundPlan, found_round
from participation.budgeting.forms import PlanForm, free_slug
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.plan import (
    areas_of_template,
    areas_to_change,
    offers,
    place_to_found_in,
    plan_of_round,
    plan_of_template,
    taken_addresses,
    template_at,
)
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken

FOLDER = "participation/budgeting"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest, slug: str) -> HttpResponse:
    place = place_to_found_in(slug, request.user)
    template = template_at(request.GET.get("malli", ""))
    if template is None:
        return render(request, f"{FOLDER}/round_new.html", {"organisation": place, "offers": offers()})
    form = PlanForm(request.POST or None, initial=plan_of_template(template, timezone.now()), areas=areas_of_template(template, place))
    if request.method == "POST" and form.is_valid():
        plan = plan_from(form, free_slug(form.cleaned_data["name_fi"], taken_addresses(place)))
        plan = replace(plan, fields={**plan.fields, **template.rules})
        round = found_round(organisation=place, plan=plan, by=request.user, now=timezone.now())
        messages.success(request, _("The round is founded. Only those who run it see it until you begin its first phase."))
        return redirect(url_of("round_manage", round))
    return render(request, f"{FOLDER}/round_plan.html", {"organisation": place, "form": form})


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_plan(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = PlanForm(request.POST or None, initial=plan_of_round(found), areas=areas_to_change(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(round=found, plan=plan_from(form, found.slug), by=request.user, now=timezone.now())
        except RuleBroken as broken:
            if broken.code != "area_in_use":
                raise
            form.add_error("area_1_name_fi", broken.message)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(url_of("round_manage", found))
    return render(request, f"{FOLDER}/round_plan.html", {"organisation": found.organisation, "round": found, "form": form})


def plan_from(form: PlanForm, address: str) -> RoundPlan:
    name = form.cleaned_data["name_fi"]
    return RoundPlan(address, form.year, name, form.opens_at, form.closes_at, form.area_plans, form.fields_of_round)
