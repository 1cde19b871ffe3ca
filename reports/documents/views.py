"""The report and the cards as pages and files, and the button that makes them."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from organisations.queries import home_county, public_organisation
from people.gates import staff_page
from portal.files import private_file
from reports.documents.actions import ask_compilation
from reports.documents.enums import DocumentKind
from reports.documents.queries import check_can_see, document, newest_version
from reports.documents.queries.pages import card_page, report_page, round_list
from reports.documents.rules import LANGUAGES
from reports.rounds.queries import round_of_year


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/documents/report_list.html", {"rounds": round_list(home_county(), request.user)})


@require_GET
def report_detail(request: HttpRequest, year: int) -> HttpResponse:
    round = round_of_year(home_county(), year)
    check_can_see(request.user, round)
    return render(request, "reports/documents/report_detail.html", {"page": report_page(round, request.user)})


@require_POST
@staff_page
def report_compile(request: HttpRequest, year: int) -> HttpResponse:
    round = round_of_year(home_county(), year)
    check_can_see(request.user, round)
    job = ask_compilation(round=round, by=request.user, now=timezone.now(), languages=LANGUAGES)
    return redirect("job_detail", job.pk)


@require_GET
def report_pdf(request: HttpRequest, year: int) -> HttpResponseBase:
    round = round_of_year(home_county(), year)
    check_can_see(request.user, round)
    found = document(newest_version(round), DocumentKind.REPORT, get_language() or "fi")
    return private_file(found.file, filename=found.file.rpartition("/")[2], content_type="application/pdf", inline=True)


@require_GET
def municipality_card(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    round = round_of_year(home_county(), year)
    check_can_see(request.user, round)
    place = public_organisation(slug)
    return render(
        request, "reports/documents/municipality_card.html", {"page": card_page(round, place), "organisation": place}
    )


@require_GET
def municipality_card_pdf(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    round = round_of_year(home_county(), year)
    check_can_see(request.user, round)
    found = document(
        newest_version(round), DocumentKind.MUNICIPALITY_CARD, get_language() or "fi", public_organisation(slug)
    )
    return private_file(found.file, filename=found.file.rpartition("/")[2], content_type="application/pdf", inline=True)
