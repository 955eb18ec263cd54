"""Reading where a municipality has holes. For this app; others ask `naober.directory.queries`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

from naober.directory.enums import FUNCTIONS, Daypart, Scope
from naober.directory.finding import shown
from naober.directory.indexing import points_of
from naober.directory.models import Service
from naober.directory.visibility import listed_on
from naober.organisations.models import Municipality, Postcode
from naober.pure import holes
from naober.pure.geo import Point, haversine_km
from naober.shared.care import Condition, Relation

YOUNG: Final = "young"
_RELATIONS: Final = (Relation.PARTNER, Relation.PARENT, Relation.CHILD)
GROUPS: Final = (YOUNG, *_RELATIONS, *Condition.values)
"""For whom a hole is looked for: young carers, for whom somebody cares, and what is the matter."""


@dataclass(frozen=True)
class Holes:
    """The cells of a municipality, with the cards that stand in them by id."""

    cells: Mapping[holes.Key, holes.Cell]
    cards: Mapping[str, Service]


def holes_of(municipality: Municipality, *, on: date) -> Holes:
    """Return which function is there for whom and when, for who lives in a municipality.

    The nearest is measured from the middle of its postcode areas; what is at no place, to the
    middle of the municipality that it serves. In a constant number of queries.
    """
    services = shown().filter(listed_on(on)).prefetch_related("kinds__category")
    cards = {str(one.pk): one for one in services}
    middles = _middles()
    counted = holes.cells(
        (_card(key, one, municipality, middles) for key, one in cards.items()),
        functions=list(FUNCTIONS),
        groups=GROUPS,
        moments=Daypart.values,
    )
    return Holes(counted, cards)


def _middles() -> Mapping[str, Point]:
    """Return the middle of the postcode areas of every municipality by its code."""
    points: dict[str, list[Point]] = {}
    areas = Postcode.objects.exclude(municipality=None)
    for code, *point in areas.values_list("municipality_id", "latitude", "longitude"):
        points.setdefault(code, []).append((point[0], point[1]))
    return {
        code: (fmean(x for x, _y in all_), fmean(y for _x, y in all_))
        for code, all_ in points.items()
    }


def _card(
    key: str, one: Service, municipality: Municipality, middles: Mapping[str, Point]
) -> holes.Card:
    return holes.Card(
        id=key,
        functions=frozenset(kind.category.basic_function for kind in one.kinds.all()),
        groups=_groups(one),
        moments=frozenset(one.dayparts),
        serves=_serves(one, municipality),
        km=_km(one, municipality, middles),
    )


def _groups(one: Service) -> frozenset[str]:
    """Return for whom a card is; what says nothing of them is for everybody but young carers."""
    if one.for_young_carers:
        return frozenset({YOUNG})
    return frozenset({*(one.conditions or Condition.values), *(one.relations or _RELATIONS)})


def _serves(one: Service, municipality: Municipality) -> bool:
    if one.scope != Scope.LOCAL:
        return True
    return municipality.pk in {place.pk for place in one.municipalities.all()}


def _km(one: Service, municipality: Municipality, middles: Mapping[str, Point]) -> float | None:
    """Return how far a card is; without a place of its own, how far where it serves is."""
    served = (middles.get(place.pk) for place in one.municipalities.all())
    here, points = middles.get(municipality.pk), points_of(one) or tuple(filter(None, served))
    if here is None or not points:
        return None
    return round(min(haversine_km(here, there) for there in points), 1)
