"""Pages of JSON: `{"contents": […]}`, a list, one record, or a record on each line.

A page that is broken somewhere is cut into its records, so that one never stops the rest.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from naober.pure.openreferral.cleaning import short
from naober.pure.openreferral.model import Raw, Remarks, Where
from naober.pure.openreferral.sentences import Sentence, say

_LISTS: Final = ("contents", "items", "results", "data")
_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
DEEPEST: Final = 40
_DEEP: Final = say("is nested too deep to read.")
_CUT: Final = say("is where the file ends too early; the whole records before it were read.")


def records_of(name: str, text: str, remarks: Remarks) -> Iterator[tuple[Where, Raw]]:
    """Return the records of a page with their places, and say what could not be read."""
    if not text.strip():
        remarks.refuse(Where(name), "", say("is empty."))
        return
    try:
        page = json.loads(text, parse_constant=_nothing)
    except (ValueError, RecursionError):
        yield from _cut_out(name, text, remarks)
        return
    for number, record in enumerate(_listed(page), start=1):
        where = Where(name, number)
        if not isinstance(record, dict):
            remarks.refuse(where, "", say("is no record but %(kind)s.", kind=_kind(record)))
        elif _is_deep(record):
            remarks.refuse(where, "", _DEEP)
        else:
            yield where, record


def _is_deep(record: Raw) -> bool:
    """Return whether a record is nested deeper than any of HSDS is (about ten levels)."""
    level: list[Any] = [record]
    for _ in range(DEEPEST):
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def _nothing(_name: str) -> None:
    """Read NaN and Infinity, which JSON does not have, as nothing."""


def _listed(page: Any) -> list[Any]:
    if isinstance(page, dict):
        found = next((page[key] for key in _LISTS if isinstance(page.get(key), list)), None)
        return [page] if found is None else found
    return page if isinstance(page, list) else [page]


def _kind(value: Any) -> Sentence:
    if isinstance(value, list):
        return say("a list")
    if isinstance(value, str):
        return say("a text")
    return say("nothing") if value is None else say("a number, or yes or no")


def _cut_out(name: str, text: str, remarks: Remarks) -> Iterator[tuple[Where, Raw]]:
    """Read a page record by record: `"…"` and brackets are enough to see where each ends."""
    number = 0
    for number, piece in enumerate(_pieces(text), start=1):
        where = Where(name, number)
        if piece is None:
            remarks.refuse(where, "", _CUT)
            continue
        try:
            record = json.loads(piece, parse_constant=_nothing)
        except RecursionError:
            remarks.refuse(where, "", _DEEP)
        except ValueError as problem:
            remarks.refuse(where, "", _reason(problem))
        else:
            if _is_deep(record):
                remarks.refuse(where, "", _DEEP)
            else:
                yield where, record
    if number == 0:
        remarks.refuse(Where(name), "", say("is no JSON that could be read."))


def _reason(problem: ValueError) -> Sentence:
    if not isinstance(problem, json.JSONDecodeError):  # a number of thousands of digits
        return say("is no JSON: it holds a number that is too long.")
    around = short(problem.doc[max(0, problem.pos - 20) : problem.pos + 20])
    return say("is no JSON: it goes wrong near “%(text)s”.", text=around)


def _pieces(text: str) -> Iterator[str | None]:
    """Return the text of each record, and None where the file ends before its end."""
    level = _level_of_records(text)
    depth, begin = 0, 0
    for token in _TOKENS.finditer(text):
        sign = token[0]
        if sign in "[{":
            if depth == level and sign == "{":
                begin = token.start()
            depth += 1
        elif sign in "]}":
            depth -= 1
            if depth == level and sign == "}":
                yield text[begin : token.end()]
    if depth > 0:
        yield None


def _level_of_records(text: str) -> int:
    """Return how many brackets stand around a record: 2 in a page, 1 in a list, 0 alone."""
    if re.match(r"\s*\[", text):
        return 1
    head = text[:20_000]
    names = "|".join(_LISTS)
    return 2 if re.match(r"\s*\{", head) and re.search(rf'"(?:{names})"\s*:\s*\[', head) else 0
