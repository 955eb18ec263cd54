"""Opening hours on a line, as people write them."""

import pytest
from django.core.exceptions import ValidationError

from naober.sites.provider import hours


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("9.00-12.30", [("09:00", "12:30")]),
        ("9-17", [("09:00", "17:00")]),
        ("09:00 tot 12:30, 13.15 - 17.00", [("09:00", "12:30"), ("13:15", "17:00")]),
        ("9.00-12.30; 13.00–17.00", [("09:00", "12:30"), ("13:00", "17:00")]),
        ("", []),
    ],
)
def test_a_line_is_read_the_way_it_was_meant(line: str, times: list[tuple[str, str]]) -> None:
    read = hours.read_line(line, 2, before=[], location="")
    assert [(one[1], one[2]) for one in read] == times
    assert {one[0] for one in read} <= {2}


@pytest.mark.parametrize("line", ["٩.٠٠-١٢.٠٠", "9.00-12.0", "９-12", "9.00-12.00-13.00"])
def test_what_is_no_time_is_asked_again(line: str) -> None:
    with pytest.raises(ValidationError):
        hours.read_line(line, 1, before=[], location="")


def test_a_note_stays_and_keeps_its_english() -> None:
    before = [[1, "09:00", "12:30", "bel eerst, graag", "call first", "x"]]
    line = hours.line_of(before, 1)
    assert line == "09.00-12.30 (bel eerst, graag)"
    assert hours.read_line(line, 1, before=before, location="x") == before
