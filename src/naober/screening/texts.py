"""The wording of questionnaires, read from text packs that have a licence of their own.

Without a pack an instrument can be scored but not administered: see textpacks/README.md.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from naober.pure.instruments import INSTRUMENTS, Answer, Instrument

LANGUAGES = ("nl", "en")
PACKS: Traversable = files("naober.screening") / "textpacks"


class BrokenTextPack(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A pack does not fit the instrument that it names; its scores would mean nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """The wording of the item with this code."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The wording of an answer; `answer` is what `score` takes."""

    answer: Answer
    text: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """An instrument in the words of one language, in the order of that language's list.

    `period` is the time that the questions are about, where the source gives one.
    """

    instrument: str
    version: str
    language: str
    source: str
    licence: str
    period: str | None
    items: tuple[Question, ...]
    answers: tuple[Choice, ...]


def questionnaire(code: str, language: str, *, packs: Traversable = PACKS) -> Questionnaire | None:
    """The wording of the newest version of an instrument, or None where there is no pack.

    `language` is "nl" or "en". Raises BrokenTextPack where the pack does not fit.
    """
    if code not in INSTRUMENTS or language not in LANGUAGES:
        return None
    pack = packs / f"{code}.{language}.toml"
    if not pack.is_file():
        return None
    try:
        found = _read(tomllib.loads(pack.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenTextPack(f"{pack.name} cannot be read: {problem!r}") from problem
    if misfit := _misfit(found, INSTRUMENTS[code], language):
        raise BrokenTextPack(f"{pack.name} does not fit {code}: {misfit}.")
    return found


def _read(pack: dict[str, Any]) -> Questionnaire:
    return Questionnaire(
        instrument=pack["instrument"],
        version=pack["version"],
        language=pack["language"],
        source=pack["source"],
        licence=pack["licence"],
        period=pack.get("period"),
        items=tuple(Question(**item) for item in pack["items"]),
        answers=tuple(Choice(**answer) for answer in pack["answers"]),
    )


def _misfit(found: Questionnaire, instrument: Instrument, language: str) -> str | None:
    named = (found.instrument, found.version, found.language)
    if named != (instrument.code, instrument.version, language):
        return "another instrument, version or language"
    if not found.source or not found.licence:
        return "source or licence note is empty"
    if sorted(item.code for item in found.items) != sorted(i.code for i in instrument.items):
        return "other items"
    offered = [choice.answer for choice in found.answers]
    for item in instrument.items:
        accepted = len(offered) == len(item.options) == len(set(offered))
        if not accepted or any(item.points(answer) is None for answer in offered):
            return f"other answers than item {item.code} accepts"
    return None
