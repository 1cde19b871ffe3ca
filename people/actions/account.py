"""What a person does with their own account: consents, settings, taking their data out, erasing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.audit import record_event
from people.enums import ConsentPurpose, PeopleEvent, Role
from people.models import AuditEvent, Consent, OutboxMail, RoleGrant, User
from people.queries import ERASERS
from people.rules import CONSENT_VERSION
from portal.exceptions import RuleBroken


def set_consent(*, user: User, purpose: ConsentPurpose, given: bool, now: datetime) -> bool:
    """Give or withdraw a consent; False when it already was so. What was given and when stays readable until the account is erased."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        in_force = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at__isnull=True)
        if given == in_force.exists():
            return False
        if given:
            consent = Consent.objects.create(user=user, purpose=purpose, version=CONSENT_VERSION, given_at=now)
        else:
            consent = in_force.get()
            in_force.update(withdrawn_at=now)
        event = PeopleEvent.CONSENT_GIVEN if given else PeopleEvent.CONSENT_WITHDRAWN
        record_event(event=event, by=user, subject=consent, organisation=None, now=now, consent=purpose.value)
    return True


def change_settings(*, user: User, language: str, public_name: str, now: datetime) -> bool:
    """Change the language of the account's mails and the pen name; False when nothing changed."""
    if (user.language, user.public_name) == (language, public_name):
        return False
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(language=language, public_name=public_name)
        record_event(event=PeopleEvent.SETTINGS_CHANGED, by=user, subject=user, organisation=None, now=now)
    return True


def note_own_data_taken(*, by: User, now: datetime) -> None:
    record_event(event=PeopleEvent.DATA_EXPORTED, by=by, subject=by, organisation=None, now=now)


def note_second_factor(*, by: User, is_set: bool, now: datetime) -> None:
    event = PeopleEvent.SECOND_FACTOR_SET if is_set else PeopleEvent.SECOND_FACTOR_REMOVED
    record_event(event=event, by=by, subject=by, organisation=None, now=now)


def erase_account(*, user: User, now: datetime, event: PeopleEvent = PeopleEvent.ERASED) -> None:
    """Erase the account and what leads to it. Every floor empties its own first; matters stay nameless and votes are not touched.

    Raises RuleBroken for an organisation's last administrator and for the operator.
    """
    with transaction.atomic():
        check_erasable(user)
        for erase in ERASERS:
            erase(user, now)
        if user.email:
            OutboxMail.objects.forget_receiver(user.email, now)
        AuditEvent.objects.forget_actor(user.pk)
        # The last line names nobody: it says only that an account was erased.
        record_event(event=event, by=None, subject=user, organisation=None, now=now)
        user.delete()


def check_erasable(user: User) -> None:
    """Locks the administrators of the organisations in question, as removing a role does."""
    if user.is_superuser:
        raise RuleBroken(_("This is an operator's account. It is removed on the server."), code="operator")
    administered = list(user.role_grants.filter(role=Role.ADMINISTRATOR).values_list("organisation_id", flat=True))
    administrators = RoleGrant.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, organisation_id__in=administered
    )
    with_others = {
        organisation
        for user_id, organisation in administrators.values_list("user_id", "organisation_id")
        if user_id != user.pk
    }
    if set(administered) - with_others:
        raise RuleBroken(
            _("You are the last administrator of an organisation. Give the role to somebody else first."),
            code="last_administrator",
        )
