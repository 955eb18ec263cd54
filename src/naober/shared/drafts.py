"""Half-filled forms that stay on the visitor's own device, encrypted, until they are sent.

Nothing is kept on the server: a strain check or a registration that is thrown away was never
ours. A cookie holds at most about 4,000 bytes, so one step of a form is one draft.
"""

import json
import zlib
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from naober.shared.keys import fernet

MAX_AGE = 2 * 60 * 60
"""Seconds that a draft lives: long enough for a telephone call in between."""

MAX_BYTES = 3900
"""A browser drops a cookie above 4,096 bytes without a word; name and attributes need room."""


class DraftTooLargeError(ValueError):
    """The draft does not fit in a cookie."""


def _box(name: str) -> MultiFernet:
    return fernet(f"draft:{name}")


def load(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return the draft called `name`, or an empty one where there is none or it is spoilt."""
    token = request.COOKIES.get(_cookie(name), "")
    if not token:
        return {}
    try:
        plain = zlib.decompress(_box(name).decrypt(token.encode(), ttl=MAX_AGE))
        draft = json.loads(plain)
    except (InvalidToken, zlib.error, ValueError):
        return {}
    return draft if isinstance(draft, dict) else {}


def save(response: HttpResponse, name: str, draft: dict[str, Any]) -> None:
    """Put `draft` in an encrypted cookie that ends with the browser session.

    Raises DraftTooLargeError above MAX_BYTES; limit the fields of a step so that it cannot.
    """
    plain = json.dumps(draft, ensure_ascii=False).encode()
    token = _box(name).encrypt(zlib.compress(plain)).decode()
    if len(token) > MAX_BYTES:
        raise DraftTooLargeError(name)
    response.set_cookie(
        _cookie(name),
        token,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def discard(response: HttpResponse, name: str) -> None:
    """Throw the draft away."""
    response.delete_cookie(_cookie(name), samesite="Lax")


def _cookie(name: str) -> str:
    # With this prefix no neighbouring host can put a draft of its own in somebody's browser.
    return f"__Host-naober_{name}" if settings.SESSION_COOKIE_SECURE else f"naober_{name}"
