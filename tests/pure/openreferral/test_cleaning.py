"""Values of a dirty file: what can be made of them, and what is said of the rest."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.openreferral.cleaning import (
    as_date,
    as_mail,
    as_phone,
    as_point,
    as_text,
    as_time,
    as_website,
    as_whole_number,
    plain,
)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Help &amp; care</p><p>At <b>home</b></p>", "Help & care\n\nAt home"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("Hi<script>alert('x')</script> there<style>p{}</style>", "Hi there"),
        ("&lt;p&gt;Twice wrapped&lt;/p&gt;", "Twice wrapped"),
        ("caf&eacute; &#8364; 5", "café € 5"),
        ("younger than 5: a < b and 3 > 2", "younger than 5: a < b and 3 > 2"),
        ("with\x00 nothing\u200b and \ud800 half", "with nothing and half"),
        ("heart \U0001f49a stays", "heart \U0001f49a stays"),
        ("  much \t space \r\n\r\n\r\n\r\n line ", "much space\n\nline"),
        ("<a href='javascript:x'>click", "click"),
        ("<b", "<b"),
        ("", ""),
    ],
)
def test_a_description_becomes_plain_text(dirty: str, clean: str) -> None:
    assert plain(dirty) == clean


@given(st.text())
def test_text_can_always_be_stored_and_cleaning_it_again_changes_little(text: str) -> None:
    clean = plain(text)
    clean.encode()
    assert "\x00" not in clean


def test_a_long_text_is_cut_at_a_word_and_says_so() -> None:
    assert as_text("one two three four", most=12) == ("one two…", "was cut at 12 characters.")


@pytest.mark.parametrize(
    ("value", "reason"),
    [(["a"], "a list"), ({"a": 1}, "an object"), (True, "yes or no")],
)
def test_what_is_no_text_is_left_out(value: Any, reason: str) -> None:
    assert as_text(value, most=10) == ("", f"is no text but {reason}.")


def test_a_number_can_be_a_text() -> None:
    assert as_text(12, most=10) == ("12", "")


@pytest.mark.parametrize("good", ["a@example.org", "mailto:a.b+c@mail.example.org"])
def test_a_mail_address_stays(good: str) -> None:
    assert as_mail(good) == (good.removeprefix("mailto:"), "")


@pytest.mark.parametrize("bad", ["email-example_com", "a@b", "a b@example.org", 12345, "a@@b.nl"])
def test_what_is_no_mail_address_is_left_out_with_a_reason(bad: Any) -> None:
    text, reason = as_mail(bad)
    assert text == ""
    assert str(bad) in reason


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://example.org/help?x=1", "https://example.org/help?x=1"),
        ("www.example.org", "https://www.example.org"),
        ("http://zorg.example.org:8080/", "http://zorg.example.org:8080/"),
    ],
)
def test_a_web_address_begins_with_http(address: str, clean: str) -> None:
    assert as_website(address) == (clean, "")


@pytest.mark.parametrize(
    "bad",
    ["javascript:alert(1)", "example/counselling", "http://", "ftp://example.org", "http://a b.nl",
     "http://example.org:99999999/", "http://[", "data:text/html,x"],
)  # fmt: skip
def test_what_is_no_web_address_is_left_out(bad: str) -> None:
    assert as_website(bad)[0] == ""


def test_of_many_telephone_numbers_the_first_is_taken() -> None:
    number, reason = as_phone("(618) 453-3217; (618) 536-7711", most=20)
    assert number == "(618) 453-3217"
    assert "more than one" in reason
    assert as_phone('"+44 1234 234567"', most=20) == ("+44 1234 234567", "")
    assert as_phone("x" * 30, most=20)[0] == ""


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "word"),
    [
        (52.99, 6.56, (52.99, 6.56), ""),
        ("52,99", "6,56", (52.99, 6.56), ""),
        (6.56, 52.99, (52.99, 6.56), "wrong way round"),
        (-122.4, 37.7, (37.7, -122.4), "wrong way round"),
        (37.7, -122.4, (37.7, -122.4), ""),
        (100, 101, None, "not on earth"),
        (0, 0, None, "are 0"),
        ("north", 1, None, "no numbers"),
        (True, 5, None, "no numbers"),
        ([1], {}, None, "no numbers"),
        ("nan", 5, None, "no numbers"),
        (None, "", None, ""),
        (52.99, None, None, "no numbers"),
    ],
)
def test_a_point_is_on_earth_and_the_right_way_round(
    latitude: Any, longitude: Any, point: Any, word: str
) -> None:
    found, reason = as_point(latitude, longitude)
    assert found == point
    assert word in reason
    assert bool(word) == bool(reason)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("9:00", time(9)), ("09:00:00", time(9)), ("0930", time(9, 30)), ("900", time(9)),
        ("9am", time(9)), ("12 p.m.", time(12)), ("12:30 AM", time(0, 30)), ("17.30", time(17, 30)),
        ("09:00-05:00", time(9)), ("09:00+0100", time(9)), ("24:00", time(23, 59)),
        ("2026-01-01T10:15:00", time(10, 15)), ("9u30", time(9, 30)), (900, time(9)),
    ],
)  # fmt: skip
def test_times_are_those_on_the_wall(written: Any, moment: time) -> None:
    assert as_time(written) == (moment, "")


def test_a_time_in_utc_is_said() -> None:
    assert as_time("09:00Z") == (time(9), "is in UTC; taken as the time on the wall.")


@pytest.mark.parametrize("odd", ["25:00", "9:75", "13pm", "noon", [], True, "half past 9"])
def test_an_odd_time_is_none(odd: Any) -> None:
    moment, reason = as_time(odd)
    assert moment is None
    assert reason


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-03-02", date(2026, 3, 2)), ("2023-03-15T10:30:45.123Z", date(2023, 3, 15)), ("", None)],
)
def test_dates_are_read_with_or_without_time(written: str, day: date | None) -> None:
    assert as_date(written) == (day, "")


@pytest.mark.parametrize("odd", ["02-03-2026", "2026-13-01", 5, "0001-01-01", []])
def test_an_odd_date_is_none(odd: Any) -> None:
    assert as_date(odd)[0] is None
    assert "is no date" in as_date(odd)[1]


@pytest.mark.parametrize("odd", ["old", -1, 131, 1.5, True, [18], "1e400"])
def test_an_age_is_a_whole_number_of_years(odd: Any) -> None:
    number, reason = as_whole_number(odd, least=0, most=130)
    assert number is None
    assert reason
    assert as_whole_number("18", least=0, most=130) == (18, "")
