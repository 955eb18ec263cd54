"""How the desk says things, in both languages."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from naober.carers.enums import Purpose, Relation, Wish
from naober.carers.models import CareSituation
from naober.shared import clock
from naober.shared.fields import PhoneField, PostcodeField
from naober.sites.desk.presenters.lists import change_of
from naober.sites.desk.presenters.words import (
    SPOKEN,
    WHOM,
    When,
    cares_for,
    greeting,
    listed,
    number,
    when,
)


@pytest.mark.parametrize(
    ("days", "tone"),
    [(-8, "danger"), (-1, "danger"), (0, "warning"), (1, "safe"), (6, "safe"), (7, "neutral")],
)
def test_a_day_has_a_tone_that_its_words_say_too(days: int, tone: str) -> None:
    today = clock.today()
    said = when(today + timedelta(days=days), today=today)
    assert said.tone == tone
    assert said.words


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "1 day late"), (-4, "4 days late"), (0, "today"), (1, "tomorrow")]
)
def test_a_day_is_said_as_people_say_it(days: int, words: str) -> None:
    today = clock.today()
    assert when(today + timedelta(days=days), today=today).words == words


def test_nobody_is_due_on_no_day() -> None:
    assert when(None, today=date(2026, 3, 2)) == When("", "")


@pytest.mark.parametrize(
    ("hour", "said"),
    [(0, "evening"), (5, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")],
)
def test_the_desk_greets_by_the_clock(hour: int, said: str) -> None:
    assert greeting(hour) == f"Good {said}."


def test_small_numbers_are_words() -> None:
    assert [number(count) for count in (0, 1, 12, 13)] == ["nobody", "one", "twelve", "13"]


def test_every_relation_and_every_purpose_has_words() -> None:
    assert set(WHOM) == set(Relation)
    assert set(SPOKEN) == set(Purpose)


def test_for_whom_somebody_cares_is_one_phrase() -> None:
    care = CareSituation(relation="parent", conditions=["dementia", "frail"])
    assert cares_for(care) == "cares for father or mother, forgetful or dementia, old and frail"
    assert cares_for(None) == ""


def test_wishes_are_one_sentence() -> None:
    assert listed(Wish, ["meet", "talk"]) == "Somebody to talk to, meet other carers"
    assert listed(Wish, []) == "not asked yet"
    assert listed(Wish, [], nothing="Nothing chosen") == "Nothing chosen"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([], ""),
        ([4], "Check: 4 of 13"),
        ([4, 4], "Check: 4 of 13"),
        ([4, 9], "rose"),
        ([9, 4], "fell"),
    ],
)
def test_a_check_is_told_by_what_changed(scores: list[int], said: str) -> None:
    assert said in change_of(scores)
    assert bool(change_of(scores)) is bool(scores)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9401", "9401"), ("9401ab", "9401 AB"), (" 9401  Ab ", "9401 AB")],
)
def test_a_postcode_is_understood_as_typed(typed: str, kept: str) -> None:
    assert PostcodeField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("088 000  00 11", "088 000 00 11"),
        ("0880000011", "0880000011"),
        ("+31 88 000 00 11", "+31 88 000 00 11"),
        ("(088) 000-00-11", "(088) 000-00-11"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_kept_as_people_write_it(typed: str, kept: str) -> None:
    assert PhoneField(required=False).clean(typed) == kept


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_late_day_is_said_in_both_languages(language: str) -> None:
    with translation.override(language):
        today = clock.today()
        one = when(today - timedelta(days=1), today=today).words
        many = when(today - timedelta(days=4), today=today).words
    assert (one, many) == {
        "nl": ("1 dag te laat", "4 dagen te laat"),
        "en": ("1 day late", "4 days late"),
    }[language]
