"""What came of what residents said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.feedback.queries.outcomes import outcome_page


@require_safe
def outcome_list(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = public_organisation(slug)
    page = outcome_page(organisation, request.GET.get("page"))
    return render(request, "participation/feedback/outcomes.html", {"organisation": organisation, "page": page})
