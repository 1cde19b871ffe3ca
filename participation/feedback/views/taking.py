"""Officials download the matters of their own desk."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from participation.feedback.actions.taking import note_matters_taken
from participation.feedback.forms.taking import TakeForm
from participation.feedback.queries.taken import may_take_contacts, places_to_take_from, taken_table
from people.gates import staff_page
from portal.tables import table_response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def desk_take(request: HttpRequest) -> HttpResponseBase:
    """Taking matters out of the house leaves a line in the audit trail; therefore a POST."""
    places = places_to_take_from(request.user)
    offers = any(may_take_contacts(request.user, place) for place in places)
    form = TakeForm(request.POST or None, places=places, offers_contacts=offers)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        note_matters_taken(wanted=wanted, by=request.user, now=timezone.now())
        return table_response(taken_table(wanted), form.cleaned_data["form"])
    return render(request, "participation/feedback/take.html", {"organisation": places[0], "form": form})
