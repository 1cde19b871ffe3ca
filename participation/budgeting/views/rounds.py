"""Rounds and proposals, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from participation.budgeting.permissions import can_manage_round, check_can_view_proposals
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
from participation.budgeting.queries.sentences import ballot_sentence, rule_sentence, voter_sentence
from people.enums import Permission
from people.permissions import has_permission

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
        "how": [ballot_sentence(found), voter_sentence(found), rule_sentence(found)],
        "manages": can_manage_round(request.user, found),
    }
    return render(request, f"{FOLDER}/round_detail.html", context)


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
