"""The mail of the demonstration: messages that Django wrote to a folder instead of sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

SHOWN: Final = 50
_BETWEEN: Final = b"\n" + b"-" * 79 + b"\n"
"""What Django's file-based mail backend writes after each message."""


@dataclass(frozen=True)
class Message:
    """A message as it would have arrived; `at` is None where the file does not say it."""

    to: str
    subject: str
    at: datetime | None
    body: str


def newest() -> list[Message]:
    """Return the newest messages of the demonstration, newest first; none without a folder."""
    return list(islice(_messages(settings.NAOBER_MAIL_FOLDER), SHOWN))


def _messages(folder: Path) -> Iterator[Message]:
    for path in sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True):
        parts = path.read_bytes().split(_BETWEEN)
        yield from (_message(part) for part in reversed(parts) if part.strip())


def _message(content: bytes) -> Message:
    parsed = message_from_bytes(content, EmailMessage, policy=policy.default)
    body = parsed.get_body(("plain",))
    return Message(
        to=str(parsed["to"] or ""),
        subject=str(parsed["subject"] or ""),
        at=_moment(parsed),
        body=body.get_content().strip() if body else "",
    )


def _moment(message: EmailMessage) -> datetime | None:
    moment: datetime | None = message["date"].datetime if message["date"] else None
    # Django writes the zone of mail as -0000: in UTC, and from nowhere in particular.
    return moment and timezone.localtime(moment.replace(tzinfo=moment.tzinfo or UTC))
