"""By what cards can be filtered. For this app only; others ask `naober.directory.queries`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.forms.models import model_to_dict

from naober.directory.enums import AgeGroup, Daypart, Payer, Pillar, PlaceKind, Room, Scope
from naober.directory.models import Category, Service
from naober.shared.care import Condition, Relation

WITHIN: Final = {"5": 5.0, "10": 10.0, "25": 25.0}
"""Distances in kilometres that can be chosen."""
ROOM_NOW: Final = "now"
_AGES: Final = {AgeGroup.CHILD: (0, 17), AgeGroup.ADULT: (18, 64), AgeGroup.OLD: (65, 150)}
_ROOM: Final = frozenset({Room.FREE, Room.OPEN})


@dataclass(frozen=True)
class Kinds:
    """The kinds of support by code, and the municipalities of the region."""

    categories: Mapping[str, Category]
    region: frozenset[str]

    def same_as(self, others: "Kinds") -> bool:
        """Return whether all is the same, also what kinds are called: `==` looks at codes only."""
        mine, theirs = (
            [model_to_dict(one) for one in some.categories.values()] for some in (self, others)
        )
        return mine == theirs and self.region == others.region

    def values(self) -> dict[str, Sequence[str]]:
        """Return the facets with their values, each in the order in which it is shown."""
        functions = dict.fromkeys(one.basic_function for one in self.categories.values())
        return {
            "pillar": Pillar.values,
            "function": list(functions),
            "category": list(self.categories),
            "municipality": sorted(self.region),
            "daypart": Daypart.values,
            "condition": Condition.values,
            "relation": Relation.values,
            "age": AgeGroup.values,
            "payer": Payer.values,
            "room": [ROOM_NOW],
            "how": PlaceKind.values,
        }

    def of(
        self, service: Service, codes: Sequence[str], *, closed: bool
    ) -> dict[str, Iterable[str]]:
        """Return the values of a card. What says nothing of whom it is for is for everybody.

        A card that is closed for a while has no room now.
        """
        area = self.area(service)
        kinds = [self.categories[code] for code in codes]
        return {
            "pillar": {one.pillar for one in kinds},
            "function": {one.basic_function for one in kinds},
            "category": codes,
            "municipality": self.region if area is None else area,
            "daypart": service.dayparts,
            "condition": service.conditions or Condition.values,
            "relation": service.relations or Relation.values,
            "age": _ages(service),
            "payer": service.payers,
            "room": [ROOM_NOW] if service.room in _ROOM and not closed else [],
            "how": [service.place_kind],
        }

    def area(self, service: Service) -> frozenset[str] | None:
        """Return the municipalities that a card serves; None is the whole country."""
        if service.scope == Scope.NATIONAL:
            return None
        if service.scope == Scope.REGIONAL:
            return self.region
        return frozenset(one.code for one in service.municipalities.all())


def _ages(service: Service) -> list[str]:
    first, last = service.age_from or 0, 150 if service.age_to is None else service.age_to
    return [group for group, (low, high) in _AGES.items() if first <= high and low <= last]
