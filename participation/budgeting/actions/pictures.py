"""The picture of a proposal: shown with words, replaced, taken away. On the ballot it stays as it was when the proposals were published."""

import hashlib
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.proposals import check_open_for_proposals
from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import RoundEvent
from participation.budgeting.models import Proposal, ProposalPicture
from participation.matters.actions.attachments import LONGEST_ALT, stored
from people.models import User
from portal.exceptions import RuleBroken
from portal.languages import LANGUAGES
from portal.uploads import CleanUpload


@transaction.atomic
def show_picture(*, proposal: Proposal, upload: CleanUpload, words: dict[str, str], by: User, now: datetime) -> ProposalPicture:
    """Give the proposal a picture, or another one in its place. `words` say what it shows, by language."""
    check_open_for_proposals(proposal.area, by)
    if not words["fi"].strip():
        raise RuleBroken(_("Tell what the picture shows, for those who cannot see it."), code="no_alt")
    if upload.width is None or upload.height is None:
        raise RuleBroken(_("Choose a picture: JPEG, PNG or WebP."), code="no_picture")
    forget(proposal)
    with stored(upload, now) as name:
        picture = ProposalPicture.objects.create(
            proposal=proposal, file=name, kind=upload.kind.content_type, width=upload.width, height=upload.height,
            sha256=hashlib.sha256(upload.content).hexdigest(),
            **{f"alt_{language}": words[language].strip()[:LONGEST_ALT] for language in LANGUAGES},
        )  # fmt: skip
        note(RoundEvent.PICTURED, proposal.area.round, by, now, title=proposal.title_fi, alt=picture.alt_fi)
    return picture


@transaction.atomic
def take_picture_away(*, proposal: Proposal, by: User, now: datetime) -> None:
    """At any time: a picture may have to go because of somebody's rights. The frozen text goes on telling that there was one."""
    locked(proposal.area.round, by)
    alt = forget(proposal)
    if not alt:
        raise RuleBroken(_("The picture has been removed already."), code="no_picture")
    note(RoundEvent.UNPICTURED, proposal.area.round, by, now, title=proposal.title_fi, alt=alt)


def forget(proposal: Proposal) -> str:
    """Remove the picture, and its file once that is certain. What it showed; empty when there was none."""
    picture = ProposalPicture.objects.filter(proposal=proposal).first()
    if picture is None:
        return ""
    name = str(picture.file.name)
    picture.delete()
    transaction.on_commit(lambda: default_storage.delete(name))
    return picture.alt_fi
