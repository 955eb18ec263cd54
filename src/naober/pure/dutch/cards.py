"""The cards of the social map as compact arrays: their words, their kind, where they serve.

Cards are kept in the order of their main category, so that a category is one slice of every
array. Nothing of the text itself is kept, only which stems it holds.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.postings import IN_NAME, CardWords, Postings
from naober.pure.dutch.texts import Texts
from naober.pure.geo import EARTH_RADIUS_KM, Point

Floats = NDArray[np.float32]

CardId = int | str

_NOWHERE = (np.nan, np.nan)


@dataclass(frozen=True)
class Card:
    """A service as search sees it. Texts may be of several languages.

    `categories` has at least one code, the main one first. `area` holds the codes of the
    municipalities it serves, None is everywhere. `points` are where it is, none if it is nowhere
    in particular (at home, by telephone). `worth`, 0 to 1, is what its score is multiplied by:
    less than 1 for a card that nobody confirmed in time.
    """

    id: CardId
    names: tuple[str, ...]
    texts: tuple[str, ...]
    categories: tuple[str, ...]
    area: frozenset[str] | None = None
    points: tuple[Point, ...] = ()
    worth: float = 1.0

    def __post_init__(self) -> None:
        if not self.categories:
            raise ValueError(f"card {self.id} has no category")


@dataclass(frozen=True)
class Near:
    """Where somebody asks from: a point, and the code of the municipality if it is known."""

    point: Point
    municipality: str | None = None


class CardsRead:
    """Takes in cards one by one and keeps of each a few numbers and its words, not the card."""

    def __init__(self, categories: Sequence[str]) -> None:
        self._number = {code: index for index, code in enumerate(categories)}
        self.words = CardWords()
        self.ids = Texts()
        self.numbered = True  # whether every id is a number
        self.main = array("h")
        self.also: list[array[int]] = []
        self.worth = array("f")
        self.everywhere = bytearray()
        self.reach = array("h")
        self.serving: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.first = array("f")
        self.more_of = array("I")
        self.more = array("f")

    @property
    def categories(self) -> int:
        return len(self._number)

    def add(self, card: Card) -> None:
        """Read the next card. Raises KeyError for a category that is not known."""
        main, *also = (self._number[code] for code in card.categories)
        here = len(self.main)
        while len(self.also) < len(also):
            self.also.append(array("h", [-1]) * here)
        for column, kinds in enumerate(self.also):
            kinds.append(also[column] if column < len(also) else -1)
        self.main.append(main)
        self.ids.add(str(card.id))
        self.numbered = self.numbered and isinstance(card.id, int)
        self.worth.append(card.worth)
        self.everywhere.append(card.area is None)
        self.reach.append(len(card.area or ()))
        for municipality in card.area or ():
            self.serving[municipality].append(here)
        self.first.extend((*card.points, _NOWHERE)[0])
        for point in card.points[1:]:
            self.more_of.append(here)
            self.more.extend(point)
        self.words.add(card.names, card.texts)

    def order(self) -> NDArray[np.intp]:
        """The cards by main category and then by id."""
        return np.lexsort((self.ids.block(), np.frombuffer(self.main, np.int16)))


class CardIndex:
    """Built once from cards that were read; answers which hold a stem, serve a place, how far.

    Card n of the index is card `order[n]` of those read.
    """

    def __init__(self, read: CardsRead, order: NDArray[np.intp], postings: Postings) -> None:
        self._categories = read.categories
        self._postings = postings
        self.order = order
        ids = read.ids.block()[order]
        self._ids = ids.astype(np.int64) if read.numbered else ids
        self.main = np.frombuffer(read.main, np.int16)[order]
        self.starts = np.flatnonzero(np.diff(self.main, prepend=-1))
        """Where each category that has cards begins, and in `ends` where it ends."""
        self.ends = np.append(self.starts[1:], len(order))
        self._also = [np.frombuffer(column, np.int16)[order] for column in read.also]
        self.worth = np.frombuffer(read.worth, np.float32)[order]
        self.everywhere = np.frombuffer(bytes(read.everywhere), bool)[order]
        self.reach = np.frombuffer(read.reach, np.int16)[order]
        place = np.argsort(order).astype(np.uint32)
        self._serving = {
            municipality: np.sort(place[np.frombuffer(cards, np.uint32)])
            for municipality, cards in read.serving.items()
        }
        self._points_rad = _radians(read.first)[order]
        self._more_of = place[np.frombuffer(read.more_of, np.uint32)]
        self._more_rad = _radians(read.more)

    def __len__(self) -> int:
        return len(self.main)

    def id(self, index: int) -> CardId:
        """The id of a card."""
        one = self._ids[index]
        return one.decode() if isinstance(one, bytes) else int(one)

    def often(self, a_stem: str) -> int:
        """On how many cards the stem stands."""
        return self._postings.often(a_stem)

    def at_home(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """Every stem, with on how many cards of each category it stands."""
        for s in self._postings.stems():
            held, _ = self._postings.of(s)
            yield s, np.bincount(self.main[held], minlength=self._categories)

    def match(self, masses: Mapping[str, float]) -> Floats:
        """For every card the share, 0 to 1, of the mass of the stems that it holds."""
        held = np.zeros(len(self), np.float32)
        whole = sum(masses.values())
        for s, mass in masses.items():
            which, tenths = self._postings.of(s)
            held[which] += np.float32(mass / whole / IN_NAME) * tenths
        return held

    def of_kind(self, weights: Floats, second: float) -> Floats:
        """The weight of each card's main category, or `second` times that of another of its."""
        by_main: Floats = weights[self.main]
        padded = np.append(weights, np.float32(0)) * np.float32(second)
        for column in self._also:
            by_main = np.maximum(by_main, padded[column])
        return by_main

    def serves(self, municipality: str) -> NDArray[np.bool_]:
        """Which cards serve a municipality, those that serve everywhere among them."""
        served = self.everywhere.copy()
        if municipality in self._serving:
            served[self._serving[municipality]] = True
        return served

    def km_from(self, point: Point) -> Floats:
        """Great-circle kilometres to the nearest place of every card; not a number without one."""
        km = _haversine(self._points_rad, point)
        np.minimum.at(km, self._more_of, _haversine(self._more_rad, point))
        return km


def _haversine(points_rad: Floats, point: Point) -> Floats:
    lat, lon = np.radians(np.array(point, np.float32))
    lats, lons = points_rad[:, 0], points_rad[:, 1]
    h = np.sin((lats - lat) / 2) ** 2
    h += np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
    km: Floats = np.float32(2 * EARTH_RADIUS_KM) * np.arcsin(np.sqrt(np.minimum(h, 1)))
    return km


def _radians(flat: "array[float]") -> Floats:
    """Points in radians, from latitudes and longitudes one after another."""
    radians: Floats = np.radians(np.frombuffer(flat, np.float32)).reshape(-1, 2)
    return radians
