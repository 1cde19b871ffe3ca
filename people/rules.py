"""Which role may do what, and what each role is for (shown where roles are given); periods; how an identity is read."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.enums import Permission, Role

P = Permission

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RESIDENT: frozenset(),
    Role.MODERATOR: frozenset({P.DESK_VIEW, P.MATTER_VIEW, P.MATTER_MODERATE, P.VOTE_TAKE}),
    Role.COORDINATOR: frozenset(
        {
            P.DESK_VIEW, P.MATTER_VIEW, P.MATTER_MODERATE, P.MATTER_ROUTE, P.MATTER_ANSWER, P.MATTER_EXPORT, P.MATTER_IMPORT,
            P.ROUND_MANAGE, P.VOTE_TAKE, P.BOX_SEAL, P.CONTACT_EDIT, P.CONTACT_CONFIRM, P.INDICATOR_EDIT, P.REPORT_WRITE,
        }
    ),
    Role.OFFICIAL: frozenset(
        {
            P.DESK_VIEW, P.MATTER_VIEW, P.MATTER_ANSWER, P.MATTER_EXPORT, P.INDICATOR_EDIT, P.REPORT_WRITE, P.REPORT_COMPILE,
            P.CONTACT_CONFIRM,
            P.VOTE_TAKE, P.BOX_SEAL,
        }
    ),
    Role.REGISTRAR: frozenset({P.DESK_VIEW, P.CONTACT_EDIT, P.CONTACT_CONFIRM}),
    Role.AUDITOR: frozenset({P.DESK_VIEW, P.MATTER_VIEW, P.MATTER_EXPORT, P.AUDIT_VIEW}),
    Role.ADMINISTRATOR: frozenset({P.DESK_VIEW, P.MATTER_IMPORT, P.AUDIT_VIEW, P.ROLE_GRANT, P.ORGANISATION_EDIT}),
}  # fmt: skip

STAFF_ROLES: frozenset[Role] = frozenset(role for role in Role if role != Role.RESIDENT)

ROLE_DESCRIPTIONS: dict[Role, str | Promise] = {
    Role.RESIDENT: _("Leaves feedback and ideas, follows matters and votes."),
    Role.MODERATOR: _("Reads what residents send before it is shown, and hides what breaks the rules of discussion."),
    Role.COORDINATOR: _("Routes matters to those who answer, keeps contacts and networks, and prepares the report."),
    Role.OFFICIAL: _("Answers matters of their own field, reviews indicators, writes and compiles the report."),
    Role.REGISTRAR: _("Keeps posts and contacts up to date."),
    Role.AUDITOR: _("Sees matters and the audit trail but changes nothing."),
    Role.ADMINISTRATOR: _("Gives roles and sets the organisation's look and details."),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """All that these roles together permit."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))


# The outbox: how long a worker may hold a mail, how long a failed one waits, and when it is given up.
CLAIM_HOLDS = timedelta(minutes=10)
MAIL_ATTEMPTS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)

# How long things are kept; the same periods stand in the models' privacy declarations.
MAIL_WORDS_KEPT = timedelta(days=30)
AUDIT_KEPT = timedelta(days=3653)
UNUSED_ACCOUNT_WARNED = timedelta(days=700)
UNUSED_ACCOUNT_ERASED = timedelta(days=730)
WARNING_HOLDS = timedelta(days=30)

CONSENT_VERSION = "2026-11"  # raised when the wording of a consent changes; consents to older words must be asked again

ERASE_WORD = pgettext_lazy("typed to confirm", "ERASE")

OLDEST_BIRTH_YEAR, NEWEST_BIRTH_YEAR = 1900, 2100


def wait_after(failures: int) -> timedelta:
    """How long a mail that failed so many times waits: 1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_WAIT * (1 << max(0, min(failures, 20) - 1)), LONGEST_WAIT)


def may_erase_unused(used_at: datetime, warned_at: datetime | None, *, can_be_warned: bool, now: datetime) -> bool:
    """Whether an account that nobody uses is erased now: two years after its last use, and a month after a warning by e-mail."""
    if now - used_at < UNUSED_ACCOUNT_ERASED:
        return False
    return not can_be_warned or (warned_at is not None and now - warned_at >= WARNING_HOLDS)


def is_loopback(address: str) -> bool:
    """Whether an IP address or a host name means this very machine. A wildcard does not."""
    name = address.strip().lower()
    if name.startswith("["):
        name = name[1:].split("]")[0]
    elif name.count(":") == 1:
        name = name.split(":")[0]
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def claim_at(claims: Mapping[str, object], path: str) -> object:
    """The claim at a dotted path, such as `address.municipality`; None when there is none."""
    value: object = claims
    for word in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(word)
    return value


def birth_year_of(birthdate: object) -> int | None:
    """The year of a date written 1955-06-12 or 1955; None when it cannot be a living person's."""
    year = str(birthdate or "")[:4]
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    return int(year) if OLDEST_BIRTH_YEAR <= int(year) <= NEWEST_BIRTH_YEAR else None


def municipality_code_of(value: object) -> str:
    """An official municipality code as three digits (“16” is 016); empty when it is none."""
    code = str(value if value is not None else "").strip()
    return code.zfill(3) if code.isascii() and code.isdigit() and len(code) <= 3 else ""
