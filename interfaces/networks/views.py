"""Pages of the networks: open to everyone, because they show organisations and posts and no people."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interfaces.contacts.queries import interface_tree
from interfaces.networks import queries
from interfaces.networks.forms import FocusForm, NetworkFilter
from organisations.models import Organisation
from organisations.queries import home_county
from portal.exceptions import NotVisible
from portal.tables import table_response

FORMATS = ("csv", "xlsx")


def region_of_the_networks() -> Organisation:
    county = home_county()
    if county is None:
        raise NotVisible("no county")
    return county


def chosen(request: HttpRequest, region: Organisation) -> tuple[NetworkFilter, queries.NetworkList]:
    form = NetworkFilter(request.GET, interfaces=interface_tree(region))
    return form, queries.network_list(region, interface=form.interface(), text=form.text())


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    form, page = chosen(request, region_of_the_networks())
    return render(request, "interfaces/networks/list.html", {"form": form, "page": page})


@require_safe
def networks_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    if file_format not in FORMATS:
        raise NotVisible(file_format)
    region = region_of_the_networks()
    _form, page = chosen(request, region)
    return table_response(queries.networks_table(region, page), file_format)


@require_safe
def network_detail(request: HttpRequest, network: str) -> HttpResponse:
    found = queries.find_network(region_of_the_networks(), network)
    crumbs = [(_("Networks"), reverse("network_list")), (found.name, "")]
    return render(request, "interfaces/networks/detail.html", {"page": queries.network_page(found), "crumbs": crumbs})


@require_safe
def network_export(request: HttpRequest, network: str, file_format: str) -> HttpResponseBase:
    if file_format not in FORMATS:
        raise NotVisible(file_format)
    found = queries.find_network(region_of_the_networks(), network)
    return table_response(queries.network_table(queries.network_page(found)), file_format)


@require_safe
def network_picture(request: HttpRequest, interface: str) -> HttpResponse:
    page = queries.picture_page(region_of_the_networks(), interface, request.GET.get("toimija", ""))
    form = FocusForm({"toimija": page.focus.key if page.focus else ""}, actors=page.actors)
    crumbs = [(_("Networks"), reverse("network_list")), (page.interface.name, "")]
    return render(request, "interfaces/networks/picture.html", {"page": page, "form": form, "crumbs": crumbs})


@require_safe
def network_picture_svg(request: HttpRequest, interface: str) -> HttpResponse:
    page = queries.picture_page(region_of_the_networks(), interface, request.GET.get("toimija", ""))
    if page.picture is None or not page.links:
        raise NotVisible(interface)
    response = render(request, "interfaces/networks/picture.svg", {"page": page}, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{page.interface.slug}.svg"'
    return response
