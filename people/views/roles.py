"""Who has which role: the administrator's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisations.queries import public_organisation
from people.actions import grant_role, remove_role
from people.enums import Permission, Role
from people.forms import RoleForm
from people.gates import staff_page
from people.permissions import check_own_permission
from people.queries import grant_of, role_meanings, roles_of
from portal.exceptions import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.ROLE_GRANT, organisation)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant_role(organisation=organisation, by=request.user, now=timezone.now(), **form.cleaned_data)
        except RuleBroken as refused:
            form.add_error("email", refused.message)
        else:
            messages.success(request, _("The role has been given."))
            return redirect("roles", slug=slug)
    lines = roles_of(organisation, request.user)
    context = {"organisation": organisation, "form": form, "lines": lines, "meanings": role_meanings()}
    return render(request, "people/roles.html", context)


@require_POST
@staff_page
def role_remove(request: HttpRequest, slug: str, grant: int) -> HttpResponse:
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.ROLE_GRANT, organisation)
    given = grant_of(organisation, grant)
    remove_role(grant=given, by=request.user, now=timezone.now())
    messages.success(request, _("The role has been removed."))
    is_out = given.user_id == request.user.pk and given.role == Role.ADMINISTRATOR
    return redirect("region_front") if is_out else redirect("roles", slug=slug)
