"""Counting holes: every cell is there, nothing is counted twice, and the nearest is the nearest."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from naober.pure.holes import ALWAYS, EVERYBODY, Card, cells

FUNCTIONS, GROUPS, MOMENTS = ("rest", "advice"), ("young", "partner"), ("evening", "night")


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


CARDS = st.lists(
    st.builds(
        Card,
        id=st.integers(0, 99).map(str),
        functions=some(*FUNCTIONS, "unknown"),
        groups=some(*GROUPS),
        moments=some(*MOMENTS),
        serves=st.booleans(),
        km=st.none() | st.integers(0, 100).map(float),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


def counted(cards: list[Card]) -> dict[tuple[str, str, str], object]:
    return dict(cells(cards, functions=FUNCTIONS, groups=GROUPS, moments=MOMENTS))


@given(CARDS)
def test_every_cell_says_which_cards_serve_it(cards: list[Card]) -> None:
    found = cells(cards, functions=FUNCTIONS, groups=GROUPS, moments=MOMENTS)
    assert set(found) == set(product(FUNCTIONS, (EVERYBODY, *GROUPS), (ALWAYS, *MOMENTS)))
    for (function, group, moment), cell in found.items():
        fitting = [
            one
            for one in cards
            if function in one.functions
            and group in {*one.groups, EVERYBODY}
            and moment in {*one.moments, ALWAYS}
        ]
        assert cell.cards == tuple(sorted(one.id for one in fitting if one.serves))
        far = [one.km for one in fitting if not one.serves and one.km is not None]
        assert cell.km == (min(far) if far and cell.is_hole else None)
        assert (cell.nearest != "") == (cell.km is not None)


@given(CARDS)
def test_the_order_of_the_cards_changes_nothing(cards: list[Card]) -> None:
    assert counted(cards) == counted(cards[::-1])


@given(CARDS)
def test_a_card_that_serves_fills_a_hole_and_opens_none(cards: list[Card]) -> None:
    more = Card("new", frozenset({"rest"}), frozenset({"young"}), frozenset({"night"}), serves=True)
    before = cells(cards, functions=FUNCTIONS, groups=GROUPS, moments=MOMENTS)
    after = cells([*cards, more], functions=FUNCTIONS, groups=GROUPS, moments=MOMENTS)
    assert not after["rest", "young", "night"].is_hole
    assert {key for key, one in after.items() if one.is_hole} <= {
        key for key, one in before.items() if one.is_hole
    }
