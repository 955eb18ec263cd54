"""Which cards hold a stem: the same in however small steps it is found out."""

import numpy as np
import pytest

from naober.pure.dutch import postings
from naober.pure.dutch.postings import IN_NAME, IN_TEXT, CardWords, Postings

CARDS = [
    ("Logeerhuis", "Uw naaste logeert een weekend in ons huis."),
    ("Vervoer naar het ziekenhuis", "Een vrijwilliger brengt u naar het ziekenhuis."),
    ("", ""),
    ("Samen eten", "Logeren kan niet, eten wel: samen aan tafel in het huis."),
    ("Huis", "Huis"),
]
REVERSED = np.arange(len(CARDS))[::-1]


def made() -> Postings:
    """The cards, the last one first; a word that ends in `huis` has that as a second stem."""
    read = CardWords()
    for name, text in CARDS:
        read.add([name], [text])
    return read.postings(lambda w: (w, "huis") if w.endswith("huis") else (w,), REVERSED)


def held(found: Postings, stem: str) -> dict[int, int]:
    """The cards that hold a stem, with what it counts there."""
    cards, tenths = found.of(stem)
    return dict(zip(cards.tolist(), tenths.tolist(), strict=True))


def test_a_stem_stands_on_the_cards_that_hold_a_word_with_it_and_counts_more_in_a_name() -> None:
    found = made()
    assert held(found, "huis") == {0: IN_NAME, 1: IN_TEXT, 3: IN_NAME, 4: IN_NAME}
    assert held(found, "eten") == {1: IN_NAME}
    assert held(found, "tafel") == {1: IN_TEXT}
    assert found.often("huis") == 4


def test_a_stem_that_stands_nowhere_is_on_no_card() -> None:
    assert held(made(), "paard") == {}
    assert made().often("paard") == 0


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_in_small_steps_every_stem_stands_on_the_same_cards(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made()
    monkeypatch.setattr(postings, "_AT_ONCE", at_once)
    steps = made()
    assert {s: held(steps, s) for s in steps.stems()} == {s: held(whole, s) for s in whole.stems()}


def test_of_no_cards_there_are_no_postings() -> None:
    assert list(CardWords().postings(lambda word: (word,), np.arange(0)).stems()) == []
