"""What somebody may type about a person is one rule on every site."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from naober.shared import clock
from naober.shared.fields import (
    BirthYearField,
    LineField,
    NameField,
    PhoneField,
    PostcodeField,
    TextField,
    tidy,
)
from naober.sites.carer.forms import DetailsForm as CarersForm
from naober.sites.desk.forms.people import DetailsForm as DeskForm
from naober.sites.public.forms import ContactForm


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Jan   de\tVries ", "Jan de Vries"),
        ("Jan\u202ede", "Jande"),  # turns the rest of a page around
        ("\u200bJan\ufeff", "Jan"),
        ("J\x00an\x07", "Jan"),
        ("Zoe\u0308", "Zoë"),
        ("👩‍👧", "👩‍👧"),  # one sign, held together by what cannot be seen
        ("عائشة", "عائشة"),
        ("\u200b\u2060", ""),
    ],
)
def test_what_cannot_be_seen_is_not_kept(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_name_of_nothing_visible_is_not_filled_in() -> None:
    with pytest.raises(ValidationError, match="Vul dit in"):
        NameField("Name", 60).clean("\u200b\u200b")


@pytest.mark.parametrize(
    "typed",
    ["088 000 00 00", "0880000000", "+31 88 000 00 00", "(0592) 00 00 00", "+31 (0)88-0000000"],
)
def test_a_telephone_number_is_taken_as_people_write_it(typed: str) -> None:
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize("typed", ["12345", "bel mij", "088 000 00 00 x12", "0" * 16, "088--"])
def test_what_is_no_telephone_number_is_not_taken(typed: str) -> None:
    with pytest.raises(ValidationError):
        PhoneField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9401", "9401"), ("9401ab", "9401 AB"), (" 9401  AB ", "9401 AB"), ("９４０１", "9401")],
)
def test_a_postcode_is_taken_however_it_is_typed(typed: str, kept: str) -> None:
    assert PostcodeField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["0401", "940", "9401 A", "Assen"])
def test_what_is_no_postcode_is_not_taken(typed: str) -> None:
    with pytest.raises(ValidationError):
        PostcodeField().clean(typed)


def test_nobody_is_older_than_people_get_or_born_tomorrow() -> None:
    year = clock.today().year
    assert BirthYearField().clean(str(year)) == year
    for wrong in (year + 1, year - 121, "negentien"):
        with pytest.raises(ValidationError):
            BirthYearField().clean(str(wrong))


@pytest.mark.parametrize("typed", ["123456789", "123.456.789", "J 1234 56 789"])
def test_a_citizen_service_number_is_never_taken_as_a_name(typed: str) -> None:
    with pytest.raises(ValidationError, match="BSN"):
        NameField("Name", 80).clean(typed)


def test_a_line_that_is_too_long_says_how_much_room_there_is() -> None:
    with pytest.raises(ValidationError, match=r"61 tekens\. Er is plek voor 60"):
        LineField("Name", 60).clean("x" * 61)


@pytest.mark.parametrize("form", [CarersForm, DeskForm, ContactForm])
@pytest.mark.parametrize(
    ("name", "field"),
    [("first_name", NameField), ("last_name", NameField), ("phone", PhoneField),
     ("postcode", PostcodeField), ("birth_year", BirthYearField), ("address", NameField)],
)  # fmt: skip
def test_every_site_asks_it_by_the_same_rule(
    form: type[forms.Form], name: str, field: Callable[..., Any]
) -> None:
    assert type(form.base_fields[name]) is field


def every_form(kind: type[forms.BaseForm] = forms.Form) -> Iterator[type[forms.BaseForm]]:
    get_resolver().url_patterns  # noqa: B018 - reading it loads every view, and so every form
    for one in kind.__subclasses__():
        yield one
        yield from every_form(one)


def test_a_text_of_more_lines_is_tidied_in_every_form() -> None:
    boxes = [
        (form.__name__, name, field)
        for form in every_form()
        if form.__module__.startswith("naober")
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.Textarea)
    ]
    assert len(boxes) >= 10
    assert [box for box in boxes if not isinstance(box[2], TextField)] == []
