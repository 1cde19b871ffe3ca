"""Files that residents and officials attach: known by their content, made anew, and only then kept."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from portal.files import JPEG, PDF, PNG, PNG_START, WEBP, FileKind
from portal.papers import remade_paper
from portal.pictures import remade_picture
from portal.text import tidy

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 100


@dataclass(frozen=True)
class CleanUpload:
    """A file made anew. `name` is what its sender called it, tamed; `width` and `height` are pixels, None for a document."""

    content: bytes
    kind: FileKind
    name: str
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.width is not None


def clean_upload(file: File) -> CleanUpload:
    """The file made anew. The content says what it is, whatever it is called. Raises ValidationError in words for its field."""
    if not file.size:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    if file.size > MOST_BYTES:
        text = _("The file is too large. It may be at most %(most)s MB.")
        raise ValidationError(text % {"most": f"{MOST_BYTES / 1024 / 1024:g}"}, code="too_large")
    kind = kind_by_content(file)
    name = tame_name(file.name or "", kind)
    if kind is PDF:
        return CleanUpload(remade_paper(file.read()), kind, name)
    picture = remade_picture(BytesIO(file.read()), kind.name.upper())
    return CleanUpload(picture.content, kind, name, picture.width, picture.height)


def kind_by_content(file: File) -> FileKind:
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    for kind, is_it in (
        (JPEG, head.startswith(b"\xff\xd8\xff")),
        (PNG, head.startswith(PNG_START)),
        (WEBP, head.startswith(b"RIFF") and head.endswith(b"WEBP")),
        (PDF, head.startswith(b"%PDF-")),
    ):
        if is_it:
            return kind
    raise ValidationError(
        _("This is not a picture (JPEG, PNG, WebP) or a PDF. Take a photo of it, or save it as a PDF, and send that."), code="wrong_kind"
    )


def tame_name(name: str, kind: FileKind) -> str:
    """The last part of the name, without invisible and turning characters, with the ending of what the file is."""
    stem = PurePosixPath(tidy(name).replace("\\", "/").replace("\n", " ")).name
    for suffix in kind.suffixes:
        stem = stem.removesuffix(suffix).removesuffix(suffix.upper())
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    return f"{stem[:LONGEST_NAME] or 'liite'}{kind.suffixes[0]}"
