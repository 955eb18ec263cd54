"""Which cards are public on a day. For this app only; others ask `naober.directory.queries`."""

from datetime import date
from typing import Final

from django.db.models import Q

LONG_TEXTS: Final = tuple(
    f"{text}_{language}"
    for text in ("more", "first_step", "expect", "cost", "papers", "closed_why")
    for language in ("nl", "en")
)
"""Texts that only the page of a card shows: whoever reads many cards leaves them."""


def visible_on(day: date) -> Q:
    """Return the condition of cards that are public on a day."""
    begun = Q(visible_from=None) | Q(visible_from__lte=day)
    not_over = Q(visible_until=None) | Q(visible_until__gte=day)
    return Q(published=True) & begun & not_over


def listed_on(day: date) -> Q:
    """Return the condition of cards that lists and search show: public, and not replaced."""
    return visible_on(day) & Q(successor=None)
