"""Reads about people, and the shelves of the desk, of one's own data and of the audit trail."""

from people.queries.accounts import (
    DemoAccount,
    RoleLine,
    accounts_with,
    demo_accounts,
    demo_user,
    grant_of,
    role_meanings,
    roles_of,
)
from people.queries.audit import AuditFilter, AuditLine, audit_page, audit_table, kinds, line_of, sentence_of, trail_of
from people.queries.own_data import (
    consents_of,
    everything_about,
    identification_offer,
    identification_service,
    own_data_file,
)
from people.queries.privacy import PrivacyFloor, PrivacyLine, privacy_floors
from people.queries.shelves import AUDIT_EVENTS, DESK_DUTIES, DESK_TOOLS, ERASERS, OWN_DATA, Duty, OwnData, Tool

__all__ = [
    "AUDIT_EVENTS",
    "DESK_DUTIES",
    "DESK_TOOLS",
    "ERASERS",
    "OWN_DATA",
    "AuditFilter",
    "AuditLine",
    "DemoAccount",
    "Duty",
    "OwnData",
    "PrivacyFloor",
    "PrivacyLine",
    "RoleLine",
    "Tool",
    "accounts_with",
    "audit_page",
    "audit_table",
    "consents_of",
    "demo_accounts",
    "demo_user",
    "everything_about",
    "grant_of",
    "identification_offer",
    "identification_service",
    "kinds",
    "line_of",
    "own_data_file",
    "privacy_floors",
    "role_meanings",
    "roles_of",
    "sentence_of",
    "trail_of",
]
