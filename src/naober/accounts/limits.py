"""How often somebody may ask for a code, and try one.

Counted twice: for an account from one network, so that a stranger who guesses does not shut out
the owner elsewhere; and for the account from everywhere, so that many networks help nobody.
"""

from typing import Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest

ASK: Final = "ask_code"
TRY: Final = "try_code"
PER_NETWORK: Final = "10/h/key"
PER_ACCOUNT: Final = "100/h/key"
"""Figures of test T14: tries an hour for one account, from one network and from everywhere."""


class Attempt:
    """One counted try; `forget` takes it back, because who is right did not guess."""

    def __init__(self, counted: list[ratelimit.RateLimitUsage]) -> None:
        self._counted = counted

    def forget(self) -> None:
        for one in self._counted:
            one.rollback()


def attempt(request: HttpRequest, action: str, address: str) -> Attempt | None:
    """Count a try for a mail address, whether or not it has an account; None: too many.

    A refused try is not counted for the account: one network cannot use up its hundred.
    """
    network = _network(request, address)
    counted = []
    for rate, key in ((PER_NETWORK, network), (PER_ACCOUNT, address.lower())):
        usage = ratelimit.consume(
            request, app="naober", action=action, config={action: rate}, key=key
        )
        if usage is None:
            return None
        counted.append(usage)
    return Attempt(counted)


def forget_asking(request: HttpRequest, address: str) -> None:
    """Let somebody who just filled in the right code ask for codes from here as before."""
    key = _network(request, address)
    ratelimit.clear(request, app="naober", action=ASK, config={ASK: PER_NETWORK}, key=key)


def _network(request: HttpRequest, address: str) -> str:
    return f"{address.lower()} {ratelimit.get_ip(request)}"
