"""The audit trail, for auditors and administrators."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organisations.queries import public_organisation
from people.actions import note_trail_taken
from people.enums import Permission
from people.forms import AuditFilterForm
from people.gates import staff_page
from people.permissions import check_own_permission
from people.queries import AuditFilter, audit_page, audit_table, kinds, trail_of
from portal.tables import csv_response


def wanted_of(form: AuditFilterForm) -> AuditFilter:
    """The filter as far as it can be read; what is wrong is told beside its field."""
    form.is_valid()
    return AuditFilter(**{name: value for name, value in form.cleaned_data.items() if value})


@require_safe
@staff_page
def audit_trail(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.AUDIT_VIEW, organisation)
    form = AuditFilterForm(request.GET or {}, kinds=kinds())
    page, lines = audit_page(organisation, wanted_of(form), request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "page": page,
        "lines": lines,
        "is_filtered": any(form.data.values()),
    }
    return render(request, "people/audit.html", context)


@require_POST
@staff_page
def audit_export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Taking the trail out of the house leaves a line in it; therefore a POST."""
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.AUDIT_VIEW, organisation)
    wanted = wanted_of(AuditFilterForm(request.POST, kinds=kinds()))
    rows = trail_of(organisation, wanted).count()
    note_trail_taken(by=request.user, organisation=organisation, rows=rows, now=timezone.now())
    return csv_response(audit_table(organisation, wanted))
