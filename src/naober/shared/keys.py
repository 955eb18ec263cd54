"""Keys for purposes, all derived from the one secret of the installation."""

import base64
import functools

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@functools.cache
def fernet(purpose: str) -> Fernet:
    """Return the box that encrypts for `purpose`; one purpose cannot open another's."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"naober:{purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))
