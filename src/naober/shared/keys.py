"""Keys for purposes, all derived from the one secret of the installation.

What an earlier secret locked still opens; nothing is locked with it any more.
"""

import base64
import functools

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@functools.cache
def fernet(purpose: str) -> MultiFernet:
    """Return the box that encrypts for `purpose`; one purpose cannot open another's."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_box(purpose, secret) for secret in secrets])


def _box(purpose: str, secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"naober:{purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(secret.encode())))
