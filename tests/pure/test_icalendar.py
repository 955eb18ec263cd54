"""A calendar of opening hours that a telephone can read."""

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as some

from naober.pure.icalendar import WIDEST, Weekly, calendar

SUNDAY = date(2026, 11, 29)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def made(name: str = "Inloop", **values: str) -> str:
    opening = Weekly("1@naober", 3, time(9), time(12, 30), **values)
    return calendar(name, [opening], url="https://example.org/", since=SUNDAY, changed_at=AT)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_opening_comes_back_each_week_on_its_day() -> None:
    lines = unfolded(made())
    assert "DTSTART;TZID=Europe/Amsterdam:20261202T090000" in lines
    assert "DTEND;TZID=Europe/Amsterdam:20261202T123000" in lines
    assert "RRULE:FREQ=WEEKLY;BYDAY=WE" in lines
    assert "DTSTAMP:20261102T090000Z" in lines
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


def test_the_zone_is_told_with_summer_and_winter() -> None:
    text = made()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in text
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in text


def test_signs_in_a_text_end_no_line_and_no_part() -> None:
    lines = unfolded(made("Thee, koek; en\nmeer\\", place="Brink 1, Assen"))
    assert "SUMMARY:Thee\\, koek\\; en\\nmeer\\\\" in lines
    assert "LOCATION:Brink 1\\, Assen" in lines


@given(some.text(max_size=300))
def test_no_text_makes_a_line_too_wide_or_adds_one(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    made_of_it = made(text)
    plain = made("x")
    assert all(len(line.encode()) <= WIDEST for line in made_of_it.split("\r\n"))
    assert "\n" not in made_of_it.replace("\r\n", "")
    assert len(unfolded(made_of_it)) == len(unfolded(plain))
