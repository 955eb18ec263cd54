"""The words that the social map and the everyday lists use: known, cut into parts, corrected."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from naober.pure.dutch.common import COMMON
from naober.pure.dutch.stemming import stem
from naober.pure.dutch.stopwords import NOISE, SOFT

_LINKS = ("", "s", "en", "e", "n", "er")
"""What Dutch puts between the parts of a compound: dorp-s-huis, krant-en-bezorger."""

_SHORT_PARTS = frozenset({"dag", "bed", "wmo", "wlz", "pgb", "ggz", "eet", "huis", "gps", "sos"})
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch(?=[aeiou])", "sg"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("qu", "kw"),
        ("c(?=[eiy])", "s"), ("c", "k"), ("x", "ks"), ("ij|ei|y", "i"), ("ie", "i"),
        ("au", "ou"), ("v", "f"), ("z", "s"), ("dt$|d$", "t"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def sound(word: str) -> str:
    """How a folded word sounds, so that `zeikenhuiz` and spelling by ear can be compared."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


class Vocabulary:
    """Words with how often they occur. Built once; asked often. It does not change."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts: dict[str, int] = {}
        self._stems: set[str] = set()
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, str] = {}
        self._learn(counts)

    def with_words(self, counts: Mapping[str, int]) -> "Vocabulary":
        """These words and others; how often a word occurs that is known already stays the same."""
        new = {word: often for word, often in counts.items() if word not in self._counts}
        if not new:
            return self
        more = Vocabulary({})
        more._counts.update(self._counts)
        more._stems.update(self._stems)
        more._by_length.update({size: list(some) for size, some in self._by_length.items()})
        more._by_sound.update(self._by_sound)
        more._learn(new)
        return more

    def _learn(self, counts: Mapping[str, int]) -> None:
        self._counts.update(counts)
        self._stems.update(stem(word) for word in counts)
        for word in sorted(counts, key=lambda w: (-counts[w], w)):
            if len(word) > 3 and word.isalpha():
                self._by_length[len(word)].append(word)
                self._by_sound.setdefault(sound(word), word)
        self.parts = lru_cache(maxsize=16384)(self._parts)
        self.inside = lru_cache(maxsize=16384)(self._inside)
        self.correct = lru_cache(maxsize=16384)(self._correct)

    def has_stem(self, a_stem: str) -> bool:
        """Whether some word of the lists or the cards is filed under this stem."""
        return a_stem in self._stems

    def has_word(self, word: str) -> bool:
        """Whether the word itself, in this very form, is in the lists or on a card."""
        return word in self._counts

    def knows(self, word: str) -> bool:
        """Whether the word is right as it is: in the lists, everyday Dutch, or made of such."""
        return (
            word in self._counts
            or word in COMMON
            or word in NOISE
            or word in SOFT
            or len(word) < 4
            or not word.isalpha()
            or stem(word) in self._stems
            or bool(self.parts(word))
        )

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known words a compound is made of, two or three, or nothing."""
        if len(word) < 7 or not word.isalpha() or word in SOFT or word in COMMON:
            return ()
        return self._cut(word, 3) or ()

    def _inside(self, word: str) -> tuple[str, ...]:
        """The longest known word at the start or the end of an unknown compound, or nothing."""
        if len(word) < 8 or stem(word) in self._stems or self.parts(word):
            return ()
        for size in range(len(word) - 3, 4, -1):
            for piece in (word[-size:], word[:size]):
                if self._is_content(piece):
                    return (piece,)
        return ()

    def _cut(self, word: str, most: int) -> tuple[str, ...] | None:
        best: tuple[str, ...] | None = None
        for at in range(len(word) - 3, 2, -1):
            head = self._part(word[:at])
            if head is None:
                continue
            tail = word[at:]
            rest = (tail,) if self._part(tail) else most > 2 and self._cut(tail, most - 1)
            if rest and (best is None or len(rest) + 1 < len(best)):
                best = (head, *rest)
        return best

    def _part(self, piece: str) -> str | None:
        """The known word a piece stands for, a linking sound taken off; None if there is none."""
        for link in _LINKS:
            word = piece.removesuffix(link) if link else piece
            if link and word == piece:
                continue
            if word in _SHORT_PARTS or (len(word) > 3 and self._is_content(word)):
                return word
        return None

    def _is_content(self, word: str) -> bool:
        return word in self._counts and word not in SOFT and word not in NOISE

    def _correct(self, word: str) -> str | None:
        """The known word that was probably meant, or None. Never touches a known word."""
        if self.knows(word):
            return None
        heard = self._by_sound.get(sound(word))
        if heard and abs(len(heard) - len(word)) < 3:
            return heard
        return self._nearest(word) or self._corrected_in_parts(word)

    def _nearest(self, word: str) -> str | None:
        allowed = _allowed_errors(len(word))
        if not allowed:
            return None
        best: tuple[float, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            found = extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance,
                score_cutoff=allowed, limit=12,
            )  # fmt: skip
            for candidate, errors, _ in found:
                cost = self._cost(word, candidate, errors)
                if best is None or (cost, candidate) < best:
                    best = (cost, candidate)
        return best[1] if best and best[0] <= allowed else None

    def _cost(self, word: str, candidate: str, errors: float) -> float:
        """Errors in letters; another first letter is rarer, a frequent word likelier."""
        strange_start = 0.6 if word[0] != candidate[0] and word[:2] != candidate[1::-1] else 0.0
        return errors + strange_start - 0.08 * min(log(1 + self._counts[candidate]), 5)

    def _corrected_in_parts(self, word: str) -> str | None:
        if len(word) < 9:
            return None
        for at in range(len(word) - 4, 3, -1):
            head, tail = word[:at], word[at:]
            if self._part(head) and (mended := self._nearest(tail)):
                return head + mended
            if self._part(tail) and (mended := self._nearest(head)):
                return mended + tail
        return None


def _allowed_errors(length: int) -> int:
    """How many letters may be wrong: none in a short word, where every error is another word."""
    return 0 if length < 4 else 1 if length < 9 else 2 if length < 15 else 3
