"""Schedules of Open Referral as opening hours on days of the week."""

import re
from collections.abc import Iterator
from datetime import time
from typing import Final

from naober.pure.openreferral.cleaning import as_date, as_text, as_time, short
from naober.pure.openreferral.fields import Fields
from naober.pure.openreferral.model import Hours, Raw
from naober.pure.openreferral.sentences import say

_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
LAST_MINUTE: Final = time(23, 59)


def hours_of(fields: Fields) -> tuple[Hours, ...]:
    """Return the weekly hours in the schedules of a record; says what was not taken."""
    found = {one for schedule in fields.dicts("schedules") for one in _hours(schedule, fields)}
    return tuple(sorted(found, key=lambda one: (one.weekday, one.opens, one.closes, one.note)))


def _hours(schedule: Raw, fields: Fields) -> Iterator[Hours]:
    opens, closes = (_time(schedule, name, fields) for name in ("opens_at", "closes_at"))
    if opens is None and closes is None:
        return  # closed on that day
    if opens is None or closes is None:
        fields.note(say("opening hours need both a beginning and an end: left out."))
        return
    if str(schedule.get("freq") or "WEEKLY").upper() not in {"WEEKLY", "DAILY"}:
        often = short(schedule["freq"])
        fields.note(say("opening hours that come back %(text)s: left out.", text=often))
        return
    note = _text(schedule, "description") or _text(schedule, "notes")
    until, _ = as_date(schedule.get("valid_to") or schedule.get("until"))
    english = fields.ours_of(schedule).values.get("note_en", ("",))[0][:120]
    for day in _weekdays(schedule, fields):
        for weekday, begin, end in _within_days(day, opens, closes):
            yield Hours(weekday, begin, end, note, english, until)


def _time(schedule: Raw, name: str, fields: Fields) -> time | None:
    moment, problem = as_time(schedule.get(name))
    if problem:
        fields.note(problem.about(name))
    return moment


def _text(schedule: Raw, name: str) -> str:
    return as_text(schedule.get(name), most=120, lines=False)[0]


def _weekdays(schedule: Raw, fields: Fields) -> list[int]:
    """Return the days as ISO numbers; they may be written MO,TU or Monday or 1."""
    text = str(schedule.get("byday") or schedule.get("weekday") or "").lower()
    if not text and str(schedule.get("freq") or "").upper() == "DAILY":
        return list(range(1, 8))
    words = [word for word in re.split(r"[,;\s]+", text) if word]
    found = [_weekday(word) for word in words]
    if not found or None in found:
        said = short(text)
        fields.note(
            say("opening hours on a day that is none of the week: %(text)s: left out.", text=said)
        )
    return [day for day in found if day is not None]


def _weekday(word: str) -> int | None:
    if word in {"1", "2", "3", "4", "5", "6", "7"}:
        return int(word)
    return _DAYS.index(word[:2]) + 1 if word[:2] in _DAYS and word.isalpha() else None


def _within_days(day: int, opens: time, closes: time) -> Iterator[tuple[int, time, time]]:
    """Return hours that end after they begin; what goes past midnight becomes two days."""
    opens, closes = opens.replace(second=0), closes.replace(second=0)
    if opens < closes:
        yield day, opens, closes
        return
    if opens < LAST_MINUTE:
        yield day, opens, LAST_MINUTE
    if time(0) < closes < opens:
        yield day % 7 + 1, time(0), closes
