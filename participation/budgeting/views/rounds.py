"""Rounds and proposals, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from participation.budgeting.permissions import can_manage_round, can_take_votes, check_can_view_proposals
from participation.budgeting.queries.categories import rules_in_words
from participation.budgeting.queries.configuration import frozen_configuration
from participation.budgeting.queries.files import files_of_place
from participation.budgeting.queries.rounds import (
    place_at,
    proposal_groups,
    proposal_page,
    refused_proposals,
    round_at,
    round_cards,
    round_page,
)
from people.enums import Permission
from people.permissions import has_permission
from portal.files import with_private_headers

FOLDER = "participation/budgeting"


@require_safe
def round_list(request: HttpRequest, slug: str) -> HttpResponse:
    place = place_at(slug)
    cards = round_cards(place, request.user, timezone.now())
    context = {
        "organisation": place,
        "current": [card for card in cards if not card.result_url],
        "past": [card for card in cards if card.result_url],
        "manages": has_permission(request.user, Permission.ROUND_MANAGE, place),
        "files": files_of_place(place, only_public=True),
    }
    return render(request, f"{FOLDER}/round_list.html", context)


@require_safe
def round_detail(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    context = {
        "organisation": found.organisation,
        "round": found,
        "page": round_page(found, timezone.now()),
        "how": rules_in_words(found),
        "manages": can_manage_round(request.user, found),
        "takes_votes": can_take_votes(request.user, found),
    }
    return render(request, f"{FOLDER}/round_detail.html", context)


@require_safe
def configuration_file(request: HttpRequest, slug: str, round: str) -> HttpResponseBase:
    """What was frozen at the opening, byte for byte: its SHA-256 is the checksum on the round's page."""
    found = round_at(slug, round, request.user)
    response = HttpResponse(frozen_configuration(found), content_type="application/json; charset=utf-8")
    return with_private_headers(response, f"{slug}_{round}.json")


@require_safe
def proposal_list(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    check_can_view_proposals(request.user, found)
    chosen = request.GET.get("alue", "")
    areas, groups = proposal_groups(found, chosen)
    context = {
        "organisation": found.organisation,
        "round": found,
        "areas": areas,
        "groups": groups,
        "chosen": chosen,
        "refused": refused_proposals(found),
    }
    return render(request, f"{FOLDER}/proposal_list.html", context)


@require_safe
def proposal_detail(request: HttpRequest, slug: str, round: str, proposal: int) -> HttpResponse:
    found = round_at(slug, round, request.user)
    check_can_view_proposals(request.user, found)
    page = proposal_page(found, proposal, request.user, timezone.now())
    return render(
        request, f"{FOLDER}/proposal_detail.html", {"organisation": found.organisation, "round": found, "page": page}
    )
