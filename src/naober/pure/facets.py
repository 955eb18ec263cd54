"""Filters with their counts: which cards fit everything chosen, and how many each choice leaves.

Every value of every facet is a row of bits, one for each card, so that a choice is a few machine
words for each card and counting is counting bits. A facet's own choice does not lower its own
counts: who chose mornings still sees how many there are in the evening.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""A bit for each card; the bits beyond the last card are nought."""
Mask = NDArray[np.bool_]
Chosen = Mapping[str, Collection[str]]
"""By facet the values of which a card must have at least one; none chosen asks nothing."""

_WORD = 64


@dataclass(frozen=True)
class Counted:
    """What a choice leaves.

    `counts` says by facet and value how many cards there are with it, all other facets as chosen.
    `without` says for each facet with a choice how many cards there are when it is taken off.
    """

    fitting: Mask
    total: int
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]


class FacetsBuilder:
    """Takes in cards one by one and keeps a bit of each."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        """Begin with the values of each facet, in the order in which they are shown."""
        self._values = {facet: tuple(some) for facet, some in values.items()}
        self._rows = {facet: {value: bytearray() for value in some}
                      for facet, some in self._values.items()}  # fmt: skip
        self._cards = 0

    def add(self, card: Mapping[str, Iterable[str]]) -> None:
        """Read the values of the next card, by facet. Values that no facet has are left out."""
        at, bit = divmod(self._cards, 8)
        if bit == 0:
            for rows in self._rows.values():
                for row in rows.values():
                    row.append(0)
        for facet, values in card.items():
            rows = self._rows[facet]
            for value in values:
                if value in rows:
                    rows[value][at] |= 1 << bit
        self._cards += 1

    def build(self, order: NDArray[np.intp] | None = None) -> "Facets":
        """Return the facets; with an `order`, card `order[n]` of those taken in becomes card n."""
        where = np.arange(self._cards) if order is None else order
        return Facets(
            len(where),
            {
                facet: (
                    some,
                    np.array([self._packed(facet, one, where) for one in some], np.uint64),
                )
                for facet, some in self._values.items()
            },
        )

    def _packed(self, facet: str, value: str, order: NDArray[np.intp]) -> Bits:
        read = np.frombuffer(bytes(self._rows[facet][value]), np.uint8)
        return _packed(np.unpackbits(read, count=self._cards, bitorder="little")[order])


class Facets:
    """The facets of cards, ready to be counted. It does not change."""

    def __init__(self, cards: int, rows: Mapping[str, tuple[Sequence[str], Bits]]) -> None:
        self._cards = cards
        self._rows = {
            facet: (tuple(values), bits.reshape(len(values), -(-cards // _WORD)))
            for facet, (values, bits) in rows.items()
        }

    def __len__(self) -> int:
        return self._cards

    def also(self, facet: str, values: Mapping[str, Mask]) -> "Facets":
        """Return these facets with one more, of which the cards of each value are given."""
        bits = np.array([_packed(mask) for mask in values.values()], np.uint64)
        return Facets(self._cards, {**self._rows, facet: (tuple(values), bits)})

    def with_more(self, more: "Facets") -> "Facets":
        """Return the facets of these cards and behind them of others, with the same values."""
        rows = {}
        for facet, (values, bits) in self._rows.items():
            both = [_bits(bits, len(self)), _bits(more._rows[facet][1], len(more))]  # noqa: SLF001
            rows[facet] = (values, np.array([_packed(one) for one in np.hstack(both)], np.uint64))
        return Facets(len(self) + len(more), rows)

    def known(self, facet: str, values: Collection[str]) -> tuple[str, ...]:
        """Return the values that the facet has, in its order; none where it is not there."""
        there, _ = self._rows.get(facet, ((), None))
        return tuple(value for value in there if value in values)

    def having(self, facet: str, *values: str) -> Mask:
        """Return which cards have at least one of the values."""
        return self._unpacked(self._chosen(facet, values))

    def count(self, among: Mask, chosen: Chosen) -> Counted:
        """Count the cards of a choice among some.

        Raises KeyError for a facet that is not there; a value that is not there fits no card.
        """
        asked = {facet: self._chosen(facet, values) for facet, values in chosen.items() if values}
        start = _packed(among)
        fitting = _all_of(start, asked.values())
        counts, without = {}, {}
        for facet, (values, rows) in self._rows.items():
            rest = fitting
            if facet in asked:
                rest = _all_of(start, (bits for name, bits in asked.items() if name != facet))
                without[facet] = _number(rest)
            each = np.bitwise_count(rows & rest).sum(axis=1, dtype=np.int64)
            counts[facet] = dict(zip(values, each.tolist(), strict=True))
        return Counted(self._unpacked(fitting), _number(fitting), counts, without)

    def _chosen(self, facet: str, values: Collection[str]) -> Bits:
        """The cards that have at least one of the values."""
        known, rows = self._rows[facet]
        which = [index for index, value in enumerate(known) if value in values]
        chosen: Bits = np.bitwise_or.reduce(rows[which], axis=0)
        return chosen

    def _unpacked(self, bits: Bits) -> Mask:
        return _bits(bits, self._cards).view(np.bool_)


def _bits(packed: Bits, cards: int) -> NDArray[np.uint8]:
    """Return a number for each card, in each row where there are more."""
    return np.unpackbits(packed.view(np.uint8), axis=-1, count=cards, bitorder="little")


def _packed(mask: NDArray[np.bool_] | NDArray[np.uint8]) -> Bits:
    packed = np.zeros(-(-len(mask) // _WORD) * 8, np.uint8)
    some = np.packbits(mask, bitorder="little")
    packed[: len(some)] = some
    return packed.view(np.uint64)


def _all_of(start: Bits, some: Iterable[Bits]) -> Bits:
    left = start
    for bits in some:
        left = left & bits
    return left


def _number(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())
