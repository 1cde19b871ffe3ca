"""The picture of a proposal: for everyone who sees the proposal, and for those who choose it."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participation.budgeting.actions.pictures import show_picture, take_picture_away
from participation.budgeting.forms.delivery import PictureForm
from participation.budgeting.permissions import check_can_view_proposals
from participation.budgeting.queries.booth import picture_of
from participation.budgeting.queries.ideas import picture_at, proposal_to_write
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.files import inert_file

FOLDER = "participation/budgeting"


@require_safe
def proposal_picture(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponseBase:
    found = round_at(slug, round, request.user)
    check_can_view_proposals(request.user, found)
    picture = picture_at(found, proposal)
    filename = f"{round}-{picture.pk}{PurePosixPath(picture.file.name).suffix}"
    return inert_file(picture.file.name, filename=filename, content_type=picture.kind, inline=True)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def picture_choice(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    target = proposal_to_write(found, proposal)
    here = url_of("picture_choice", found, proposal=target.pk)
    if request.method == "POST" and "away" in request.POST:
        take_picture_away(proposal=target, by=request.user, now=timezone.now())
        messages.success(request, _("The picture is removed."))
        return redirect(here)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        show_picture(proposal=target, by=request.user, now=timezone.now(), **form.facts)
        messages.success(request, _("The picture is saved. It stands beside the proposal on the ballot."))
        return redirect(here)
    context = {"organisation": found.organisation, "round": found, "proposal": target, "picture": picture_of(target), "form": form}
    return render(request, f"{FOLDER}/picture_choice.html", context)
