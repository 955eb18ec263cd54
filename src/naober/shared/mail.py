"""Mail leaves through the job queue, so it goes out after the commit or not at all.

What waits in the queue is encrypted: a sign-in code or a name never lies readable in a table.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from naober.shared.keys import fernet


class QueuedBackend(BaseEmailBackend):
    """Django's mail backend for web and worker: seals each message and queues it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from naober.shared.tasks import send_mail  # tasks need the app registry

        for message in email_messages:
            send_mail.defer(sealed=seal(message))
        return len(email_messages)


def seal(message: EmailMessage) -> str:
    """Return the message, encrypted, as text for a job."""
    parts: dict[str, Any] = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from": message.from_email,
        "to": list(message.to),
        "headers": dict(message.extra_headers),
    }
    return fernet("mail").encrypt(json.dumps(parts).encode()).decode()


def unseal(sealed: str) -> EmailMultiAlternatives:
    """Return the message that `seal` made. Raises InvalidToken with another installation's key."""
    parts = json.loads(fernet("mail").decrypt(sealed.encode()))
    return EmailMultiAlternatives(
        subject=parts["subject"],
        body=parts["body"],
        from_email=parts["from"],
        to=parts["to"],
        headers=parts["headers"],
    )


def deliver(sealed: str) -> None:
    """Hand the message to the real mail server, or to the folder of a demonstration."""
    if settings.NAOBER_DEMO:
        settings.NAOBER_MAIL_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = get_connection(settings.NAOBER_MAIL_BACKEND)
    connection.send_messages([unseal(sealed)])
