"""Private files stay inside their storage, and an upload is what its first bytes say."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portal.exceptions import NotVisible
from portal.files import (
    CSV,
    JPEG,
    PDF,
    PNG,
    XLSX,
    FileKind,
    UploadCheck,
    disposition,
    kind_of_upload,
    private_file,
    public_picture,
    stored_file,
)


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixels = zlib.compress(b"".join(b"\x00" + b"\x0e\x53\x64" * min(width, 10) for _ in range(min(height, 10))))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def xlsx(extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


GOOD = {
    "kuva.png": (PNG, png()),
    "KUVA.PNG": (PNG, png()),
    "kuva.jpg": (JPEG, b"\xff\xd8\xff\xe0aaaa"),
    "kuva.jpeg": (JPEG, b"\xff\xd8\xff\xe1aaaa"),
    "paperi.pdf": (PDF, b"%PDF-1.7\n"),
    "taulu.csv": (CSV, "\ufeffnimi;määrä\n".encode()),
    "taulu.xlsx": (XLSX, xlsx()),
}
BAD = {
    "ohjelma.png": b"MZ\x90\x00",
    "sivu.png": b"<svg onload=alert(1)>",
    "kuva.gif": b"GIF89a",
    "kuva.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "kuva.jpg": png(),
    "katkennut.png": png()[:20],
    "väärä summa.png": png()[:20] + b"\x00\x00\x00\x09" + png()[24:],
    "valtava.png": png(30_000, 30_000),
    "paperi.pdf": b"<html>%PDF-",
    "taulu.csv": b"a;b\x00",
    "latin.csv": "määrä".encode("latin-1"),
    "taulu.xlsx": b"PK\x03\x04rikki",
    "makro.xlsx": xlsx({"xl/vbaProject.bin": b"x"}),
    "pommi.xlsx": xlsx({"xl/media/a": bytes(101 * 1024 * 1024)}),
    "muu.xlsx": b"",
    "": png(),
}
ALL = (PNG, JPEG, PDF, CSV, XLSX)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_upload_is_known_for_what_it_is(name: str) -> None:
    kind, data = GOOD[name]
    file = SimpleUploadedFile(name, data)
    assert kind_of_upload(file, ALL, 10_000_000) is kind
    assert file.read() == data


@pytest.mark.parametrize("name", BAD)
def test_an_upload_that_is_not_what_it_says_is_refused(name: str) -> None:
    file = ContentFile(BAD[name], name=name)
    with pytest.raises(ValidationError) as refusal:
        kind_of_upload(file, ALL, 200_000_000)
    assert refusal.value.code == "wrong_kind"


def test_an_upload_that_is_too_large_is_refused_with_the_limit() -> None:
    with pytest.raises(ValidationError) as refusal:
        UploadCheck((PNG,), 1024 * 1024)(SimpleUploadedFile("a.png", png() + bytes(1024 * 1024)))
    assert refusal.value.code == "too_large"
    assert "1 M" in refusal.value.message


def test_a_kind_that_is_not_welcome_is_refused() -> None:
    with pytest.raises(ValidationError):
        UploadCheck((PNG,), 1024)(SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    assert UploadCheck((PNG,), 1) == UploadCheck((PNG,), 1)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path.parent / f"{tmp_path.name}-secret.txt"
    path.write_text("salaisuus")
    return path


@pytest.mark.parametrize(
    "name", ["../{secret}", "logos/../../{secret}", "{whole}", "", ".", "logos", "ei/ole.png", "a\x00b", "linkki"]
)
def test_a_path_that_leaves_the_storage_does_not_exist(secret: Path, tmp_path: Path, name: str) -> None:
    default_storage.save("logos/a.png", ContentFile(png()))
    (tmp_path / "linkki").symlink_to(secret)
    with pytest.raises(NotVisible):
        stored_file(name.format(secret=secret.name, whole=secret))


def test_a_private_file_keeps_its_name_and_reaches_no_cache() -> None:
    default_storage.save("a/b.pdf", ContentFile(b"%PDF-1.7"))
    response = private_file("a/b.pdf", filename='Päätös "1"/2.pdf', content_type="application/pdf")
    assert b"".join(response) == b"%PDF-1.7"
    assert (
        response.headers["Content-Disposition"]
        == "attachment; filename=\"Paatos 12.pdf\"; filename*=UTF-8''P%C3%A4%C3%A4t%C3%B6s%2012.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    response.file_to_stream.close()


def test_a_name_cannot_break_the_header() -> None:
    assert (
        disposition('a"\r\nSet-Cookie: x=1')
        == "attachment; filename=\"aSet-Cookie: x=1\"; filename*=UTF-8''aSet-Cookie%3A%20x%3D1"
    )
    assert disposition("///", inline=True) == "inline; filename=\"file\"; filename*=UTF-8''file"


def test_a_public_picture_can_never_act_as_a_page() -> None:
    default_storage.save("logos/a.png", ContentFile(png()))
    response = public_picture("logos/a.png")
    assert response.headers["Content-Type"] == "image/png"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response) == png()
    response.file_to_stream.close()


def test_every_kind_knows_its_endings() -> None:
    assert all(isinstance(kind, FileKind) and kind.suffixes for kind in ALL)
