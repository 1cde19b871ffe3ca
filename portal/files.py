"""Files: answers that keep private files private, and uploads known by their first bytes, not by their names."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, HttpResponseBase
from django.utils.deconstruct import deconstructible
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.exceptions import NotVisible

PNG_START = b"\x89PNG\r\n\x1a\n"
MOST_UNPACKED = 100 * 1024 * 1024  # bytes that a workbook may unpack to
MOST_PIXELS = 4000  # on either side of a picture


def disposition(filename: str, *, inline: bool = False) -> str:
    """Content-Disposition with an ASCII name for old programs and the real one after RFC 5987."""
    name = "".join(c for c in filename if c.isprintable() and c not in '/\\"').strip() or "file"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "file"
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def with_private_headers(response: HttpResponseBase, filename: str, *, inline: bool = False) -> HttpResponseBase:
    """No cache keeps it, no browser guesses its type, and it gets its name."""
    response.headers["Content-Disposition"] = disposition(filename, inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def stored_file(name: str) -> File:
    """The stored file; whatever does not lie inside the storage, by any trick of names or links, does not exist (NotVisible)."""
    try:
        if not name or not default_storage.exists(name):
            raise NotVisible(name)
        if isinstance(default_storage, FileSystemStorage) or isinstance(
            getattr(default_storage, "_wrapped", None), FileSystemStorage
        ):
            root = Path(default_storage.path("")).resolve()
            if not Path(default_storage.path(name)).resolve().is_relative_to(root):
                raise NotVisible(name)
        return default_storage.open(name, "rb")
    except (SuspiciousFileOperation, FileNotFoundError, IsADirectoryError, ValueError) as error:
        raise NotVisible(name) from error


def private_file(name: str, *, filename: str, content_type: str, inline: bool = False) -> HttpResponseBase:
    """A stored file for somebody who is allowed to have it; the caller has checked that."""
    response = FileResponse(stored_file(name), content_type=content_type)
    return with_private_headers(response, filename, inline=inline)


INERT = "default-src 'none'; sandbox"  # were it read as a page, it could do nothing


def inert_file(name: str, *, filename: str, content_type: str, inline: bool) -> HttpResponseBase:
    """A stored file that somebody sent us, for somebody who is allowed to have it; it can never act as a page of this site."""
    response = private_file(name, filename=filename, content_type=content_type, inline=inline)
    response.headers["Content-Security-Policy"] = INERT
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def public_picture(name: str) -> HttpResponseBase:
    """A stored PNG that anyone may see, such as a logo. It can never act as a page of this site."""
    response = FileResponse(stored_file(name), content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = INERT
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def is_png(file: IO[bytes]) -> bool:
    """A PNG whose header chunk is whole and whose sides are sensible."""
    head = file.read(33)
    if len(head) < 33 or not head.startswith(PNG_START) or head[8:16] != b"\x00\x00\x00\rIHDR":
        return False
    width, height, checksum = *struct.unpack(">II", head[16:24]), struct.unpack(">I", head[29:33])[0]
    return zlib.crc32(head[12:29]) == checksum and 0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS


def is_jpeg(file: IO[bytes]) -> bool:
    return file.read(3) == b"\xff\xd8\xff"


def is_webp(file: IO[bytes]) -> bool:
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def is_pdf(file: IO[bytes]) -> bool:
    return file.read(5) == b"%PDF-"


def is_csv(file: IO[bytes]) -> bool:
    """Text in UTF-8 without a NUL byte."""
    data = file.read()
    try:
        return "\x00" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def is_xlsx(file: IO[bytes]) -> bool:
    """A workbook without macros that does not unpack to something enormous."""
    try:
        with zipfile.ZipFile(file) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, struct.error):
        return False
    return (
        {"[Content_Types].xml", "xl/workbook.xml"} <= sizes.keys()
        and "xl/vbaProject.bin" not in sizes
        and sum(sizes.values()) <= MOST_UNPACKED
    )


@dataclass(frozen=True)
class FileKind:
    name: str
    suffixes: tuple[str, ...]
    content_type: str
    is_really: Callable[[IO[bytes]], bool]


PNG = FileKind("PNG", (".png",), "image/png", is_png)
JPEG = FileKind("JPEG", (".jpg", ".jpeg"), "image/jpeg", is_jpeg)
WEBP = FileKind("WebP", (".webp",), "image/webp", is_webp)
PDF = FileKind("PDF", (".pdf",), "application/pdf", is_pdf)
CSV = FileKind("CSV", (".csv",), "text/csv", is_csv)
XLSX = FileKind("XLSX", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_xlsx)


@deconstructible
class UploadCheck:
    """A validator of uploaded files: `kinds` that are welcome, and the most bytes. The name's ending and the content must agree."""

    def __init__(self, kinds: tuple[FileKind, ...], most_bytes: int) -> None:
        self.kinds = kinds
        self.most_bytes = most_bytes

    def __call__(self, file: File) -> None:
        kind_of_upload(file, self.kinds, self.most_bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UploadCheck) and (self.kinds, self.most_bytes) == (other.kinds, other.most_bytes)

    def __hash__(self) -> int:
        return hash((self.kinds, self.most_bytes))


def kind_of_upload(file: File, kinds: tuple[FileKind, ...], most_bytes: int) -> FileKind:
    """Which of the kinds the file really is. Raises ValidationError that says what would do."""
    if (file.size or 0) > most_bytes:
        text = _("The file is too large. It may be at most %(most)s MB.")
        raise ValidationError(text % {"most": f"{most_bytes / 1024 / 1024:g}"}, code="too_large")
    suffix = PurePosixPath(file.name or "").suffix.lower()
    file.seek(0)
    for kind in kinds:
        if suffix in kind.suffixes and kind.is_really(file):
            file.seek(0)
            return kind
        file.seek(0)
    names = get_text_list([kind.name for kind in kinds], gettext_lazy("or"))
    raise ValidationError(
        _("The file must be a %(kinds)s file. Its content does not look like one.") % {"kinds": names},
        code="wrong_kind",
    )
