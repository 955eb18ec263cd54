"""On which cards a stem stands, for many cards in little memory.

The words of the cards are read once and kept as numbers. Then, for some stems at a time, every
(stem, card) pair becomes one whole number; sorted, each stem has a slice.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.analysis import without_noise
from naober.pure.dutch.words import words

IN_NAME = 10
IN_TEXT = 6
"""What a word counts in the name and in the rest of a card, in tenths."""

_AT_ONCE = 500_000  # words looked at, and pairs made, at a time, to keep the peak of memory low
_CARD_BITS = np.uint64(32)

Numbers = NDArray[np.uint64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class _StemsOfWords:
    """The stems of every word, by their numbers: those of word n begin at `first[n]` in `stems`."""

    stems: Whole
    many: Whole

    @property
    def first(self) -> Whole:
        return np.cumsum(self.many) - self.many

    @property
    def words(self) -> Whole:
        """The word of each of `stems`."""
        return np.repeat(np.arange(len(self.many)), self.many)

    def only(self, low: int, high: int) -> "_StemsOfWords":
        """Only the stems from `low` to before `high`."""
        kept = (self.stems >= low) & (self.stems < high)
        many = np.bincount(self.words[kept], minlength=len(self.many))
        return _StemsOfWords(self.stems[kept], many)


class CardWords:
    """The words of cards in the order of the cards, read once."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._number: dict[str, int] = {}
        self._words = array("I")  # the word, doubled, plus one if it is in the name
        self._ends = array("I")  # where the words of each card end

    def add(self, names: Iterable[str], texts: Iterable[str]) -> None:
        """Reads the next card."""
        seen: dict[int, int] = {}
        for in_name, some in ((0, texts), (1, names)):
            for text in some:
                read = words(text)
                self.counts.update(read)
                for word in without_noise(read):
                    seen[self._number.setdefault(word, len(self._number))] = in_name
        self._words.extend(number << 1 | in_name for number, in_name in seen.items())
        self._ends.append(len(self._words))

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
        known = _StemsOfWords(
            np.array([s for of_word in each for s in of_word], np.int64),
            np.array([len(of_word) for of_word in each], np.int64),
        )
        place = np.argsort(order).astype(np.uint32)
        return Postings(list(number), self._pairs(known, len(number), place))

    def _pairs(
        self, known: _StemsOfWords, stems: int, place: NDArray[np.uint32]
    ) -> Iterator[Numbers]:
        """The pairs of stem, card and whether it is in the name, for some stems after others."""
        often = np.zeros(len(self._number), np.int64)
        for _, read in self._slices():
            often += np.bincount(read >> 1, minlength=len(often))
        pairs = np.bincount(known.stems, often[known.words], minlength=stems)
        turn = np.cumsum(pairs) // _AT_ONCE
        bounds = [*np.flatnonzero(np.diff(turn, prepend=-1)).tolist(), stems]
        for low, high in pairwise(bounds):
            some = known.only(low, high)
            each = [self._held(at, read, some, place) for at, read in self._slices()]
            yield np.concatenate([np.zeros(0, np.uint64), *each])

    def _slices(self) -> Iterator[tuple[int, NDArray[np.uint32]]]:
        """The words that were read, some at a time, with where they begin."""
        whole = np.frombuffer(self._words, np.uint32)
        for at in range(0, len(whole), _AT_ONCE):
            yield at, whole[at : at + _AT_ONCE]

    def _held(
        self,
        at: int,
        read: NDArray[np.uint32],
        some: _StemsOfWords,
        place: NDArray[np.uint32],
    ) -> Numbers:
        """The pairs of some stems among words that were read."""
        here = np.flatnonzero(some.many[read >> 1])
        word = read[here] >> 1
        card = np.searchsorted(np.frombuffer(self._ends, np.uint32), here + at, side="right")
        noted = place[card] << np.uint32(1) | read[here] & np.uint32(1)
        repeats = some.many[word]
        within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        stems = some.stems[np.repeat(some.first[word], repeats) + within].astype(np.uint64)
        pairs: Numbers = stems << _CARD_BITS | np.repeat(noted, repeats)
        return pairs


class Postings:
    """The cards of every stem, with what the stem counts there."""

    def __init__(self, stems: Sequence[str], pairs: Iterable[Numbers]) -> None:
        often = np.zeros(len(stems), np.int64)
        cards, tenths = array("I"), bytearray()
        for some in pairs:
            keys = _different(some)
            often += np.bincount((keys >> _CARD_BITS).astype(np.int64), minlength=len(stems))
            low = keys.astype(np.uint32)
            cards.frombytes((low >> np.uint32(1)).tobytes())
            tenths += np.where(low & 1, IN_NAME, IN_TEXT).astype(np.uint8).tobytes()
        bounds: list[int] = [0, *np.cumsum(often).tolist()]
        self._slices = dict(zip(stems, pairwise(bounds), strict=True))
        self._cards = np.frombuffer(cards, np.uint32)
        self._tenths = np.frombuffer(tenths, np.uint8)

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


def _different(pairs: Numbers) -> Numbers:
    """The pairs in order, each once; of a word in both name and text, the name."""
    pairs.sort()
    pair = pairs >> np.uint64(1)
    last = np.append(pair[1:] != pair[:-1], np.ones(min(1, len(pair)), bool))
    different: Numbers = pairs[last]
    return different
