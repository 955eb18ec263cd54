"""Going through the site with a keyboard alone; wherever the focus goes, it must be seen."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 80
"""Presses of Tab after which somebody has given up."""

UNSEEN = """() => {
  const here = document.activeElement;
  if (here === document.body) return "";
  const drawn = here.closest("label") ?? here;
  const rings = [here, drawn].map(one => getComputedStyle(one)).filter(
    style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  if (!rings.length) return "no ring: " + here.outerHTML;
  const box = drawn.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap(part => [...drawn.getClientRects()].map(
    one => [one.left + one.width * part, one.top + one.height / 2]));
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (drawn.contains(top) || top.contains(drawn));
  });
  return seen ? "" : `out of sight at ${box.left}, ${box.top}: ${here.outerHTML}`;
}"""
"""Where the focus is without a ring, or where something lies over it (WCAG 2.4.7, 2.4.11)."""


class Keyboard:
    """Hands that never touch a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.emulate_media(reduced_motion="reduce")  # or the page still scrolls when it is measured

    def open(self, path: str) -> None:
        self.page.goto(path)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab(self) -> None:
        """Go to the next stop, and see where that is."""
        self.press("Tab")
        unseen = self.page.evaluate(UNSEEN)
        assert not unseen, f"{self.page.url}: {unseen}"

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until the focus is there. Fails where it never comes."""
        for _ in range(MOST_STOPS):
            self.tab()
            if wanted.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"Tab never comes to {wanted}")

    def go(self, wanted: Locator) -> None:
        """Go to a link or a button, press Enter and wait for the page that follows."""
        self.tab_to(wanted)
        self.enter()

    def enter(self) -> None:
        """Press Enter and wait for the page that follows."""
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, wanted: Locator, text: str) -> None:
        self.tab_to(wanted)
        self.type(text)

    def choose(self, wanted: Locator) -> None:
        """Choose a radio button: Tab to its group, then space or the arrows."""
        group = self.page.locator(f"[name={wanted.get_attribute('name')}]")
        chosen = group.and_(self.page.locator(":checked"))
        self.tab_to(chosen if chosen.count() else group.first)
        self.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {wanted}")

    def tick(self, wanted: Locator) -> None:
        self.tab_to(wanted)
        self.press("Space")
