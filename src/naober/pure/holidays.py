"""Days off in the Netherlands, for counting working days.

Source: Algemene termijnenwet, article 3: New Year's Day, Easter Monday, Ascension Day, Whit
Monday, both days of Christmas, the day on which the King's birthday is celebrated and the fifth of
May; Good Friday is put on a par with them. The birthday of this King is celebrated on 27 April, or
on the 26th where the 27th is a Sunday. Another King, another day: then this table changes.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5
SUNDAY: Final = 6
FIXED: Final = ((1, 1), (5, 5), (12, 25), (12, 26))
"""Month and day of what is on the same day every year."""
AFTER_EASTER: Final = (-2, 1, 39, 50)
"""Days after Easter Sunday: Good Friday, Easter Monday, Ascension Day, Whit Monday."""


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar, from 1583.

    The anonymous algorithm, as in J. Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the generally recognised holidays of a year, also those in a weekend."""
    birthday = date(year, 4, 27)
    if birthday.weekday() == SUNDAY:
        birthday = date(year, 4, 26)
    sunday = easter(year)
    movable = (sunday + timedelta(days=after) for after in AFTER_EASTER)
    fixed = (date(year, month, day) for month, day in FIXED)
    return frozenset({birthday, *movable, *fixed})


def is_working_day(day: date) -> bool:
    """Return whether a day is from Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)
