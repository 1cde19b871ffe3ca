"""axe in the page: WCAG 2.2 A and AA."""

from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const told = n => n.target.join(" ") + " — " + n.failureSummary;
  return found.violations.map(v => v.id + ": " + v.help + " @ " + v.nodes.slice(0, 3).map(told).join(" | "));
}"""


class Shelf(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600, immutable")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@cache
def address() -> str:
    """Where the browser gets axe: from an address it keeps the compiled script from page to page, which pasting does not."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shelf, directory=str(AXE.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/{AXE.name}"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands; empty when all is well."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.add_script_tag(url=address())
    return list(page.evaluate(RUN, TAGS))


def overflows(page: Page) -> bool:
    """Whether the page must be scrolled sideways (WCAG 1.4.10 reflow)."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
