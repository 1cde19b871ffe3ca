"""What is collected, why and for how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.queries import privacy_floors
from portal.maps import map_from


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "people/privacy.html", {"floors": privacy_floors(), "map": map_from(None, None)})
