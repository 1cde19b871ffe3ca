"""Keys by which other services leave matters."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.feedback.enums import ServiceEvent
from participation.feedback.models import ApiKey
from participation.feedback.queries.keys import hash_of
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_own_permission
from portal.exceptions import RuleBroken

PREFIX = "kuuluu_"


@transaction.atomic
def make_key(*, organisation: Organisation, name: str, by: User, now: datetime) -> tuple[ApiKey, str]:
    """A new key and its text, which is told this once. Raises NotVisible, NotPermitted, RuleBroken."""
    check_own_permission(by, Permission.ORGANISATION_EDIT, organisation)
    name = name.strip()
    if not name:
        raise RuleBroken(_("Write the name of the service."), code="no_name")
    # The organisation's row is the lock: of two tabs one makes the key, the other hears that the name is taken.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if ApiKey.objects.filter(organisation=organisation, name__iexact=name, revoked_at=None).exists():
        raise RuleBroken(_("This service has a key already. Revoke it first, or write another name."), code="name_taken")
    text = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(organisation=organisation, name=name, key_hash=hash_of(text), created_at=now)
    record_event(event=ServiceEvent.KEY_MADE, by=by, subject=key, organisation=organisation, now=now, service=name)
    return key, text


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User, now: datetime) -> bool:
    """The key opens nothing from now on; False when it was revoked already. Raises NotVisible, NotPermitted."""
    check_own_permission(by, Permission.ORGANISATION_EDIT, key.organisation)
    if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        return False
    record_event(event=ServiceEvent.KEY_REVOKED, by=by, subject=key, organisation=key.organisation, now=now, service=key.name)
    return True
