"""The map beside a list of cards: its numbers are those of the list, and lead to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from naober.directory.enums import PlaceKind
from naober.directory.queries import Hit, points_of
from naober.pure.mapping import DRENTHE, spread
from naober.sites.words import words

APART: Final = 54.0
"""Units between two numbers on the map: at 320 pixels a finger still meets the right one."""


@dataclass(frozen=True)
class Mark:
    """A number on the map, for a card of the list."""

    number: int
    x: int
    y: int
    name: str


@dataclass(frozen=True)
class Map:
    """See public/map.html. `numbers` are the places in the list, from 1, that are on the map."""

    width: int
    height: int
    marks: tuple[Mark, ...]

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(one.number for one in self.marks)


def map_of(hits: Sequence[Hit]) -> Map | None:
    """Return the map of a list, or None where no card of it is at a place in the region."""
    found = [
        (number, words(hit.service, "name"), place)
        for number, hit in enumerate(hits, start=1)
        if hit.service.place_kind == PlaceKind.LOCATION
        for point in points_of(hit.service)
        if (place := DRENTHE.place(*point)) is not None
    ]
    if not found:
        return None
    places = spread([place for _number, _name, place in found], apart=APART)
    marks = tuple(
        Mark(number, round(x), round(y), name)
        for (number, name, _place), (x, y) in zip(found, places, strict=True)
    )
    return Map(round(DRENTHE.width), round(DRENTHE.height), marks)
