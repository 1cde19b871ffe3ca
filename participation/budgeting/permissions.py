"""Who may see a round and who may run it. `Round.objects.visible_to` is the same rule as a queryset."""

from participation.budgeting.enums import RoundState
from participation.budgeting.models import UNSEEN, Round
from people.enums import Permission
from people.models import Person
from people.permissions import check_permission, has_permission
from portal.exceptions import NotVisible


def can_view_round(person: Person, round: Round) -> bool:
    """Everyone sees a round from its first phase on; before that, and when it was cancelled before that, only those who run it."""
    return (round.state not in UNSEEN and not round.is_withheld) or can_manage_round(person, round)


def check_can_view_round(person: Person, round: Round) -> None:
    if not can_view_round(person, round):
        raise NotVisible(round.slug)


def check_can_view_proposals(person: Person, round: Round) -> None:
    """Everyone sees the proposals once they are out, all together; before that only those who prepare them. Raises NotVisible."""
    if not round.proposals_are_out and not can_manage_round(person, round):
        raise NotVisible(round.slug)


def can_manage_round(person: Person, round: Round) -> bool:
    return has_permission(person, Permission.ROUND_MANAGE, round.organisation_id)


def can_take_votes(person: Person, round: Round) -> bool:
    return has_permission(person, Permission.VOTE_TAKE, round.organisation_id)


def check_can_take_votes(person: Person, round: Round) -> None:
    check_permission(person, Permission.VOTE_TAKE, round.organisation_id)


def can_seal(person: Person, round: Round) -> bool:
    return has_permission(person, Permission.BOX_SEAL, round.organisation_id)


def check_can_seal(person: Person, round: Round) -> None:
    check_permission(person, Permission.BOX_SEAL, round.organisation_id)


def check_can_manage_round(person: Person, round: Round) -> None:
    check_permission(person, Permission.ROUND_MANAGE, round.organisation_id)


def check_can_see_result(person: Person, round: Round) -> None:
    """Everyone sees a count from its publishing on, its keepers as soon as it is made. Raises NotVisible."""
    if round.state not in RoundState.decided() and not can_manage_round(person, round):
        raise NotVisible(round.slug)
