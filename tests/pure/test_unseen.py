"""What nobody sees in a text goes; what a language or an emoji needs stays."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from naober.pure.openreferral.cleaning import as_text, plain
from naober.pure.unseen import without_unseen
from naober.shared.fields import NameField, tidy, tidy_lines

SEEN = {0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x600, 0x606)}
"""Formatting characters of Unicode that are drawn: signs before or under numbers."""
TURNED = "Thuis\u202ezorg\u2066 A\u2069\u200bB\u009d\u00ad"


def test_every_control_and_format_character_is_known() -> None:
    for code in range(0x110000):
        letter = chr(code)
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}:
            stays = letter in "\t\n\r\u200c\u200d" or code in SEEN
            assert bool(without_unseen(letter)) == stays, hex(code)


@pytest.mark.parametrize(
    "text", ["مساعدة ٣ أيام", "עזרה לַמטפל", "می\u200cخواهم", "👩\u200d👧 ❤\ufe0f", "Noël–café"]
)
def test_what_a_language_needs_stays(text: str) -> None:
    assert plain(text) == tidy(text) == text


@pytest.mark.parametrize("clean", [plain, tidy, tidy_lines, lambda one: as_text(one, most=99)[0]])
def test_marks_that_turn_or_hide_text_go(clean: object) -> None:
    assert clean(TURNED) == "Thuiszorg AB"  # type: ignore[operator]
    assert clean(f"<b>{TURNED}</b>") in {"Thuiszorg AB", "<b>Thuiszorg AB</b>"}  # type: ignore[operator]


def test_lines_stay_lines() -> None:
    assert tidy_lines("a\u202e \r\n\r\n b\n") == "a\n\nb"


@pytest.mark.parametrize(
    "text", ["\u200d", "\u3164", "\u2800", "\ufe0f", "\u0301", "\u115f\u1160 "]
)
def test_what_nobody_sees_is_no_name(text: str) -> None:
    assert tidy(text) == ""
    assert tidy_lines(f"{text}\n{text}") == ""
    with pytest.raises(ValidationError):
        NameField("Name", 80).clean(text)


@pytest.mark.parametrize("text", ["Q", "李", "ه", "👩\u200d👧", "?", "7", "Noe\u0308l"])
def test_the_shortest_name_stays(text: str) -> None:
    assert tidy(text) == unicodedata.normalize("NFC", text)
