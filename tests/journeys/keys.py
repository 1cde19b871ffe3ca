"""A person who uses only the keyboard."""

from playwright.sync_api import Page

MOST_TABS = 120
FOCUS = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const shown = e.matches("input[type=checkbox], input[type=radio]") || style.outlineStyle !== "none" || style.boxShadow !== "none";
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const its = top && (top === e || e.contains(top) || top.contains(e) || top.tagName === "LABEL");
  const seen = box.bottom > 0 && box.top < innerHeight && its;
  return {shown, seen, what: e.outerHTML.slice(0, 160)};
}"""


class Keys:
    """Moves by Tab, chooses by Space, goes by Enter. Every stop on the way must be seen and must show that it has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str, *, back: bool = False) -> None:
        """Tab until the element that matches has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                state = self.page.evaluate(FOCUS)
                assert state["shown"], f"the focus does not show: {state['what']}"
                assert state["seen"], f"the focused element is covered: {state['what']}"
                return
        raise AssertionError(f"{selector} was not reached by {MOST_TABS} tabs on {self.page.url}")

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Space")

    def choose(self, group: str, value: str) -> None:
        """A radio button of the group, by the arrow keys."""
        self.to(f"input[type=radio][name={group}]")
        for _ in range(12):
            if self.page.evaluate("v => document.activeElement.value === v", value):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not among {group}")

    def go(self, selector: str) -> None:
        """Enter on a link or button, and wait for the page that follows."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
