"""An index over which changes were laid answers as one that was built anew."""

import random
from dataclasses import replace

import numpy as np
import pytest

from naober.pure.dutch.cards import Card
from naober.pure.dutch.search import Category, SearchIndex
from naober.pure.dutch.understanding import Expression
from tests.pure.dutch.conftest import ASSEN, CARDS, EMMEN, PLACES, card

QUESTIONS = [
    "opvang overdag", "zorgboerdrij", "gras maaien", "een weekend logeren", "help with forms",
    "iemand die bij mijn man blijft", "vrijwilliger in Emmen", "dagopvang", "kind van 14",
    "vakantie", "respite", "hulp in het weekend", "moestuin en koeien",
]  # fmt: skip


def built(
    cards: list[Card], categories: list[Category], expressions: list[Expression]
) -> SearchIndex:
    return SearchIndex.build(cards, categories, expressions, PLACES)


def changed(index: SearchIndex, before: list[Card], after: list[Card]) -> SearchIndex:
    """Lay what differs over an index that was built of the cards before."""
    gone = {one.id for one in before if one not in after}
    cards = index.cards
    mask = np.array([cards.id(n) in gone for n in range(len(cards))])
    return index.changed([one for one in after if one not in before], mask)


def some_changes(chance: random.Random) -> list[Card]:
    """Return the cards: one gone, one moved or of another kind too, and a new one."""
    cards = list(CARDS)
    cards.pop(chance.randrange(len(cards)))
    n = chance.randrange(len(cards))
    cards[n] = replace(
        cards[n],
        **chance.choice(
            [
                {"points": (EMMEN.point, ASSEN.point)},
                {"points": ()},
                {"area": frozenset({"GM0106"})},
                {"worth": 0.5},
                {"categories": (*cards[n].categories, "respite.day-care", "info.point")},
            ]
        ),
    )
    return [*cards, card(chance.choice([-1, 60]), "respite.day-care", "Dagopvang Noord")]


@pytest.mark.parametrize("seed", range(20))
def test_the_same_cards_come_first_of_the_same_kind_and_as_far(
    seed: int, categories: list[Category], expressions: list[Expression]
) -> None:
    chance = random.Random(seed)
    before, after = list(CARDS), some_changes(chance)
    anew = built(after, categories, expressions)
    laid_over = changed(built(before, categories, expressions), before, after)
    for question in QUESTIONS:
        for near in (None, ASSEN, EMMEN):
            found, wanted = (
                [(hit.id, hit.category, hit.km) for hit in one.search(question, near=near).results]
                for one in (laid_over, anew)
            )
            assert found[:2] == wanted[:2], question


def test_cards_that_fit_as_well_come_in_the_order_of_their_ids(
    categories: list[Category], expressions: list[Expression]
) -> None:
    same = [card(number, "respite.stay", "Logeerhuis") for number in (2, 5, 8)]
    index = built(same, categories, expressions)
    more = [card(number, "respite.stay", "Logeerhuis") for number in (9, 4, 3, 1)]
    found = changed(index, same, [*same[1:], *more]).search("logeren").results
    assert [hit.id for hit in found] == [1, 3, 4, 5, 8, 9]


def test_new_words_are_found_and_mended(index: SearchIndex) -> None:
    none_gone = np.zeros(len(CARDS), bool)
    more = index.changed([card(13, "respite.stay", "Huize Wiebelwaai")], none_gone)
    assert [hit.id for hit in more.search("wiebelwaai").results] == [13]
    answer = more.search("wiebelwai")
    assert (answer.repaired, [hit.id for hit in answer.results]) == ("wiebelwaai", [13])
    assert index.search("wiebelwaai").results == []


def test_a_kind_is_there_as_long_as_one_card_is_of_it(index: SearchIndex) -> None:
    only = np.array([index.kind_of(n) == "material.alarm" for n in range(len(CARDS))])
    without = index.changed([], only)
    assert not without.has("material.alarm")
    assert without.cards.number == len(CARDS) - 1
    assert 11 not in {hit.id for hit in without.search("alarmknop").results}
    assert index.has("material.alarm")


def test_everything_may_be_gone(index: SearchIndex) -> None:
    nothing = index.changed([], np.ones(len(CARDS), bool))
    assert nothing.search("logeren").results == []
    assert nothing.cards.number == 0


def test_cards_may_be_laid_over_an_index_without_any(
    categories: list[Category], expressions: list[Expression]
) -> None:
    more = built([], categories, expressions).changed(CARDS, np.zeros(0, bool))
    assert more.search("dagopvang de brink").results[0].id == 1


def test_no_words_are_read_again_when_none_is_new(index: SearchIndex) -> None:
    moved = replace(CARDS[0], points=(EMMEN.point,))
    gone = np.array([index.cards.id(n) == moved.id for n in range(len(CARDS))])
    assert index.changed([moved], gone).vocabulary is index.vocabulary
