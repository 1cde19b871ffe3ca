"""Running a round: publish, open, close, count, draw, confirm. Each step is one button with its consequence said before it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.budgeting.actions.results import publish_result, record_draw, start_count
from participation.budgeting.actions.rounds import (
    begin_implementation,
    begin_phase,
    close_voting,
    finish_round,
    open_voting,
    publish_proposals,
)
from participation.budgeting.enums import RoundState
from participation.budgeting.forms import DecisionForm, DrawForm
from participation.budgeting.models import Round
from participation.budgeting.queries.manage import area_at, bodies_of, manage_page, managed_round
from participation.budgeting.queries.words import url_of
from people.gates import staff_page

FOLDER = "participation/budgeting"


@staff_page
@require_safe
def round_manage(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    return show(request, found, DecisionForm(bodies=bodies_of(found)), DrawForm())


def show(request: HttpRequest, round: Round, decision: DecisionForm, draw: DrawForm) -> HttpResponse:
    context = {
        "organisation": round.organisation,
        "round": round,
        "page": manage_page(round, timezone.now()),
        "decision": decision,
        "draw": draw,
        "form": decision if decision.is_bound else draw,
    }
    return render(request, f"{FOLDER}/round_manage.html", context)


def take(request: HttpRequest, slug: str, round: str, step: Callable[..., Round], done: str) -> HttpResponse:
    """One step without a form. A broken rule rises and is told on the page that it came from."""
    found = managed_round(slug, round, request.user)
    step(round=found, by=request.user)  # no `now`: the database's clock decides
    messages.success(request, done)
    return redirect(url_of("round_manage", found))


@staff_page
@require_POST
def round_phase(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """Begin the phase that the button named."""
    wanted = request.POST.get("to", "")
    to = RoundState(wanted) if wanted in RoundState.values else RoundState.PREPARATION
    return take(request, slug, round, partial(begin_phase, to=to), _("The phase has begun. The round's page tells it to everyone."))


@staff_page
@require_POST
def round_publish(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    return take(
        request, slug, round, publish_proposals, _("The proposals are out. The senders of the ideas were told.")
    )


@staff_page
@require_POST
def round_open(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    return take(request, slug, round, open_voting, _("The rules are frozen and the voting is open."))


@staff_page
@require_POST
def round_close(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    return take(request, slug, round, close_voting, _("The voting is closed. Count the votes next."))


@staff_page
@require_POST
def round_implement(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    return take(request, slug, round, begin_implementation, _("The work has begun. The senders of the ideas were told."))


@staff_page
@require_POST
def round_finish(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    return take(request, slug, round, finish_round, _("The round is finished."))


@staff_page
@require_POST
def round_count(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    job = start_count(round=found, by=request.user, now=timezone.now())
    return redirect("job_detail", job.pk)


@staff_page
@require_POST
def round_draw(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = DrawForm(request.POST)
    if not form.is_valid():
        return show(request, found, DecisionForm(bodies=bodies_of(found)), form)
    area = area_at(found, request.POST.get("area", ""))
    record_draw(round=found, area=area, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The drawn lot is recorded. Count the votes again."))
    return redirect(url_of("round_manage", found))


@staff_page
@require_POST
def round_confirm(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    form = DecisionForm(request.POST, bodies=bodies_of(found))
    if not form.is_valid():
        return show(request, found, form, DrawForm())
    publish_result(round=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The result is public. The senders of the ideas were told."))
    return redirect(url_of("round_result", found))
