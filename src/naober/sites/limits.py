"""How often somebody without an account may send something from one network."""

from typing import Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest

REPORTS: Final = "10/h/ip"
"""Reports of a wrong card: enough for a reader and for a town hall behind one address."""
REFERRALS: Final = "10/h/ip"
"""Questions of visitors to who stands behind a card."""
WORDS: Final = "30/h/ip"
"""Links and words of referrals that are opened: of guessing, a word has twelve letters."""

PACKS_IN_A_MINUTE: Final = 10
"""Packs that one network may have made in a minute: each takes seconds of work."""


def may_send(request: HttpRequest, action: str, rate: str) -> bool:
    """Count a message of this kind; False where this network sent too many already."""
    return bool(ratelimit.consume(request, app="naober", action=action, config={action: rate}))
