"""Known words, compounds and corrections."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.dutch.analysis import CORRECTED, PART, content, phrase, stems
from naober.pure.dutch.vocabulary import Vocabulary

KNOWN = """
    dagopvang opvang overdag vakantie zorg mantelzorg mantelzorger boerderij zorgboerderij dorp
    rolstoel formulier mindfulness oppas oppassen passen vrijwilliger casemanager boodschappen
    nachtzorg overnemen besteding dagbesteding invullen kaas taxi verpleegkundige was parkeer
    vergunning wandelen kortdurend verlof
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(Counter(KNOWN.split()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mindfullness", "mindfulness"),
        ("zorgboerdrij", "zorgboerderij"),
        ("dagbestedng", "dagbesteding"),
        ("vrijwiliger", "vrijwilliger"),
        ("rolsteol", "rolstoel"),
        ("vakansie", "vakantie"),
        ("boodschapen", "boodschappen"),
        ("casemaneger", "casemanager"),
    ],
)
def test_a_typing_error_is_corrected(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.correct(typed) == meant


def test_a_compound_is_corrected_in_the_part_that_is_wrong(vocabulary: Vocabulary) -> None:
    assert vocabulary.correct("parkeervergunnng") == "parkeervergunning"


@pytest.mark.parametrize("word", [*KNOWN.split(), "tuin", "avonden", "vier", "thuis", "letter"])
def test_a_word_that_is_right_is_never_corrected(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.correct(word) is None


@pytest.mark.parametrize("word", ["kas", "oma", "x", "pgb", "2024", "qwrtzpsdfg", "xyzzy"])
def test_short_words_numbers_and_gibberish_stay_as_they_are(
    vocabulary: Vocabulary, word: str
) -> None:
    assert vocabulary.correct(word) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=16))
def test_what_was_corrected_is_known(word: str) -> None:
    vocabulary = Vocabulary(Counter(KNOWN.split()))
    corrected = vocabulary.correct(word)
    assert corrected is None or vocabulary.knows(corrected)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("zorgvakantie", ("zorg", "vakantie")),
        ("vakantieopvang", ("vakantie", "opvang")),
        ("boerderijvakantie", ("boerderij", "vakantie")),
        ("dorpsboerderij", ("dorp", "boerderij")),
        ("vakantie", ()),
        ("overnemen", ()),
    ],
)
def test_a_compound_is_cut_where_both_parts_are_known(
    vocabulary: Vocabulary, compound: str, parts: tuple[str, ...]
) -> None:
    assert vocabulary.parts(compound) == parts


def test_the_known_half_of_an_unknown_compound_is_seen(vocabulary: Vocabulary) -> None:
    assert vocabulary.inside("rolstoelqwerty") == ("rolstoel",)
    assert vocabulary.inside("dagopvang") == ()


def test_split_and_joined_compounds_are_the_same(vocabulary: Vocabulary) -> None:
    assert stems(["zorg", "boerderij"], vocabulary)["zorgboerderij"] == 1
    assert stems(["zorgvakantie"], vocabulary)["vakanti"] == PART


def test_a_separated_verb_is_put_together(vocabulary: Vocabulary) -> None:
    found = stems(["wie", "past", "er", "vanavond", "op"], vocabulary)
    assert found["oppas"] == CORRECTED
    assert "overneem" in stems(["neemt", "de", "zorg", "over"], vocabulary)


@pytest.mark.parametrize("text", ["de was doen", "was en strijk", "was", "hoe was ik iemand"])
def test_the_laundry_is_kept(text: str) -> None:
    assert "was" in content(text)


def test_what_once_was_is_not_laundry() -> None:
    assert content("mijn vader was boer") == ["vader", "boer"]


def test_a_phrase_is_the_same_for_whoever_it_is_about() -> None:
    mine = phrase(["hoe", "komt", "mijn", "vader", "bij", "de", "dagopvang"])
    assert mine == phrase(["hoe", "kom", "ik", "bij", "dagopvang"])


def test_a_letter_by_itself_says_nothing_and_a_number_does() -> None:
    assert content("plan b, <b>x en 7") == ["plan", "7"]
