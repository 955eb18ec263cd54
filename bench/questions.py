"""The questions to measure search with, as they were written and with typing errors; and marks."""

import csv
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared/reference/search-queries.csv"
OWN = sorted((ROOT / "bench/data").glob("queries-*.csv"))
LONG: int = 5
"""Letters from which a word is a longer one."""
DRAWS: int = 3
"""How many times each question is misspelt: with one, chance moves a figure by one percent."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+")

Row = dict[str, str]
Spelling = Callable[[str], list[str]]


def lists() -> Iterator[tuple[str, list[Row]]]:
    """The lists of questions: name, and rows with `query` and `best`."""
    for path in [REFERENCE, *OWN]:
        with path.open(encoding="utf-8", newline="") as stream:
            name = path.stem.replace("search-queries", "reference").removeprefix("queries-")
            yield name, list(csv.DictReader(stream))


def as_written(query: str) -> list[str]:
    return [query]


def one_error(query: str) -> list[str]:
    """The question with one typing error in its longest word, DRAWS times, always the same."""
    longest = max(_WORD.findall(query), key=len, default="")
    return [
        query.replace(longest, mistyped(longest, random.Random(f"{draw} {query}")), 1)
        for draw in range(DRAWS if longest else 0)
    ]


def error_in_every_longer_word(query: str) -> list[str]:
    """The question with one typing error in every word of LONG letters or more, DRAWS times."""
    return [_spoilt(query, random.Random(f"every {draw} {query}")) for draw in range(DRAWS)]


def _spoilt(query: str, chance: random.Random) -> str:
    return _WORD.sub(
        lambda word: mistyped(word[0], chance) if len(word[0]) >= LONG else word[0], query
    )


def mistyped(word: str, chance: random.Random) -> str:
    """The word with a letter left out, doubled, changed or swapped with the next, anywhere."""
    while True:
        at = chance.randrange(len(word))
        spoilt = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[: at + 1] + word[at:],
                word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
        if spoilt != word:
            return spoilt


SPELLINGS: dict[str, Spelling] = {
    "as written": as_written,
    "an error in the longest word": one_error,
    "an error in every longer word": error_in_every_longer_word,
}


@dataclass(frozen=True)
class Marks:
    """Of how many questions the best kind stood first and among three, and the mean of 1/place."""

    questions: int
    first: float
    three: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.0%} / {self.three:.0%} / {self.reciprocal:.2f}".replace("%", "")


def marks(places: Sequence[int | None]) -> Marks:
    """Marks for the places, from nought, at which the best kind stood; None is not in the list."""
    there = [place for place in places if place is not None]
    number = len(places)
    return Marks(
        number,
        sum(place == 0 for place in there) / number,
        sum(place < 3 for place in there) / number,
        sum(1 / (place + 1) for place in there) / number,
    )
