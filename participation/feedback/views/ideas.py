"""The list of ideas."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.feedback.enums import IdeaOrder
from participation.feedback.filters import IdeaFilter
from participation.feedback.queries.ideas import areas_of, idea_page, ideas_of, topics_of
from participation.feedback.queries.orders import legs_of
from participation.matters.models import DICE, throw_dice
from participation.matters.queries.following import follow_offers

PLACE_COOKIE = "ideoiden_jarjestys"


@require_safe
def idea_list(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    ideas = IdeaFilter(request.GET, queryset=ideas_of(organisation), topics=topics_of(organisation), areas=areas_of(organisation))
    key = place_in(request)
    page = idea_page(ideas.qs, legs_of(ideas.order, key), request.GET.get("jatko", ""), timezone.localdate())
    narrowed = any(value for name, value in request.GET.items() if name not in ("jarjestys", "jatko", "alku"))
    offers = follow_offers(ideas.followed or [organisation], request.user)
    context = {
        "organisation": organisation, "filter": ideas, "page": page, "is_filtered": narrowed, "offers": offers,
        "key": key if ideas.order == IdeaOrder.MIXED else None,
    }  # fmt: skip
    response = render(request, "participation/feedback/idea_list.html", context)
    if ideas.order == IdeaOrder.MIXED and PLACE_COOKIE not in request.COOKIES:
        response.set_cookie(PLACE_COOKIE, str(key), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def place_in(request: HttpRequest) -> int:
    """Where this visitor's mixed order begins: said by the link to a further page, kept by the browser, or thrown now.

    The number says nothing about anybody. It is in the links too, so that the pages hang together in a browser that keeps nothing.
    """
    for kept in (request.GET.get("alku", ""), request.COOKIES.get(PLACE_COOKIE, "")):
        if kept.isascii() and kept.isdigit() and len(kept) < 12 and int(kept) < 2 * DICE:
            return int(kept)
    return 2 * throw_dice() + throw_dice() % 2
