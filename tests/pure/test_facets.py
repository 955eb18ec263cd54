"""Counting the choices of a filter, beside counting them one by one."""

from collections.abc import Mapping
from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.facets import Facets, FacetsBuilder

VALUES: Final = {
    "when": ("morning", "evening", "night"),
    "who": ("free", "own"),
    "far": ("5", "10"),
}
Card = Mapping[str, frozenset[str]]

PAIRS: Final = [(facet, value) for facet, values in VALUES.items() for value in values]


def card_of(bits: int) -> Card:
    """Return a card with the values whose bits are set."""
    return {
        facet: frozenset(v for n, (f, v) in enumerate(PAIRS) if f == facet and bits >> n & 1)
        for facet in VALUES
    }


cards = st.lists(st.integers(0, 2 ** len(PAIRS) - 1).map(card_of), max_size=150)
choices = st.integers(0, 2 ** len(PAIRS) - 1).map(
    lambda bits: {facet: set(values) for facet, values in card_of(bits).items()}
)


def built(some: list[Card], order: list[int] | None = None) -> Facets:
    builder = FacetsBuilder(VALUES)
    for card in some:
        builder.add(card)
    return builder.build(None if order is None else np.array(order, np.intp))


def fits(card: Card, chosen: Mapping[str, set[str]], *, but: str = "") -> bool:
    return all(card[f] & values for f, values in chosen.items() if values and f != but)


@given(cards, choices, st.integers(0, 9))
def test_counting_by_bits_is_counting_one_by_one(
    some: list[Card], chosen: dict[str, set[str]], seed: int
) -> None:
    order = list(range(len(some)))
    Random(seed).shuffle(order)
    ordered = [some[n] for n in order]
    among = np.array([n % 3 != 0 for n in order], bool)
    there = [card for card, is_in in zip(ordered, among, strict=True) if is_in]

    counted = built(some, order).count(among, chosen)

    assert counted.fitting.tolist() == [
        bool(is_in) and fits(card, chosen) for card, is_in in zip(ordered, among, strict=True)
    ]
    assert counted.total == sum(fits(card, chosen) for card in there)
    assert counted.counts == {
        facet: {
            value: sum(value in card[facet] and fits(card, chosen, but=facet) for card in there)
            for value in values
        }
        for facet, values in VALUES.items()
    }
    assert counted.without == {
        facet: sum(fits(card, chosen, but=facet) for card in there)
        for facet, values in chosen.items()
        if values
    }


@given(cards)
def test_a_facet_of_the_moment_counts_like_any_other(some: list[Card]) -> None:
    near = np.array([n % 2 == 0 for n in range(len(some))], bool)
    facets = built(some).also("near", {"yes": near, "no": ~near})
    everything = np.ones(len(some), bool)
    counted = facets.count(everything, {"near": {"yes"}, "who": {"free"}})
    assert counted.total == sum("free" in card["who"] for card in some[::2])
    assert counted.counts["near"]["no"] == sum("free" in card["who"] for card in some[1::2])
    assert facets.having("near", "yes").tolist() == near.tolist()


def test_what_no_facet_has_is_left_out_and_fits_no_card() -> None:
    builder = FacetsBuilder(VALUES)
    builder.add({"when": {"noon", "night"}})
    facets = builder.build()
    counted = facets.count(np.ones(1, bool), {"when": {"noon"}})
    assert (counted.total, counted.counts["when"]["night"]) == (0, 1)
    with pytest.raises(KeyError):
        facets.count(np.ones(1, bool), {"no such": {"noon"}})


def test_facets_with_more_cards_behind_count_as_if_all_had_been_taken_in_at_once() -> None:
    chance = Random(4)
    values = {"kind": ["a", "b", "c"], "day": ["mon", "tue"]}
    cards = [
        {facet: chance.sample(some, chance.randint(0, len(some))) for facet, some in values.items()}
        for _ in range(200)
    ]
    for first in (0, 1, 63, 64, 130, 200):
        whole, one, other = (FacetsBuilder(values) for _ in range(3))
        for n, card in enumerate(cards):
            whole.add(card)
            (one if n < first else other).add(card)
        both = one.build().with_more(other.build())
        among = np.array([chance.random() < 0.5 for _ in cards])
        for chosen in ({}, {"kind": ["a", "c"]}, {"kind": ["b"], "day": ["tue"]}):
            found, wanted = both.count(among, chosen), whole.build().count(among, chosen)
            assert (found.total, found.counts) == (wanted.total, wanted.counts)
            assert (found.fitting == wanted.fitting).all()
