"""The guide: what answers say for kinds of support, and which cards come of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.guide import (
    MOST,
    OF_A_KIND,
    Answer,
    AskedQuestion,
    Candidate,
    Demand,
    Does,
    Fault,
    Fit,
    Found,
    chosen,
    does,
    faults,
    ranked,
    reached,
    weights,
)

KINDS = ("respite.stay", "respite.night", "support.cafe", "help.paperwork")
EVENING = Demand("daypart", "evening")
AT_HOME = Demand("place", "home")
IN_A_GROUP = Demand("together", "group")
SOON = Demand("soon", "weeks")
TOMORROW = Demand("soon", "day")
AT_NIGHT = Demand("daypart", "night")

demands = st.sampled_from(
    [EVENING, AT_NIGHT, AT_HOME, IN_A_GROUP, SOON, TOMORROW, Demand("place", "location")]
)
leads = st.dictionaries(st.sampled_from(KINDS), st.integers(-5, 5))
known = st.sampled_from([Does.YES, Does.UNKNOWN, Does.NO])
given_answers = st.lists(
    st.builds(
        Answer,
        key=st.text("abc", min_size=1, max_size=3),
        leads=leads,
        demands=st.lists(demands, max_size=2).map(tuple),
        relations=st.frozensets(st.sampled_from(["partner", "child"])),
    ),
    max_size=6,
)
some_cards = st.lists(
    st.builds(
        Candidate,
        key=st.integers(0, 99).map(str),
        kinds=st.lists(st.sampled_from(KINDS), unique=True, max_size=3).map(tuple),
        dayparts=st.frozensets(st.sampled_from(["evening", "night"])),
        place_kind=st.sampled_from(["", "home", "location", "phone", "online"]),
        together=st.sampled_from(["", "alone", "group", "either"]),
        soon=st.dictionaries(st.sampled_from(["day", "weeks"]), known),
        relations=st.frozensets(st.sampled_from(["partner", "child"])),
        for_some=st.booleans(),
        serves=known,
        first=st.booleans(),
        near=st.tuples(st.integers(0, 9)),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)
of_one_kind = st.lists(st.sampled_from(KINDS), max_size=8).map(
    lambda kinds: [Candidate(str(number), (kind,)) for number, kind in enumerate(kinds)]
)


def keys(fits: list[Fit]) -> list[str]:
    return [one.key for one in fits]


def test_what_the_answers_say_together_decides() -> None:
    tired = Answer("tired", {"respite.night": 5, "support.cafe": 1})
    alone = Answer("alone", {"support.cafe": 3})
    cards = [Candidate("cafe", ("support.cafe",)), Candidate("nacht", ("respite.night",))]
    first, second = ranked([tired, alone], cards)
    assert (first.key, first.points, first.because) == ("nacht", 5, "tired")
    assert (second.key, second.points, second.because) == ("cafe", 4, "alone")


def test_of_equal_answers_the_first_is_the_reason() -> None:
    answers = [Answer("one", {"support.cafe": 2}), Answer("two", {"support.cafe": 2})]
    assert ranked(answers, [Candidate("cafe", ("support.cafe",))])[0].because == "one"


def test_a_card_of_which_nothing_speaks_is_not_shown() -> None:
    no = Answer("no", {"support.cafe": -5})
    yes = Answer("yes", {"support.cafe": 5, "respite.stay": 0})
    cards = [Candidate("cafe", ("support.cafe",)), Candidate("huis", ("respite.stay",))]
    assert ranked([no, yes], cards) == []
    assert ranked([], cards) == []


def test_a_kind_further_down_on_a_card_weighs_a_little_less() -> None:
    yes = Answer("yes", {"support.cafe": 3})
    main = Candidate("b", ("support.cafe",))
    also = Candidate("a", ("respite.stay", "support.cafe"))
    assert keys(ranked([yes], [also, main])) == ["b", "a"]
    assert ranked([Answer("a little", {"support.cafe": 2})], [also]) == []


def test_what_is_said_against_the_main_kind_of_a_card_counts_for_all_of_it() -> None:
    answer = Answer("yes", {"respite.night": 5, "respite.stay": -4})
    also = Candidate("a", ("respite.stay", "respite.night"))
    assert [one.points for one in ranked([answer], [also])] == [5 - 2 - 4]


@pytest.mark.parametrize(
    ("demand", "card", "expected"),
    [
        (EVENING, Candidate("", (), dayparts=frozenset({"evening"})), Does.YES),
        (EVENING, Candidate("", (), dayparts=frozenset({"night"})), Does.NO),
        (EVENING, Candidate("", ()), Does.UNKNOWN),
        (AT_HOME, Candidate("", (), place_kind="phone"), Does.INSTEAD),
        (AT_HOME, Candidate("", (), place_kind="online"), Does.INSTEAD),
        (AT_HOME, Candidate("", (), place_kind="home"), Does.YES),
        (AT_HOME, Candidate("", (), place_kind="location"), Does.NO),
        (AT_HOME, Candidate("", ()), Does.UNKNOWN),
        (Demand("place", "location"), Candidate("", (), place_kind="home"), Does.NO),
        (IN_A_GROUP, Candidate("", (), together="either"), Does.YES),
        (IN_A_GROUP, Candidate("", (), together="alone"), Does.NO),
        (Demand("together", "either"), Candidate("", (), together="alone"), Does.YES),
        (SOON, Candidate("", (), soon={"weeks": Does.YES}), Does.YES),
        (SOON, Candidate("", (), soon={"weeks": Does.NO}), Does.NO),
        (TOMORROW, Candidate("", (), soon={"weeks": Does.YES}), Does.UNKNOWN),
        (TOMORROW, Candidate("", (), soon={"day": Does.YES}), Does.YES),
    ],
)
def test_a_card_does_what_is_asked_or_not_or_nobody_knows(
    demand: Demand, card: Candidate, expected: Does
) -> None:
    assert does(card, demand) == expected


@given(given_answers, demands)
def test_what_is_asked_and_not_met_drops_below_what_is_and_unknown_is_between(
    answers: list[Answer], demand: Demand
) -> None:
    kind = ("respite.stay",)
    value = demand.value
    met = Candidate(
        "c", kind, frozenset({value}), place_kind=value, together=value, soon={value: Does.YES}
    )
    unknown = Candidate("b", kind)
    unmet = Candidate(
        "a",
        kind,
        frozenset({"weekend"}),
        place_kind="-",
        together="-",
        soon={value: Does.NO},
    )
    asked = [
        Answer("yes", {"respite.stay": 5}, (demand,)),
        *(Answer(one.key, {k: abs(w) for k, w in one.leads.items()}) for one in answers),
    ]
    fits = ranked(asked, [unmet, unknown, met])
    assert keys(fits) == ["c", "b", "a"]
    assert (fits[0].met, fits[1].unknown, fits[2].unmet) == ((demand,),) * 3


@given(given_answers, some_cards, st.sampled_from(KINDS), st.integers(1, 5))
def test_an_answer_that_speaks_for_a_kind_never_lowers_it(
    answers: list[Answer], cards: list[Candidate], kind: str, weight: int
) -> None:
    before = ranked(answers, cards)
    after = ranked([*answers, Answer("more", {kind: weight})], cards)
    of_kind = {one.key for one in cards if kind in one.kinds}
    for key in of_kind & set(keys(before)):
        assert _others_before(key, after, of_kind) <= _others_before(key, before, of_kind)


@given(given_answers, of_one_kind, st.sampled_from(KINDS), st.integers(1, 5))
def test_a_kind_that_is_shown_stays_shown_when_more_speaks_for_it(
    answers: list[Answer], cards: list[Candidate], kind: str, weight: int
) -> None:
    before = [one.kind for one in chosen(answers, cards)]
    after = [one.kind for one in chosen([*answers, Answer("more", {kind: weight})], cards)]
    if kind in before:
        assert after.index(kind) <= before.index(kind)


def _others_before(key: str, fits: list[Fit], of_kind: set[str]) -> set[str]:
    order = keys(fits)
    return set(order[: order.index(key)]) - of_kind


@given(given_answers, some_cards)
def test_at_most_five_of_more_than_one_kind_where_others_fit_too(
    answers: list[Answer], cards: list[Candidate]
) -> None:
    shown, fits = chosen(answers, cards), ranked(answers, cards)
    assert len(shown) == min(MOST, len(fits))
    assert len(set(keys(shown))) == len(shown)
    left_out = {one.kind for one in fits} - {one.kind for one in shown}
    crowded = [one for one in {f.kind for f in shown} if _number(shown, one) > OF_A_KIND]
    assert not (left_out and crowded)


def _number(fits: list[Fit], kind: str) -> int:
    return sum(one.kind == kind for one in fits)


@given(given_answers, some_cards, st.randoms())
def test_the_order_of_the_cards_changes_nothing(
    answers: list[Answer], cards: list[Candidate], chance: object
) -> None:
    before = chosen(answers, cards)
    chance.shuffle(cards)  # type: ignore[attr-defined]
    assert chosen(answers, cards) == before


@given(given_answers, some_cards)
def test_what_does_not_serve_the_place_comes_last(
    answers: list[Answer], cards: list[Candidate]
) -> None:
    outside = {one.key: one.serves == Does.NO for one in cards}
    order = [outside[key] for key in keys(ranked(answers, cards))]
    assert order == sorted(order)


@given(given_answers, some_cards)
def test_what_is_first_comes_before_all_that_serve_the_place(
    answers: list[Answer], cards: list[Candidate]
) -> None:
    last = {one.key: not one.first for one in cards if one.serves != Does.NO}
    order = [last[key] for key in keys(ranked(answers, cards)) if key in last]
    assert order == sorted(order)


@pytest.mark.parametrize("demand", [AT_NIGHT, TOMORROW, SOON])
def test_help_at_night_and_soon_comes_before_the_best_card_that_is_not_there_then(
    demand: Demand,
) -> None:
    answers = [Answer("a", {"respite.stay": 5, "respite.night": 1}, (demand,)),
               Answer("b", {"respite.stay": 5})]  # fmt: skip
    never = {"day": Does.NO, "weeks": Does.NO}
    best = Candidate("best", ("respite.stay",), frozenset({"evening"}), soon=never)
    then = Candidate(
        "then", ("respite.night",), frozenset({"night"}), soon={demand.value: Does.YES}
    )
    unknown = Candidate("unknown", ("respite.night",))
    assert keys(ranked(answers, [best, then, unknown])) == ["then", "unknown", "best"]


def test_what_the_answers_speak_against_is_never_before_what_is_there_at_night() -> None:
    answers = [
        Answer("a", {"respite.night": 5, "respite.stay": -1, "support.cafe": 1}, (AT_NIGHT,))
    ]
    against = Candidate("against", ("respite.stay", "respite.night"), frozenset({"night"}))
    cafe = Candidate("cafe", ("support.cafe",), frozenset({"night"}))
    assert keys(ranked(answers, [against, cafe])) == ["cafe", "against"]


def test_a_telephone_line_is_offered_for_help_at_home_and_not_said_to_be_it() -> None:
    line = Candidate("line", ("support.cafe",), place_kind="phone")
    fit = ranked([Answer("a", {"support.cafe": 3}, (AT_HOME,))], [line])[0]
    assert (fit.met, fit.unknown, fit.unmet, fit.instead) == ((), (), (), (AT_HOME,))


def test_help_at_home_is_shown_before_a_telephone_line_and_a_line_before_going_out() -> None:
    answers = [Answer("a", {"help.paperwork": 5, "support.cafe": 2}, (AT_HOME,))]
    line = Candidate("a-line", ("help.paperwork",), place_kind="phone")
    out = Candidate("b-out", ("help.paperwork",), place_kind="location")
    home = Candidate("c-home", ("support.cafe",), place_kind="home")
    assert keys(chosen(answers, [line, home, out])) == ["b-out", "c-home", "a-line"]
    assert keys(chosen(answers, [line, out])) == ["a-line", "b-out"]


def test_a_line_that_is_there_at_night_stays_before_help_at_home_that_is_not() -> None:
    answers = [Answer("a", {"support.cafe": 5}, (AT_HOME, AT_NIGHT))]
    line = Candidate("line", ("support.cafe",), frozenset({"night"}), place_kind="phone")
    home = Candidate("home", ("support.cafe",), frozenset({"evening"}), place_kind="home")
    assert keys(chosen(answers, [home, line])) == ["line", "home"]


@given(given_answers, some_cards)
def test_of_cards_as_fit_what_is_at_home_is_shown_before_what_stands_in_for_it(
    answers: list[Answer], cards: list[Candidate]
) -> None:
    shown = chosen([Answer("home", dict.fromkeys(KINDS, 5), (AT_HOME,)), *answers], cards)
    for at, fit in enumerate(shown):
        later = [one for one in shown[at:] if one.behind == fit.behind]
        assert not (fit.instead and any(AT_HOME in one.met for one in later))


def test_what_is_heaviest_stays_before_a_wish() -> None:
    answers = [Answer("letters", {"help.paperwork": 5}),
               Answer("out", {"support.cafe": 2}, (Demand("place", "location"),))]  # fmt: skip
    cafe = Candidate("cafe", ("support.cafe",), place_kind="location")
    letters = Candidate("letters", ("help.paperwork",), place_kind="home")
    assert keys(ranked(answers, [cafe, letters])) == ["letters", "cafe"]


def test_a_card_for_who_cares_for_others_is_left_out_and_lower_where_nobody_asked() -> None:
    stay = {"respite.stay": 5}
    children = Candidate("a", ("respite.stay",), relations=frozenset({"child"}))
    everybody = Candidate("b", ("respite.stay",))
    cards = [children, everybody]
    partner = Answer("partner", stay, relations=frozenset({"partner"}))
    child = Answer("child", stay, relations=frozenset({"child", "other"}))
    assert keys(ranked([partner], cards)) == ["b"]
    assert keys(ranked([child], cards)) == ["a", "b"]
    assert keys(ranked([Answer("nobody", stay)], cards)) == ["b", "a"]


def test_a_card_for_some_or_of_one_place_comes_after_what_is_there_for_everybody() -> None:
    answer = Answer("a", {"respite.stay": 5})
    cards = [
        Candidate("a", ("respite.stay",), serves=Does.UNKNOWN),
        Candidate("b", ("respite.stay",), for_some=True),
        Candidate("c", ("respite.stay",)),
    ]
    assert keys(ranked([answer], cards)) == ["c", "b", "a"]


@given(given_answers)
def test_weights_are_the_sum_of_what_is_said(answers: list[Answer]) -> None:
    for kind, weight in weights(answers).items():
        assert weight == sum(one.leads.get(kind, 0) for one in answers)


def test_a_good_guide_has_no_faults_and_says_what_it_reaches() -> None:
    guide = [
        AskedQuestion("q", (Answer("a", {"support.cafe": 1, "respite.stay": -1}), Answer("b")))
    ]
    assert faults(guide) == []
    assert reached(guide) == {"support.cafe"}


def test_every_fault_is_found_where_it_is() -> None:
    good = Answer("a", {"support.cafe": 1})
    empty = Answer("b")
    assert faults([]) == [Found(Fault.NO_QUESTIONS)]
    assert faults([AskedQuestion(str(one), (good, empty)) for one in range(7)]) == [
        Found(Fault.TOO_MANY_QUESTIONS)
    ]
    found = faults(
        [
            AskedQuestion("short", (good,)),
            AskedQuestion("idle", (empty, empty)),
            AskedQuestion("forgotten", (good, empty, empty)),
        ]
    )
    assert found == [
        Found(Fault.TOO_FEW_ANSWERS, "short"),
        Found(Fault.CHANGES_NOTHING, "idle"),
        Found(Fault.EMPTY_TWICE, "forgotten"),
    ]
    only_demands = [AskedQuestion("when", (Answer("a", {}, (SOON,)), empty))]
    assert faults(only_demands) == [Found(Fault.LEADS_NOWHERE)]
