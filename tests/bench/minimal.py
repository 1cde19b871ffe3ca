"""What the pages are measured against: the same questions to the database in a view of plain Django, and a template of a few lines."""

import secrets

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from interfaces.contacts.models import Interface
from organisations.models import Area, Organisation
from participation.budgeting.actions.ballots import LOCKED_TERMS
from participation.budgeting.models import Ballot, Choice, Participation, Proposal, Round, RoundArea
from participation.budgeting.queries.booth import LIMIT_COLUMNS
from participation.matters.models import Matter
from participation.matters.rules import SHOWN

ROWS = 12


@require_safe
def ideas(request: HttpRequest, slug: str) -> HttpResponse:
    places = Organisation.objects.filter(kind__in=["county", "municipality"], slug=slug)
    place = places.select_related("parent").first()
    topics = Interface.objects.filter(region=place.parent).order_by("position", "name_fi")
    areas = Area.objects.filter(organisation=place).order_by("position", "name_fi")
    matters = Matter.objects.of(place).filter(visibility="public", state__in=SHOWN).filter(kind="idea")
    rows = list(matters.select_related("organisation", "topic", "area").order_by("-received_at", "-id")[: ROWS + 1])[:ROWS]
    found = matters.order_by()[:201].count()
    return render(request, "bench/ideas.html", {"topics": topics, "areas": areas, "place": place, "rows": rows, "found": found})


@require_POST
def vote(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    rounds = Round.objects.exclude(state__in=["preparation"]).filter(is_withheld=False).select_related(
        "organisation", "organisation__parent", "body"
    )
    found = rounds.filter(organisation__slug=slug, slug=round).first()
    area = next(area for area in RoundArea.objects.filter(round=found) if area.slug == request.POST["alue"])
    proposals = Proposal.objects.filter(feasibility="feasible").filter(area__round=found)
    costs = {row[0]: row[1] for row in proposals.values_list(*LIMIT_COLUMNS)}
    chosen = [int(number) for number in request.POST.getlist("proposals") if int(number) in costs]
    with transaction.atomic():
        Participation.objects.create(round=found, voter_key=f"minimal-{request.user.pk}", cast_on=timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(LOCKED_TERMS, [found.pk])
            cursor.fetchone()
        ballot = Ballot.objects.create(area=area, channel="web", receipt_hash=secrets.token_hex(32), seal="0" * 64)
        Choice.objects.bulk_create([Choice(ballot=ballot, proposal_id=number) for number in chosen])
    return render(request, "bench/voted.html", {"round": found})
