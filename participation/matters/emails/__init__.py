"""Mails about matters in words, each in its receiver's language; every mail says how to end such mails."""

from participation.matters.emails.asking import confirm_mail, list_mail
from participation.matters.emails.digest import digest_mail
from participation.matters.emails.echo import enqueue_echo_mail
from participation.matters.emails.notices import mails_about

__all__ = ["confirm_mail", "digest_mail", "enqueue_echo_mail", "list_mail", "mails_about"]
