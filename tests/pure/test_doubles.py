"""Which cards may be about the same help: found where they share something, and said why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from naober.pure.doubles import (
    LIKELY,
    MOST_IN_A_BLOCK,
    POINTS,
    Card,
    Reason,
    likely_doubles,
)

CARD = Card(
    "a", "Logeerhuis De Vlinder", "o1", "0592 12 34 56", "vlinder@example.org",
    "https://www.example.org/vlinder/", ("Brink 1 9401AB",), frozenset({"respite.stay"}),
)  # fmt: skip
NAMES = st.lists(st.sampled_from(["huis", "zorg", "koffie", "vlinder", "samen"]), max_size=3)
CARDS = st.lists(
    st.builds(
        Card,
        id=st.uuids().map(str),
        name=NAMES.map(" ".join),
        organisation=st.sampled_from(["", "o1", "o2"]),
        phone=st.sampled_from(["", "0592 11", "+31 592 11"]),
        mail=st.sampled_from(["", "a@example.org"]),
        kinds=st.frozensets(st.sampled_from(["k1", "k2"])),
        places=st.frozensets(st.sampled_from(["p1", "p2"])),
        text=st.sampled_from(["", "Een huis om te logeren."]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def reasons(one: Card, other: Card) -> set[Reason]:
    found = likely_doubles([one, replace(other, id="b")])
    return set(found[0].reasons) if found else set()


def test_a_copy_by_another_organisation_is_found_and_every_reason_is_said() -> None:
    copy = replace(
        CARD, organisation="o2", name="de vlinder, Logeerhuis", phone="+31 592-123456",
        mail="Vlinder@example.org", page="http://example.org/vlinder",
    )  # fmt: skip
    assert reasons(CARD, copy) == {
        Reason.SAME_NAME, Reason.SAME_PHONE, Reason.SAME_MAIL, Reason.SAME_PAGE,
        Reason.SAME_ADDRESS, Reason.SAME_KIND,
    }  # fmt: skip


def test_a_typing_error_in_a_name_is_nearly_the_same_name() -> None:
    assert Reason.NEAR_NAME in reasons(CARD, replace(CARD, name="Logeerhuis De Vlindder 2"))


def test_two_kinds_of_help_of_one_organisation_are_no_double() -> None:
    other = replace(CARD, name="Koffie voor mantelzorgers", kinds=frozenset({"support.cafe"}))
    assert reasons(CARD, other) == set()


def test_the_same_name_alone_is_no_double() -> None:
    assert reasons(Card("a", "Inloophuis"), Card("b", "Inloophuis")) == set()


def test_the_same_help_for_another_municipality_is_less_likely() -> None:
    here = Card("a", "Inloophuis", phone="1", places=frozenset({"p1"}))
    assert reasons(here, replace(here, places=frozenset({"p1", "p2"})))
    assert not reasons(here, replace(here, places=frozenset({"p2"})))


def test_nearly_the_same_text_speaks_for_a_pair_with_other_names() -> None:
    one = replace(CARD, text="Een huis waar uw naaste logeert.")
    other = replace(one, name="Weekend weg")
    assert Reason.NEAR_TEXT in reasons(one, other)


def test_a_number_that_many_cards_share_still_finds_the_pair_with_a_rare_word() -> None:
    many = [
        replace(CARD, id=f"c{number}", name=f"Kaart {chr(97 + number % 26) * 6} {number}")
        for number in range(MOST_IN_A_BLOCK + 5)
    ]
    found = likely_doubles([*many, CARD, replace(CARD, id="zz")])
    assert ("a", "zz") in {(one.first, one.second) for one in found}


@given(CARDS)
def test_a_pair_stands_there_once_and_its_points_are_those_of_its_reasons(
    cards: list[Card],
) -> None:
    found = likely_doubles(cards)
    pairs = [(one.first, one.second) for one in found]
    assert len(pairs) == len(set(pairs))
    assert all(first < second for first, second in pairs)
    for one in found:
        assert one.points == sum(POINTS[reason] for reason in one.reasons) >= LIKELY
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)


@given(CARDS)
def test_the_order_of_the_cards_changes_nothing(cards: list[Card]) -> None:
    assert likely_doubles(cards[::-1]) == likely_doubles(cards)


@given(CARDS)
def test_a_whole_copy_of_a_card_with_a_number_is_always_found(cards: list[Card]) -> None:
    whole = replace(CARD, id="0")
    found = likely_doubles([*cards, whole, replace(whole, id="00")])
    assert ("0", "00") in {(one.first, one.second) for one in found}
