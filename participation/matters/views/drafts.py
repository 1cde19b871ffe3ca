"""Answers that wait: saved from the form of the answer, timed together, taken back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from participation.matters.actions import Timed, remove_draft, save_draft, time_drafts, untime_draft
from participation.matters.enums import StepKind
from participation.matters.forms import DraftForm, MinuteForm
from participation.matters.models import Matter
from participation.matters.permissions import check_can_answer_somewhere, check_can_take_step
from participation.matters.queries import desk_matter_at, desk_matter_page, desk_place
from participation.matters.queries.desk_drafts import chosen_drafts, draft_page, usual_minute
from participation.matters.views.desk import shown
from participation.matters.views.steps import BY_KIND, sent_form
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.numerals import moment

DRAFTS = "participation/matters/desk_drafts.html"
ANSWER = BY_KIND[StepKind.ANSWERED]


@sensitive_post_parameters("text", "note", "next_text", "came_of_it")
@require_POST
@staff_page
def draft_save(request: HttpRequest, code: str) -> HttpResponse:
    """Save what is written so far; when another writer was faster, both texts come back."""
    matter = desk_matter_at(code, request.user)
    check_can_take_step(request.user, matter, StepKind.ANSWERED)
    now = timezone.now()
    form = sent_form(ANSWER, desk_matter_page(matter, request.user, now), request, kind=DraftForm)
    if form.is_valid() and saved(form, request, matter, now):
        messages.success(request, _("The draft was saved. Nothing was sent to anybody."))
        return redirect("desk_matter", code=matter.reference)
    return shown(request, desk_matter_at(code, request.user) if form.has_changed_meanwhile else matter, form, ANSWER.word)


def saved(form: DraftForm, request: HttpRequest, matter: Matter, now: datetime) -> bool:
    seen, version = form.cleaned_data["version"], form.cleaned_data.get("draft") or 0
    try:
        save_draft(matter=matter, words=form.draft_words(), by=request.user, now=now, seen=seen, version=version)
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        return False
    return True


@require_POST
@staff_page
def draft_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    matter = desk_matter_at(code, request.user)
    remove_draft(matter=matter, by=request.user, now=timezone.now(), version=version_in(request))
    messages.success(request, _("The draft was removed."))
    return redirect("desk_matter", code=matter.reference)


def version_in(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def draft_list(request: HttpRequest) -> HttpResponse:
    """All drafts of the desk; the chosen ones get a day and a minute at which they are published together."""
    check_can_answer_somewhere(request.user)
    now = timezone.now()
    usual = timezone.localtime(usual_minute(now))
    form = MinuteForm(request.POST or None, initial={"day": usual.date(), "minute": f"{usual.hour}.{usual.minute:02}"})
    chosen = request.POST.getlist("draft")
    if form.is_valid() and timed(form, chosen, request, now):
        return redirect("draft_list")
    context = {"page": draft_page(request.user, chosen), "form": form, "organisation": desk_place(request.user)}
    return render(request, DRAFTS, context)


def timed(form: MinuteForm, keys: list[str], request: HttpRequest, now: datetime) -> bool:
    chosen = chosen_drafts(request.user, keys)
    if not chosen:
        form.add_error(None, _("Nothing was chosen. Tick at least one draft first."))
        return False
    try:
        tell(request, time_drafts(chosen=chosen, at=form.at, by=request.user, now=now), form.at)
    except RuleBroken as refusal:
        form.add_error("day", refusal.message)
        return False
    return True


def tell(request: HttpRequest, done: Timed, at: datetime) -> None:
    count = len(done.drafts)
    if count:
        words = ngettext("%(n)s answer is published %(at)s.", "%(n)s answers are published %(at)s.", count)
        messages.success(request, words % {"n": count, "at": moment(at)})
    for matter, reason in done.missed:
        messages.error(request, f"{matter.title}: {reason}")


@require_POST
@staff_page
def draft_untime(request: HttpRequest) -> HttpResponse:
    """Take the minute of one draft back."""
    matter = desk_matter_at(request.POST.get("matter", ""), request.user)
    untime_draft(matter=matter, by=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is not published by itself any more. The draft stays.") % {"title": matter.title})
    return redirect("draft_list")
