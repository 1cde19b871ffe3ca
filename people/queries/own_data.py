"""Everything that is known about one person, in sections: this floor's own and what the floors above put on the shelf."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.enums import ConsentPurpose, Role
from people.models import AuditEvent, Consent, OutboxMail, User
from people.queries.audit import sentence_of
from people.queries.shelves import OWN_DATA, OwnData

NOTHING = "–"
MOST_EVENTS = 1000


def everything_about(user: User) -> list[OwnData]:
    return [provider(user) for provider in OWN_DATA]


def own_data_file(user: User, now: datetime) -> bytes:
    """The same as JSON, for another service or for keeping."""
    sections = [asdict(section) for section in everything_about(user)]
    document = {"service": settings.ADDRESS, "made_at": now.isoformat(), "sections": sections}
    return json.dumps(document, ensure_ascii=False, indent=2, default=str).encode()


def identification_service() -> str:
    """The name of the identification service; empty when the installation has none."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


def identification_offer(user: User) -> str:
    """The name of the service with which the account can be identified; empty when there is none or it has been done."""
    return identification_service() if user.identity_key is None else ""


def consents_of(user: User) -> set[str]:
    """The purposes to which the person's consent is in force."""
    return set(Consent.objects.filter(user=user, withdrawn_at__isnull=True).values_list("purpose", flat=True))


def moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else NOTHING


def account_data(user: User) -> OwnData:
    municipality = user.home_municipality.name if user.home_municipality else NOTHING
    rows: Sequence[Sequence[str]] = [
        (_("E-mail"), user.email or NOTHING),
        (_("Pen name"), user.public_name or NOTHING),
        (_("Language"), dict(settings.LANGUAGES).get(user.language, user.language)),
        (_("Account made"), moment(user.created_at)),
        (_("Last signed in"), moment(user.last_login)),
        (_("Identified"), moment(user.identified_at)),
        (_("Home municipality from identification"), municipality),
        (_("Year of birth from identification"), str(user.birth_year or NOTHING)),
    ]
    return OwnData(_("Account"), [_("Thing"), _("What we have")], rows)


def sign_in_data(user: User) -> OwnData:
    emails = EmailAddress.objects.filter(user=user).order_by("pk")
    rows = [
        (_("E-mail"), address.email, _("verified") if address.verified else _("not verified")) for address in emails
    ]
    for factor in Authenticator.objects.filter(user=user).order_by("pk"):
        rows.append((_("Second factor"), moment(factor.created_at), moment(factor.last_used_at)))
    for identity in SocialAccount.objects.filter(user=user).order_by("pk"):
        rows.append((_("Strong identification"), moment(identity.date_joined), moment(identity.last_login)))
    return OwnData(_("Signing in"), [_("Thing"), _("Since or address"), _("Last used or state")], rows)


def role_data(user: User) -> OwnData:
    # Residents have none, and the gate of the page has asked already.
    grants = user.role_grants.select_related("organisation").order_by("granted_at") if user.roles else []
    rows = [(str(Role(grant.role).label), grant.organisation.name, moment(grant.granted_at)) for grant in grants]
    return OwnData(_("Roles"), [pgettext("role", "Role"), _("Organisation"), _("Since")], rows)


def consent_data(user: User) -> OwnData:
    consents = user.consents.order_by("given_at")
    rows = [
        (
            str(ConsentPurpose(consent.purpose).label),
            consent.version,
            moment(consent.given_at),
            moment(consent.withdrawn_at),
        )
        for consent in consents
    ]
    return OwnData(_("Consents"), [_("To what"), _("Wording"), _("Given"), _("Withdrawn")], rows)


def mail_data(user: User) -> OwnData:
    mails = OutboxMail.objects.filter(to__iexact=user.email).order_by("created_at") if user.email else []
    rows = [(mail.subject, moment(mail.created_at), moment(mail.sent_at)) for mail in mails]
    return OwnData(_("E-mails of the last 30 days"), [_("Subject"), _("Written"), _("Sent")], rows)


def deed_data(user: User) -> OwnData:
    events = AuditEvent.objects.filter(actor_id=user.pk).order_by("-at", "-id")[:MOST_EVENTS]
    rows = [(moment(event.at), sentence_of(event)) for event in events]
    return OwnData(_("What the audit trail tells about you"), [_("When"), _("What")], rows)
