"""Votes of other places and times brought in from files: read whole or not at all, looked at, published, removed."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.budgeting.enums import RoundEvent
from participation.budgeting.models import VoteFile
from participation.budgeting.queries.files import told_of
from participation.budgeting.rules.polls import read_poll, without_voters
from people.actions import record_event
from people.enums import Permission
from people.models import User
from people.permissions import check_permission
from portal.exceptions import RuleBroken

MOST_PROJECTS = 2000


@transaction.atomic
def bring_in(*, organisation: Organisation, name: str, text: str, by: User, now: datetime) -> VoteFile:
    """Store the file for the keepers to look at; nothing of its voters but their votes. Raises NotAPoll and then stores nothing."""
    check_permission(by, Permission.ROUND_MANAGE, organisation)
    if not name.strip():
        raise RuleBroken(_("Write a name for the vote."), code="no_name")
    content = without_voters(text)
    poll = read_poll(content)
    if len(poll.costs) > MOST_PROJECTS:
        raise RuleBroken(_("The file has more than %(most)s proposals.") % {"most": MOST_PROJECTS}, code="too_large")
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    files = VoteFile.objects.select_for_update().filter(organisation=organisation)
    if files.filter(sha256=sha256).exists():
        raise RuleBroken(_("This file has been brought in already."), code="same_file")
    last = files.first()
    file = VoteFile.objects.create(
        organisation=organisation, number=last.number + 1 if last else 1, name=name.strip(), content=content, sha256=sha256,
        told=told_of(poll), brought_at=now,
    )  # fmt: skip
    note_file(RoundEvent.FILE_BROUGHT, file, by, now)
    return file


@transaction.atomic
def publish_file(*, file: VoteFile, by: User, now: datetime) -> VoteFile:
    file = locked_file(file, by)
    if file.published_at is None:
        file.published_at = now
        file.save(update_fields=["published_at"])
        note_file(RoundEvent.FILE_PUBLISHED, file, by, now)
    return file


@transaction.atomic
def remove_file(*, file: VoteFile, by: User, now: datetime) -> None:
    file = locked_file(file, by)
    note_file(RoundEvent.FILE_REMOVED, file, by, now)
    file.delete()


def locked_file(file: VoteFile, by: User) -> VoteFile:
    check_permission(by, Permission.ROUND_MANAGE, file.organisation_id)
    found = VoteFile.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=file.pk).first()
    if found is None:
        raise RuleBroken(_("The file has been removed already."), code="removed")
    return found


def note_file(event: RoundEvent, file: VoteFile, by: User, now: datetime) -> None:
    record_event(event=event, by=by, subject=file, organisation=file.organisation, now=now, name=file.name)
