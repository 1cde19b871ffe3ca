"""The result, for everyone, from the publishing minute on."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation.budgeting.enums import CountForm
from participation.budgeting.models import Round
from participation.budgeting.queries.categories import count_in_words
from participation.budgeting.queries.results import (
    area_of_result,
    confirmed_line,
    count_file,
    facts_of,
    finding,
    money_line,
    round_result_of,
)
from participation.budgeting.queries.rounds import round_at
from portal.files import with_private_headers

FOLDER = "participation/budgeting"


@require_safe
def round_result(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    whole = round_result_of(found)
    if len(whole.areas) == 1:
        return one_area(request, found, whole.areas[0].area.slug)
    context = {
        "organisation": found.organisation,
        "round": found,
        "result": whole,
        "title": finding(found.organisation.name, whole.winners),
        "lede": [money_line(whole.spent, whole.budget), confirmed_line(found)],
        "facts": facts_of(whole),
        "rule": count_in_words(found),
        "areas": [(area, finding(area.area.name, len(area.winners))) for area in whole.areas],
    }
    return render(request, f"{FOLDER}/round_result.html", context)


@require_safe
def area_result(request: HttpRequest, slug: str, round: str, area: str) -> HttpResponse:
    return one_area(request, round_at(slug, round, request.user), area)


def one_area(request: HttpRequest, round: Round, slug: str) -> HttpResponse:
    whole = round_result_of(round)
    area = area_of_result(whole, slug)
    context = {
        "organisation": round.organisation,
        "round": round,
        "result": whole,
        "area": area,
        "title": finding(area.area.name, len(area.winners)),
        "lede": [money_line(area.spent, area.area.budget), confirmed_line(round)],
        "facts": facts_of(whole, area),
        "rule": count_in_words(round),
    }
    return render(request, f"{FOLDER}/area_result.html", context)


@require_safe
def ballots_csv(request: HttpRequest, slug: str, round: str, area: str) -> HttpResponseBase:
    return download(round_at(slug, round, request.user), area, CountForm.CSV)


@require_safe
def ballots_pb(request: HttpRequest, slug: str, round: str, area: str) -> HttpResponseBase:
    return download(round_at(slug, round, request.user), area, CountForm.PB)


def download(round: Round, area: str, form: CountForm) -> HttpResponseBase:
    kind = "text/csv" if form == CountForm.CSV else "text/plain"
    response = HttpResponse(count_file(round, area, form).content, content_type=f"{kind}; charset=utf-8")
    return with_private_headers(response, f"{round.organisation.slug}_{round.slug}_{area}.{form}")
