"""Looking at a page as axe-core, a narrow screen, a slow line and the console of a browser do."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Locator, Page, Response

from naober.accounts.models import User
from naober.shared import drafts
from tests.browser import Visitor
from tests.sites.public.browsing import AXE, RULES

WIDTHS = {"nl": 360, "en": 1280}
"""Pixels at which axe looks: in Dutch a small telephone, in English a desk. Both have all parts."""

ENLARGED = (320, 640)
"""Pixels at which nothing may stick out or overlap: a screen of 1280 at 400 % and at 200 %.

WCAG 2.2, success criteria 1.4.10 and 1.4.4.
"""

FIRST_VISIT = 150_000
"""Bytes that a first visit may ask of a slow line."""

STATIC_TEXT = (".css", ".js", ".svg")

AXE_FINDS = """async options => (await axe.run(document, options)).violations.map(
  one => [one.id, one.nodes.map(node => node.html)])"""

STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > wide + 0.1)
    .map(one => one.cloneNode().outerHTML + one.textContent.trim().slice(0, 40))
    .concat("the page");
}"""
"""What makes that a page can be scrolled sideways."""

LARGE_TEXT = f"""() => {{
  const root = document.documentElement;
  root.style.fontSize = "200%";
  try {{ return ({STICKS_OUT})(); }} finally {{ root.style.fontSize = ""; }}
}}"""
"""What sticks out where a browser shows text twice as large, and not the page (1.4.4)."""

OVERLAPS = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const seen = [...document.querySelectorAll(kinds)].filter(
    one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
      && !one.matches(".utrecht-skip-link"));
  const boxes = seen.map(one => [...one.getClientRects()]);
  const found = [];
  for (let i = 0; i < seen.length; i++) for (let j = i + 1; j < seen.length; j++) {
    if (seen[i].contains(seen[j]) || seen[j].contains(seen[i])) continue;
    for (const a of boxes[i]) for (const b of boxes[j]) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 2) found.push(`${seen[i].outerHTML} OVER ${seen[j].outerHTML}`);
    }
  }
  return found;
}"""
"""Things to press that lie over each other."""


@cache
def compressed(url: str) -> int:
    """Return the bytes of a style sheet, script or drawing as a real site sends it; else 0.

    The suite serves static files as they lie in the source, a real site compresses them.
    """
    path = urlsplit(url).path.removeprefix(settings.STATIC_URL)
    found = finders.find(path) if path.endswith(STATIC_TEXT) else None
    return len(brotli.compress(Path(found).read_bytes())) if found else 0


class Inspector:
    """Notes everything that is wrong on the pages it looks at.

    One browser with its own cookies; `language` is what every page must be in.
    """

    def __init__(self, visitor: Visitor, language: str) -> None:
        self.language = language
        self.faults: list[tuple[str, Any]] = []
        self.page: Page = visitor(
            width=WIDTHS[language], language=f"{language}-NL", reduced_motion="reduce"
        )
        self._visitor = visitor
        self.page.add_init_script(path=AXE)  # over the developer protocol: no policy stops it
        self._responses: list[Response] = []
        self.page.on("response", self._receive)
        self.page.on("console", lambda line: self._complain(line.type, line.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))

    def sign_in(self, user: User) -> None:
        """Come in with a session, as after signing in."""
        client = Client()
        client.force_login(user)
        self.bring(client)

    def bring(self, source: Client | HttpResponse) -> None:
        """Take over the cookies of a client or a response."""
        self.page.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": self._visitor.address}
                for name, cookie in source.cookies.items()
            ]
        )

    def carry(self, **saved: dict[str, Any]) -> None:
        """Put half-filled forms on this device."""
        response = HttpResponse()
        for name, draft in saved.items():
            drafts.save(response, name, draft)
        self.bring(response)

    def at(self, path: str) -> str:
        """Return a Dutch address in the language of this visit."""
        return path if self.language == "nl" else f"/{self.language}{path}"

    def open(self, path: str) -> Response:
        """Open an address as it stands."""
        self._responses.clear()
        response = self.page.goto(path)
        assert response is not None, path
        return response

    def press(self, button: Locator) -> None:
        """Press a button and wait for the page that follows."""
        self._responses.clear()
        with self.page.expect_navigation():
            button.click()

    def inspect(self, *, status: int = 200) -> None:
        """Look at the page that is open now."""
        where = self.page.url.removeprefix(self._visitor.address)
        self._note(where, "status", self.status() != status and self.status())
        self._note(where, "language", self._wrong_words())
        for width in (*ENLARGED, *WIDTHS.values()):
            self.page.set_viewport_size({"width": width, "height": 900})
            self._note(where, f"sticks out at {width}", self.page.evaluate(STICKS_OUT))
            self._note(where, f"overlaps at {width}", self.page.evaluate(OVERLAPS))
            if width == max(WIDTHS.values()):
                self._note(where, "large text sticks out", self.page.evaluate(LARGE_TEXT))
            if width == WIDTHS[self.language]:
                self._note(where, f"axe at {width}", self._violations())
        self._note(where, "bytes", (self._weight() > FIRST_VISIT) and self._weight())

    def status(self) -> int:
        """Return what the server said to the page that is open now."""
        return [one for one in self._responses if one.request.is_navigation_request()][-1].status

    def _wrong_words(self) -> list[str]:
        page = self.page
        seen = page.evaluate(
            "[document.documentElement.lang, document.querySelectorAll('h1').length,"
            " document.title.trim()]"
        )
        wanted = [self.language, 1]
        return [] if seen[:2] == wanted and len(seen[2]) > len("| Naober") else seen

    def _violations(self) -> list[Any]:
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found: list[Any] = self.page.evaluate(AXE_FINDS, options)
        return found

    def _weight(self) -> int:
        """Return the bytes that a first visit transfers; pages go as they are."""
        return sum(
            len("".join((*one.headers, *one.headers.values())))
            + (compressed(one.url) or int(one.headers.get("content-length", 0)))
            for one in self._responses
            if one.status == 200
        )

    def _receive(self, response: Response) -> None:
        self._responses.append(response)

    def _complain(self, kind: str, text: str) -> None:
        # Chromium writes a line of its own for every page that is not there.
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append((self.page.url, text))

    def _note(self, where: str, what: str, fault: Any) -> None:
        if fault:
            self.faults.append((where, (what, fault)))
