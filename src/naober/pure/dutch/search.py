"""Searching the social map in people's own words.

A question is read in three steps: its words are understood (and corrected), the kind of support
is weighed, and cards are ranked by kind, by their own words and by where they serve.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan, log

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.analysis import CORRECTED, content, phrase, stems
from naober.pure.dutch.cards import Card, CardId, CardIndex, CardsRead, Mask, Near
from naober.pure.dutch.stopwords import SOFT
from naober.pure.dutch.understanding import Expression, Settings, Understanding
from naober.pure.dutch.vocabulary import Vocabulary
from naober.pure.dutch.words import fold, words

Floats = NDArray[np.float32]

LISTED = 3
"""How many times the words of the maintained lists count beside those on a card."""

_SURE = 3.0  # evidence at which a category is as good as named
_NOTHING = 0.35  # evidence below which nothing was understood
_TEXT = 0.4  # what a card's own words count beside its kind
_SECOND = 0.6  # what a further category of a card counts beside the main one
_AGAIN = 0.72  # what each next card of a kind counts, so that a doubtful question shows choice
_FLOOR = 0.25  # share of the best score below which a card is no answer to a clear question
_DOUBTFUL = 0.12  # the same, where even the best card fits but a little
_LEAST = 0.05  # score below which a card is no answer, whatever the others are
_OUTSIDE = 0.45  # a service that does not serve the place of the asker
_WIDE = 6  # municipalities above which a service is not local; Drenthe has twelve
_LONGEST = 400  # characters of a question that are read


@dataclass(frozen=True)
class Category:
    """A kind of support: its code, its official names and what it is, in any languages."""

    code: str
    labels: tuple[str, ...]
    descriptions: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A card found: its main kind, its score (higher is better), kilometres if known, and why.

    `card` is its number in the index.
    """

    id: CardId
    category: str
    score: float
    km: float | None
    why: tuple[str, ...]
    card: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True)
class Answer:
    """The cards found, best first; the question as it was read if something was corrected."""

    results: list[Hit]
    repaired: str | None
    understood: tuple[str, ...]
    """The categories the question is about, best first."""


@dataclass(frozen=True)
class Reading:
    """A question read: its stems for meaning, its stems for text, and a place if it named one."""

    meaning: Mapping[str, float]
    phrase: tuple[str, ...]
    text: Mapping[str, float]
    near: Near | None
    corrections: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A question that was weighed: for each card its score, nought where it is no answer.

    `near` is from where it was asked, or the place that it names.
    """

    reading: Reading
    near: Near | None
    scores: Floats
    km: Floats | None
    repaired: str | None
    understood: tuple[str, ...]


class SearchIndex:
    """Cards, categories and everyday words, ready to be asked. It does not change."""

    def __init__(
        self,
        cards: CardIndex,
        understanding: Understanding,
        vocabulary: Vocabulary,
        places: Mapping[tuple[str, ...], Near],
        codes: Sequence[str],
    ) -> None:
        self._cards = cards
        self._understanding = understanding
        self._vocabulary = vocabulary
        self._places = places
        self._codes = codes
        self._longest_place = max((len(name) for name in places), default=0)

    @classmethod
    def build(
        cls,
        cards: Iterable[Card],
        categories: Sequence[Category],
        expressions: Iterable[Expression],
        places: Mapping[str, Near] | None = None,
        settings: Settings = Settings(),  # noqa: B008 -- frozen
    ) -> "SearchIndex":
        """An index over the cards. `places` are names of towns, with where they are.

        Raises KeyError if a card or an expression has a category that is not in the table.
        """
        codes = [category.code for category in categories]
        listed = [*expressions, *_own_expressions(categories)]
        read = CardsRead(codes)
        for card in cards:
            read.add(card)
        counts = _counts(listed)
        named = _place_names(places or {}, set(counts))
        vocabulary = Vocabulary(counts + read.words.counts)
        order = read.order()
        postings = read.words.postings(lambda word: tuple(stems((word,), vocabulary)), order)
        index = CardIndex.of(read, order, postings)
        understanding = Understanding(codes, listed, index.at_home(), vocabulary, settings)
        return cls(index, understanding, vocabulary, named, codes)

    def changed(self, cards: Iterable[Card], gone: Mask) -> "SearchIndex":
        """An index without the cards that are gone, and with others: new ones, or changed ones.

        Call it on an index that was built, not on one that was changed. What words tell of kinds
        of support stays as it was; a new word finds the cards that it stands on. Raises KeyError
        as `build` does.
        """
        read = CardsRead(self._codes)
        for card in cards:
            read.add(card)
        vocabulary = self._vocabulary.with_words(read.words.counts)
        order = read.order()
        postings = read.words.postings(lambda word: tuple(stems((word,), vocabulary)), order)
        both = self._cards.with_more(CardIndex.of(read, order, postings), gone)
        return SearchIndex(both, self._understanding, vocabulary, self._places, self._codes)

    def with_words(
        self,
        categories: Sequence[Category],
        expressions: Iterable[Expression],
        settings: Settings = Settings(),  # noqa: B008 -- frozen
    ) -> "SearchIndex":
        """The same cards with other everyday words, in a fraction of the time and memory.

        How the words of cards are cut into parts stays as it was. Call it on an index that was
        built. Raises KeyError as `build` does.
        """
        listed = [*expressions, *_own_expressions(categories)]
        words = self._vocabulary.with_words(_counts(listed))
        meaning = Understanding(self._codes, listed, self._cards.at_home(), words, settings)
        return SearchIndex(self._cards, meaning, words, self._places, self._codes)

    def with_worth(self, worth: Floats) -> "SearchIndex":
        """The same cards, each worth something else; see `Card.worth`."""
        cards = replace(self._cards, worth=np.where(self._cards.alive, worth, np.float32(0)))
        return SearchIndex(cards, self._understanding, self._vocabulary, self._places, self._codes)

    def search(
        self, query: str, *, near: Near | None = None, limit: int = 10, explain: bool = True
    ) -> Answer:
        """The best cards for a question in anybody's words; an empty list if it means nothing.

        `near` is where the asker is; without it a place named in the question is used. Without
        `explain` nobody is told why, which saves a quarter of the time. Raises ValueError if
        `limit` is below 1.
        """
        asked = self.ask(query, near=near)
        results = self.best(asked, limit=limit, explain=explain)
        return Answer(results, asked.repaired, asked.understood)

    def ask(self, query: str, *, near: Near | None = None, exact: bool = False) -> Asked:
        """Every card weighed for a question.

        With `exact` nothing that was typed is corrected; `repaired` is then what may be meant.
        """
        reading = self._read(query[:_LONGEST], exact=exact)
        repaired = _rewritten(query, reading.corrections) if reading.corrections else None
        weights = self._understanding.weigh(reading.meaning, reading.phrase)
        understood = self._understood(weights)
        here = near or reading.near
        if not self._cards.number:
            nothing = np.zeros(len(self._cards), np.float32)
            return Asked(reading, here, nothing, None, repaired, understood)
        scores = self._scores(weights, reading)
        km = self._placed(scores, here)
        scores[scores < _least(float(scores.max()))] = 0
        return Asked(reading, here, scores, km, repaired, understood)

    def best(
        self,
        asked: Asked,
        *,
        limit: int,
        only: NDArray[np.bool_] | None = None,
        explain: bool = False,
    ) -> list[Hit]:
        """The best cards for a question, best first, `only` among some where that is given.

        Raises ValueError if `limit` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        if not len(self._cards):
            return []
        scores = asked.scores if only is None else np.where(only, asked.scores, np.float32(0))
        return self._hits(self._chosen(scores, limit), asked, explain=explain)

    def kind_of(self, card: int) -> str:
        """The main kind of a card."""
        return self._codes[int(self._cards.main[card])]

    def has(self, category: str) -> bool:
        """Whether some card is of a category first of all."""
        return bool(self._cards.alive[self._cards.main == self._codes.index(category)].any())

    @property
    def cards(self) -> CardIndex:
        """The cards, in the order of the scores."""
        return self._cards

    @property
    def vocabulary(self) -> Vocabulary:
        return self._vocabulary

    def _read(self, query: str, *, exact: bool) -> Reading:
        tokens = words(query)
        near, rest = self._without_place(tokens)
        correct = self._vocabulary.correct
        corrections = {w: c for w in rest if (c := correct(w))}
        used = {} if exact else corrections
        read = [part for w in rest for part in used.get(w, w).split()]
        meaning = dict(stems(read, self._vocabulary))
        for word, meant in used.items():
            for s in stems((meant,), self._vocabulary):
                if word not in read:
                    meaning[s] = min(meaning.get(s, 0.0), CORRECTED)
        text = {**stems(tokens, self._vocabulary), **meaning} if near else meaning
        return Reading(meaning, phrase(read), text, near, corrections)

    def _without_place(self, tokens: list[str]) -> tuple[Near | None, list[str]]:
        for size in range(self._longest_place, 0, -1):
            for at in range(len(tokens) - size + 1):
                near = self._places.get(tuple(tokens[at : at + size]))
                if near:
                    return near, tokens[:at] + tokens[at + size :]
        return None, tokens

    def _understood(self, weights: Floats) -> tuple[str, ...]:
        best = float(weights.max(initial=0.0))
        order = np.argsort(-weights, kind="stable")[:5]
        return tuple(
            self._codes[i] for i in order if weights[i] > max(_NOTHING, _DOUBTFUL * 2 * best)
        )

    def _scores(self, weights: Floats, reading: Reading) -> Floats:
        """What each card is worth before it is known where the asker is; 0 is no answer."""
        best = float(weights.max())
        relative = weights * np.float32(min(1.0, best / _SURE) / best if best > _NOTHING else 0)
        scores = self._cards.of_kind(relative.astype(np.float32), _SECOND)
        masses = {s: strength * self._rarity(s) for s, strength in reading.text.items()}
        if masses:
            scores = scores + np.float32(_TEXT) * self._cards.match(masses)
        return scores

    def _rarity(self, a_stem: str) -> float:
        """How rare a stem is on the cards; soft words say little in a card's text."""
        rarity = log(1 + self._cards.number / (1 + self._cards.often(a_stem)))
        return rarity * (0.1 if a_stem in SOFT else 1.0)

    def _placed(self, scores: Floats, near: Near | None) -> Floats | None:
        """Weighs, in place, worth and where cards are and serve; returns the km if known."""
        cards = self._cards
        scores *= cards.worth
        wide = cards.everywhere | (cards.reach > _WIDE)
        if near is None:
            scores *= np.where(wide, 1.0, 0.97).astype(np.float32)
            return None
        km = cards.km_from(near.point)
        nowhere = np.where(wide, 0.88, 0.95)
        scores *= np.where(np.isnan(km), nowhere, 1 - 0.25 * km / (km + 15)).astype(np.float32)
        if near.municipality:
            scores[~cards.serves(near.municipality)] *= np.float32(_OUTSIDE)
        return km

    def _chosen(self, scores: Floats, limit: int) -> list[tuple[int, float]]:
        """The best cards, each next card of one kind counting a little less than the last."""
        cards = self._cards
        best = np.maximum.reduceat(scores, cards.starts)
        rows: dict[int, list[NDArray[np.intp]]] = defaultdict(list)
        for row in np.flatnonzero(best).tolist():
            first, last = cards.starts[row], cards.ends[row]
            rows[int(cards.main[first])].append(np.arange(first, last))
        candidates: list[tuple[float, float, int]] = []
        for some in rows.values():
            candidates += _discounted(scores, cards.place, np.concatenate(some), limit)
        candidates.sort(key=lambda c: (-c[0], c[1]))
        return [(index, score) for score, _, index in candidates[:limit]]

    def _hits(
        self, chosen: Sequence[tuple[int, float]], question: Asked, *, explain: bool
    ) -> list[Hit]:
        kinds = [self.kind_of(index) for index, _ in chosen]
        asked = set(kinds) if explain else ()
        reasons = self._understanding.reasons(question.reading.meaning, asked)
        return [
            Hit(
                self._cards.id(index),
                kind,
                round(score, 4),
                km_of(question.km, index),
                reasons.get(kind, ()),
                index,
            )
            for (index, score), kind in zip(chosen, kinds, strict=True)
        ]


def _least(best: float) -> float:
    """The score below which a card is no answer; the clearer the question, the nearer to the best.

    Measured: of 1,042 questions none lost a right answer among its first ten (bench/README.md).
    """
    return max(best * min(_FLOOR, max(_DOUBTFUL, _FLOOR * best)), _LEAST)


def km_of(km: Floats | None, index: int) -> float | None:
    """The kilometres to a card, to a tenth; None where they are not known."""
    return None if km is None or isnan(km[index]) else round(float(km[index]), 1)


def _discounted(
    scores: Floats, place: NDArray[np.float64], which: NDArray[np.intp], limit: int
) -> list[tuple[float, float, int]]:
    """The best of some cards of one kind, with their place; ties go to the card that is first."""
    of_kind = scores[which]
    floor = float(np.finfo(np.float32).tiny)
    if len(of_kind) > 4 * limit:
        least = np.partition(of_kind, len(of_kind) - limit)[len(of_kind) - limit]
        floor = max(floor, float(least))
    index = which[of_kind >= np.float32(floor)]
    best = index[np.lexsort((place[index], -scores[index]))[:limit]]
    return [
        (float(scores[card]) * _AGAIN**nth, float(place[card]), card)
        for nth, card in enumerate(best.tolist())
    ]


def _counts(listed: Iterable[Expression]) -> Counter[str]:
    """How often each word of the maintained lists counts in the vocabulary."""
    return Counter(word for e in listed for word in e.words for _ in range(LISTED))


def _own_expressions(categories: Iterable[Category]) -> list[Expression]:
    """What the table of categories itself says, as expressions."""
    return [
        Expression(text, category.code, weight)
        for category in categories
        for texts, weight in ((category.labels, 3), (category.descriptions, 2))
        for text in texts
    ]


def _place_names(places: Mapping[str, Near], known: set[str]) -> dict[tuple[str, ...], Near]:
    """Names by their words; one that is an everyday word, like Loon or Een, is left out."""
    named = {tuple(words(name)): near for name, near in places.items()}
    return {
        name: near for name, near in named.items()
        if name and not (len(name) == 1 and (name[0] in known or not content(name[0])))
    }  # fmt: skip


def _rewritten(query: str, corrections: Mapping[str, str]) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: corrections.get(fold(word[0]), word[0]), query)
