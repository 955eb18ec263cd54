"""From answers to a score. Anything but a complete, exact set of answers is an error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from naober.pure.instruments.model import Instrument, Item, Sentence

SHOWN = 5
"""Foreign keys named in an error message; the rest is counted."""


class InvalidAnswers(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The answers cannot be scored.

    `missing` and `wrong` are item codes of the instrument in its order, `unknown` are keys that
    it does not have. The message never repeats an answer: answers are health data and messages
    end up in logs.
    """

    def __init__(
        self,
        instrument: Instrument,
        *,
        missing: tuple[str, ...],
        unknown: tuple[object, ...],
        wrong: tuple[str, ...],
    ) -> None:
        self.instrument = instrument
        self.missing = missing
        self.unknown = unknown
        self.wrong = wrong
        super().__init__(f"The answers do not fit {instrument.code}: {'; '.join(self._advice())}.")

    def _advice(self) -> Iterable[str]:
        if self.missing:
            yield f"answer {_listed(self.missing)}"
        if self.unknown:
            yield f"leave out {_listed(self.unknown)}"
        for item in self.instrument.items:
            if item.code in self.wrong:
                yield f"give {item.code!r} one of {_accepted(item)}"


@dataclass(frozen=True, slots=True)
class Result:
    """A score with what it says.

    `score` runs from `minimum` to `maximum`. `band` is None where no limits are verified.
    `flags` are alarms that hold whatever the score is. `weighing` are the codes of the items
    that were not answered in the most favourable way, in the order of the instrument.
    """

    instrument: str
    version: str
    score: int
    minimum: int
    maximum: int
    band: str | None
    meaning: Sentence
    flags: tuple[str, ...]
    weighing: tuple[str, ...]


def score(instrument: Instrument, answers: Mapping[str, object]) -> Result:
    """Add up the points of `answers`, given by item code.

    Raises InvalidAnswers where an item is missing or unknown, or an answer is out of range or of
    another type. It never fills in an answer: a gap would read as less burden than there is.
    """
    points = _points(instrument, answers)
    total = sum(points.values())
    band = instrument.band(total)
    raised = [alarm for alarm in instrument.alarms if answers[alarm.item] in alarm.answers]
    meanings = [alarm.meaning for alarm in raised] + [band.meaning]
    return Result(
        instrument=instrument.code,
        version=instrument.version,
        score=total,
        minimum=instrument.minimum,
        maximum=instrument.maximum,
        band=band.name,
        meaning=Sentence(
            nl=" ".join(meaning.nl for meaning in meanings),
            en=" ".join(meaning.en for meaning in meanings),
        ),
        flags=tuple(alarm.flag for alarm in raised),
        weighing=_weighing(instrument, points),
    )


def _points(instrument: Instrument, answers: Mapping[str, object]) -> dict[str, int]:
    codes = {item.code for item in instrument.items}
    missing = tuple(item.code for item in instrument.items if item.code not in answers)
    unknown = tuple(key for key in answers if key not in codes)
    points = {item.code: item.points(answers.get(item.code)) for item in instrument.items}
    wrong = tuple(code for code, given in points.items() if given is None and code in answers)
    if missing or unknown or wrong:
        raise InvalidAnswers(instrument, missing=missing, unknown=unknown, wrong=wrong)
    return {code: given for code, given in points.items() if given is not None}


def _weighing(instrument: Instrument, points: Mapping[str, int]) -> tuple[str, ...]:
    def best(item: Item) -> int:
        return item.most if instrument.higher_is_better else item.fewest

    return tuple(item.code for item in instrument.items if points[item.code] != best(item))


def _listed(keys: tuple[object, ...]) -> str:
    shown = ", ".join(repr(key)[:40] for key in keys[:SHOWN])
    return shown if len(keys) <= SHOWN else f"{shown} and {len(keys) - SHOWN} more"


def _accepted(item: Item) -> str:
    return ", ".join(
        f'"{option.answer}"' if isinstance(option.answer, str) else str(option.answer)
        for option in item.options
    )
