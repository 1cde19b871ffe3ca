"""axe in the page: WCAG 2.2 A and AA."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const told = n => n.target.join(" ") + " — " + n.failureSummary;
  return found.violations.map(v => v.id + ": " + v.help + " @ " + v.nodes.slice(0, 3).map(told).join(" | "));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands; empty when all is well."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.add_script_tag(path=str(AXE))
    return list(page.evaluate(RUN, TAGS))


def overflows(page: Page) -> bool:
    """Whether the page must be scrolled sideways (WCAG 1.4.10 reflow)."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
