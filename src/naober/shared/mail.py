"""Mail leaves through the job queue, so it goes out after the commit or not at all.

What waits in the queue is encrypted: a sign-in code or a name never lies readable in a table.
"""

import json
from collections.abc import Sequence
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from naober.shared.keys import fernet

PERMANENT: Final = 500


class QueuedBackend(BaseEmailBackend):
    """Django's mail backend for web and worker: seals each message and queues it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from naober.shared.tasks import send_mail  # tasks need the app registry

        for message in email_messages:
            send_mail.defer(sealed=seal(message))
        return len(email_messages)


class RefusedForGoodError(Exception):
    """The mail server will not take this message, however often it is offered."""


def seal(message: EmailMessage) -> str:
    """Return the message, encrypted, as text for a job.

    It gets its Message-ID here: a second try is the same mail to the server that saw the first.
    Raises ValueError for what would be lost: copies and attachments.
    """
    if message.cc or message.bcc or message.reply_to or message.attachments:
        raise ValueError("Mail of this house goes to its readers, as text, without attachments.")
    own = {"Message-ID": make_msgid(domain=urlsplit(settings.NAOBER_ADDRESS).hostname)}
    parts: dict[str, Any] = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from": message.from_email,
        "to": list(message.to),
        "headers": own | message.extra_headers,
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
    """Hand the message to the real mail server, or to the folder of a demonstration.

    Raises RefusedForGoodError after an answer of the 500s (RFC 5321, 4.2.1). Its text names nobody.
    """
    if settings.NAOBER_DEMO:
        settings.NAOBER_MAIL_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = get_connection(settings.NAOBER_MAIL_BACKEND)
    try:
        connection.send_messages([unseal(sealed)])
    except (SMTPRecipientsRefused, SMTPDataError) as problem:  # not a fault of the settings
        if min(_answers(problem)) >= PERMANENT:
            raise RefusedForGoodError("The mail server refused this message for good.") from None
        raise


def _answers(problem: SMTPRecipientsRefused | SMTPDataError) -> list[int]:
    """Return what the server answered: a number for each reader, or one for the message."""
    if isinstance(problem, SMTPDataError):
        return [problem.smtp_code]
    return [answer[0] for _reader, answer in problem.recipients.items()]
