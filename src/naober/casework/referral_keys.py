"""What opens a referral without an account. For this app only.

The receiver gets a link: the id of the referral and a random key. The carer gets a word of twelve
letters and digits that somebody can write down and type; the id of the referral is made from it, so
that no table must be searched to find it. Of both only a hash is kept.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.fernet import InvalidToken

from naober.shared.keys import fernet

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what looks alike on paper: no 0 and O, no 1, I and L."""
WORD_LENGTH: Final = 12
_ROUNDS: Final = 50_000
_KEY_BYTES: Final = 24
_BOX: Final = "referral"
_NOT_IN_A_WORD: Final = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True)
class Proof:
    """What a link or a word says: which referral, and the hash of the key."""

    referral: UUID
    key_hash: str

    def fits(self, kept: str) -> bool:
        """Return whether this is the hash that was kept; takes as long for every answer."""
        return bool(kept) and hmac.compare_digest(self.key_hash, kept)


def new_word() -> str:
    """Return a new word for the carer, in groups of four: `K7MP-3QXW-9DHT`."""
    word = "".join(secrets.choice(LETTERS) for _ in range(WORD_LENGTH))
    return "-".join(word[start : start + 4] for start in range(0, WORD_LENGTH, 4))


def read_word(typed: str) -> Proof | None:
    """Return what a word says, however it was typed; None where it cannot be one."""
    word = _NOT_IN_A_WORD.sub("", typed.upper())
    if len(word) != WORD_LENGTH or not set(word) <= set(LETTERS):
        return None
    made = hashlib.pbkdf2_hmac("sha512", word.encode(), b"naober.referral", _ROUNDS, dklen=48)
    return Proof(UUID(bytes=made[:16]), made[16:].hex())


def new_key(referral: UUID) -> str:
    """Return a new key for the link of the receiver."""
    return _text(referral.bytes + secrets.token_bytes(_KEY_BYTES))


def read_key(key: str) -> Proof | None:
    """Return what the key in a link says; None where it cannot be one of ours."""
    try:
        plain = base64.urlsafe_b64decode(key.encode() + b"=" * (-len(key) % 4))
    except ValueError:
        return None
    if len(plain) != 16 + _KEY_BYTES or _text(plain) != key:
        return None
    return Proof(UUID(bytes=plain[:16]), hashlib.sha256(plain).hexdigest())


def seal(key: str) -> str:
    """Return a key, locked, so that a reminder can hold the same link."""
    return fernet(_BOX).encrypt(key.encode()).decode()


def unseal(sealed: str) -> str | None:
    """Return the key that was locked; None where no secret of now opens it."""
    try:
        return fernet(_BOX).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _text(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")
