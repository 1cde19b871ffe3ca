"""Voting points: those of a round, and the one that a device is bound to."""

from participation.budgeting.models import Kiosk, Round
from participation.budgeting.queries.keys import key_path, read_key
from participation.budgeting.rules.codes import kiosk_hash
from portal.exceptions import NotVisible


def kiosks_of(round: Round) -> list[Kiosk]:
    return list(Kiosk.objects.filter(round=round))


def kiosk_at(round: Round, number: int) -> Kiosk:
    kiosk = Kiosk.objects.filter(round=round, number=number).select_related("round__organisation").first()
    if kiosk is None:
        raise NotVisible(str(number))
    return kiosk


def kiosk_with(round: Round, code: str) -> Kiosk | None:
    """The open voting point of this code. One query."""
    if not code or not key_path(round).exists():
        return None
    return Kiosk.objects.filter(round=round, code_hash=kiosk_hash(read_key(round), code), closed_at__isnull=True).first()


def is_open(kiosk: Kiosk) -> bool:
    """As it is now."""
    return Kiosk.objects.filter(pk=kiosk.pk, closed_at__isnull=True).exists()
