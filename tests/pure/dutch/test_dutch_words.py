"""Cutting text into words and bringing their forms together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.dutch.stemming import stem
from naober.pure.dutch.words import YOUNG, fold, words


def test_accents_and_capitals_do_not_matter() -> None:
    assert fold("Cliëntondersteuning, mantelzorgCAFÉ") == "clientondersteuning, mantelzorgcafe"


@pytest.mark.parametrize("night", ["'s nachts", "’s nachts", "s nachts", "snachts"])
def test_the_night_is_one_word_however_it_is_written(night: str) -> None:
    assert words(f"iemand die {night} waakt") == ["iemand", "die", "nachts", "waakt"]


def test_a_joined_e_stays_with_its_mail() -> None:
    assert words("e-mail sturen") == ["email", "sturen"]


def test_shortened_words_are_read_in_full() -> None:
    assert words("m'n vader en z'n broer") == ["mijn", "vader", "en", "zijn", "broer"]


@pytest.mark.parametrize("age", ["dochter van 14", "14 jaar", "ik ben 9", "my son is 13"])
def test_an_early_age_is_read_as_young(age: str) -> None:
    assert YOUNG in words(age)


@pytest.mark.parametrize("number", ["150 euro", "24 uur", "groep 8", "van 20 euro", "van 84"])
def test_another_number_is_not_an_age(number: str) -> None:
    assert YOUNG not in words(number)


@given(st.text())
def test_words_are_plain_whatever_was_typed(text: str) -> None:
    assert all(word == YOUNG or (word.isascii() and word.isalnum()) for word in words(text))


SAME = """
    lopen loopt gelopen | huizen huis huisje huisjes | brieven brief | slapen slaapt geslapen
    eenzaam eenzame eenzaamheid | logeren logeert | vrijwilligers vrijwilliger vrijwilligster
    regelen geregeld regelt | aanvragen aangevraagd aanvraag | maaien gemaaid maait
    overnemen overgenomen | schoonmaken schoongemaakt schoonmaak | klussen klusje klus
    parkeren parkeert | vergoeding vergoed | werken werkte gewerkt | vakanties vakantie
    forms form | groceries grocery | carers carer | rekening rekeningen | poetsen poetst
    oppassen oppast oppas | drempels drempel | mensen mens | grenzen grens | caring care
    bloemetje bloem | kaartje kaart | luisteren luistert | helpt hulp geholpen | services service
"""


@pytest.mark.parametrize("group", SAME.replace("\n    ", " | ").split(" | ")[1:])
def test_forms_of_a_word_share_a_stem(group: str) -> None:
    assert len({stem(word) for word in group.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("man", "maan"),
        ("kraan", "krant"),
        ("gestorven", "stervend"),
        ("regels", "regelen"),
        ("werkgever", "werk"),
        ("kaarten", "kaart"),
        ("huis", "thuis"),
    ],
)
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24))
def test_every_word_has_a_stem(word: str) -> None:
    assert stem(word)
