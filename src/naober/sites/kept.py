"""Which cards a visitor keeps for their pack: keys in a draft on their own device, nowhere else."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from naober.shared import drafts

DRAFT: Final = "pack"
MOST: Final = 30
"""So many keys fit in a cookie, and so many cards in a pack that one still reads."""


def keys(request: HttpRequest) -> list[str]:
    """Return the keys of the cards that were kept, in the order of the pack."""
    found = drafts.load(request, DRAFT).get("cards", [])
    return [str(one) for one in found][:MOST] if isinstance(found, list) else []


def keep(response: HttpResponse, chosen: list[str]) -> None:
    """Keep these on the device, or nothing where there are none."""
    if chosen:
        drafts.save(response, DRAFT, {"cards": chosen[:MOST]})
    else:
        drafts.discard(response, DRAFT)


def with_one(chosen: list[str], key: str) -> list[str]:
    """Return the choice with one card more, at the end; unchanged where it is full or there."""
    return chosen if key in chosen or len(chosen) >= MOST else [*chosen, key]


def moved(chosen: list[str], key: str, *, by: int) -> list[str]:
    """Return the choice with a card so many places further on, as far as it goes."""
    if key not in chosen:
        return chosen
    place = chosen.index(key)
    rest = [one for one in chosen if one != key]
    to = max(0, place + by)
    return [*rest[:to], key, *rest[to:]]
