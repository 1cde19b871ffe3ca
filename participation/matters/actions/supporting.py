"""Support of an idea: once for each account, and counted so that lists can be ordered by it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from participation.matters.actions.step import lock
from participation.matters.models import Matter, Support
from participation.matters.permissions import check_can_support
from people.models import Person, User


def support_idea(*, matter: Matter, by: Person, now: datetime) -> bool:
    """Support an idea once; False when this account supports it already. Raises NotVisible, NotPermitted.

    Under the row's lock: while the idea is being joined to another one, those who support it wait, so that no support stays behind.
    """
    try:
        with transaction.atomic():
            user = check_can_support(by, lock(matter))
            Support.objects.create(matter=matter, user=user, at=now)
            count_supports([matter.pk])
    except IntegrityError:
        return False
    return True


def withdraw_support(*, matter: Matter, by: Person, now: datetime) -> bool:
    """Take the support back; False when there was none. Raises NotVisible, NotPermitted."""
    with transaction.atomic():
        user = check_can_support(by, lock(matter))
        removed, _rows = Support.objects.filter(matter=matter, user=user).delete()
        count_supports([matter.pk] if removed else [])
    return removed > 0


def forget_supports(user: User) -> None:
    """Remove what an account supports, for an account that is being erased."""
    matters = list(Support.objects.filter(user=user).values_list("matter", flat=True))
    Support.objects.filter(user=user).delete()
    count_supports(matters)


def count_supports(matters: Iterable[int]) -> None:
    """Write the supports of each matter (by id) into its row. Call it in the transaction that changed them.

    Counted anew under the row's lock, not by one up or down: those at once wait for each other and each counts what the others have
    written, so the number is right whatever happened before. In the order of ids, so that two erasures never wait for each other.
    """
    for row in Matter.objects.select_for_update(of=("self",)).filter(pk__in=matters).order_by("pk").only("pk"):
        Matter.objects.filter(pk=row.pk).update(support_count=Support.objects.filter(matter=row).count())
