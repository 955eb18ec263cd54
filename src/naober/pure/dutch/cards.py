"""The cards of the social map as compact arrays: their words, their kind, where they serve.

Cards are kept in the order of their main category, so that a category is one slice of every
array. Nothing of the text itself is kept, only which stems it holds.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.postings import IN_NAME, CardWords, Postings
from naober.pure.geo import EARTH_RADIUS_KM, Point

Floats = NDArray[np.float32]

CardId = int | str


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


class CardIndex:
    """Built once from cards in order; answers which hold a stem, serve a place, how far."""

    def __init__(
        self,
        ordered: Sequence[Card],
        categories: Sequence[str],
        postings: Postings,
    ) -> None:
        number = {code: index for index, code in enumerate(categories)}
        self._categories = len(categories)
        self._postings = postings
        self.ids = [card.id for card in ordered]
        self.main = np.array([number[c.categories[0]] for c in ordered], np.int16)
        self.starts = np.flatnonzero(np.diff(self.main, prepend=-1))
        """Where each category that has cards begins, and in `ends` where it ends."""
        self.ends = np.append(self.starts[1:], len(ordered))
        self._also = _also(ordered, number)
        self.worth = np.array([card.worth for card in ordered], np.float32)
        self._area(ordered)
        self._points(ordered)

    def __len__(self) -> int:
        return len(self.ids)

    def _area(self, ordered: Sequence[Card]) -> None:
        serving: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for index, card in enumerate(ordered):
            for municipality in card.area or ():
                serving[municipality].append(index)
        self._serving = {m: np.frombuffer(rows, np.uint32) for m, rows in serving.items()}
        self.everywhere = np.array([card.area is None for card in ordered], bool)
        self.reach = np.array([len(c.area) if c.area else 0 for c in ordered], np.int16)

    def _points(self, ordered: Sequence[Card]) -> None:
        nowhere = (np.nan, np.nan)
        first = np.array([(*c.points, nowhere)[0] for c in ordered], np.float32)
        self._points_rad = np.radians(first.reshape(-1, 2))
        more = [(index, at) for index, card in enumerate(ordered) for at in card.points[1:]]
        self._more_of = np.array([index for index, _ in more], np.intp)
        self._more_rad = np.radians(np.array([at for _, at in more], np.float32).reshape(-1, 2))

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


def in_order(cards: Iterable[Card], categories: Sequence[str]) -> list[Card]:
    """The cards by main category and id. Raises KeyError for a category that is not known."""
    number = {code: index for index, code in enumerate(categories)}
    return sorted(cards, key=lambda card: (number[card.categories[0]], str(card.id)))


def read_words(ordered: Iterable[Card]) -> CardWords:
    """The words of the cards, in their order."""
    read = CardWords()
    for card in ordered:
        read.add(card.names, card.texts)
    return read


def _also(ordered: Sequence[Card], number: Mapping[str, int]) -> list[NDArray[np.int16]]:
    """The further categories, one column for each second, third, …; -1 is none."""
    columns = max((len(card.categories) for card in ordered), default=1) - 1
    return [
        np.array(
            [number[c.categories[n]] if len(c.categories) > n else -1 for c in ordered], np.int16
        )
        for n in range(1, columns + 1)
    ]
