"""How a reader is spoken to: "u", and "je" to a young carer.

Templates write `{% translate "…" context tone %}`, Python says `say(tone, _("…"))`. A sentence
whose Dutch speaks to the reader has a second one in a list such as carer/young.py; tests hold the
two together.
"""

from typing import Final

from django.http import HttpRequest

from naober.carers.models import Carer
from naober.carers.queries import is_young
from naober.shared import clock, drafts
from naober.shared.tone import YOUNG, say

__all__ = ["REFERRAL_SENT", "REGISTERED", "START", "YOUNG", "say", "tone_for", "tone_of_visitor"]

START: Final = "start"
REGISTERED: Final = "registered"
REFERRAL_SENT: Final = "referral_sent"
_DRAFTS: Final = (START, REGISTERED, REFERRAL_SENT)
"""Drafts that remember on the reader's own device, in "young", how they are spoken to."""


def tone_for(carer: Carer | None) -> str:
    """Return the context of sentences that speak to this reader; empty for the usual one."""
    return YOUNG if carer is not None and is_young(carer, on=clock.today()) else ""


def tone_of_visitor(request: HttpRequest) -> str:
    """Return the tone for who has not signed in: that of what they began on this device."""
    begun = next(filter(None, (drafts.load(request, name) for name in _DRAFTS)), {})
    return YOUNG if begun.get("young") is True else ""
