"""The code that is mailed with a link: eight digits, ten minutes, a few tries. For this app only.

It lives in the cache, as a hash. One code at a time for each door of a referral: a new one ends
the old.
"""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

from naober.shared.database import one_at_a_time

LIVES: Final = 10 * 60
"""Seconds that a code works."""
TRIES: Final = 5


class Door(StrEnum):
    """Who comes in with a code."""

    RECEIVER = "receiver"
    CARER = "carer"


def new_code(referral: UUID, door: Door, *, at: datetime) -> str:
    """Return a new code for a door of a referral."""
    code = f"{secrets.randbelow(10**8):08d}"
    kept = {"hash": _hash(referral, door, code), "until": at.timestamp() + LIVES, "tries": 0}
    cache.set(_name(referral, door), kept, timeout=LIVES)
    return code


def is_right(referral: UUID, door: Door, typed: str, *, at: datetime) -> bool:
    """Return whether a code is right, once; a wrong one counts, and after five nothing is right."""
    one_at_a_time(_name(referral, door))
    kept = cache.get(_name(referral, door))
    if kept is None or at.timestamp() > kept["until"] or kept["tries"] >= TRIES:
        return False
    code = "".join(one for one in typed if one.isdigit())
    if constant_time_compare(kept["hash"], _hash(referral, door, code)):
        cache.delete(_name(referral, door))
        return True
    cache.set(_name(referral, door), kept | {"tries": kept["tries"] + 1}, timeout=LIVES)
    return False


def _hash(referral: UUID, door: Door, code: str) -> str:
    value = f"{referral}:{door}:{code}"
    return salted_hmac("naober.referral.code", value, algorithm="sha256").hexdigest()


def _name(referral: UUID, door: Door) -> str:
    return f"referral-code:{door}:{referral}"
