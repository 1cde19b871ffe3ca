"""Pages of panels."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.panels.queries import panels_of


@require_safe
def panel_list(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    context = {"organisation": organisation, "page": panels_of(organisation)}
    return render(request, "participation/panels/list.html", context)
