"""Reading which cards may be about the same help, and what editors said of them.

For this app; others ask `naober.directory.queries`.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from django.core.cache import caches
from django.db.models import QuerySet

from naober.directory.models import ComparedCards, Service
from naober.directory.search import map_version
from naober.directory.upkeep import cards_kept_by
from naober.directory.visibility import listed_on
from naober.pure import doubles
from naober.shared.actors import Actor

KEPT_FOR: Final = 24 * 60 * 60
"""Seconds that pairs are kept at most."""


@dataclass(frozen=True)
class Double:
    """Two cards that may be one, with what speaks for and against it, and the points together."""

    first: Service
    second: Service
    reasons: tuple[doubles.Reason, ...]
    points: int


def likely_doubles(by: Actor, *, on: date) -> list[Double]:
    """Return pairs of the cards that an editor keeps, the likeliest first.

    Without those that an editor compared before. Comparing takes some seconds for thousands of
    cards: it is done once for each change of the map, and then only the cards in pairs are read.
    """
    compared = ComparedCards.objects.values_list("first_id", "second_id")
    known = {(str(first), str(second)) for first, second in compared}
    pairs = [one for one in _pairs(by, on) if (one.first, one.second) not in known]
    named = {key for one in pairs for key in (one.first, one.second)}
    cards = cards_kept_by(by).filter(listed_on(on), pk__in=named)
    by_id = {str(one.pk): one for one in cards}
    return [
        Double(by_id[one.first], by_id[one.second], one.reasons, one.points)
        for one in pairs
        if one.first in by_id and one.second in by_id
    ]


def _pairs(by: Actor, on: date) -> list[doubles.Double]:
    """Return the pairs of all cards that an editor keeps; compared anew when the map changed.

    Which cards an editor keeps is said by the organisation: pairs are kept for each.
    """
    stamp = sha256(repr((by.role, by.organisation_id, on, map_version())).encode()).hexdigest()
    kept: list[doubles.Double] | None = caches["process"].get(f"doubles-{stamp}")
    if kept is None:
        cards = cards_kept_by(by).filter(listed_on(on))
        cards = cards.prefetch_related("kinds", "municipalities", "at_locations__location")
        kept = doubles.likely_doubles(map(_card, cards))
        caches["process"].set(f"doubles-{stamp}", kept, KEPT_FOR)
    return kept


def merged_cards(by: Actor) -> QuerySet[ComparedCards]:
    """Return which cards that an editor keeps were merged, the last first."""
    kept = cards_kept_by(by)
    merged = ComparedCards.objects.filter(kept__isnull=False, first__in=kept, second__in=kept)
    return merged.select_related("first", "second", "kept")


def _card(one: Service) -> doubles.Card:
    places = [each.location for each in one.at_locations.all()]
    return doubles.Card(
        id=str(one.pk),
        name=one.name_nl,
        organisation=str(one.organisation_id),
        phone=one.phone,
        mail=one.email,
        page=one.website,
        addresses=tuple(f"{each.address} {each.postcode}" for each in places if each.address),
        kinds=frozenset(kind.category_id for kind in one.kinds.all()),
        places=frozenset(place.pk for place in one.municipalities.all()),
        text=one.summary_nl,
    )
