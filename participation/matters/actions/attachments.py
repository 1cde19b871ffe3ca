"""Files of a matter: stored after they were made anew, all of them or none."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from participation.matters.actions.door import leave_matter
from participation.matters.actions.step import lock
from participation.matters.enums import AttachmentKind, HideReason, MatterKind, ModerationEvent
from participation.matters.models import Attachment, Matter, Step
from participation.matters.permissions import check_can_hide_files
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from portal.text import mask_identity_codes, tidy
from portal.uploads import CleanUpload, clean_upload

MOST_FILES = 10  # of one matter and all its steps
LONGEST_ALT, LONGEST_REASON = 200, 500


@dataclass(frozen=True)
class Sent:
    """A file made anew that comes with a message, and what it shows in words."""

    upload: CleanUpload
    alt: str = ""


def attach(
    *, matter: Matter, upload: "File[bytes] | CleanUpload", alt: str, is_public: bool, now: datetime, step: Step | None = None
) -> Attachment:
    """Keep a file of the matter or of one of its steps. The caller has asked permission, and has locked the matter or just made it.

    Raises ValidationError in words for the field: the file will not do, there are too many, or it could not be stored; then nothing is.
    """
    clean = upload if isinstance(upload, CleanUpload) else clean_upload(upload)
    if matter.attachments.count() >= MOST_FILES:
        raise ValidationError(_("There are %(most)s files already. No more can be added.") % {"most": MOST_FILES}, code="too_many")
    with stored(clean, now) as name:
        return Attachment.objects.create(
            matter=matter, step=step, file=name, kind=AttachmentKind(clean.kind.content_type), name=mask_identity_codes(clean.name),
            size=len(clean.content), width=clean.width, height=clean.height, alt=mask_identity_codes(tidy(alt))[:LONGEST_ALT],
            is_public=is_public, at=now,
        )  # fmt: skip


@contextmanager
def stored(clean: CleanUpload, now: datetime) -> Iterator[str]:
    """The file under a name that nobody can guess; taken away again when the block fails, also when it was written in half."""
    wanted = f"attachments/{now:%Y/%m}/{secrets.token_hex(16)}{clean.kind.suffixes[0]}"
    try:
        name = default_storage.save(wanted, ContentFile(clean.content))
    except OSError as error:
        default_storage.delete(wanted)
        raise ValidationError(
            _("The file could not be kept just now. Send your message without it, or try again later."), code="not_stored"
        ) from error
    kept = False
    try:
        yield name
        kept = True
    finally:
        if not kept:
            default_storage.delete(name)


@contextmanager
def all_or_nothing(written: Sequence[Attachment]) -> Iterator[None]:
    """What the block writes and the files that it adds to `written` hold or fall together. Raises RuleBroken for what will not do."""
    done = False
    try:
        with transaction.atomic():
            yield
        done = True
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), code="file") from error
    finally:
        for attachment in [] if done else written:
            default_storage.delete(str(attachment.file.name))


def leave_with_files(*, said: Any, files: Sequence[Sent], **words: Any) -> Matter:
    """`leave_matter` and its files together: everything or nothing. The same form twice leaves the files once.

    Pictures of an idea are for everyone once a moderator has read it; documents and all files of other kinds are for those who answer.
    """
    written: list[Attachment] = []
    with all_or_nothing(written):
        matter = leave_matter(said=said, **words)
        if not matter.attachments.exists():
            for sent in files:
                is_public = sent.upload.is_picture and matter.kind == MatterKind.IDEA
                written.append(attach(matter=matter, upload=sent.upload, alt=sent.alt, is_public=is_public, now=words["now"]))
    return matter


def take_with_files(act: Callable[..., Step], *, files: Sequence[Sent], matter: Matter, now: datetime, **words: Any) -> Step:
    """A step of the desk and its files together: everything or nothing. The same form twice leaves the files once.

    Whoever may read the step may open its files: everyone where the matter is shown, the desks alone when it is a note.
    """
    written: list[Attachment] = []
    with all_or_nothing(written):
        step = act(matter=matter, now=now, **words)
        if files and not step.attachments.exists():
            for sent in files:
                written.append(attach(matter=matter, step=step, upload=sent.upload, alt=sent.alt, is_public=step.is_public, now=now))
    return step


def hide_file(*, file: Attachment, reason: HideReason, text: str, by: User, now: datetime) -> Attachment:
    """Show the file to nobody but its sender and the desks any more. The sender reads the reason and `text`.

    Pressed twice it is hidden once. Raises NotVisible, NotPermitted, RuleBroken, ChangedMeanwhile.
    """
    with transaction.atomic():
        row, kept = locked(file, by)
        words = mask_identity_codes(tidy(text))[:LONGEST_REASON]
        if not words:
            raise RuleBroken(_("Tell the sender why the file is not shown."), code="no_reason")
        if (kept.hidden_for, kept.hidden_text) == (reason, words):
            return kept
        if kept.hidden_for:
            raise ChangedMeanwhile(_("Somebody hid this file after you opened the page. Look at the reason that was given."))
        if not kept.is_public:
            raise RuleBroken(_("Others do not see this file anyhow."), code="not_public")
        kept.is_public, kept.hidden_for, kept.hidden_text = False, reason, words
        return written_down(ModerationEvent.FILE_HIDDEN, row, kept, by, now)


def show_file(*, file: Attachment, by: User, now: datetime) -> Attachment:
    """Show a hidden file again to those who saw it before. Raises NotVisible, NotPermitted."""
    with transaction.atomic():
        row, kept = locked(file, by)
        if not kept.hidden_for:
            return kept
        kept.is_public, kept.hidden_for, kept.hidden_text = True, "", ""
        return written_down(ModerationEvent.FILE_SHOWN, row, kept, by, now)


def locked(file: Attachment, by: User) -> tuple[Matter, Attachment]:
    """The matter's row and the file as they are now; others wait until this transaction ends."""
    row = lock(file.matter)
    check_can_hide_files(by, row)
    return row, row.attachments.get(pk=file.pk)


def written_down(event: ModerationEvent, row: Matter, file: Attachment, by: User, now: datetime) -> Attachment:
    file.save(update_fields=["is_public", "hidden_for", "hidden_text"])
    record_event(event=event, by=by, subject=row, organisation=row.organisation, now=now, code=row.reference)
    return file
