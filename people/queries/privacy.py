"""What is collected, why and for how long: read from the models' own declarations, so that the page cannot forget a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext, pgettext_lazy

from portal.privacy import Privacy

# The floors from the reader's side, in the order in which a reader wonders.
FLOORS = {
    "participation": pgettext_lazy("privacy", "What you say and decide"),
    "people": pgettext_lazy("privacy", "Your account"),
    "interfaces": pgettext_lazy("privacy", "Contacts of municipalities and the county"),
    "wellbeing": pgettext_lazy("privacy", "Wellbeing work"),
    "reports": pgettext_lazy("privacy", "Reports"),
    "organisations": pgettext_lazy("privacy", "Places"),
    "portal": pgettext_lazy("privacy", "The service itself"),
}

# Tables of the sign-in library, declared here because they cannot declare themselves.
SIGN_IN = {
    "account.emailaddress": Privacy(
        about="The e-mails of your account and whether you have verified them, for signing in and for answers.",
        personal=("email",),
        retention="Removed with the account.",
    ),
    "mfa.authenticator": Privacy(
        about="The sealed secret of your second factor and when you last used it, so that only you get in.",
        pseudonymous=("data",),
        retention="Removed with the account, or when you take the second factor off.",
    ),
    "socialaccount.socialaccount": Privacy(
        about=(
            "A keyed hash of what the identification service calls you, so that one person is one voter. "
            "Your name, identity code and date of birth are not kept."
        ),
        pseudonymous=("uid",),
        retention="Removed with the account.",
    ),
    "sessions.session": Privacy(
        about="That this browser is signed in.",
        pseudonymous=("session_key",),
        retention="Two weeks, or until you sign out or close the browser.",
    ),
}


@dataclass(frozen=True)
class PrivacyLine:
    """One table of the database in plain words. `name` is its technical name, for those who ask."""

    name: str
    about: str
    retention: str


@dataclass(frozen=True)
class PrivacyFloor:
    title: str
    lines: Sequence[PrivacyLine]


def declarations() -> list[tuple[type[models.Model], Privacy]]:
    """Every model that holds something about people, with its declaration."""
    found = []
    for model in apps.get_models():
        declared = vars(model).get("privacy") or SIGN_IN.get(model._meta.label_lower)
        if isinstance(declared, Privacy) and (declared.personal or declared.pseudonymous):
            found.append((model, declared))
    return found


def privacy_floors() -> list[PrivacyFloor]:
    by_floor: dict[str, list[PrivacyLine]] = {}
    for model, declared in declarations():
        floor = "people" if model._meta.label_lower in SIGN_IN else model.__module__.split(".")[0]
        line = PrivacyLine(model._meta.label_lower, words(declared.about), words(declared.retention))
        by_floor.setdefault(floor, []).append(line)
    return [PrivacyFloor(str(title), by_floor[floor]) for floor, title in FLOORS.items() if floor in by_floor]


def words(text: str) -> str:
    return gettext(text) if text else ""
