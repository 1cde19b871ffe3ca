"""Assisted entry at the desk: what somebody says by phone, at the counter or on paper, and the slip that they take along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.feedback.actions.entering import enter_matter
from participation.feedback.forms.entering import EnterForm
from participation.feedback.queries.slip import slip_of
from participation.feedback.views.feedback import form_from, secret_words
from participation.matters.enums import Channel, MatterKind
from participation.matters.queries import entry_place, matter_sent
from people.gates import staff_page
from portal.exceptions import RuleBroken
from portal.maps import allow_tiles, map_from

ENTERED, CHANNEL = "entered_matter", "entered_channel"


@secret_words
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def desk_enter(request: HttpRequest) -> HttpResponse:
    """Write down what somebody says by phone, at the counter or on paper. The way in which the last one came is chosen beforehand."""
    organisation = entry_place(request.user, request.GET.get("paikka", ""))
    initial = {"kind": MatterKind.FEEDBACK, "channel": request.session.get(CHANNEL, "")}
    form = form_from(request, EnterForm, organisation, initial)
    if form.is_valid():
        typed = form.cleaned_data
        token: UUID | None = typed["token"]
        try:
            matter = enter_matter(
                organisation=organisation, said=form.to_said(), channel=Channel(typed["channel"]), has_consent=typed["consent"],
                by=request.user, now=timezone.now(), token=token, files=form.sent_files(),
            )  # fmt: skip
            request.session[ENTERED], request.session[CHANNEL] = matter.pk, typed["channel"]
            return redirect("desk_entered")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    map = map_from(organisation.latitude, organisation.longitude)
    return allow_tiles(render(request, "participation/feedback/enter.html", {"organisation": organisation, "form": form, "map": map}), map)


@never_cache
@require_safe
@staff_page
def desk_entered(request: HttpRequest) -> HttpResponse:
    """The slip for the resident: the code, its address as a picture, the promised day, for printing."""
    matter = matter_sent([request.session.get(ENTERED, 0)], None)
    if matter is None:
        return redirect("desk_enter")
    context = {"organisation": matter.origin, "slip": slip_of(matter), "matter": matter}
    return render(request, "participation/feedback/entered.html", context)
