"""Tagged PDFs (PDF/UA-1) from our own HTML, with a locked fetcher: nothing is read but the style and fonts that we ship.

WeasyPrint takes a second and 60 MiB to load, so only workers import this module.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from portal.pdf import Pdf, PdfError

SHIPPED = (Path(__file__).resolve().parent / "static" / "portal").resolve()
PAGE = re.compile(r"Creating layout - Page (\d+)")
MAX_SECONDS = 300

# WeasyPrint tells Pillow, for the whole process, to forgive pictures that are cut off. What people send is read strictly (pictures.py).
ImageFile.LOAD_TRUNCATED_IMAGES = False
logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells each table of each font

OnPage = Callable[[int], None]


class ShippedOnly(URLFetcher):
    """Reads files below our own static folder and data: URIs; everything else ends the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["file", "data"], fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if not path.is_relative_to(SHIPPED):
                raise FatalURLFetchingError(f"outside the shipped files: {path.name}")
        elif parts.scheme != "data":
            raise FatalURLFetchingError(f"not a shipped file: {parts.scheme}")
        return super().fetch(url, headers)


class PageCounter(logging.Handler):
    """Hears WeasyPrint say which page it lays out, tells it on, and ends a rendering that takes too long.

    Layout may run several times over the same pages, so the count never goes back.
    """

    def __init__(self, on_page: OnPage | None, max_seconds: float) -> None:
        super().__init__(level=logging.INFO)
        self.on_page, self.highest, self.deadline = on_page, 0, monotonic() + max_seconds

    def emit(self, record: logging.LogRecord) -> None:
        if monotonic() > self.deadline:
            raise PdfError("the document took too long to lay out")
        found = PAGE.search(record.getMessage())
        if found and int(found[1]) > self.highest:
            self.highest = int(found[1])
            if self.on_page:
                self.on_page(self.highest)


@dataclass
class Press:
    """Writes several documents with one reading of the style and the fonts."""

    stylesheet: Path = SHIPPED / "pdf.css"
    fonts: FontConfiguration = field(default_factory=FontConfiguration)
    fetcher: ShippedOnly = field(default_factory=ShippedOnly)

    def __post_init__(self) -> None:
        self.css = CSS(
            filename=str(self.stylesheet),
            font_config=self.fonts,
            url_fetcher=self.fetcher,
            base_url=self.stylesheet.as_uri(),
        )

    def write(self, html: str, *, on_page: OnPage | None = None, max_seconds: float = MAX_SECONDS) -> Pdf:
        """The document as PDF/UA-1. `on_page` hears each new page number. Raises PdfError."""
        log = logging.getLogger("weasyprint.progress")
        counter, level, told = PageCounter(on_page, max_seconds), log.level, log.propagate
        log.addHandler(counter)
        log.setLevel(logging.INFO)
        log.propagate = False  # each page is progress for the reader, not a line for the operator's log
        try:
            document = HTML(string=html, base_url=SHIPPED.as_uri() + "/", url_fetcher=self.fetcher).render(
                stylesheets=[self.css], font_config=self.fonts, pdf_variant="pdf/ua-1"
            )
            return Pdf(content=document.write_pdf(pdf_variant="pdf/ua-1"), pages=len(document.pages))
        except FatalURLFetchingError as error:
            raise PdfError(str(error)) from error
        finally:
            log.removeHandler(counter)
            log.setLevel(level)
            log.propagate = told
