"""Makes a PDF anew without anything that acts or hides: read from the standard input, written to the standard output.

A program of its own, started by portal.papers: a document that unpacks to something enormous or never ends takes this process along, not
the portal. It imports nothing of the portal; who starts it says how many pages are too many, and with what to end when the document is
locked or too long (`paper_washer.py PAGES LOCKED LONG`). It ends with 0 when done, with 1 when this is not a PDF.
"""

import resource
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf

MOST_MEMORY, MOST_SECONDS = 1024**3, 20
DEEPEST = 60
BROKEN = 1
# What the catalogue may keep: pages, their language, their structure for screen readers, headings, page numbers, layers.
KEPT = {
    "/Type", "/Version", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/PageLabels", "/Outlines",
    "/OCProperties", "/Dests", "/PageLayout", "/OutputIntents",
}  # fmt: skip
# Keys that carry actions, programs, files or who made the document and when, wherever they stand.
REMOVED = ("/AA", "/JS", "/EF", "/AF", "/RF", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/PieceInfo", "/Metadata", "/OpenAction")
# Actions that stay: to another place of the same document, and to an address of the web. All others are emptied.
ACTIONS = {
    "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm", "/ResetForm", "/ImportData",
    "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
}  # fmt: skip
ADDRESSES = (b"http://", b"https://", b"mailto:", b"tel:")
MARKS = {
    "/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly",
    "/StrikeOut", "/Stamp", "/Caret", "/Ink",
}  # fmt: skip
# What a picture needs to be painted: of a JPEG its colours (JFIF, Adobe) and whatever is neither an APPn nor a comment; of a JPEG 2000
# these boxes. Where and with what it was taken stands in the others.
PAINTED_MARKERS = {*range(0xC0, 0xE0), 0xE0, 0xEE}
PAINTED_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
SOI, EOI, SOS, WITHOUT_LENGTH = 0xD8, 0xD9, 0xDA, {0x01, *range(0xD0, 0xD8)}


def wash(pdf: pikepdf.Pdf) -> None:
    pdf.flatten_annotations("screen")  # what was filled into a form becomes a part of the page, and the form can go
    for key in set(pdf.Root.keys()) - KEPT:
        del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        marks = page.obj.get("/Annots")
        if isinstance(marks, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array([mark for mark in marks if is_harmless(mark)])
    for thing in pdf.objects:
        scrub(thing, 0)
        if isinstance(thing, pikepdf.Stream):
            forget_the_camera(thing, pdf)


def is_harmless(mark: pikepdf.Object) -> bool:
    return isinstance(mark, pikepdf.Dictionary) and str(mark.get("/Subtype", "")) in MARKS


def scrub(thing: pikepdf.Object, depth: int) -> None:
    """Take out of the object and of what lies directly in it whatever acts. What is nested deeper than any program writes is cut off."""
    if isinstance(thing, pikepdf.Array):
        inner = [item for item in thing if not item_is_indirect(item)]
        for item in inner:
            scrub(item, depth + 1)
        return
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    if acts(thing) or depth > DEEPEST:
        empty(thing)
        return
    for key in REMOVED:
        if key in thing:
            del thing[key]
    for key in list(thing.keys()):
        value = thing[key]
        if not item_is_indirect(value):
            scrub(value, depth + 1)


def empty(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Stream):
        thing.write(b"")  # a stream keeps its own length
    for key in set(thing.keys()) - {"/Length"}:
        del thing[key]


def item_is_indirect(item: object) -> bool:
    """Indirect objects are visited by themselves."""
    return isinstance(item, pikepdf.Object) and item.is_indirect


def acts(thing: pikepdf.Object) -> bool:
    kind = str(thing.get("/S", ""))
    if kind == "/URI" or "/URI" in thing:
        address = thing.get("/URI")
        return not isinstance(address, pikepdf.String) or not bytes(address).strip().lower().startswith(ADDRESSES)
    return kind in ACTIONS or str(thing.get("/Type", "")) in {"/EmbeddedFile", "/Filespec"}


def forget_the_camera(stream: pikepdf.Stream, pdf: pikepdf.Pdf) -> None:
    """A photo keeps its pixels as they are, and loses what its file says of place, time, camera and writer."""
    filters, parms = in_list(stream.get("/Filter")), in_list(stream.get("/DecodeParms"))
    clean = {"/DCTDecode": painted_jpeg, "/JPXDecode": painted_jp2}.get(str(filters[-1])) if filters else None
    if clean is None:
        return
    wrapped = stream.read_raw_bytes()
    outer = {"Filter": pikepdf.Array(filters[:-1])}
    if parms:
        outer["DecodeParms"] = pikepdf.Array(parms[: len(filters) - 1])
    picture = pikepdf.Stream(pdf, wrapped, **outer).read_bytes() if filters[:-1] else wrapped
    own = parms[len(filters) - 1] if len(parms) >= len(filters) else None
    stream.write(clean(picture), filter=pikepdf.Name(str(filters[-1])), decode_parms=own if isinstance(own, pikepdf.Dictionary) else None)


def in_list(thing: pikepdf.Object | None) -> list[pikepdf.Object]:
    if thing is None:
        return []
    return list(thing) if isinstance(thing, pikepdf.Array) else [thing]


def painted_jpeg(content: bytes) -> bytes:
    """The JPEG without its APPn segments and comments, and without what hangs behind its end. What is no JPEG becomes empty."""
    start = content.find(bytes([0xFF, SOI]))
    return bytes([0xFF, SOI]) + b"".join(painted_segments(content, start + 2)) if start >= 0 else b""


def painted_segments(content: bytes, place: int) -> Iterator[bytes]:
    while (place := content.find(0xFF, place)) >= 0 and place + 1 < len(content):
        marker = content[place + 1]
        if marker == EOI:
            yield content[place : place + 2]
            return
        if marker in (0x00, 0xFF) or marker in WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == SOS:
            end = end_of_scan(content, end)
        if marker in PAINTED_MARKERS:
            yield content[place:end]
        place = end


def end_of_scan(content: bytes, place: int) -> int:
    """Where the points of a scan end: at the next marker that is neither a filling nor a restart."""
    while (place := content.find(0xFF, place)) >= 0 and place + 1 < len(content):
        if content[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2
    return len(content)


def painted_jp2(content: bytes) -> bytes:
    """The boxes with the picture; a bare stream of points has no others."""
    if content.startswith(b"\xff\x4f"):
        return content
    kept, place = [], 0
    while place + 8 <= len(content):
        length, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if length == 1:
            length = int.from_bytes(content[place + 8 : place + 16], "big")
        end = place + length if length >= 8 else len(content)
        if kind in PAINTED_BOXES:
            kept.append(content[place:end])
        place = end
    return b"".join(kept)


def main(most_pages: int, locked: int, long: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    target = BytesIO()
    try:
        with pikepdf.open(BytesIO(sys.stdin.buffer.read())) as pdf:
            if len(pdf.pages) > most_pages:
                return long
            if not pdf.pages:
                return BROKEN
            wash(pdf)
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, encryption=False)
    except pikepdf.PasswordError:
        return locked
    except (pikepdf.PdfError, MemoryError, RecursionError, ValueError, TypeError, KeyError, RuntimeError):
        return BROKEN
    sys.stdout.buffer.write(target.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
