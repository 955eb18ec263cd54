"""On which cards a stem stands, for many cards in little memory.

The words of the cards are read once and kept as numbers. Then every (stem, card) pair becomes one
whole number; sorted, each stem has a slice.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.analysis import without_noise
from naober.pure.dutch.words import words

IN_NAME = 10
IN_TEXT = 6
"""What a word counts in the name and in the rest of a card, in tenths."""

_AT_ONCE = 500_000  # words turned into pairs at a time, to keep the peak of memory low
_CARD_BITS = np.uint64(32)

Numbers = NDArray[np.uint64]


class CardWords:
    """The words of cards in the order of the cards, read once."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.cards = 0
        self._number: dict[str, int] = {}
        self._words = array("I")
        self._where = array("I")  # the card, doubled, plus one if the word is in its name

    def add(self, names: Iterable[str], texts: Iterable[str]) -> None:
        """Reads the next card."""
        seen: dict[int, int] = {}
        for in_name, some in ((0, texts), (1, names)):
            for text in some:
                read = words(text)
                self.counts.update(read)
                for word in without_noise(read):
                    seen[self._number.setdefault(word, len(self._number))] = in_name
        self._words.extend(seen)
        self._where.extend(self.cards << 1 | in_name for in_name in seen.values())
        self.cards += 1

    def postings(
        self, stems_of: Callable[[str], Sequence[str]], order: NDArray[np.intp]
    ) -> "Postings":
        """Which cards hold each stem, for a function that gives the stems of a word.

        Card n of the postings is card `order[n]` of those read.
        """
        number: dict[str, int] = {}
        each = [
            [number.setdefault(s, len(number)) for s in stems_of(word)] for word in self._number
        ]
        many = np.array([len(of_word) for of_word in each], np.int64)
        first = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
        flat = np.array([s for of_word in each for s in of_word], np.uint64)
        place = np.argsort(order).astype(np.uint32)
        keys = [
            self._pairs(at, many, first, flat, place) for at in range(0, len(self._words), _AT_ONCE)
        ]
        return Postings(np.concatenate([np.zeros(0, np.uint64), *keys]), list(number))

    def _pairs(
        self,
        at: int,
        many: NDArray[np.int64],
        first: NDArray[np.int64],
        flat: Numbers,
        place: NDArray[np.uint32],
    ) -> Numbers:
        """The different pairs of stem, card and place among some of the words."""
        read = np.frombuffer(self._words, np.uint32)[at : at + _AT_ONCE]
        noted = np.frombuffer(self._where, np.uint32)[at : at + _AT_ONCE]
        where = place[noted >> 1] << 1 | noted & 1
        repeats = many[read]
        within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        stems = flat[np.repeat(first[read], repeats) + within]
        return np.unique(stems << _CARD_BITS | np.repeat(where, repeats).astype(np.uint64))


class Postings:
    """The cards of every stem, with what the stem counts there."""

    def __init__(self, keys: Numbers, stems: Sequence[str]) -> None:
        keys.sort()
        pair = keys >> np.uint64(1)
        last = np.append(pair[1:] != pair[:-1], np.ones(min(1, len(pair)), bool))
        keys = keys[last]  # of a word in both name and text, the name is the last
        bounds = np.arange(len(stems) + 1, dtype=np.uint64) << _CARD_BITS
        starts = np.searchsorted(keys, bounds)
        self._slices = {s: (int(starts[n]), int(starts[n + 1])) for n, s in enumerate(stems)}
        low = keys.astype(np.uint32)
        self._tenths = np.where(low & 1, IN_NAME, IN_TEXT).astype(np.uint8)
        self._cards = low >> np.uint32(1)

    def stems(self) -> Iterable[str]:
        """Every stem that stands on a card."""
        return self._slices.keys()

    def often(self, a_stem: str) -> int:
        """On how many cards the stem stands."""
        first, last = self._slices.get(a_stem, (0, 0))
        return last - first

    def of(self, a_stem: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """The numbers of the cards that hold the stem, and what it counts there in tenths."""
        first, last = self._slices.get(a_stem, (0, 0))
        return self._cards[first:last], self._tenths[first:last]
