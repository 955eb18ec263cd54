"""What is suggested while somebody types: kinds of support in everyday words, and cards by name.

Every word that was typed must begin a word of the suggestion; where none begins so, a typing error
is looked for. The words of texts are kept as numbers, so that many cards take little memory.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from naober.pure.dutch.stopwords import NOISE
from naober.pure.dutch.texts import Texts
from naober.pure.dutch.words import fold, words

SUGGESTED: Final = 8
"""Suggestions at most; more is a list to read instead of a help."""
_KINDS: Final = 5  # kinds at most where there are cards too
_LONGEST: Final = 60  # characters of what is typed; who types more tells a story
_SHORTEST: Final = 2
_LOOKED_AT: Final = 400  # suggestions that are compared; the same kind has many everyday words
_INSIDE: Final = 1000  # rank of what only holds the word, behind what begins with it
_PER_RANK: Final = 100

Mask = NDArray[np.bool_]
_Ranked = tuple[NDArray[np.int32], NDArray[np.intp]]
"""Ranks in order, and the texts that have them."""


@dataclass(frozen=True)
class Suggestion:
    """Words to search for with the kind of support they stand for, or a card by its key."""

    text: str
    kind: str = ""
    label: str = ""
    key: str = ""


class _Reader:
    """Takes in the texts that may be suggested, and keeps which words stand in which."""

    def __init__(self) -> None:
        self._ranks = array("i")
        self._number: dict[str, int] = {}
        self._words = array("I")
        self._of = array("I")
        self._first = array("i")

    def add(self, text: str, read: Sequence[str], rank: int) -> None:
        here = len(self._ranks)
        numbers = [self._number.setdefault(w, len(self._number)) for w in read]
        self._first.append(numbers[0] if numbers else -1)
        self._ranks.append(rank * _PER_RANK + min(len(text), _PER_RANK - 1))
        for number in dict.fromkeys(numbers):
            self._words.append(number)
            self._of.append(here)

    def found(self) -> "_Found":
        known = sorted(self._number)
        place = np.empty(len(known), np.int32)
        place[[self._number[word] for word in known]] = np.arange(len(known))
        of_word = place[np.frombuffer(self._words, np.uint32)]
        order = np.argsort(of_word, kind="stable")
        return _Found(
            known,
            np.searchsorted(of_word[order], np.arange(len(known) + 1)),
            np.frombuffer(self._of, np.uint32)[order],
            np.append(place, np.int32(-1))[np.frombuffer(self._first, np.int32)],
            np.frombuffer(self._ranks, np.int32).copy(),
        )


@dataclass(frozen=True)
class _Found:
    """The words in order, which texts hold each, and of every text its first word and rank."""

    words: Sequence[str]
    starts: NDArray[np.intp]
    of: NDArray[np.uint32]
    first: NDArray[np.int32]
    ranks: NDArray[np.int32]
    alive: Mask | None = None
    """Which texts may still be suggested; None is every one."""

    def beginning(self, start: str) -> range:
        """The words that begin like this."""
        last = bisect_left(self.words, start + "\N{DEL}")
        return range(bisect_left(self.words, start), last)

    def nearly(self, start: str) -> dict[int, float]:
        """The words that would begin like this without a typing error, with how many errors."""
        allowed = 0 if len(start) < 4 else 1 if len(start) < 9 else 2
        if not allowed:
            return {}
        alike = self.beginning(start[:1])
        errors: dict[int, float] = {}
        for size in (len(start), len(start) + 1):  # a letter may be missing
            begun = [self.words[n][:size] for n in alike]
            found = extract(start, begun, scorer=OSA.distance, score_cutoff=allowed, limit=50)
            for _, wrong, n in found:
                errors[alike[n]] = min(wrong, errors.get(alike[n], wrong))
        return errors

    def holding(self, which: Sequence[int]) -> Mask:
        """Which texts hold one of the words."""
        held = np.zeros(len(self.ranks), bool)
        if isinstance(which, range):
            held[self.of[self.starts[which.start] : self.starts[which.stop]]] = True
            return held
        for word in which:
            held[self.of[self.starts[word] : self.starts[word + 1]]] = True
        return held

    def ranked(self, each: Sequence[Sequence[int]]) -> _Ranked:
        """The texts that hold one of the words of each, the first rank first."""
        held = np.logical_and.reduce([self.holding(which) for which in each])
        texts = np.flatnonzero(held if self.alive is None else held & self.alive)
        begins = np.isin(self.first[texts], np.array(each[0], np.int32))
        ranks = self.ranks[texts] + np.where(begins, 0, _INSIDE)
        order = np.argsort(ranks, kind="stable")
        return ranks[order], texts[order]


class Kinds:
    """Kinds of support in everyday words."""

    def __init__(self) -> None:
        self._suggestions: list[Suggestion] = []
        self._reader = _Reader()

    def add(
        self, text: str, kind: str, label: str, *, rank: int, read: Sequence[str] | None = None
    ) -> None:
        """Suggest words for a kind of support; a lower rank comes first.

        `read` are the words of the text, where they are known.
        """
        self._suggestions.append(Suggestion(text, kind, label))
        self._reader.add(text, words(text) if read is None else read, rank)

    @cached_property
    def found(self) -> _Found:
        return self._reader.found()

    def __getitem__(self, index: int) -> Suggestion:
        return self._suggestions[index]


class Names:
    """Cards by their names; those that are not `alive` any more are not suggested."""

    def __init__(self, names: Texts, keys: Texts) -> None:
        self._names = names
        self._keys = keys
        reader = _Reader()
        for card in range(len(names)):
            reader.add(names[card], words(names[card]), rank=0)
        self.found = reader.found()

    def only(self, alive: Mask) -> "Names":
        """The same names without those of cards that are gone."""
        some = copy(self)
        some.found = replace(self.found, alive=alive)
        return some

    def __getitem__(self, index: int) -> Suggestion:
        return Suggestion(self._names[index], key=self._keys[index])


class Suggester:
    """Built once; suggests in a few milliseconds, and at once what it suggested before."""

    def __init__(self, kinds: Kinds, *names: Names) -> None:
        self.kinds = kinds
        self.names = names
        self._cached = lru_cache(maxsize=4096)(self._suggest)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """At most SUGGESTED suggestions for what is typed so far, best first."""
        if not _SHORTEST <= len(typed.strip()) <= _LONGEST:
            return ()
        read = words(typed)
        going_on = read[-1:] if typed[-1:].isalnum() else []
        rest = read[:-1] if going_on else read
        kept = tuple(word for word in rest if word not in NOISE)
        return self._cached((*kept, *going_on)) if kept or going_on else ()

    def _suggest(self, typed: tuple[str, ...]) -> tuple[Suggestion, ...]:
        everything = [self.kinds.found, *(some.found for some in self.names)]
        each = [_meant(word, everything) for word in typed]
        kinds, *names = [found.ranked([one[n] for one in each])
                         for n, found in enumerate(everything)]  # fmt: skip
        of_kind = _different([self.kinds], [kinds])
        of_name = _different(self.names, names)
        return (*of_kind[: max(_KINDS, SUGGESTED - len(of_name))], *of_name)[:SUGGESTED]


def _meant(word: str, everything: Sequence[_Found]) -> list[Sequence[int]]:
    """Which words of each are meant: those that begin so, or else those nearest to that."""
    begun: list[Sequence[int]] = [found.beginning(word) for found in everything]
    if any(begun):
        return begun
    nearly = [found.nearly(word) for found in everything]
    least = min((wrong for errors in nearly for wrong in errors.values()), default=0)
    return [[one for one, wrong in errors.items() if wrong == least] for errors in nearly]


def _different(parts: Sequence[Kinds | Names], ranked: Sequence[_Ranked]) -> list[Suggestion]:
    """The first suggestions of some parts, each kind of support and each name once."""
    looked_at = [
        (rank, parts[nth][text])
        for nth, (ranks, texts) in enumerate(ranked)
        for rank, text in zip(ranks[:_LOOKED_AT].tolist(), texts[:_LOOKED_AT].tolist(), strict=True)
    ]
    looked_at.sort(key=lambda pair: (pair[0], pair[1].key and pair[1].text))
    found: dict[str, Suggestion] = {}
    for _, one in looked_at:
        found.setdefault(one.kind or fold(one.text), one)
        if len(found) == SUGGESTED:
            break
    return list(found.values())
