"""Circumstances in which a desk must work, and sitting down at it."""

from dataclasses import dataclass
from itertools import product

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from naober.accounts.models import User
from naober.organisations.models import Membership
from tests.browser import Visitor


@dataclass(frozen=True)
class Circumstance:
    """A language, a width in pixels, and whether scripts run."""

    language: str
    width: int
    javascript: bool

    def path(self, dutch: str) -> str:
        """Return the address of a page in this language."""
        return dutch if self.language == "nl" else f"/{self.language}{dutch}"

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{'js' if self.javascript else 'nojs'}"


CIRCUMSTANCES = [
    Circumstance(language, width, javascript)
    for language, width, javascript in product(("nl", "en"), (360, 1280), (True, False))
]


def at_the_desk(visitor: Visitor, member: Membership, here: Circumstance) -> Page:
    """Open a browser in which a colleague is signed in."""
    return signed_in(visitor, member.user, here)


def signed_in(visitor: Visitor, user: User, here: Circumstance) -> Page:
    client = Client()
    client.force_login(user)
    page = visitor(width=here.width, language=here.language, javascript=here.javascript)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": visitor.address}]
    )
    return page


def nothing_sticks_out(page: Page) -> None:
    """Fail where a page can be scrolled sideways, or where a part of it is cut off."""
    page.wait_for_load_state()  # a click returns while the next page still comes in
    beyond = page.locator("main").evaluate(
        "main => [document.documentElement, main].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert max(beyond) <= 0, page.url
