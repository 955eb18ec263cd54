"""Values of a dirty file made clean: text without mark-up, points on earth, times on the wall.

Each returns what could be made of the value, and what to say of it where it is not what it was.
"""

import re
from datetime import date, time
from html.parser import HTMLParser
from math import isfinite
from typing import Any, Final
from urllib.parse import urlsplit

from naober.pure.openreferral.sentences import FINE, Sentence, say
from naober.pure.unseen import without_unseen

Cleaned = tuple[str, Sentence]
"""A text, and a sentence where something of it was lost."""

_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]*>|&#?\w{1,31};")
_SUSPECT: Final = re.compile("[<&]|  ")
_SPACES: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_BLOCKS: Final = frozenset({
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_SILENT: Final = frozenset({"script", "style", "template", "head", "iframe", "object"})
_MAIL: Final = re.compile(r"[^@\s<>\"(),:;\\]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.hu](?P<minute>\d{2}))?(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
LONGEST: Final = 200_000
"""Of a longer text no more is looked at."""
_DUTCH: Final = ((50.5, 53.8), (3.2, 7.4))
"""The rectangle around the Netherlands in Europe, degrees north and degrees east."""


class _Words(HTMLParser):
    """Collects what a reader of a page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - a name of html.parser
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br" or tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in {"p", "ul", "ol", "table"}:
            self.parts.append("\n\n")
        elif tag in _BLOCKS and tag != "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain(text: str) -> str:
    """Return a text without mark-up, unseen characters and needless white space."""
    if text.isascii() and text.isprintable() and not _SUSPECT.search(text):
        return text.strip()
    text = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
    for _ in range(2):  # some write &lt;p&gt; for <p>
        if _MARKUP.search(text):
            text = without_unseen(_without_markup(text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_markup(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)


def as_text(value: Any, *, most: int, lines: bool = True) -> Cleaned:
    """Return a value as text of at most `most` characters; a list or object is none."""
    if value is None or value == "":
        return "", FINE
    if isinstance(value, bool | list | dict):
        return "", say("is no text but %(kind)s.", kind=_kind(value))
    text = plain(str(value)[:LONGEST])
    if not lines:
        text = " ".join(text.split())
    if len(text) <= most:
        return text, FINE
    cut = text[: most - 1].rstrip()
    at = cut.rfind(" ")
    said = say("was cut at %(most)s characters.", most=most)
    return (cut[:at] if at > most // 2 else cut).rstrip() + "…", said


def _kind(value: Any) -> Sentence:
    if isinstance(value, bool):
        return say("yes or no")
    return say("a list") if isinstance(value, list) else say("an object")


def as_mail(value: Any) -> Cleaned:
    """Return an address of mail, or nothing and why."""
    text, problem = as_text(value, most=254, lines=False)
    text = text.removeprefix("mailto:").strip()
    if problem or not text or _MAIL.fullmatch(text):
        return text, problem
    return "", say("is no mail address: %(text)s.", text=short(text))


def as_phone(value: Any, *, most: int) -> Cleaned:
    """Return a telephone number; of several that are too long together, the first."""
    text, problem = as_text(value, most=200, lines=False)
    text = text.strip("\"' ").removeprefix("tel:")
    if problem or len(text) <= most:
        return text, problem
    first = re.split(r"\s*(?:;|/|,|\bor\b|\bof\b|\(?ext)", text, maxsplit=1)[0].strip()
    if first and len(first) <= most:
        return first, say("holds more than one number; the first was taken: %(text)s.", text=first)
    return "", say("is no telephone number: %(text)s.", text=short(text))


def as_website(value: Any) -> Cleaned:
    """Return an address of a page that begins with http, or nothing and why."""
    text, problem = as_text(value, most=2000, lines=False)
    if problem or not text:
        return "", problem
    whole = text if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) else f"https://{text}"
    if len(whole) <= 300 and _is_page(whole):
        return whole, FINE
    return "", say("is no address of a page: %(text)s.", text=short(text))


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    named = re.fullmatch(r"(?:[^\W_](?:[\w-]{0,61}\w)?\.)+[^\W\d_][\w-]{1,62}", host) is not None
    return parts.scheme in {"http", "https"} and named and port_is_fine and " " not in address


def as_whole_number(value: Any, *, least: int, most: int) -> tuple[int | None, Sentence]:
    """Return a whole number within bounds, or None and why."""
    if value is None or value == "":
        return None, FINE
    number = None if isinstance(value, bool) else _number(value)
    if number is None or number != int(number):
        return None, say("is no whole number: %(text)s.", text=short(value))
    if not least <= number <= most:
        words = {"least": least, "most": most, "text": short(value)}
        return None, say("is not between %(least)s and %(most)s: %(text)s.", **words)
    return int(number), FINE


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        value = value.strip().replace(",", ".")
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def as_point(latitude: Any, longitude: Any) -> tuple[tuple[float, float] | None, Sentence]:
    """Return a point in degrees, or None; puts right what stands the wrong way round."""
    if all(one is None or one == "" for one in (latitude, longitude)):
        return None, FINE
    lat, lon = (None if isinstance(one, bool) else _number(one) for one in (latitude, longitude))
    if lat is None or lon is None:
        said = say(
            "latitude and longitude are no numbers: %(one)s, %(other)s.",
            one=short(latitude), other=short(longitude),
        )  # fmt: skip
        return None, said
    if lat == 0 and lon == 0:
        return None, say("latitude and longitude are 0: left out.")
    if _is_swapped(lat, lon):
        said = say("latitude and longitude stood the wrong way round: put right.")
        return (lon, lat), said
    if not _on_earth(lat, lon):
        said = say(
            "latitude %(one)s and longitude %(other)s are not on earth: left out.",
            one=f"{lat:g}", other=f"{lon:g}",
        )  # fmt: skip
        return None, said
    return (lat, lon), FINE


def _on_earth(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _is_swapped(lat: float, lon: float) -> bool:
    if not _on_earth(lat, lon):
        return _on_earth(lon, lat)
    (south, north), (west, east) = _DUTCH
    return west <= lat <= east and south <= lon <= north


def as_date(value: Any) -> tuple[date | None, Sentence]:
    """Return the date of a date or a moment as it is written, or None and why."""
    if value is None or value == "":
        return None, FINE
    text = value.strip() if isinstance(value, str) else ""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        return None, say("is no date: %(text)s.", text=short(value))
    return day, FINE


def as_time(value: Any) -> tuple[time | None, Sentence]:
    """Return the time on the wall, or None and why. 24:00 is the last minute of the day.

    A distance to UTC says which wall, so the time stays as it is written.
    """
    if value is None or value == "":
        return None, FINE
    text = value.strip() if isinstance(value, str) else str(value)
    if re.fullmatch(r"\d{3,4}", text):
        text = f"{text[:-2]}:{text[-2:]}"
    found = _TIME.fullmatch(text[11:] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text)
    if found is None or isinstance(value, bool | list | dict):
        return None, say("is no time: %(text)s.", text=short(value))
    moment = _moment(found)
    if moment is None:
        return None, say("is no time of the day: %(text)s.", text=short(value))
    in_utc = (found["zone"] or "").upper() in {"Z", "UTC"}
    return moment, say("is in UTC; taken as the time on the wall.") if in_utc else FINE


def _moment(found: re.Match[str]) -> time | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def short(value: Any) -> str:
    """Return a value as it can stand in a sentence."""
    text = " ".join(without_unseen(str(value)[:400]).split())
    return f"{text[:40]}…" if len(text) > 40 else text or "nothing"
