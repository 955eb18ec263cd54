"""Going to the carer's pages as somebody, and reading what they say."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from naober.accounts.models import User
from naober.carers.models import Carer
from naober.shared import drafts
from tests.world import CSI

HOME = "/mijn/"


def client_for(person: Carer | User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person.account if isinstance(person, Carer) else person)
    return client


def words(response: HttpResponse) -> str:
    """Return what stands in the middle of a page, as a reader sees it."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def title(response: HttpResponse) -> str:
    page = response.content.decode()
    return html.unescape(page[page.index("<title>") + 7 : page.index("</title>")])


def answers(yes: int) -> dict[str, int]:
    """Return a finished strain check with so many times yes."""
    return {item.code: int(number < yes) for number, item in enumerate(CSI.items)}


def carry(client: Client, name: str, draft: dict[str, Any]) -> None:
    """Put a draft on the device of a browser."""
    response = HttpResponse()
    drafts.save(response, name, draft)
    client.cookies.update(response.cookies)


def carried(client: Client, name: str) -> bool:
    """Return whether a draft is on the device."""
    cookie = client.cookies.get(f"naober_{name}")
    return cookie is not None and cookie.value != ""


def hidden(response: HttpResponse, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None, f"there is no hidden field {name!r}"
    return html.unescape(found[1])
