"""The link in a mail that says of one card that it is still right. For this app only.

It names a card, the organisation that was asked and the confirmation that had grown old, nothing
where there never was one; no person.
Whoever has it may say yes for that card, once, and nothing else.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from naober.directory.exceptions import LinkExpiredError
from naober.directory.models import Service

VALID: Final = timedelta(days=60)
"""How long a link works: longer than the weeks between two mails and the next."""
_SALT: Final = "naober.directory.still-right"


@dataclass(frozen=True)
class Link:
    """What a link says; `key` is that of the card, `organisation` the id of its keeper."""

    key: str
    organisation: str
    confirmed_on: date | None

    def was_used(self, card: Service) -> bool:
        """Return whether the card was confirmed after the mail asked for it."""
        now = card.confirmed_on
        return now is not None and (self.confirmed_on is None or now > self.confirmed_on)


def link_to(service: Service) -> str:
    """Return the whole address that goes into a mail."""
    day = service.confirmed_on.isoformat() if service.confirmed_on else ""
    token = signing.dumps([service.key, str(service.organisation_id), day], salt=_SALT)
    return settings.NAOBER_ADDRESS + reverse("provider:still-right", args=[token])


def read(token: str) -> Link | None:
    """Return what a link says, None where we did not make it. Raises LinkExpiredError if old."""
    try:
        key, organisation, day = signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.SignatureExpired as expired:
        raise LinkExpiredError from expired
    except (signing.BadSignature, ValueError):
        return None
    return Link(key, organisation, date.fromisoformat(day) if day else None)
