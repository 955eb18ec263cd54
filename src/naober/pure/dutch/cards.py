"""The cards of the social map as compact arrays: their words, their kind, where they serve.

Cards are kept in the order of their main category, so that a category is one slice of every
array. Nothing of the text itself is kept, only which stems it holds. Cards that changed are laid
over an index, so that a change of one does not read all the others again.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.postings import IN_NAME, CardWords, Postings
from naober.pure.dutch.texts import Texts
from naober.pure.geo import EARTH_RADIUS_KM, Point

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

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


@dataclass(frozen=True)
class CardIndex:
    """Answers which cards hold a stem, serve a place, and how far they are. It does not change.

    Card n of the index is card `order[n]` of those read. Cards that were read later stand behind
    the first ones; those that they replace keep their numbers, and are not `alive`.
    """

    order: NDArray[np.intp]
    main: NDArray[np.int16]
    """The number of each card's main category."""
    worth: Floats
    everywhere: Mask
    reach: NDArray[np.int16]
    """In how many municipalities each card serves."""
    alive: Mask
    place: NDArray[np.float64]
    """Where each card comes in the order of main category and id."""
    starts: NDArray[np.intp]
    """Where each row of cards of one category begins, and in `ends` where it ends."""
    ends: NDArray[np.intp]
    ids: tuple[NDArray[Any], ...]
    also: tuple[NDArray[np.int16], ...]
    serving: Mapping[str, NDArray[np.uint32]]
    points_rad: Floats
    more_of: NDArray[np.uint32]
    more_rad: Floats
    postings: tuple[Postings, ...]
    categories: int

    @classmethod
    def of(cls, read: CardsRead, order: NDArray[np.intp], postings: Postings) -> "CardIndex":
        """Put the cards that were read in order."""
        place = np.argsort(order).astype(np.uint32)
        main = np.frombuffer(read.main, np.int16)[order]
        starts = np.flatnonzero(np.diff(main, prepend=-1))
        ids = read.ids.block()[order]
        return cls(
            order=order,
            main=main,
            worth=np.frombuffer(read.worth, np.float32)[order],
            everywhere=np.frombuffer(bytes(read.everywhere), bool)[order],
            reach=np.frombuffer(read.reach, np.int16)[order],
            alive=np.ones(len(order), bool),
            place=np.arange(len(order), dtype=np.float64),
            starts=starts,
            ends=np.append(starts[1:], len(order))[: len(starts)],  # without cards none
            ids=(ids.astype(np.int64) if read.numbered else ids,),
            also=tuple(np.frombuffer(column, np.int16)[order] for column in read.also),
            serving={
                municipality: np.sort(place[np.frombuffer(cards, np.uint32)])
                for municipality, cards in read.serving.items()
            },
            points_rad=_radians(read.first)[order],
            more_of=place[np.frombuffer(read.more_of, np.uint32)],
            more_rad=_radians(read.more),
            postings=(postings,),
            categories=read.categories,
        )

    def with_more(self, more: "CardIndex", gone: Mask) -> "CardIndex":
        """These cards without those that are gone, and more behind them.

        What is large is shared with this index: which cards hold a stem, and their ids.
        """
        first = len(self)
        return CardIndex(
            order=np.append(self.order, more.order + first),
            main=np.append(self.main, more.main),
            worth=np.append(np.where(gone, np.float32(0), self.worth), more.worth),
            everywhere=np.append(self.everywhere, more.everywhere),
            reach=np.append(self.reach, more.reach),
            alive=np.append(self.alive & ~gone, more.alive),
            place=np.append(self.place, self._places_of(more)),
            starts=np.append(self.starts, more.starts + first),
            ends=np.append(self.ends, more.ends + first),
            ids=(*self.ids, *more.ids),
            also=_columns(self, more),
            serving={
                one: np.append(self.served_by(one), more.served_by(one) + np.uint32(first))
                for one in self.serving.keys() | more.serving.keys()
            },
            points_rad=np.concatenate([self.points_rad, more.points_rad]),
            more_of=np.append(self.more_of, more.more_of + np.uint32(first)),
            more_rad=np.concatenate([self.more_rad, more.more_rad]),
            postings=(*self.postings, *more.postings),
            categories=self.categories,
        )

    def __len__(self) -> int:
        return len(self.main)

    @cached_property
    def number(self) -> int:
        """How many cards there are, without those that are not alive."""
        return int(np.count_nonzero(self.alive))

    def id(self, index: int) -> CardId:
        """The id of a card."""
        for ids in self.ids:
            if index < len(ids):
                one = ids[index]
                return one.decode() if isinstance(one, bytes) else int(one)
            index -= len(ids)
        raise IndexError(index)

    def often(self, a_stem: str) -> int:
        """On how many cards the stem stands."""
        if self.number == len(self):
            return sum(some.often(a_stem) for some in self.postings)
        held = [first + some.of(a_stem)[0] for first, some in self._each()]
        return int(np.count_nonzero(self.alive[np.concatenate(held)]))

    def at_home(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """Every stem, with on how many cards of each category it stands."""
        for first, some in self._each():
            for s in some.stems():
                held, _ = some.of(s)
                yield s, np.bincount(self.main[first + held], minlength=self.categories)

    def match(self, masses: Mapping[str, float]) -> Floats:
        """For every card the share, 0 to 1, of the mass of the stems that it holds."""
        held = np.zeros(len(self), np.float32)
        whole = sum(masses.values())
        for first, some in self._each():
            part = held[first:]
            for s, mass in masses.items():
                which, tenths = some.of(s)
                part[which] += np.float32(mass / whole / IN_NAME) * tenths
        return held

    def of_kind(self, weights: Floats, second: float) -> Floats:
        """The weight of each card's main category, or `second` times that of another of its."""
        by_main: Floats = weights[self.main]
        padded = np.append(weights, np.float32(0)) * np.float32(second)
        for column in self.also:
            by_main = np.maximum(by_main, padded[column])
        return by_main

    def serves(self, municipality: str) -> NDArray[np.bool_]:
        """Which cards serve a municipality, those that serve everywhere among them."""
        served = self.everywhere.copy()
        if municipality in self.serving:
            served[self.serving[municipality]] = True
        return served

    def _each(self) -> Iterator[tuple[int, Postings]]:
        """On which cards each stem stands, with the number of the first of those cards."""
        first = 0
        for ids, some in zip(self.ids, self.postings, strict=True):
            yield first, some
            first += len(ids)

    def served_by(self, municipality: str) -> NDArray[np.uint32]:
        """The cards of which a municipality is named."""
        return self.serving.get(municipality, np.zeros(0, np.uint32))

    def _places_of(self, more: "CardIndex") -> NDArray[np.float64]:
        """Before which of these cards others come, that are in order among themselves."""
        [ids] = self.ids
        low = np.searchsorted(self.main, more.main, "left")
        high = np.searchsorted(self.main, more.main, "right")
        before = [
            first + int(np.searchsorted(ids[first:last], more.ids[0][n]))
            for n, (first, last) in enumerate(zip(low.tolist(), high.tolist(), strict=True))
        ]
        return np.array(before) - 0.5

    def km_from(self, point: Point) -> Floats:
        """Great-circle kilometres to the nearest place of every card; not a number without one."""
        km = _haversine(self.points_rad, point)
        np.minimum.at(km, self.more_of, _haversine(self.more_rad, point))
        return km


def _columns(one: CardIndex, other: CardIndex) -> tuple[NDArray[np.int16], ...]:
    """The further categories of the cards of both; -1 is none."""
    none, none_other = (np.full(len(some), -1, np.int16) for some in (one, other))
    pairs = zip_longest(one.also, other.also)
    return tuple(
        np.append(none if a is None else a, none_other if b is None else b) for a, b in pairs
    )


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
