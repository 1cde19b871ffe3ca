"""States of a version and names of files."""

from reports.documents.enums import DocumentEvent, DocumentKind, VersionState

V = VersionState

TRANSITIONS: dict[VersionState, tuple[VersionState, ...]] = {
    V.COMPILING: (V.READY, V.FAILED),
    V.READY: (),
    V.FAILED: (),
}
OWNER: dict[VersionState, str] = {V.COMPILING: "worker", V.READY: "county", V.FAILED: "county"}
EVENT: dict[VersionState, DocumentEvent] = {
    V.COMPILING: DocumentEvent.ASKED,
    V.READY: DocumentEvent.COMPILED,
    V.FAILED: DocumentEvent.FAILED,
}

LANGUAGES = ("fi", "sv", "en")


def file_name(kind: DocumentKind, year: int, language: str, slug: str = "") -> str:
    """What a reader's folder shows: hyvinvointiraportti-2026-fi.pdf, kuntakortti-2026-asikkala-sv.pdf."""
    stem = "hyvinvointiraportti" if kind == DocumentKind.REPORT else "kuntakortti"
    return "-".join(part for part in (stem, str(year), slug, language) if part) + ".pdf"
