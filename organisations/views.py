"""Front pages, ways to take part, pages about the service, and the look of a place."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.models import Organisation
from organisations.queries import home_county, place_or_home, public_organisation, theme
from organisations.queries.about import open_data_of, population_table, promise_of
from organisations.queries.fronts import fresh_front_of, participation_of, region_front_of
from portal.files import public_picture
from portal.tables import table_response


@require_safe
def region_front(request: HttpRequest) -> HttpResponse:
    """The county of this installation: choose a municipality, see what is open in the region."""
    county = home_county()
    if county is None:
        return render(request, "organisations/empty.html")
    page = region_front_of(county, now=timezone.now())
    return render(request, "organisations/region.html", {"organisation": county, "page": page})


@require_safe
def municipality_front(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    if organisation.is_home:
        return redirect("region_front")
    if organisation.is_county:
        page = region_front_of(organisation, now=timezone.now())
        return render(request, "organisations/region.html", {"organisation": organisation, "page": page})
    front = fresh_front_of(organisation, now=timezone.now())
    return render(request, "organisations/municipality.html", {"organisation": organisation, "front": front})


@require_safe
def participate(request: HttpRequest, slug: str) -> HttpResponse:
    """Every way to take part, what is open now first."""
    organisation = public_organisation(slug)
    page = participation_of(organisation, now=timezone.now())
    return render(request, "organisations/participate.html", {"organisation": organisation, "page": page})


def about_page(request: HttpRequest, template: str, organisation: Organisation | None, **more: object) -> HttpResponse:
    """A page about the service, in the frame of the place that the reader came from."""
    return render(request, f"organisations/{template}.html", {"organisation": organisation, **more})


@require_safe
def promise(request: HttpRequest, slug: str = "") -> HttpResponse:
    place = place_or_home(slug)
    return about_page(request, "promise", place, page=promise_of(place, now=timezone.now()))


@require_safe
def discussion_rules(request: HttpRequest, slug: str = "") -> HttpResponse:
    return about_page(request, "discussion_rules", place_or_home(slug))


@require_safe
def open_data(request: HttpRequest, slug: str = "") -> HttpResponse:
    place = place_or_home(slug)
    return about_page(request, "open_data", place, sets=open_data_of(place))


@require_safe
def population_export(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return table_response(population_table(public_organisation(slug), form), form)


@require_safe
def accessibility(request: HttpRequest, slug: str = "") -> HttpResponse:
    return about_page(request, "accessibility", place_or_home(slug))


@require_safe
def plain_language(request: HttpRequest, slug: str = "") -> HttpResponse:
    return about_page(request, "plain_language", place_or_home(slug))


@require_safe
def about(request: HttpRequest, slug: str = "") -> HttpResponse:
    return about_page(request, "about", place_or_home(slug))


@require_safe
def theme_css(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The colours of a place. A browser may keep it for an hour and then ask whether it has changed."""
    sheet = theme(slug)
    response: HttpResponseBase = HttpResponse(sheet.css, content_type="text/css; charset=utf-8")
    if request.headers.get("If-None-Match") == sheet.etag:
        response = HttpResponseNotModified()
    response.headers["ETag"] = sheet.etag
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def organisation_logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    return public_picture(public_organisation(slug).logo.name or "")
