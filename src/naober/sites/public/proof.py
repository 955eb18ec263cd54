"""What a visitor proved: that a link or a word, and mostly a code, is theirs.

It stays on their own device, encrypted, for an hour after the code; then the link asks again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from naober.casework.services.referrals import Door
from naober.shared import drafts
from naober.shared.actors import VISITOR, Actor
from naober.shared.database import become

DRAFT: Final = "referral"
LASTS: Final = 60 * 60
"""Seconds that somebody stays in after the code."""


@dataclass(frozen=True)
class Visit:
    """At which door of which referral somebody stands; inside until then, or still without code."""

    referral: UUID
    door: Door
    until: float = 0.0

    def is_in(self, *, at: datetime) -> bool:
        """Return whether the code was shown, not too long ago."""
        return at.timestamp() < self.until


def visit_of(request: HttpRequest) -> Visit | None:
    """Return where the visitor stands, or None."""
    kept = drafts.load(request, DRAFT)
    try:
        return Visit(UUID(kept["id"]), Door(kept["door"]), float(kept["until"]))
    except (KeyError, ValueError):
        return None


def stand_at(response: HttpResponse, referral: UUID, door: Door) -> None:
    """Remember at which door somebody stands, without having shown the code."""
    _keep(response, Visit(referral, door))


def let_in(response: HttpResponse, referral: UUID, door: Door, *, at: datetime) -> None:
    """Remember that somebody showed what belongs to this door."""
    _keep(response, Visit(referral, door, at.timestamp() + LASTS))


def leave(response: HttpResponse) -> None:
    """Forget all of it."""
    drafts.discard(response, DRAFT)


def proven(request: HttpRequest, door: Door, *, at: datetime) -> Actor | None:
    """Return who may see and do for one referral, for the rest of this request; None: nobody."""
    visit = visit_of(request)
    if visit is None or visit.door != door or not visit.is_in(at=at):
        return None
    actor = Actor(role=VISITOR, referral=visit.referral)
    become(actor)
    return actor


def _keep(response: HttpResponse, visit: Visit) -> None:
    kept = {"id": str(visit.referral), "door": visit.door.value, "until": visit.until}
    drafts.save(response, DRAFT, kept)
