"""A small flat map: from degrees to its plane, and numbers that do not lie over each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin
from typing import Final

TURNS: Final = 12
"""Places tried on each ring around a point that is taken."""


@dataclass(frozen=True)
class Frame:
    """What a map shows: its edges in degrees, and how many units a degree of latitude is."""

    west: float
    south: float
    east: float
    north: float
    scale: float = 1000.0

    @property
    def width(self) -> float:
        return (self.east - self.west) * self._narrowing * self.scale

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    @property
    def _narrowing(self) -> float:
        """A degree of longitude is shorter than one of latitude; here as in the middle."""
        return cos(radians((self.south + self.north) / 2))

    def place(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        """Return where a point is from the upper left corner, or None where it is not on it."""
        if not (self.west <= longitude <= self.east and self.south <= latitude <= self.north):
            return None
        across = (longitude - self.west) * self._narrowing * self.scale
        return across, (self.north - latitude) * self.scale


DRENTHE: Final = Frame(west=6.10, south=52.60, east=7.11, north=53.22)
"""The frame of sites/public/static/public/drenthe.svg, 609 by 620 units."""


def spread(points: Iterable[tuple[float, float]], *, apart: float) -> list[tuple[float, float]]:
    """Return the points, each moved as little as is needed to be `apart` from those before it."""
    taken: list[tuple[float, float]] = []
    for point in points:
        taken.append(_free(point, taken, apart))
    return taken


def _free(
    point: tuple[float, float], taken: Sequence[tuple[float, float]], apart: float
) -> tuple[float, float]:
    for ring in range(len(taken) + 2):
        for turn in range(TURNS if ring else 1):
            angle = 2 * pi * turn / TURNS
            here = (
                point[0] + ring * apart * cos(angle),
                point[1] + ring * apart * sin(angle),
            )
            if all(hypot(here[0] - x, here[1] - y) >= apart * 0.999 for x, y in taken):
                return here
    return point  # cannot be: so many rings have more room than there are points
