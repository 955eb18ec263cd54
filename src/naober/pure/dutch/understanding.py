"""Which kind of support a question is about, weighed from a maintained list of expressions.

Three sorts of evidence are added up. A word speaks for a category in the best of its *expressions*
that hold it, better if more of that expression is in the question. An expression that stands there
*word for word* speaks louder. And a single *word* speaks for the categories in whose expressions,
descriptions and cards it is at home, the more so the fewer those are.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.analysis import phrase, stems, without_noise
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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the text, read once: an index is built more often than they change."""
        return tuple(words(self.text))

    @cached_property
    def phrase(self) -> tuple[str, ...]:
        """The stems in order that a question must hold to hold it word for word."""
        return phrase(self.words)


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


class _Features:
    """Which stems stand in which expressions: all in one table, in the order of the stems.

    `strength` says how much each counts there, 0 to 1. Expressions must come in the order of
    their categories; then those of one category are one group of the rows of a stem.
    """

    def __init__(
        self, expressions: Sequence[Expression], homes: NDArray[np.int32], vocabulary: Vocabulary
    ) -> None:
        self.number: dict[str, int] = {}
        """The stems, and which rows of the table are theirs in `bounds`."""
        stem_of, expression_of, strength = array("i"), array("i"), array("d")
        for number, expression in enumerate(expressions):
            kept = list(without_noise(expression.words))
            for s, counts in stems(kept, vocabulary).items():
                stem_of.append(self.number.setdefault(s, len(self.number)))
                expression_of.append(number)
                strength.append(counts)
        order = np.argsort(np.frombuffer(stem_of, np.int32), kind="stable")
        self.stem = np.frombuffer(stem_of, np.int32)[order]
        self.expression = np.frombuffer(expression_of, np.int32)[order]
        self.strength = np.frombuffer(strength, np.float64)[order]
        self.category = homes[self.expression]
        every = np.arange(len(self.number) + 1)
        self.bounds = np.searchsorted(self.stem, every)
        other = np.diff(self.stem, prepend=-1) | np.diff(self.category, prepend=-1)
        self.groups = np.flatnonzero(other)
        self.groups_of = np.searchsorted(self.groups, self.bounds)

    def masses(self, of_stems: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each row of the table weighs, given what each stem does."""
        weighed: NDArray[np.float64] = of_stems[self.stem] * self.strength
        return weighed


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
        homes = np.array([self._number[e.category] for e in self.expressions], np.int32)
        self._weights = np.array([e.weight / HEAVIEST for e in self.expressions], np.float32)
        self._bounds = np.searchsorted(homes, np.arange(len(self._number) + 1))
        self._features = _Features(self.expressions, homes, vocabulary)
        at_home = self._at_home(on_cards)
        tell = self._telling(at_home)
        self._homes_of = _normal(at_home, settings.unsure) * tell[:, None].astype(np.float32)
        masses = self._features.masses(tell)
        sure = np.where(self._features.strength == 1.0, masses, 0)
        self._masses = masses.astype(np.float32)
        self._whole = np.bincount(self._features.expression, sure, minlength=len(homes)).astype(
            np.float32
        )
        self._phrases: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, expression in enumerate(self.expressions):
            if len(expression.phrase) > 1:
                self._phrases[expression.phrase].append(number)

    def _at_home(self, on_cards: Iterable[tuple[str, NDArray[np.intp]]]) -> Floats:
        """How much each stem is at home in each category: of expressions, then only of cards."""
        table = self._features
        often = np.diff(table.bounds)
        weighed = table.masses(np.log(1 + len(self.expressions) / np.maximum(often, 1)))
        whole = np.bincount(table.expression, weighed, minlength=len(self.expressions))
        share = weighed / whole[table.expression] * self._weights[table.expression]
        homes = np.zeros((len(often), len(self._number)), np.float32)
        np.add.at(homes, (table.stem, table.category), share.astype(np.float32))
        self._rows = dict(table.number)
        more: list[Floats] = []
        for s, cards in on_cards:
            there = (self._settings.cards * cards / (cards + 2)).astype(np.float32)
            row = self._rows.setdefault(s, len(self._rows))
            if row < len(homes):
                homes[row] += there
            else:
                more.append(there)
        rest = np.array(more, np.float32).reshape(len(more), len(self._number))
        return np.concatenate([homes, rest])

    def _telling(self, at_home: Floats) -> NDArray[np.float64]:
        """How much each stem tells apart: the logarithm of the share of kinds it leaves out."""
        share = at_home.astype(np.float64) / at_home.sum(axis=1, keepdims=True)
        spread = np.exp(-(share * np.log(np.where(share > 0, share, 1))).sum(axis=1))
        soft = np.array([self._settings.soft if s in SOFT else 1.0 for s in self._rows])
        tells: NDArray[np.float64] = np.log((len(self._number) + 1) / spread) * soft
        return tells

    def weigh(self, found: Mapping[str, float], phrase: Sequence[str] = ()) -> Floats:
        """The evidence for each category in the order given at building; zero is none.

        `found` are the stems of the question, `phrase` the same in order. Every stem counts once
        for a category, in the best of its expressions that hold it; so does the longest
        expression that stands in the question word for word.
        """
        credit = self._credit(found)
        evidence = np.zeros(len(self._number), np.float32)
        for s, strength in found.items():
            row = self._rows.get(s)
            if row is not None:
                evidence += np.float32(self._settings.single_words * strength) * self._homes_of[row]
            if s in self._features.number:
                self._add_best(evidence, self._features.number[s], credit, np.float32(strength))
        return evidence + self._word_for_word(phrase)

    def _add_best(
        self, evidence: Floats, number: int, credit: Floats, strength: np.float32
    ) -> None:
        """Add for each category what a stem says in the best of its expressions that hold it."""
        table = self._features
        first, last = table.bounds[number], table.bounds[number + 1]
        groups = table.groups[table.groups_of[number] : table.groups_of[number + 1]]
        each = credit[table.expression[first:last]] * self._masses[first:last] * strength
        evidence[table.category[groups]] += np.maximum.reduceat(each, groups - first)

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
        table = self._features
        for s, strength in found.items():
            if s in table.number:
                rows = slice(*table.bounds[table.number[s] : table.number[s] + 2])
                mass[table.expression[rows]] += np.float32(strength) * self._masses[rows]
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
    kept = list(without_noise(expression.words))
    return len(kept) > 1 or (len(kept) == 1 and kept[0] not in SOFT and stem(kept[0]) not in SOFT)


def _normal(home: Floats, unsure: float) -> Floats:
    normal: Floats = home / (home.sum(axis=1, keepdims=True) + np.float32(unsure))
    return normal
