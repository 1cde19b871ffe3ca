"""A finished PDF; how it is written is in press.py, which only workers load."""

from dataclasses import dataclass


class PdfError(Exception):
    """The document could not be written; the text says why."""


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int
