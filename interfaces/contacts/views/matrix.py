"""The matrix, its phone view and its download: open to everyone, because they show posts and no people."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interfaces.contacts.forms import MatrixFilter
from interfaces.contacts.queries.answering import coverage, interfaces_of
from interfaces.contacts.queries.matrix import matrix_of, matrix_table, town_pairs
from organisations.models import Organisation
from organisations.queries import home_county, municipalities_of, public_organisation, region_of
from portal.exceptions import NotVisible
from portal.tables import table_response


def county_of_the_matrix() -> Organisation:
    county = home_county()
    if county is None:
        raise NotVisible("no county")
    return county


def filter_for(request: HttpRequest, county: Organisation) -> MatrixFilter:
    today = localdate(now())
    return MatrixFilter(
        request.GET, interfaces=interfaces_of(county, today), municipalities=municipalities_of(county), today=today
    )


@require_safe
def contacts_matrix(request: HttpRequest) -> HttpResponse:
    county = county_of_the_matrix()
    form = filter_for(request, county)
    choice = form.choice()
    matrix = matrix_of(coverage(county, choice.on), choice)
    return render(request, "interfaces/contacts/matrix.html", {"form": form, "matrix": matrix})


@require_safe
def contacts_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality's pairs. The chooser sends ?kunta=…, which leads to that municipality's own address."""
    place = public_organisation(slug)
    if place.is_county or place.parent_id is None:
        raise NotVisible(slug)
    county = region_of(place)
    form = filter_for(request, county)
    choice = form.choice()
    if choice.municipality not in ("", slug):
        query = f"?pvm={choice.on.isoformat()}" if choice.is_past else ""
        return HttpResponseRedirect(reverse("contacts_municipality", args=[choice.municipality]) + query)
    whole = coverage(county, choice.on)
    if not whole.interfaces or place.pk not in whole.by_municipality:
        raise NotVisible(slug)
    crumbs = [(_("Interfaces"), reverse("contacts_matrix")), (place.name, "")]
    context = {"organisation": place, "form": form, "page": town_pairs(whole, place, choice), "crumbs": crumbs}
    return render(request, "interfaces/contacts/municipality.html", context)


@require_safe
def contacts_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    if file_format not in ("csv", "xlsx"):
        raise NotVisible(file_format)
    county = county_of_the_matrix()
    choice = filter_for(request, county).choice()
    return table_response(matrix_table(coverage(county, choice.on), choice), file_format)
