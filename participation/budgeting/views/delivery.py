"""The work of the winners: its list and pages for those who run the round, its pictures for everyone."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.budgeting.actions.delivery import (
    add_picture,
    check_proposal_effect,
    finish_milestone,
    mark_proposal_done,
    plan_milestone,
    record_spending,
    remove_milestone,
    remove_picture,
)
from participation.budgeting.forms.delivery import (
    EffectForm,
    NumberForm,
    PictureForm,
    SpentForm,
    StageDoneForm,
    StageForm,
    WorkDoneForm,
)
from participation.budgeting.queries.delivery import Work, picture_at, winner_at, winner_rows, work_of
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken
from portal.files import inert_file

FOLDER = "participation/budgeting"
STEPS: dict[str, Callable[..., Any]] = {
    "stage": plan_milestone, "stage_done": finish_milestone, "spent": record_spending, "picture": add_picture,
    "done": mark_proposal_done, "effect": check_proposal_effect,
}  # fmt: skip
REMOVALS: dict[str, tuple[Callable[..., None], str]] = {"vaihe": (remove_milestone, "milestone"), "kuva": (remove_picture, "picture")}
FIELD = {"stage_done": "stage_done_on", "done": "done_on", "picture": "picture"}  # beside which a broken rule is told


@staff_page
@require_safe
def delivery_list(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    context = {"organisation": found.organisation, "round": found, "rows": winner_rows(found, timezone.now())}
    return render(request, f"{FOLDER}/delivery_list.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_delivery(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponse:
    """One page with a form for each thing that can be recorded; `what` says which one was sent."""
    found = managed_round(slug, round, request.user)
    target = winner_at(found, proposal)
    work = work_of(target, timezone.now())
    what = request.POST.get("what", "") if request.method == "POST" else ""
    sheets = forms_of(work, request, what)
    form = sheets.get(what)
    if form is not None and form.is_valid():
        try:
            STEPS[what](proposal=target, by=request.user, now=timezone.now(), **form.facts)
        except RuleBroken as broken:
            if what not in FIELD or broken.code == "wrong_state":
                raise
            form.add_error(FIELD[what], broken.message)
        else:
            messages.success(request, _("It is recorded. The page of the proposal tells it."))
            return redirect(url_of("round_delivery", found, proposal=target.pk))
    context = {"organisation": found.organisation, "round": found, "proposal": target, "work": work, "forms": sheets, "form": form}
    return render(request, f"{FOLDER}/delivery.html", context)


def forms_of(work: Work, request: HttpRequest, what: str) -> dict[str, forms.Form]:
    """The forms by their names; only the one that was sent is filled in."""

    def sent(name: str) -> tuple[Any, Any]:
        return (request.POST, request.FILES) if name == what else (None, None)

    sheets: dict[str, forms.Form] = {
        "stage": StageForm(*sent("stage")), "spent": SpentForm(*sent("spent"), initial={"spent": work.spent}),
        "picture": PictureForm(*sent("picture")),
    }  # fmt: skip
    if work.open_stages:
        sheets["stage_done"] = StageDoneForm(*sent("stage_done"), stages=work.open_stages)
    elif work.done_on is None:
        sheets["done"] = WorkDoneForm(*sent("done"))
    if work.done_on is not None:
        sheets["effect"] = EffectForm(*sent("effect"))
    return sheets


@staff_page
@require_POST
def delivery_remove(request: HttpRequest, slug: str, round: str, proposal: int, what: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    target = winner_at(found, proposal)
    form = NumberForm(request.POST)
    if what in REMOVALS and form.is_valid():
        remove, name = REMOVALS[what]
        remove(proposal=target, by=request.user, now=timezone.now(), **{name: form.cleaned_data["number"]})
        messages.success(request, _("It is removed."))
    return redirect(url_of("round_delivery", found, proposal=target.pk))


@require_safe
def delivery_picture(request: HttpRequest, slug: str, round: str, proposal: int, picture: int) -> HttpResponseBase:
    """A picture of the work, for everyone who sees the round."""
    found = picture_at(round_at(slug, round, request.user), proposal, picture)
    filename = f"{round}-{found.pk}{PurePosixPath(found.file.name).suffix}"
    return inert_file(found.file.name, filename=filename, content_type=found.kind, inline=True)
