"""The residents' directory, by topic and by stage of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from interfaces.contacts.queries.directory import directory, stage_page
from organisations.queries import public_organisation


@require_safe
def contact_directory(request: HttpRequest, slug: str) -> HttpResponse:
    place = public_organisation(slug)
    page = directory(place, localdate(now()))
    return render(request, "interfaces/contacts/directory.html", {"organisation": place, "page": page})


@require_safe
def life_stage(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    place = public_organisation(slug)
    page = stage_page(place, stage, localdate(now()))
    return render(request, "interfaces/contacts/life_stage.html", {"organisation": place, "page": page})
