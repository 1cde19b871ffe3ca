"""Which files of a matter a reader sees: those shown to everyone, or all for its sender and the desks that answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.matters.enums import AttachmentKind, HideReason, StepKind
from participation.matters.models import Attachment, Matter
from participation.matters.permissions import (
    can_hide_files,
    can_look_at_reviewed,
    can_view_on_desk,
    check_can_look_at_file,
    is_shown,
)
from participation.matters.rules import parse_reference
from people.models import Person
from portal.exceptions import NotVisible


@dataclass(frozen=True)
class FileRow:
    """A file as a page shows it. `alt` says what a picture shows, `label` names it in words; sides are pixels.

    `step` is the key of the step with which it came, None for what came with the message. `note` says to its sender and to the desks who
    does not see it and why; at `hide_url` a moderator hides it, or shows it again; at `review_url` its sender asks for a review.
    """

    url: str
    label: str
    alt: str
    is_picture: bool
    size: int
    width: int
    height: int
    step: int | None = None
    note: str = ""
    hide_url: str = ""
    is_hidden: bool = False
    review_url: str = ""


def seen_by(person: Person, matter: Matter, *, is_sender: bool) -> QuerySet[Attachment]:
    """The sender's own and those of steps that are told; everything on the desks; the public ones of what is shown, everyone.

    Those of the matters that were joined to this one stand beside its own: everyone's for everyone, all of them for the desks. The sender
    of a joined matter sees with the other path's steps their files, and never the other sender's.
    """
    together = Q(matter__in=Matter.objects.filter(Q(pk=matter.pk) | Q(merged_into=matter)).values("pk"))
    files = Attachment.objects.select_related("step", "matter")
    if can_view_on_desk(person, matter):
        return files.filter(together)
    if can_look_at_reviewed(person, matter):
        return files.filter(together, Q(is_public=True) | Q(looks__kind=StepKind.FILE_APPEALED))
    told = files.filter(Q(step=None) | Q(step__is_public=True))
    for_everyone = Q(together, is_public=True) if is_shown(matter) else Q(pk__in=[])
    return told.filter(for_everyone | senders(matter) if is_sender else for_everyone)


def senders(matter: Matter) -> Q:
    """The sender's own, also when they are hidden from others; files of steps unless they are."""
    own = Q(matter=matter, step=None) | Q(matter=matter, hidden_for="")
    if matter.merged_into_id is None:
        return own
    joined_at = max(step.at for step in matter.steps.all() if step.kind == StepKind.MERGED)
    return own | Q(matter=matter.merged_into_id, step__at__gt=joined_at, hidden_for="")


def attachment_at(matter: Matter, number: int, person: Person, *, is_sender: bool) -> Attachment:
    """Raises NotVisible."""
    found = seen_by(person, matter, is_sender=is_sender).filter(pk=number).first()
    if found is None:
        raise NotVisible(str(number))
    return found


def files_of(matter: Matter, person: Person, *, is_sender: bool, address: str = "", at_desk: bool = False) -> Sequence[FileRow]:
    """One query. `address` is the code or the reference by which the reader came: the files open by the same."""
    files = seen_by(person, matter, is_sender=is_sender).order_by("at", "pk")
    rows = [row_of(file, address or matter.reference, person, at_desk=at_desk) for file in files]
    return [to_sender(row, file, matter) for row, file in zip(rows, files, strict=True)] if is_sender and not at_desk else rows


def to_sender(row: FileRow, file: Attachment, matter: Matter) -> FileRow:
    """With the way to ask for a review of the own hidden file, or that it was asked for. `matter` is read with its steps: no query."""
    if not file.hidden_for or file.matter_id != matter.pk or file.step_id is not None:
        return row
    looks = [step for step in matter.steps.all() if step.file_id == file.pk]
    if all(look.kind != StepKind.FILE_APPEALED for look in looks):
        return replace(row, review_url=reverse("file_review", kwargs={"code": matter.code, "attachment": file.pk}))
    if looks[-1].kind == StepKind.FILE_APPEALED:
        return replace(row, note=" ".join([row.note, _("You asked for a review. Another moderator looks at the file.")]))
    return replace(row, note=" ".join([row.note, _("Another moderator has looked at it again.")]))


def file_on_desk(reference: str, number: int, person: Person) -> Attachment:
    """The file with the looks at it, for the desks of its matter and for those who review it. Raises NotVisible, NotPermitted."""
    files = Attachment.objects.select_related("step", "matter__organisation", "matter__origin", "matter__topic", "matter__area")
    found = files.prefetch_related("looks", "matter__steps").filter(matter__reference=parse_reference(reference), pk=number).first()
    if found is None:
        raise NotVisible(str(number))
    check_can_look_at_file(person, found)
    return found


def row_of(file: Attachment, address: str, person: Person, *, at_desk: bool) -> FileRow:
    is_picture = file.kind != AttachmentKind.PDF
    may_hide = at_desk and (file.is_public or file.hidden_for) and can_hide_files(person, file.matter)
    return FileRow(
        url=reverse("matter_attachment", kwargs={"code": address, "attachment": file.pk}),
        label=file.alt or (_("Picture") if is_picture else _("Document (PDF)")),
        alt=file.alt or _("A picture without a description"),
        is_picture=is_picture,
        size=file.size,
        width=file.width or 0,
        height=file.height or 0,
        step=file.step_id,
        note=note_on(file),
        hide_url=reverse("desk_file", kwargs={"code": file.matter.reference, "attachment": file.pk}) if may_hide else "",
        is_hidden=bool(file.hidden_for),
    )


def note_on(file: Attachment) -> str:
    """Who does not see the file, in words; empty for what all readers of the page see."""
    if file.hidden_for:
        reason = str(HideReason(file.hidden_for).label)
        return _("A moderator does not show this to others: %(reason)s. %(text)s") % {"reason": reason, "text": file.hidden_text}
    if file.is_public:
        return ""
    if file.step is not None:
        return "" if file.step.is_public else _("Only the desks see this.")
    return _("Only the sender and those who answer see this.")
