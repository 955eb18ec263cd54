"""How often somebody may ask for a code, try one, and register.

Counted twice: for an account from one network, so that a stranger who guesses does not shut out
the owner elsewhere; and for the account from everywhere, so that many networks help nobody.
Registrations likewise: from one network, and from everywhere.
"""

from collections.abc import Iterable
from typing import Final

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from naober.shared.limits import mark_of_network

ASK: Final = "ask_code"
TRY: Final = "try_code"
REGISTER: Final = "register"
ASK_REFERRAL: Final = "ask_referral_code"
TRY_REFERRAL: Final = "try_referral_code"
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

    The door of a referral counts in the same way: its name stands in the place of an address.

    A refused try is not counted for the account: one network cannot use up its hundred.
    """
    network = _network(request, address)
    return _count(request, action, ((PER_NETWORK, network), (PER_ACCOUNT, address.lower())))


def registration_fits(request: HttpRequest) -> bool:
    """Count a registration that a visitor hands in; False: too many in an hour.

    The network is an IPv4 address or the first half of an IPv6 one. Only a mark of it is kept,
    made with the secret of this site, and for an hour.
    """
    limits = (
        (f"{settings.NAOBER_REGISTRATIONS_PER_NETWORK}/h/key", mark_of_network(request)),
        (f"{settings.NAOBER_REGISTRATIONS_PER_HOUR}/h/key", "everywhere"),
    )
    return _count(request, REGISTER, limits) is not None


def _count(request: HttpRequest, action: str, limits: Iterable[tuple[str, str]]) -> Attempt | None:
    counted = []
    for rate, key in limits:
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
