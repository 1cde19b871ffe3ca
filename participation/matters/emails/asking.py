"""Mails to somebody without an account: confirm the address, and the way to the own list."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.matters.rules.notices import DAYS_TO_CONFIRM


def confirm_mail(name: str, token: str, language: str) -> tuple[str, str]:
    """(subject, body). Whoever did not ask for it has nothing to do."""
    with translation.override(language):
        page = settings.ADDRESS + reverse("follow_confirm", kwargs={"token": token})
        days = ngettext("The link works for %(n)s day.", "The link works for %(n)s days.", DAYS_TO_CONFIRM) % {"n": DAYS_TO_CONFIRM}
        parts = [
            _("Hello,"),
            _("Somebody, probably you, wants messages to this address about: %(name)s") % {"name": name},
            _("Confirm it here: %(page)s") % {"page": page},
            days,
            _("If it was not you, do nothing. Without confirming no messages come."),
            _("This message cannot be answered.") + "\nKuuluu",
        ]
        return _("Confirm that you want messages"), "\n\n".join(parts)


def list_mail(key: str, language: str) -> tuple[str, str]:
    """(subject, body) of the way to what a subscriber follows."""
    with translation.override(language):
        page = settings.ADDRESS + reverse("follower", kwargs={"key": key})
        parts = [
            _("Hello,"),
            _("Here you see what you follow, choose how often you get messages, and end them: %(page)s") % {"page": page},
            _("Only you have this address, so keep it to yourself."),
            _("This message cannot be answered.") + "\nKuuluu",
        ]
        return _("What you follow"), "\n\n".join(parts)
