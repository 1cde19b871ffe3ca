"""The public count of a year's decisions, as a page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.feedback.queries.decisions import OLDEST_YEAR, decision_table, decision_year, year_of
from portal.tables import csv_response


@require_safe
def decision_figures(request: HttpRequest, slug: str) -> HttpResponse:
    organisation, today = public_organisation(slug), timezone.localdate()
    year = year_of(request.GET.get("vuosi", ""), today)
    context = {
        "organisation": organisation, "found": decision_year(organisation, year),
        "earlier": year - 1 if year > OLDEST_YEAR else None, "later": year + 1 if year < today.year else None,
    }  # fmt: skip
    return render(request, "participation/feedback/decisions.html", context)


@require_safe
def decision_export(request: HttpRequest, slug: str) -> HttpResponseBase:
    year = year_of(request.GET.get("vuosi", ""), timezone.localdate())
    return csv_response(decision_table(decision_year(public_organisation(slug), year)))
