"""The protocol of the count: for its keepers as soon as every area is counted, for everyone when the result is out."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from participation.budgeting.actions.protocol import start_protocol
from participation.budgeting.permissions import can_manage_round, check_can_see_result
from participation.budgeting.queries.manage import managed_round
from participation.budgeting.queries.protocol import protocol_file, protocol_files, protocol_of
from participation.budgeting.queries.rounds import round_at
from people.gates import staff_page
from portal.files import with_private_headers

FOLDER = "participation/budgeting"


@require_safe
def count_protocol(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    check_can_see_result(request.user, found)
    context = {
        "organisation": found.organisation,
        "round": found,
        "protocol": protocol_of(found),
        "papers": protocol_files(found),
        "manages": can_manage_round(request.user, found),
    }
    return render(request, f"{FOLDER}/count_protocol.html", context)


@require_safe
def count_protocol_pdf(request: HttpRequest, slug: str, round: str) -> HttpResponseBase:
    found = round_at(slug, round, request.user)
    check_can_see_result(request.user, found)
    paper = protocol_file(found)
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    return with_private_headers(response, f"{found.organisation.slug}_{found.slug}_{paper.language}.pdf")


@staff_page
@require_POST
def protocol_write(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = managed_round(slug, round, request.user)
    job = start_protocol(round=found, by=request.user, now=timezone.now())
    return redirect("job_detail", job.pk)
