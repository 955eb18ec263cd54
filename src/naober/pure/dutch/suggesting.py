"""What is suggested while somebody types: kinds of support in everyday words, and cards by name.

Every word that was typed must begin a word of the suggestion; where none begins so, a typing error
is looked for. The words of texts are kept as numbers, so that many cards take little memory.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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


@dataclass(frozen=True)
class Suggestion:
    """Words to search for with the kind of support they stand for, or a card by its key."""

    text: str
    kind: str = ""
    label: str = ""
    key: str = ""


class SuggesterBuilder:
    """Takes in everyday words and names of cards."""

    def __init__(self) -> None:
        self._kinds: list[Suggestion] = []
        self._ranks = array("i")
        self._number: dict[str, int] = {}
        self._words = array("I")
        self._of = array("I")
        self._first = array("i")

    def add_kind(
        self, text: str, kind: str, label: str, *, rank: int, read: Sequence[str] | None = None
    ) -> None:
        """Suggest words for a kind of support; a lower rank comes first.

        `read` are the words of the text, where they are known.
        """
        self._kinds.append(Suggestion(text, kind, label))
        self._add(text, words(text) if read is None else read, rank)

    def build(self, names: Texts, keys: Texts) -> "Suggester":
        """Return the suggester, with cards by their names."""
        for card in range(len(names)):
            name = names[card]
            self._add(name, words(name), rank=0)
        known = sorted(self._number)
        place = np.empty(len(known), np.int32)
        place[[self._number[word] for word in known]] = np.arange(len(known))
        of_word = place[np.frombuffer(self._words, np.uint32)]
        order = np.argsort(of_word, kind="stable")
        first = np.frombuffer(self._first, np.int32)
        found = _Found(
            known,
            np.searchsorted(of_word[order], np.arange(len(known) + 1)),
            np.frombuffer(self._of, np.uint32)[order],
            np.append(place, np.int32(-1))[first],
            np.frombuffer(self._ranks, np.int32).copy(),
        )
        return Suggester(self._kinds, names, keys, found)

    def _add(self, text: str, read: Sequence[str], rank: int) -> None:
        here = len(self._ranks)
        numbers = [self._number.setdefault(w, len(self._number)) for w in read]
        self._first.append(numbers[0] if numbers else -1)
        self._ranks.append(rank * _PER_RANK + min(len(text), _PER_RANK - 1))
        for number in dict.fromkeys(numbers):
            self._words.append(number)
            self._of.append(here)


@dataclass(frozen=True)
class _Found:
    """The words in order, which texts hold each, and of every text its first word and rank."""

    words: Sequence[str]
    starts: NDArray[np.intp]
    of: NDArray[np.uint32]
    first: NDArray[np.int32]
    ranks: NDArray[np.int32]

    def beginning(self, start: str) -> range:
        """The words that begin like this."""
        last = bisect_left(self.words, start + "\N{DEL}")
        return range(bisect_left(self.words, start), last)

    def nearly(self, start: str) -> list[int]:
        """The words that would begin like this without a typing error, the fewest errors."""
        allowed = 0 if len(start) < 4 else 1 if len(start) < 9 else 2
        if not allowed:
            return []
        alike = self.beginning(start[:1])
        errors: dict[int, float] = {}
        for size in (len(start), len(start) + 1):  # a letter may be missing
            begun = [self.words[n][:size] for n in alike]
            found = extract(start, begun, scorer=OSA.distance, score_cutoff=allowed, limit=50)
            for _, wrong, n in found:
                errors[alike[n]] = min(wrong, errors.get(alike[n], wrong))
        least = min(errors.values(), default=0)
        return [word for word, wrong in errors.items() if wrong == least]

    def holding(self, which: Sequence[int]) -> Mask:
        """Which texts hold one of the words."""
        held = np.zeros(len(self.ranks), bool)
        if isinstance(which, range):
            held[self.of[self.starts[which.start] : self.starts[which.stop]]] = True
            return held
        for word in which:
            held[self.of[self.starts[word] : self.starts[word + 1]]] = True
        return held


class Suggester:
    """Built once; suggests in a few milliseconds, and at once what it suggested before."""

    def __init__(
        self, kinds: Sequence[Suggestion], names: Texts, keys: Texts, found: _Found
    ) -> None:
        self._kinds = kinds
        self._names = names
        self._keys = keys
        self._found = found
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
        each = [self._found.beginning(word) or self._found.nearly(word) for word in typed]
        held = np.logical_and.reduce([self._found.holding(which) for which in each])
        texts = np.flatnonzero(held)
        begins = np.isin(self._found.first[texts], np.array(each[0], np.int32))
        ranks = self._found.ranks[texts] + np.where(begins, 0, _INSIDE)
        ordered = texts[np.argsort(ranks, kind="stable")]
        split = len(self._kinds)
        kinds = self._different(ordered[ordered < split])
        cards = self._different(ordered[ordered >= split])
        return (*kinds[: max(_KINDS, SUGGESTED - len(cards))], *cards)[:SUGGESTED]

    def _different(self, ordered: NDArray[np.intp]) -> list[Suggestion]:
        """The first suggestions, each kind of support and each name once."""
        found: dict[str, Suggestion] = {}
        for text in ordered[:_LOOKED_AT].tolist():
            one = self._at(text)
            found.setdefault(one.kind or fold(one.text), one)
            if len(found) == SUGGESTED:
                break
        return list(found.values())

    def _at(self, text: int) -> Suggestion:
        if text < len(self._kinds):
            return self._kinds[text]
        card = text - len(self._kinds)
        return Suggestion(self._names[card], key=self._keys[card])
