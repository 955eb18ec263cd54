"""How near a card is to who asks. For this app only; others ask `naober.directory.queries`."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from naober.directory.enums import PlaceKind, Scope
from naober.directory.finding import Hit, serves
from naober.directory.freshness import FreshnessRules
from naober.directory.indexing import REACHES, points_of
from naober.directory.models import Service
from naober.organisations.models import Postcode
from naober.pure import guide
from naober.pure.geo import haversine_km

_REACH_ANYWHERE: Final = (Scope.REGIONAL, Scope.NATIONAL, Scope.LOCAL)


@dataclass(frozen=True)
class Asker:
    """From where and on which day somebody asks."""

    near: Postcode | None
    on: date
    rules: FreshnessRules

    def hit(self, one: Service, category: str | None = None) -> Hit:
        """Return a card as it was found, for a kind of support; its main one if none is said."""
        kind = next(iter(kinds_of(one)), "") if category is None else category
        elsewhere = self.near is not None and not serves(one, self.near.municipality_id)
        return Hit(one, self.km(one), kind, self.rules.state(one, self.on), elsewhere)

    def km(self, one: Service) -> float | None:
        """Return how far the nearest of its places is; None for what is not at a place."""
        if self.near is None or one.place_kind != PlaceKind.LOCATION:
            return None
        here = (self.near.latitude, self.near.longitude)
        distances = [haversine_km(here, there) for there in points_of(one)]
        return round(min(distances), 1) if distances else None

    def serves(self, one: Service) -> guide.Does:
        """Return whether a card is there for who asks; where nobody said the place, maybe."""
        if self.near is not None:
            return guide.Does.YES if serves(one, self.near.municipality_id) else guide.Does.NO
        return guide.Does.UNKNOWN if one.scope == Scope.LOCAL else guide.Does.YES

    def closeness(self, one: Service) -> tuple[bool, int, bool, float]:
        """Return how far a card is, to sort by: serves them, reach, whether it sinks, km."""
        late = self.rules.sinks(one, self.on)
        if self.near is None:
            return False, _REACH_ANYWHERE.index(Scope(one.scope)), late, 0.0
        reach = REACHES.index(Scope(one.scope))
        return not serves(one, self.near.municipality_id), reach, late, self.km(one) or 0.0


def kinds_of(one: Service) -> list[str]:
    """Return the kinds of support of a card by code, the best first."""
    return [kind.category_id for kind in one.kinds.all()]
