"""Visits in two languages and widths, with and without JavaScript; axe measures every page."""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VISITS = [
    pytest.param(visit, id=f"{visit[0]}-{visit[1]}-{'script' if visit[2] else 'no-script'}")
    for visit in itertools.product(("nl", "en"), (360, 1280), (True, False))
]

PAIRS = [VISITS[number] for number in (0, 3, 5, 6)]
"""Each language with each width and either, with scripts and without: every two of the three."""

A_FEW = [VISITS[1], VISITS[-2]]
"""A small screen without scripts and a wide one with: for what does not depend on the rest."""


@dataclass
class Visit:
    """Somebody at a device; `say` gives the words of the page in their language."""

    page: Page
    language: str
    javascript: bool

    def open(self, path: str) -> None:
        self.page.goto(f"/en{path}" if self.language == "en" else path)

    def say(self, text: str, context: str = "", **values: object) -> str:
        with translation.override(self.language):
            words = translation.pgettext(context, text) if context else translation.gettext(text)
        return words % values if values else words

    def button(self, text: str, context: str = "", **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.say(text, context, **values), exact=True)

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=self.say(text), exact=True)

    def heading(self, text: str, context: str = "") -> Locator:
        return self.page.get_by_role("heading", level=1, name=self.say(text, context))

    def choose(self, text: str) -> None:
        """Choose an answer by its words; the page writes it with a capital."""
        words = re.compile(rf"^{re.escape(self.say(text))}$", re.IGNORECASE)
        main = self.page.get_by_role("main")
        radio, box = main.get_by_role("radio", name=words), main.get_by_role("checkbox", name=words)
        radio.or_(box).first.check()

    def fill(self, label: str, value: str, context: str = "") -> None:
        words = re.compile(rf"^{re.escape(self.say(label, context))}")
        self.page.get_by_label(words).first.fill(value)

    def measure(self) -> None:
        """Nothing sticks out, and axe finds nothing (it needs scripts; one language is enough)."""
        self.page.wait_for_load_state()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{self.page.url} is wider than the screen"
        if self.javascript and self.language == "nl":
            assert violations(self.page) == [], self.page.url


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds on a page; nothing where axe-core is not installed."""
    if not AXE.exists():
        return []
    options = json.dumps({"runOnly": RULES})
    found = "JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
    script = f"{AXE.read_text()};axe.run(document, {options}).then(r => {found})"
    # Over the developer protocol the policy of the page does not stop it.
    answer = page.context.new_cdp_session(page).send(
        "Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True}
    )
    return list(json.loads(answer["result"]["value"]))


def visit_with(visitor: Any, setting: tuple[str, int, bool]) -> Iterator[Visit]:
    """Open a fresh device; fails where a page wrote an error in the console."""
    language, width, javascript = setting
    page = visitor(width=width, language=f"{language}-NL", javascript=javascript)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Visit(page, language, javascript)
    assert complaints == []
