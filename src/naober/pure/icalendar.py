"""Weekly opening hours as a calendar by RFC 5545, in the time of the clock in Amsterdam."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

WIDEST: Final = 75
"""The most octets of a line, without its end (§3.1)."""
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_ZONE: Final = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True)
class Weekly:
    """One opening a week: `uid` is the same every time; 1 is Monday; it ends on the same day.

    `not_on` are days on which it does not open.
    """

    uid: str
    weekday: int
    opens: time
    closes: time
    place: str = ""
    note: str = ""
    not_on: tuple[date, ...] = ()


def calendar(
    name: str, openings: Iterable[Weekly], *, url: str, since: date, changed_at: datetime
) -> str:  # fmt: skip
    """Return a calendar of openings that come back each week, the first on or after `since`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Naober//social map//NL"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    lines += _ZONE.splitlines()
    for one in openings:
        lines += _event(name, one, url=url, since=since, changed_at=changed_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(
    name: str, one: Weekly, *, url: str, since: date, changed_at: datetime
) -> Iterator[str]:  # fmt: skip
    first = since + timedelta(days=(one.weekday - 1 - since.weekday()) % 7)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"DTSTAMP:{changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T{one.opens:%H%M%S}"
    yield f"DTEND;TZID=Europe/Amsterdam:{first:%Y%m%d}T{one.closes:%H%M%S}"
    yield f"RRULE:FREQ=WEEKLY;BYDAY={_DAYS[one.weekday - 1]}"
    for day in one.not_on:
        yield f"EXDATE;TZID=Europe/Amsterdam:{day:%Y%m%d}T{one.opens:%H%M%S}"
    yield f"SUMMARY:{_text(name)}"
    if one.place:
        yield f"LOCATION:{_text(one.place)}"
    if one.note:
        yield f"DESCRIPTION:{_text(one.note)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Return a text with its signs kept from being read as parts of a line (§3.3.11)."""
    return "".join(sign for sign in text.translate(_ESCAPED) if sign >= " ")


def _folded(line: str) -> Iterator[str]:
    """Cut a line where it grows too wide; what follows begins with a space."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > WIDEST:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
