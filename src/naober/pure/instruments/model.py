"""What a questionnaire instrument is: items with points, bands, alarms and where it comes from.

Everything here is frozen and made of tuples, so that a published version cannot change while
the program runs. Results that were scored with it stay comparable.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]
Answer = int | str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A plain statement in the two languages of Naober."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that an item accepts and the points it gives."""

    answer: Answer
    points: int


@dataclass(frozen=True, slots=True)
class Item:
    """One question, known by its code and never by its place in a list."""

    code: str
    options: tuple[Option, ...]

    def points(self, answer: object) -> int | None:
        """Points for `answer`, or None where this item does not accept it.

        The type must be the same too: True and 1.0 equal 1 in Python but answer nothing here.
        """
        for option in self.options:
            if type(answer) is type(option.answer) and answer == option.answer:
                return option.points
        return None

    @property
    def fewest(self) -> int:
        return min(option.points for option in self.options)

    @property
    def most(self) -> int:
        return max(option.points for option in self.options)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of scores from `lowest` up to the next band; no name where none is verified."""

    name: str | None
    lowest: int
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class Alarm:
    """Answers to one item that raise `flag`, whatever the total score is."""

    flag: str
    item: str
    answers: tuple[Answer, ...]
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class Instrument:
    """One published version of an instrument. A change of content is a new version.

    `version` is the year of the paper and our own edition, such as "1983.1". `source` names the
    paper. `licence` says who holds the rights to the wording. `bands` ascend from the minimum.
    """

    code: str
    version: str
    source: str
    licence: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    alarms: tuple[Alarm, ...] = ()
    higher_is_better: bool = False

    @property
    def minimum(self) -> int:
        return sum(item.fewest for item in self.items)

    @property
    def maximum(self) -> int:
        return sum(item.most for item in self.items)

    def band(self, score: int) -> Band:
        """The band that holds `score`, a number from `minimum` to `maximum`."""
        return [band for band in self.bands if band.lowest <= score][-1]


def levels(*points: int) -> tuple[Option, ...]:
    """Options with the answers 0, 1, 2, … and for each the points it gives."""
    return tuple(Option(answer, given) for answer, given in enumerate(points))


def numbered(last: int, options: tuple[Option, ...]) -> tuple[Item, ...]:
    """Items "1" to `last` that all accept the same options."""
    return tuple(Item(str(number), options) for number in range(1, last + 1))
