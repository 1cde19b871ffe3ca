"""What strong identification tells us, and no more: a keyed hash, the home municipality and the year of birth."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.models import User
from portal.exceptions import RuleBroken


def record_identification(
    *, user: User, identity_key: str, municipality_code: str, birth_year: int | None, now: datetime
) -> None:
    """Write what the provider says now onto the account; what it does not say becomes empty, so that an old answer never gives a vote.

    Raises RuleBroken when the same person has another account, or the account belongs to another person.
    """
    if user.identity_key and user.identity_key != identity_key:
        raise RuleBroken(
            _("Somebody else has identified themself with this account. Sign in with your own."), code="other_person"
        )
    municipality = None
    if municipality_code:
        kind = OrganisationKind.MUNICIPALITY
        municipality = Organisation.objects.filter(kind=kind, code=municipality_code).first()
    user.identity_key = identity_key
    user.home_municipality = municipality
    user.birth_year = birth_year
    user.identified_at = now
    try:
        with transaction.atomic():
            user.save(update_fields=["identity_key", "home_municipality", "birth_year", "identified_at"])
    except IntegrityError as error:
        message = _("You have another account that is identified already. Sign in with identification.")
        raise RuleBroken(message, code="other_account") from error
