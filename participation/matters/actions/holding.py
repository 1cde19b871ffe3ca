"""The list of words at which a text waits for a moderator."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.matters.enums import ModerationEvent
from participation.matters.models import HoldWord
from participation.matters.rules.holding import parse_stem
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_own_permission
from portal.exceptions import RuleBroken

MOST_WORDS = 500


@transaction.atomic
def add_hold_word(*, organisation: Organisation, word: str, by: User, now: datetime) -> bool:
    """Put the beginning of a word on the list; False when it is there already. Raises RuleBroken for what is not one word."""
    check_own_permission(by, Permission.MATTER_MODERATE, organisation)
    stem = parse_stem(word)
    if stem is None:
        raise RuleBroken(_("Write one word or its beginning, at least three letters."), code="no_word")
    if HoldWord.objects.filter(organisation=organisation).count() >= MOST_WORDS:
        raise RuleBroken(_("The list is full. Remove words that are not needed."), code="full")
    _word, is_new = HoldWord.objects.get_or_create(organisation=organisation, stem=stem)
    if is_new:
        record_event(event=ModerationEvent.WORD_ADDED, by=by, subject=organisation, organisation=organisation, now=now, word=stem)
    return is_new


@transaction.atomic
def remove_hold_word(*, organisation: Organisation, word: HoldWord, by: User, now: datetime) -> None:
    """Take a word from the list; doing it twice removes nothing more."""
    check_own_permission(by, Permission.MATTER_MODERATE, organisation)
    removed, _rows = HoldWord.objects.filter(pk=word.pk, organisation=organisation).delete()
    if removed:
        record_event(event=ModerationEvent.WORD_REMOVED, by=by, subject=organisation, organisation=organisation, now=now, word=word.stem)
