"""Mails around the box: commitments to those who watch over it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from participation.budgeting.models import Commitment
from participation.budgeting.queries.words import url_of
from people.actions.mail import Mail
from people.enums import Permission
from people.queries.accounts import accounts_with
from portal.numerals import number


def commitment_mails(commitment: Commitment) -> list[Mail]:
    """The root and the counts for every auditor of the place, so that they lie in a place which the server cannot change."""
    return [
        mail_to(commitment, person.email, person.language, person.pk)
        for person in accounts_with(Permission.AUDIT_VIEW, commitment.round.organisation_id)
        if person.email
    ]


def mail_to(commitment: Commitment, email: str, language: str, person_id: int) -> Mail:
    round = commitment.round
    with translation.override(language):
        facts = {
            "round": round.name, "n": number(commitment.number), "ballots": number(commitment.ballots), "root": commitment.root,
            "address": settings.ADDRESS + url_of("round_box", round), "at": commitment.made_at.isoformat(timespec="seconds"),
        }  # fmt: skip
        body = _(
            "Seal %(n)s of the ballot box of %(round)s.\n\nTime: %(at)s\nBallots: %(ballots)s\nRoot: %(root)s\n\n"
            "Keep this message. If the page shows another root for this seal, ballots have been changed or removed:\n%(address)s"
        )
        subject = _("%(round)s: seal %(n)s of the ballot box")
        return Mail(f"commitment:{commitment.pk}:{person_id}", email, subject % facts, body % facts, language)
