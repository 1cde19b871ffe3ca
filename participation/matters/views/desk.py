"""The desk of those who answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from participation.matters.actions import Routed, Routing, route_matters
from participation.matters.forms import DeskFilterForm, FilterNameForm, StepForm
from participation.matters.models import Matter
from participation.matters.permissions import check_can_route, check_can_take_step
from participation.matters.queries import (
    chosen_rows,
    desk_matter_at,
    desk_matter_page,
    desk_page,
    desk_place,
    desk_side_of,
)
from participation.matters.views.steps import offers_for, sent_form, step_at, take
from people.gates import staff_page

DESK, MATTER = "participation/matters/desk.html", "participation/matters/desk_matter.html"


@require_safe
@staff_page
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, and for whom. Ticked rows are in the address, so that what routing them would do is told before the button."""
    place = desk_place(request.user)
    form = DeskFilterForm(request.GET)
    page = desk_page(request.user, timezone.now(), chosen=request.GET.getlist("matter"), **form.chosen)
    form.offer_topics(page.topics)
    kept = [(name, value) for name, value in request.GET.items() if name != "matter"]
    context = {"page": page, "filter": form, "kept": kept, "naming": FilterNameForm(auto_id="view-%s"), "organisation": place}
    return render(request, DESK, context)


@require_POST
@staff_page
def desk_route(request: HttpRequest) -> HttpResponse:
    """Route all chosen rows, each to the post that the contacts propose."""
    check_can_route(request.user)
    now = timezone.now()
    rows = chosen_rows(request.user, request.POST.getlist("matter"), now)
    routings = [Routing(row.matter, row.proposed.post, version) for row, version in rows if row.proposed and row.proposed.post]
    tell(request, route_matters(routings=routings, by=request.user, now=now))
    return redirect("desk")


def tell(request: HttpRequest, routed: Routed) -> None:
    count = len(routed.steps)
    if count:
        done = ngettext("%(n)s matter was sent to the one who answers.", "%(n)s matters were sent to those who answer.", count)
        messages.success(request, done % {"n": count})
    for matter, reason in routed.missed:
        messages.error(request, f"{matter.title}: {reason}")
    if not count and not routed.missed:
        messages.error(request, _("Nothing was chosen. Tick at least one matter first."))


@require_safe
@staff_page
def desk_matter(request: HttpRequest, code: str) -> HttpResponse:
    """One matter with its whole path and the steps that may be taken."""
    return shown(request, desk_matter_at(code, request.user))


def shown(request: HttpRequest, matter: Matter, form: StepForm | None = None, word: str = "") -> HttpResponse:
    page = desk_matter_page(matter, request.user, timezone.now())
    changed = form is not None and form.has_changed_meanwhile
    meanwhile = form.meet(matter, page.around.draft) if changed else []
    offers = offers_for(page, sent=form, word=word)
    context = {
        "page": page, "matter": matter, "form": form, "offers": offers, "meanwhile": meanwhile,
        "organisation": desk_side_of(matter, request.user),
    }  # fmt: skip
    return render(request, MATTER, context, status=409 if changed else 200)


@sensitive_post_parameters("text", "note", "next_text", "came_of_it")
@require_POST
@staff_page
def desk_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Take a step; a form that cannot be taken comes back with what was typed."""
    matter = desk_matter_at(code, request.user)
    chosen = step_at(step)
    check_can_take_step(request.user, matter, chosen.kind)
    now = timezone.now()
    page = desk_matter_page(matter, request.user, now)
    form = sent_form(chosen, page, request)
    if form.is_valid() and take(chosen, form, request, now):
        messages.success(request, str(chosen.said))
        return redirect("desk_matter", code=matter.reference)
    if form.has_changed_meanwhile:
        matter = desk_matter_at(code, request.user)
    return shown(request, matter, form, step)
