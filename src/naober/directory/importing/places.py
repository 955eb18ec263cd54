"""Where in our region something is: postcodes, municipalities, and how far a service reaches."""

import re
from collections.abc import Iterable
from typing import Final

from naober.directory.enums import Scope
from naober.organisations.models import Municipality, Postcode
from naober.pure.geo import Point
from naober.pure.openreferral.model import Area

_OURS: Final = frozenset({"", "nl", "nld", "nederland", "netherlands", "the netherlands"})
_NATIONAL: Final = frozenset({
    "nederland", "netherlands", "the netherlands", "heel nederland", "landelijk", "national",
    "nationwide", "in the whole country", "nl",
})  # fmt: skip
_REGIONAL: Final = frozenset(
    {"drenthe", "provincie drenthe", "heel drenthe", "in all of drenthe", "nl-dr", "pv22"}
)


class Region:
    """The municipalities of the region and all postcode areas, read once for an import."""

    def __init__(self) -> None:
        names = Municipality.objects.values_list("code", "name")
        self._by_name = {name.casefold(): code for code, name in names}
        self._codes = set(self._by_name.values())
        self._areas = {
            pc4: (municipality, (latitude, longitude))
            for pc4, municipality, latitude, longitude in Postcode.objects.values_list(
                "pk", "municipality_id", "latitude", "longitude"
            )
        }

    def area(self, postcode: str, country: str = "") -> str | None:
        """Return the four digits of a Dutch postcode that there is, or None."""
        found = re.fullmatch(r"(\d{4})\s?([A-Za-z]{2})?", postcode.strip())
        is_ours = country.casefold() in _OURS and found is not None and found[1] in self._areas
        return found[1] if found and is_ours else None

    def is_municipality(self, code: str) -> bool:
        return code in self._codes

    def municipality(self, area: str | None) -> str | None:
        """Return the municipality of a postcode area, None outside the region."""
        return self._areas[area][0] if area in self._areas else None

    def is_middle(self, area: str | None, point: Point) -> bool:
        """Return whether a point is no more than that of its postcode area."""
        if area not in self._areas:
            return False
        pairs = zip(point, self._areas[area][1], strict=True)
        return all(abs(one - other) < 1e-6 for one, other in pairs)

    def reach(self, areas: Iterable[Area], at: Iterable[str | None]) -> tuple[Scope, list[str]]:
        """Return how far a service reaches by the areas it names, or else by where it is.

        `at` are the postcode areas of its places. Where neither says anything in the region it is
        local, and of no municipality.
        """
        named = list(areas)
        words = {area.name.casefold().strip() for area in named}
        inside = {code for area in named for code in area.codes if code in self._codes}
        inside |= {self._by_name[word] for word in words if word in self._by_name}
        if inside:
            return Scope.LOCAL, sorted(inside)
        if words & _NATIONAL:
            return Scope.NATIONAL, []
        if words & _REGIONAL:
            return Scope.REGIONAL, []
        found = {code for area in at if (code := self.municipality(area))}
        return Scope.LOCAL, sorted(found)
