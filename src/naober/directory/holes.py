"""Reading where a municipality has holes. For this app; others ask `naober.directory.queries`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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

    The nearest is measured from the middle of its postcode areas. In a constant number of queries.
    """
    services = shown().filter(listed_on(on)).prefetch_related("kinds__category")
    cards = {str(one.pk): one for one in services}
    here = _middle(municipality)
    counted = holes.cells(
        (_card(key, one, municipality, here) for key, one in cards.items()),
        functions=list(FUNCTIONS),
        groups=GROUPS,
        moments=Daypart.values,
    )
    return Holes(counted, cards)


def _middle(municipality: Municipality) -> Point | None:
    areas = Postcode.objects.filter(municipality=municipality)
    points = list(areas.values_list("latitude", "longitude"))
    if not points:
        return None
    return (
        sum(latitude for latitude, _longitude in points) / len(points),
        sum(longitude for _latitude, longitude in points) / len(points),
    )


def _card(key: str, one: Service, municipality: Municipality, here: Point | None) -> holes.Card:
    return holes.Card(
        id=key,
        functions=frozenset(kind.category.basic_function for kind in one.kinds.all()),
        groups=_groups(one),
        moments=frozenset(one.dayparts),
        serves=_serves(one, municipality),
        km=_km(one, here),
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


def _km(one: Service, here: Point | None) -> float | None:
    points = points_of(one)
    if here is None or not points:
        return None
    return round(min(haversine_km(here, there) for there in points), 1)
