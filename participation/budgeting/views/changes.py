"""Changing the course of a round: more time, open again, cancelled."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from participation.budgeting.actions.changes import cancel_round, extend_voting, reopen_voting
from participation.budgeting.enums import ChangeKind
from participation.budgeting.forms import ChangeForm
from participation.budgeting.models import Round
from participation.budgeting.queries.changes import change_at, change_words
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken

FOLDER = "participation/budgeting"
STEPS: dict[ChangeKind, Callable[..., Round]] = {
    ChangeKind.EXTENDED: extend_voting,
    ChangeKind.REOPENED: reopen_voting,
    ChangeKind.CANCELLED: cancel_round,
}
FIELD = {"not_later": "closes_time", "past": "closes_time", "no_reason": "reason_fi", "no_decision": "decision"}


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_change(request: HttpRequest, slug: str, round: str, kind: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    change = change_at(kind)
    form, words = ChangeForm(request.POST or None, kind=change), change_words(change)
    if request.method == "POST" and form.is_valid():
        try:
            STEPS[change](round=found, reason=form.reason, by=request.user, **form.closing)
        except RuleBroken as broken:
            if broken.code not in FIELD:
                raise
            form.add_error(FIELD[broken.code], broken.message)
        else:
            messages.success(request, words.done)
            return redirect(url_of("round_manage", found))
    context = {"organisation": found.organisation, "round": found, "form": form, "words": words}
    return render(request, f"{FOLDER}/round_change.html", context)
