"""Sessions in the database, encrypted: a sign-in code in a session is not readable there."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends import db

from naober.shared.keys import fernet


class SessionStore(db.SessionStore):
    """Django's database sessions in a sealed envelope."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        plain = super().encode(session_dict)
        return fernet("session").encrypt(plain.encode()).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        token = session_data.encode() if isinstance(session_data, str) else session_data
        try:
            plain = fernet("session").decrypt(token).decode()
        except InvalidToken:
            return {}
        return super().decode(plain)
