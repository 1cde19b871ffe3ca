"""Files of a matter: stored after they were made anew, all of them or none."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from participation.matters.actions.door import leave_matter
from participation.matters.actions.step import Move, already_taken, lock, write_step
from participation.matters.enums import AttachmentKind, HideReason, MatterKind, StepKind
from participation.matters.models import Attachment, Matter, Step
from participation.matters.permissions import (
    check_can_hide_file,
    check_can_look_at_file,
    check_is_sender,
    is_file_reviewed,
    was_file_appealed,
)
from participation.matters.rules import LONGEST_TEXT, STEP_EVENT
from people.actions import record_event
from people.models import Person, User
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


def hide_file(*, file: Attachment, reason: HideReason, text: str, by: User, now: datetime, seen: int | None = None) -> Attachment:
    """Show the file to nobody but its sender and the desks any more. The sender hears the reason and `text`.

    Also the no of a review. `seen` is how many looks at the file the person saw. Pressed twice it is hidden once. Raises NotVisible,
    NotPermitted, RuleBroken, ChangedMeanwhile.
    """
    with transaction.atomic():
        kept = locked(file)
        words = mask_identity_codes(tidy(text))[:LONGEST_REASON]
        if not words:
            raise RuleBroken(_("Tell the sender why the file is not shown."), code="no_reason")
        if not is_file_reviewed(kept) and (kept.hidden_for, kept.hidden_text) == (reason, words):
            check_can_look_at_file(by, kept)
            return kept
        check_can_hide_file(by, kept)
        check_looks(kept, seen)
        if kept.hidden_for and not is_file_reviewed(kept):
            raise ChangedMeanwhile(_("Somebody hid this file after you opened the page. Look at the reason that was given."))
        if not kept.is_public and not kept.hidden_for:
            raise RuleBroken(_("Others do not see this file anyhow."), code="not_public")
        kept.is_public, kept.hidden_for, kept.hidden_text = False, reason, words
        return told(StepKind.FILE_HIDDEN, kept, Move(kept.matter, by, now), reason=reason, public_text=words)


def show_file(*, file: Attachment, by: User, now: datetime, seen: int | None = None) -> Attachment:
    """Show a hidden file again to those who saw it before; its sender hears it. Raises NotVisible, NotPermitted, ChangedMeanwhile."""
    with transaction.atomic():
        kept = locked(file)
        if not kept.hidden_for:
            check_can_look_at_file(by, kept)
            return kept
        check_can_hide_file(by, kept)
        check_looks(kept, seen)
        kept.is_public, kept.hidden_for, kept.hidden_text = True, "", ""
        return told(StepKind.FILE_SHOWN, kept, Move(kept.matter, by, now))


def ask_file_review(*, file: Attachment, text: str, by: Person, code: str, now: datetime, token: UUID | None = None) -> Attachment:
    """The sender asks once that another moderator looks at the hidden file. Raises NotVisible, RuleBroken."""
    with transaction.atomic():
        kept = locked(file)
        check_is_sender(by, kept.matter, code)
        if already_taken(kept.matter, token) is not None:
            return kept
        if not text.strip():
            raise RuleBroken(_("Tell why the file should be shown."), code="empty")
        if was_file_appealed(kept):
            raise RuleBroken(_("A review was asked for already. It can be asked for once."), code="only_once")
        if not kept.hidden_for or kept.step_id is not None:
            raise RuleBroken(_("The file is not hidden any more."), code="not_hidden")
        move = Move(kept.matter, by if isinstance(by, User) else None, now, None, token)
        return told(StepKind.FILE_APPEALED, kept, move, internal_text=tidy(text)[:LONGEST_TEXT])


def locked(file: Attachment) -> Attachment:
    """The file as it is now, with its matter's row; others wait until this transaction ends."""
    row = lock(file.matter)
    kept: Attachment = row.attachments.select_related("step").prefetch_related("looks").get(pk=file.pk)
    kept.matter = row
    return kept


def check_looks(file: Attachment, seen: int | None) -> None:
    if seen is not None and seen != len(file.looks.all()):
        raise ChangedMeanwhile(_("Somebody decided on this file after you opened the page. Look at the decision and decide again."))


def told(kind: StepKind, file: Attachment, move: Move, **words: str) -> Attachment:
    """The file as it is from now on, its step beside the path and the mails that the rules name.

    A file that the desks sent has no sender to tell: it stands in the audit trail alone.
    """
    file.save(update_fields=["is_public", "hidden_for", "hidden_text"])
    matter = file.matter
    if file.step_id is None:
        write_step(kind, matter, move, organisation=matter.organisation, file=file, is_public=False, **words)
    else:
        record_event(
            event=STEP_EVENT[kind], by=move.by, subject=matter, organisation=matter.organisation, now=move.now, code=matter.reference
        )
    return file
