"""Which kind of support a question is about, weighed from a maintained list of expressions.

Three sorts of evidence are added up. A word speaks for a category in the best of its *expressions*
that hold it, better if more of that expression is in the question. An expression that stands there
*word for word* speaks louder. And a single *word* speaks for the categories in whose expressions,
descriptions and cards it is at home, the more so the fewer those are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.analysis import content, phrase, stems
from naober.pure.dutch.stemming import stem
from naober.pure.dutch.stopwords import SOFT
from naober.pure.dutch.vocabulary import Vocabulary
from naober.pure.dutch.words import words

Floats = NDArray[np.float32]

HEAVIEST = 3
"""The weight of an expression that decides by itself; 1 is a hint."""

_LONGEST_PHRASE = 6


@dataclass(frozen=True)
class Expression:
    """Everyday words for a category; `weight` 1 (a hint) to 3 (decides), `language` nl or en."""

    text: str
    category: str
    weight: int
    language: str = "nl"

    def __post_init__(self) -> None:
        if not 1 <= self.weight <= HEAVIEST:
            raise ValueError(f"weight of «{self.text}» is not 1 to {HEAVIEST}: {self.weight}")


@dataclass(frozen=True)
class Settings:
    """How evidence is weighed; bench/data/README.md tells on which questions it was found."""

    coverage: float = 0.5
    """Power of the share of an expression that the question has."""
    phrase: float = 0.5
    """What each word of an expression adds when it stands in the question word for word."""
    single_words: float = 0.6
    """What the evidence of single words counts beside expressions."""
    soft: float = 0.6
    """What a soft word counts beside another that is as rare."""
    unsure: float = 0.4
    """How much must be seen of a word before it is trusted."""
    cards: float = 0.25
    """What the words of the cards count beside the list."""


@dataclass(frozen=True)
class _Posting:
    """The expressions that hold a stem, in the order of their categories."""

    expressions: NDArray[np.int32]
    masses: Floats
    categories: NDArray[np.int32]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, float]], homes: NDArray[np.int32]) -> "_Posting":
        expressions = np.array([number for number, _ in rows], np.int32)
        masses = np.array([mass for _, mass in rows], np.float32)
        categories, starts = np.unique(homes[expressions], return_index=True)
        return cls(expressions, masses, categories, starts)


class Understanding:
    """Built once from the expressions; gives each category a weight for the stems of a question."""

    def __init__(
        self,
        categories: Sequence[str],
        expressions: Sequence[Expression],
        on_cards: Iterable[tuple[str, NDArray[np.intp]]],
        vocabulary: Vocabulary,
        settings: Settings = Settings(),
    ) -> None:
        self._settings = settings
        self._number = {code: index for index, code in enumerate(categories)}
        ordered = sorted(expressions, key=lambda e: self._number[e.category])
        self.expressions = [e for e in ordered if _says_something(e)]
        features = [stems(content(e.text), vocabulary) for e in self.expressions]
        rarity = _rarity(features)
        homes = self._homes(features, rarity, on_cards)
        self._tell = {a_stem: self._telling(a_stem, home) for a_stem, home in homes.items()}
        self._homes_of = {
            a_stem: _normal(home, settings.unsure) * np.float32(self._tell[a_stem])
            for a_stem, home in homes.items()
        }
        self._index_expressions(features)

    def _homes(
        self,
        features: Sequence[Mapping[str, float]],
        rarity: Mapping[str, float],
        on_cards: Iterable[tuple[str, NDArray[np.intp]]],
    ) -> dict[str, Floats]:
        """How much each stem is at home in each category."""
        homes: dict[str, Floats] = defaultdict(lambda: np.zeros(len(self._number), np.float32))
        for expression, found in zip(self.expressions, features, strict=True):
            whole = sum(rarity[s] * strength for s, strength in found.items())
            for s, strength in found.items():
                share = strength * rarity[s] / whole
                homes[s][self._number[expression.category]] += share * expression.weight / HEAVIEST
        for s, often in on_cards:
            homes[s] += (self._settings.cards * often / (often + 2)).astype(np.float32)
        return dict(homes)

    def _telling(self, a_stem: str, home: Floats) -> float:
        """How much a stem tells apart: the logarithm of the share of categories it leaves out."""
        share = home[home > 0] / home.sum()
        spread = exp(float(-(share * np.log(share)).sum()))
        tells = log((len(self._number) + 1) / spread)
        return tells * (self._settings.soft if a_stem in SOFT else 1.0)

    def _index_expressions(self, features: Sequence[Mapping[str, float]]) -> None:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        whole = np.zeros(len(features), np.float32)
        for number, found in enumerate(features):
            for s, strength in found.items():
                mass = self._tell[s] * strength
                postings[s].append((number, mass))
                if strength == 1.0:
                    whole[number] += mass
        self._whole = whole
        self._weights = np.array([e.weight / HEAVIEST for e in self.expressions], np.float32)
        homes = np.array([self._number[e.category] for e in self.expressions], np.int32)
        self._bounds = np.searchsorted(homes, np.arange(len(self._number) + 1))
        self._postings = {s: _Posting.of(rows, homes) for s, rows in postings.items()}
        self._phrases: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, expression in enumerate(self.expressions):
            in_order = phrase(words(expression.text))
            if len(in_order) > 1:
                self._phrases[in_order].append(number)

    def weigh(self, found: Mapping[str, float], phrase: Sequence[str] = ()) -> Floats:
        """The evidence for each category in the order given at building; zero is none.

        `found` are the stems of the question, `phrase` the same in order. Every stem counts once
        for a category, in the best of its expressions that hold it; so does the longest
        expression that stands in the question word for word.
        """
        credit = self._credit(found)
        evidence = np.zeros(len(self._number), np.float32)
        for s, strength in found.items():
            if s in self._homes_of:
                counts = np.float32(self._settings.single_words * strength)
                evidence += counts * self._homes_of[s]
            if s in self._postings:
                posting = self._postings[s]
                each = credit[posting.expressions] * posting.masses * np.float32(strength)
                evidence[posting.categories] += np.maximum.reduceat(each, posting.starts)
        return evidence + self._word_for_word(phrase)

    def _word_for_word(self, phrase: Sequence[str]) -> Floats:
        best = np.zeros(len(self._number), np.float32)
        for size in range(2, min(len(phrase), _LONGEST_PHRASE) + 1):
            for at in range(len(phrase) - size + 1):
                for number in self._phrases.get(tuple(phrase[at : at + size]), ()):
                    home = self._number[self.expressions[number].category]
                    worth = self._settings.phrase * size * self._weights[number]
                    best[home] = max(best[home], worth)
        return best

    def _credit(self, found: Mapping[str, float]) -> Floats:
        """What a matched stem of each expression is worth: its weight, if much of it is there."""
        credit: Floats = self._weights * self._covered(found) ** self._settings.coverage
        return credit

    def _covered(self, found: Mapping[str, float]) -> Floats:
        """The share of each expression that is in the question."""
        mass = np.zeros(len(self._whole), np.float32)
        for s, strength in found.items():
            if s in self._postings:
                posting = self._postings[s]
                mass[posting.expressions] += np.float32(strength) * posting.masses
        covered: Floats = np.minimum(mass / self._whole, np.float32(1))
        return covered

    def reasons(
        self, found: Mapping[str, float], categories: Iterable[str], most: int = 3
    ) -> dict[str, tuple[str, ...]]:
        """For each of the categories the expressions that spoke loudest, loudest first."""
        strength = self._weights * self._whole * self._covered(found) ** 2
        return {code: self._loudest(strength, self._number[code], most) for code in categories}

    def _loudest(self, strength: Floats, number: int, most: int) -> tuple[str, ...]:
        first, last = self._bounds[number], self._bounds[number + 1]
        order = np.argsort(-strength[first:last], kind="stable")[: 2 * most] + first
        texts = {self.expressions[i].text.casefold(): i for i in reversed(order) if strength[i] > 0}
        return tuple(self.expressions[i].text for i in reversed(texts.values()))[:most]


def _says_something(expression: Expression) -> bool:
    kept = content(expression.text)
    return len(kept) > 1 or (len(kept) == 1 and kept[0] not in SOFT and stem(kept[0]) not in SOFT)


def _rarity(features: Sequence[Mapping[str, float]]) -> dict[str, float]:
    seen: Counter[str] = Counter(s for found in features for s in found)
    return {s: log(1 + len(features) / often) for s, often in seen.items()}


def _normal(home: Floats, unsure: float) -> Floats:
    normal: Floats = home / (home.sum() + np.float32(unsure))
    return normal
