"""The administrator's page of a place's look and contact details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organisations.forms import PlaceForm
from organisations.queries import look_of, public_organisation
from people.actions.places import change_place
from people.enums import Permission
from people.gates import staff_page
from people.permissions import check_own_permission
from portal.exceptions import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def place_settings(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.ORGANISATION_EDIT, organisation)
    form = PlaceForm(request.POST or None, request.FILES or None, initial=look_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            change = change_place(organisation=organisation, by=request.user, now=timezone.now(), **form.cleaned_data)
        except RuleBroken as refused:
            form.add_error("logo" if refused.code == "logo" else "brand", refused.message)
        else:
            messages.success(request, change.sentence)
            return redirect("place_settings", slug=slug)
    return render(request, "organisations/settings.html", {"organisation": organisation, "form": form})
