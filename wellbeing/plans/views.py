"""The overview of wellbeing, the guiding documents, and the review of a card."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisations.models import Organisation
from organisations.queries import home_county
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, NotVisible, RuleBroken
from wellbeing.plans.actions import review_card
from wellbeing.plans.forms import ReviewForm
from wellbeing.plans.permissions import check_can_review
from wellbeing.plans.queries import card_of, overview_page, plan_page


def county_here() -> Organisation:
    county = home_county()
    if county is None:
        raise NotVisible("no county")
    return county


@require_safe
def wellbeing_overview(request: HttpRequest) -> HttpResponse:
    county = county_here()
    return render(
        request, "wellbeing/plans/overview.html", {"organisation": county, "page": overview_page(county, localdate())}
    )


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    county = county_here()
    crumbs = [(_("Wellbeing"), reverse("wellbeing_overview")), (_("Plans"), "")]
    return render(
        request,
        "wellbeing/plans/plans.html",
        {"organisation": county, "page": plan_page(county, localdate()), "crumbs": crumbs},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def card_review(request: HttpRequest, number: int) -> HttpResponse:
    card = card_of(number, county_here())
    check_can_review(request.user, card.card)
    form = ReviewForm(request.POST or None, newest=card.review)
    if request.method == "POST" and form.is_valid():
        try:
            review_card(card=card.card, review=form.review(), by=request.user, now=now())
        except RuleBroken as error:
            form.add_error(error.code or None, error.message)
        except ChangedMeanwhile as error:
            card = card_of(number, county_here())
            form.meet(card.review, error.message)
        else:
            messages.success(request, _("The review is saved. The earlier one stays in the history."))
            return HttpResponseRedirect(reverse("indicator_detail", kwargs={"number": number}))
    crumbs = [
        (_("Wellbeing"), reverse("wellbeing_overview")),
        (str(number), reverse("indicator_detail", kwargs={"number": number})),
        (_("Review"), ""),
    ]
    return render(
        request,
        "wellbeing/plans/review.html",
        {"form": form, "card": card, "crumbs": crumbs, "organisation": card.card.organisation},
    )
