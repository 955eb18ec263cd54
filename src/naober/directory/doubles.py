"""Reading which cards may be about the same help, and what editors said of them.

For this app; others ask `naober.directory.queries`.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from naober.directory.models import ComparedCards, Service
from naober.directory.upkeep import cards_kept_by
from naober.directory.visibility import listed_on
from naober.pure import doubles
from naober.shared.actors import Actor


@dataclass(frozen=True)
class Double:
    """Two cards that may be one, with what speaks for and against it, and the points together."""

    first: Service
    second: Service
    reasons: tuple[doubles.Reason, ...]
    points: int


def likely_doubles(by: Actor, *, on: date) -> list[Double]:
    """Return pairs of the cards that an editor keeps, the likeliest first.

    Without those that an editor compared before. In a constant number of queries; some seconds
    for thousands of cards.
    """
    cards = cards_kept_by(by).filter(listed_on(on))
    cards = cards.prefetch_related("kinds", "municipalities", "at_locations__location")
    by_id = {str(one.pk): one for one in cards}
    compared = ComparedCards.objects.values_list("first_id", "second_id")
    known = {(str(first), str(second)) for first, second in compared}
    return [
        Double(by_id[one.first], by_id[one.second], one.reasons, one.points)
        for one in doubles.likely_doubles(map(_card, by_id.values()))
        if (one.first, one.second) not in known
    ]


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
