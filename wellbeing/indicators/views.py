"""Pages of indicators, their downloads, a municipality's wellbeing, and the writing of a result."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisations.models import Organisation
from organisations.queries import home_county, public_organisation
from people.gates import staff_page
from portal.charts.render import svg
from portal.charts.shapes import WEB
from portal.exceptions import NotVisible, RuleBroken
from portal.files import with_private_headers
from portal.tables import table_response
from wellbeing.indicators.actions import record_result
from wellbeing.indicators.forms import ResultForm
from wellbeing.indicators.queries import (
    home_region,
    indicator_page,
    indicator_table,
    line_of,
    municipality_page,
    public_indicator,
    series_of,
)
from wellbeing.indicators.queries.recording import places_to_record


def county_here() -> Organisation:
    county = home_county()
    if county is None:
        raise NotVisible("no county")
    return county


@require_safe
def indicator_detail(request: HttpRequest, number: int) -> HttpResponse:
    county, towns = home_region()
    page = indicator_page(public_indicator(number), county, towns, request.user, localdate())
    crumbs = [
        (_("Wellbeing"), reverse("wellbeing_overview")),
        (page.indicator.get_theme_display(), ""),
        (str(number), ""),
    ]
    return render(request, "wellbeing/indicators/detail.html", {"organisation": county, "page": page, "crumbs": crumbs})


@require_safe
def indicator_export(request: HttpRequest, number: int, file_type: str) -> HttpResponseBase:
    if file_type not in ("csv", "xlsx"):
        raise NotVisible(file_type)
    return table_response(indicator_table(public_indicator(number), county_here(), localdate()), file_type)


@require_safe
def indicator_picture(request: HttpRequest, number: int) -> HttpResponseBase:
    """The county's chart as a file of its own."""
    county, indicator = county_here(), public_indicator(number)
    series = series_of([indicator], [county], localdate().year)[(number, county.pk)]
    response = HttpResponse(svg(line_of(series).draw(WEB)), content_type="image/svg+xml; charset=utf-8")
    return with_private_headers(response, f"indikaattori-{number}.svg")


@require_safe
def municipality_wellbeing(request: HttpRequest, slug: str) -> HttpResponse:
    place = public_organisation(slug)
    page = municipality_page(place, localdate())
    return render(request, "wellbeing/indicators/municipality.html", {"organisation": place, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def observation_new(request: HttpRequest, number: int) -> HttpResponse:
    indicator = public_indicator(number)
    form = ResultForm(
        request.POST or None, indicator=indicator, places=places_to_record(request.user, indicator, county_here())
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_result(
                indicator=indicator,
                organisation=form.place(),
                result=form.result(),
                replace=form.cleaned_data["replace"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as error:
            form.add_error(error.code or None, error.message)
        else:
            messages.success(request, _("The result is saved."))
            return HttpResponseRedirect(reverse("indicator_detail", kwargs={"number": number}))
    page = reverse("indicator_detail", kwargs={"number": number})
    crumbs = [(_("Wellbeing"), reverse("wellbeing_overview")), (str(number), page), (_("Add a result"), "")]
    return render(request, "wellbeing/indicators/result.html", {"form": form, "indicator": indicator, "crumbs": crumbs})
