"""`naober score INSTRUMENT ANSWERS.json`: score one filled-in questionnaire, without a database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from naober.pure.instruments import INSTRUMENTS, InvalidAnswers, Language, Result, score

MOST_BYTES = 65_536
"""Far more than any questionnaire needs."""


class Unusable(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The answers file cannot be used; the message says what to do."""


class Command(BaseCommand):
    """Print the score as JSON, or one sentence on standard error with exit code 2."""

    help = "Score the answers to a questionnaire and print the result as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instrument", help=f"one of {', '.join(INSTRUMENTS)}")
        parser.add_argument("answers", help='JSON file such as {"sleep": 1, "work": 0, ...}')
        parser.add_argument("--language", choices=("nl", "en"), default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["instrument"]
        if code not in INSTRUMENTS:
            self._refuse(f"There is no instrument {code!r}; choose from {', '.join(INSTRUMENTS)}.")
        try:
            result = score(INSTRUMENTS[code], read_answers(options["answers"]))
        except (Unusable, InvalidAnswers) as problem:
            self._refuse(str(problem))
        self.stdout.write(json.dumps(_printed(result, options["language"])))

    def _refuse(self, sentence: str) -> NoReturn:
        # Not CommandError: it would put its class name before the sentence.
        self.stderr.write(sentence)
        sys.exit(2)


def read_answers(path: str) -> dict[str, object]:
    """The JSON object in the file at `path`, at most MOST_BYTES of UTF-8. Raises Unusable."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "not a path"
        raise Unusable(
            f"{path!r} cannot be read ({reason}); give the path of a JSON file with the answers."
        ) from problem
    if len(content) > MOST_BYTES:
        raise Unusable(f"{path!r} is too large; give a JSON file with one set of answers.")
    try:
        answers = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except UnicodeDecodeError as problem:
        raise Unusable(f"{path!r} is not UTF-8; save the file as UTF-8 text.") from problem
    except (ValueError, RecursionError) as problem:
        raise Unusable(f"{path!r} is not JSON; write the answers as a JSON object.") from problem
    if not isinstance(answers, dict):
        raise Unusable(f"{path!r} holds no JSON object; write the answers as {{code: answer}}.")
    return answers


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    answers = dict(pairs)
    if len(answers) < len(pairs):
        raise Unusable("An item is answered twice; keep one answer for each item.")
    return answers


def _printed(result: Result, language: Language) -> dict[str, object]:
    printed: dict[str, object] = {
        "instrument": result.instrument,
        "version": result.version,
        "score": result.score,
        "minimum": result.minimum,
        "maximum": result.maximum,
        "band": result.band,
        "meaning": result.meaning.in_language(language),
    }
    if INSTRUMENTS[result.instrument].alarms:
        printed["flags"] = list(result.flags)
    return printed
