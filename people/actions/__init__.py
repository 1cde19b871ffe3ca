"""Every change of this floor. The floors above use two verbs: record an event, put mails into the outbox."""

from people.actions.account import change_settings, erase_account, note_own_data_taken, note_second_factor, set_consent
from people.actions.audit import note_trail_taken, record_event
from people.actions.identity import record_identification
from people.actions.mail import Mail, enqueue_mail, enqueue_mails
from people.actions.operator import appoint_administrator, make_demo_account
from people.actions.retention import empty_old_mails, end_unused_accounts, forget_old_events
from people.actions.roles import grant_role, remove_role

__all__ = [
    "Mail",
    "appoint_administrator",
    "change_settings",
    "empty_old_mails",
    "end_unused_accounts",
    "enqueue_mail",
    "enqueue_mails",
    "erase_account",
    "forget_old_events",
    "grant_role",
    "make_demo_account",
    "note_own_data_taken",
    "note_second_factor",
    "note_trail_taken",
    "record_event",
    "record_identification",
    "remove_role",
    "set_consent",
]
