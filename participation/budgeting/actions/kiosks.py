"""Voting points: opened in a place by those who take votes, and closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.codes import new_code
from participation.budgeting.actions.paper import taken
from participation.budgeting.actions.rounds import note_box
from participation.budgeting.enums import BoxEvent, RoundState
from participation.budgeting.models import Kiosk, Round
from participation.budgeting.queries.keys import read_key
from participation.budgeting.rules.codes import kiosk_hash
from people.models import User
from portal.clock import database_now
from portal.exceptions import RuleBroken


@transaction.atomic
def open_kiosk(*, round: Round, place: str, by: User, now: datetime | None = None) -> tuple[Kiosk, str]:
    """Open a voting point and return the code for its device, which is stored nowhere."""
    round, now = taken(round, by), now or database_now()
    if round.state != RoundState.VOTING or now >= round.voting_closes_at:
        raise RuleBroken(_("A voting point is opened while votes are taken."), code="wrong_state")
    if not place.strip():
        raise RuleBroken(_("Write where the voting point is."), code="no_place")
    code = new_code()
    kiosk = Kiosk.objects.create(
        round=round, number=round.kiosks.count() + 1, place=place.strip(), code_hash=kiosk_hash(read_key(round), code), opened_at=now
    )
    note_box(BoxEvent.KIOSK_OPENED, round, by, now, place=kiosk.place)
    return kiosk, code


@transaction.atomic
def close_kiosk(*, kiosk: Kiosk, by: User, now: datetime) -> Kiosk:
    """Unbind the device. Waits for the vote that is being stored from it; no other comes after."""
    round = taken(kiosk.round, by)
    kiosk = Kiosk.objects.select_for_update().get(pk=kiosk.pk)
    if kiosk.closed_at is not None:
        raise RuleBroken(_("The voting point is closed already."), code="closed")
    kiosk.closed_at = now
    kiosk.save(update_fields=["closed_at"])
    note_box(BoxEvent.KIOSK_CLOSED, round, by, now, place=kiosk.place)
    return kiosk
