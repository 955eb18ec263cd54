"""Opening hours as people write them on a line: "9.00-12.30, 13.00-17.00 (with an appointment)"."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Hour = list[Any]
DAYS: Final = range(1, 8)
"""By ISO 8601: 1 is Monday."""
_PART: Final = re.compile(
    r"([0-9]{1,2})(?:[.:]([0-9]{2}))?\s*(?:-|–|tot|to)\s*([0-9]{1,2})(?:[.:]([0-9]{2}))?"
    r"(?:\s*(?:uur)?\s*\(([^()]{0,120})\))?"
)
_BETWEEN: Final = re.compile(r"[,;](?![^(]*\))")


def line_of(hours: Iterable[Hour], day: int) -> str:
    """Return the hours of a day on one line."""
    parts = [
        f"{opens.replace(':', '.')}-{closes.replace(':', '.')}" + (f" ({note})" if note else "")
        for weekday, opens, closes, note, *_rest in hours
        if weekday == day
    ]
    return ", ".join(parts)


def read_line(line: str, day: int, *, before: Iterable[Hour], location: str) -> list[Hour]:
    """Return the hours of a day; a note that stays keeps its English.

    Raises ValidationError for what cannot be read.
    """
    english = {note: other for _day, _opens, _closes, note, other, _at in before if note}
    return [
        _read(part.strip(), day, english, location) for part in _BETWEEN.split(line) if part.strip()
    ]


def _read(part: str, day: int, english: dict[str, str], location: str) -> Hour:
    found = _PART.fullmatch(part)
    if found is None:
        raise ValidationError(_("Write hours like 9.00-12.30, 13.00-17.00."))
    first, minute, last, last_minute, note = found.groups()
    opens, closes = _time(first, minute), _time(last, last_minute)
    if opens >= closes:
        raise ValidationError(_("It closes before it opens. Look at the hours once more."))
    note = (note or "").strip()
    return [day, opens, closes, note, english.get(note, ""), location]


def _time(hour: str, minute: str | None) -> str:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValidationError(_("Write hours like 9.00-12.30, 13.00-17.00."))
    return f"{int(hour):02}:{minute or '00'}"


def are_simple(hours: Iterable[Hour]) -> bool:
    """Return whether hours are the same at every place, so that a line for each day says them."""
    return len({location for *_rest, location in hours}) <= 1
