"""Walking through the public pages as somebody does."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from naober.pure.instruments.csi import CODES

CARE = {"relation": "partner", "since": "under_5_years", "hours": "under_20"}
HELP = {"wishes": ["talk"], "note": ""}
CONTACT = {
    "first_name": "J",
    "last_name": "Verzonnen",
    "channel": "email",
    "email": "j.verzonnen@example.org",
    "reach_time": "any",
}
CONSENT = {"support": "yes"}
DUTCH_ORDER = (*CODES[:11], "overwhelmed", "financial")
"""The Dutch list puts the last two statements the other way round."""


def answer_check(client: Client, yes: set[str] | frozenset[str] = frozenset()) -> Any:
    """Answer all thirteen statements in Dutch; return the page after the last one."""
    client.post("/check/", {"postcode": ""})
    response: Any = None
    for number, code in enumerate(DUTCH_ORDER, start=1):
        response = client.post(f"/check/{number}/", {"answer": "1" if code in yes else "0"})
    return response


def begin(client: Client, *, young: bool = False) -> None:
    client.post("/aanmelden/", {"young": "1"} if young else {})


def fill_in(client: Client, pc4: str, **contact: Any) -> None:
    """Fill in the three steps before consent."""
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    client.post("/aanmelden/contact/", CONTACT | {"postcode": pc4} | contact)


def hand_in(client: Client, **more: Any) -> Any:
    return client.post("/aanmelden/toestemming/", CONSENT | more)


def find_url(**what: str) -> str:
    return f"/hulp/?{urlencode(what)}"
