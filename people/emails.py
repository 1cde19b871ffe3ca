"""Mails in words: a subject and a body in the receiver's language, and the letter that goes over the wire."""

from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from people.models import OutboxMail, User


def unused_account(user: User) -> tuple[str, str]:
    """Subject and body of the warning before an unused account is erased."""
    with translation.override(user.language):
        context = {"address": settings.ADDRESS, "language": user.language}
        subject = render_to_string("people/email/unused_subject.txt").strip()
        return subject, render_to_string("people/email/unused_message.txt", context).strip()


def letter(mail: OutboxMail) -> EmailMessage:
    """The mail as it is sent. Its Message-ID comes from its key: should it be sent twice, a mailbox can tell that it is the same."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{sha256(mail.key.encode()).hexdigest()[:40]}@{domain}>",
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
    return EmailMessage(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
