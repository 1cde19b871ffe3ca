"""Votes from files: brought in and looked at by the keepers, then for everyone, marked as what they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.budgeting.actions.files import bring_in, publish_file, remove_file
from participation.budgeting.actions.practice import found_practice
from participation.budgeting.forms import VoteFileForm
from participation.budgeting.queries.files import file_at, file_page, files_of_place, keeper_of_files
from participation.budgeting.queries.words import url_of
from people.gates import staff_page
from portal.exceptions import RuleBroken
from portal.files import with_private_headers

FOLDER = "participation/budgeting"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def vote_files(request: HttpRequest, slug: str) -> HttpResponse:
    """The files of the place, and a form for another one. What cannot be read is told beside the field with its line."""
    place = keeper_of_files(slug, request.user)
    form = VoteFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = bring_in(organisation=place, name=form.cleaned_data["name"], text=form.text, by=request.user, now=timezone.now())
        except RuleBroken as broken:
            form.add_error("file", str(broken))
        else:
            messages.success(request, _("The file is read. Look at it, and publish it if it is right. Until then only keepers see it."))
            return redirect("vote_file", slug=slug, number=file.number)
    context = {"organisation": place, "form": form, "files": files_of_place(place, only_public=False)}
    return render(request, f"{FOLDER}/vote_files.html", context)


@require_safe
def vote_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    file = file_at(slug, number, request.user)
    return render(request, f"{FOLDER}/vote_file.html", {"organisation": file.organisation, "page": file_page(file, request.user)})


@require_safe
def vote_file_pb(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    file = file_at(slug, number, request.user)
    response = HttpResponse(file.content, content_type="text/plain; charset=utf-8")
    return with_private_headers(response, f"{slug}_{number}.pb")


@staff_page
@require_POST
def vote_file_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    keeper_of_files(slug, request.user)
    publish_file(file=file_at(slug, number, request.user), by=request.user, now=timezone.now())
    messages.success(request, _("Everyone sees the vote now."))
    return redirect("vote_file", slug=slug, number=number)


@staff_page
@require_POST
def vote_file_practice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A round in which anyone may try to vote on the proposals of the file."""
    keeper_of_files(slug, request.user)
    round = found_practice(file=file_at(slug, number, request.user), by=request.user, now=timezone.now())
    messages.success(request, _("The practice round is open for two weeks. It is marked as practice, and nothing is decided in it."))
    return redirect(url_of("round_manage", round))


@staff_page
@require_POST
def vote_file_remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    keeper_of_files(slug, request.user)
    remove_file(file=file_at(slug, number, request.user), by=request.user, now=timezone.now())
    messages.success(request, _("The vote file is removed."))
    return redirect("vote_files", slug=slug)
