"""How often somebody may ask in a minute, counted in the memory of this process only.

Reading so leaves no trace in the database. With several processes each counts for itself: the
limit holds off who asks without end; it is no ration to the last question.
"""

from datetime import datetime
from typing import Final

from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE: Final = 60


def mark_of_network(request: HttpRequest) -> str:
    """Return a mark of an IPv4 address or the first half of an IPv6 one, made with our secret."""
    address = ratelimit.get_ip(request)
    return salted_hmac("naober.network", address, algorithm="sha256").hexdigest()


def seconds_to_wait(name: str, mark: str, *, most: int, at: datetime) -> int:
    """Count a question; return 0, or after how many seconds to ask again where it is too many."""
    minute, second = divmod(int(at.timestamp()), MINUTE)
    key = f"naober.{name}.{mark}.{minute}"
    counts = caches["process"]
    counts.add(key, 0, timeout=2 * MINUTE)
    return 0 if counts.incr(key) <= most else MINUTE - second
