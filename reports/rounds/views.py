"""The annual clock, and writing the people's own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisations.queries import home_county, public_organisation
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, NotVisible
from reports.rounds.actions import write_passage
from reports.rounds.enums import PassageKey
from reports.rounds.forms import PassageForm
from reports.rounds.permissions import check_can_write
from reports.rounds.queries import clock_of, passage, passage_board, round_of_year


@require_GET
def annual_clock(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/rounds/annual_clock.html", {"clock": clock_of(home_county(), timezone.localdate())})


@require_GET
@staff_page
def passage_list(request: HttpRequest, year: int) -> HttpResponse:
    round = round_of_year(home_county(), year)
    check_can_write(request.user, round)
    return render(request, "reports/rounds/passage_list.html", {"round": round, "board": passage_board(round)})


@require_http_methods(["GET", "POST"])
@staff_page
def passage_write(request: HttpRequest, year: int, key: str, slug: str = "") -> HttpResponse:
    round = round_of_year(home_county(), year)
    check_can_write(request.user, round)
    if key not in PassageKey.values:
        raise NotVisible(key)
    wanted, place = PassageKey(key), public_organisation(slug) if slug else None
    form = PassageForm(request.POST) if request.method == "POST" else PassageForm.of(passage(round, wanted, place))
    context = {"round": round, "key": wanted, "place": place, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "reports/rounds/passage_write.html", context)
    try:
        write_passage(
            round=round, key=wanted, place=place, texts=form.texts(), source=form.cleaned_data["source"],
            seen_version=form.cleaned_data["seen_version"], by=request.user, now=timezone.now(),
        )  # fmt: skip
    except ChangedMeanwhile as error:
        newer = passage(round, wanted, place)
        return render(
            request,
            "reports/rounds/passage_changed.html",
            {**context, "message": error.message, "newer": newer},
            status=409,
        )
    messages.success(request, _("Saved: %(passage)s.") % {"passage": wanted.label})
    return redirect("passage_list", year=year)
