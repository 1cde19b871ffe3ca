"""Which files of a matter a reader sees: those shown to everyone, or all for its sender and the desks that answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.matters.enums import AttachmentKind, HideReason, StepKind
from participation.matters.models import Attachment, Matter
from participation.matters.permissions import can_hide_files, can_view_on_desk, is_shown
from people.models import Person
from portal.exceptions import NotVisible


@dataclass(frozen=True)
class FileRow:
    """A file as a page shows it. `alt` says what a picture shows, `label` names it in words; sides are pixels.

    `step` is the key of the step with which it came, None for what came with the message. `note` says to its sender and to the desks who
    does not see it and why; at `hide_url` a moderator hides it, or shows it again.
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


def seen_by(person: Person, matter: Matter, *, is_sender: bool) -> QuerySet[Attachment]:
    """The sender's own and those of steps that are told; everything on the desks; the public ones of what is shown, everyone.

    Those of the matters that were joined to this one stand beside its own: everyone's for everyone, all of them for the desks. The sender
    of a joined matter sees with the other path's steps their files, and never the other sender's.
    """
    together = Q(matter__in=Matter.objects.filter(Q(pk=matter.pk) | Q(merged_into=matter)).values("pk"))
    files = Attachment.objects.select_related("step", "matter")
    if can_view_on_desk(person, matter):
        return files.filter(together)
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
    return [row_of(file, address or matter.reference, person, at_desk=at_desk) for file in files]


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
