"""Roles, permissions, and the events that this floor writes to the audit trail."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person is in one organisation."""

    RESIDENT = "resident", pgettext_lazy("role", "Resident")
    MODERATOR = "moderator", pgettext_lazy("role", "Moderator")
    COORDINATOR = "coordinator", pgettext_lazy("role", "Wellbeing coordinator")
    OFFICIAL = "official", pgettext_lazy("role", "Official")
    REGISTRAR = "registrar", pgettext_lazy("role", "Registrar of contacts")
    AUDITOR = "auditor", pgettext_lazy("role", "Auditor")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")


class Permission(StrEnum):
    """What may be done; rules.ROLE_PERMISSIONS says which roles may."""

    DESK_VIEW = "desk.view"
    MATTER_VIEW = "matter.view"
    MATTER_MODERATE = "matter.moderate"
    MATTER_ROUTE = "matter.route"
    MATTER_ANSWER = "matter.answer"
    MATTER_EXPORT = "matter.export"
    MATTER_IMPORT = "matter.import"
    ROUND_MANAGE = "round.manage"
    VOTE_TAKE = "vote.take"
    BOX_SEAL = "box.seal"
    CONTACT_EDIT = "contact.edit"
    CONTACT_CONFIRM = "contact.confirm"
    INDICATOR_EDIT = "indicator.edit"
    REPORT_WRITE = "report.write"
    REPORT_COMPILE = "report.compile"
    AUDIT_VIEW = "audit.view"
    ROLE_GRANT = "role.grant"
    ORGANISATION_EDIT = "organisation.edit"


class ConsentPurpose(models.TextChoices):
    """What a person may allow or not; everything else rests on law, not on consent."""

    NEWS = "news", pgettext_lazy("consent", "E-mail when a vote or a hearing opens in my home municipality")
    PANELS = "panels", pgettext_lazy("consent", "Invitations to residents' panels by e-mail")


class PeopleEvent(models.TextChoices):
    """Sentences of the audit trail; `%(actor)s` is a role, never a name."""

    ROLE_GRANTED = "people.role_granted", _("%(actor)s gave the role “%(role)s”")
    ROLE_REMOVED = "people.role_removed", _("%(actor)s removed the role “%(role)s”")
    CONSENT_GIVEN = "people.consent_given", _("A person gave a consent: %(consent)s")
    CONSENT_WITHDRAWN = "people.consent_withdrawn", _("A person withdrew a consent: %(consent)s")
    SETTINGS_CHANGED = "people.settings_changed", _("A person changed the language or pen name of their account")
    DATA_EXPORTED = "people.data_exported", _("A person downloaded their own data")
    ERASED = "people.erased", _("An account was erased at the person's own request")
    EXPIRED = "people.expired", _("An account that nobody used was erased")
    TRAIL_DOWNLOADED = "people.trail_downloaded", _("%(actor)s downloaded the audit trail (%(rows)s rows)")
    SECOND_FACTOR_SET = "people.second_factor_set", _("%(actor)s set up a second factor")
    SECOND_FACTOR_REMOVED = "people.second_factor_removed", _("%(actor)s removed a second factor")
