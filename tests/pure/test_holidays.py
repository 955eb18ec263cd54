"""Dutch holidays: the fixed ones, those after Easter, and what is left to work on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.holidays import easter, holidays, is_working_day

EASTERS = [
    date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31),
    date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25),
]  # fmt: skip
OF_2026 = {
    date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 5),
    date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26),
}  # fmt: skip


@pytest.mark.parametrize("sunday", EASTERS)
def test_easter_is_when_it_was(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    sunday = easter(year)
    assert sunday.isoweekday() == 7
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_holidays_of_a_year_are_those_of_the_law() -> None:
    assert holidays(2026) == OF_2026


def test_the_birthday_of_the_king_is_not_celebrated_on_a_sunday() -> None:
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), False),  # a Saturday
        (date(2026, 4, 7), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_holiday(day: date, works: bool) -> None:
    assert is_working_day(day) is works
