"""How an organisation answers: the year's figures for everyone, and the same as a table."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.matters.queries import figures_page, figures_table, year_at
from portal.exceptions import NotVisible
from portal.tables import table_response

FORMATS = ("csv", "xlsx")


@require_safe
def matter_figures(request: HttpRequest, slug: str) -> HttpResponse:
    place, today = public_organisation(slug), timezone.localdate()
    page = figures_page(place, year_at(request.GET.get("vuosi", ""), today), today)
    return render(request, "participation/matters/path_figures.html", {"organisation": place, "page": page})


@require_safe
def matter_figures_export(request: HttpRequest, slug: str, year: int, file_format: str) -> HttpResponseBase:
    if file_format not in FORMATS:
        raise NotVisible(file_format)
    place, today = public_organisation(slug), timezone.localdate()
    return table_response(figures_table(place, year_at(str(year), today), today), file_format)
