"""The promises of search, on a small social map with our own everyday words."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Answer, Category, SearchIndex, _least
from naober.pure.dutch.understanding import Expression
from naober.pure.geo import haversine_km
from tests.pure.dutch.conftest import ASSEN, CARDS, EMMEN, card


def ids(answer: Answer) -> list[int | str]:
    return [hit.id for hit in answer.results]


def least_share(index: SearchIndex, query: str) -> float:
    """Return what the least card that is shown is worth beside the best."""
    scores = index.ask(query).scores
    return float(scores[scores > 0].min() / scores.max())


def test_to_a_clear_question_a_card_that_fits_less_than_a_quarter_is_no_answer(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = ("samen met mijn man op vakantie", "help met de brief van de gemeente over zorg")
    assert [one for one in clear if least_share(index, one) < 0.25] == []
    monkeypatch.setattr("naober.pure.dutch.search._FLOOR", 0.0)  # the promise can be broken
    monkeypatch.setattr("naober.pure.dutch.search._DOUBTFUL", 0.0)
    assert [one for one in clear if least_share(index, one) < 0.25] == list(clear)


def test_to_a_doubtful_question_more_is_shown() -> None:
    assert _least(1.2) == pytest.approx(0.3)
    assert _least(0.6) / 0.6 == pytest.approx(0.15)
    assert _least(0.45) / 0.45 == pytest.approx(0.12)
    assert _least(0.1) == 0.05


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("opvang overdag", 1),
        ("dag opvang", 1),
        ("zorgboerdrij", 3),
        ("wie past er op mijn vader als ik weg moet", 4),
        ("zorgvakantie", 5),
        ("gras maaien", 6),
        ("wie helpt met poetsen", 7),
        ("help with forms", 8),
        ("ik snap de brief niet", 8),
        ("ik moet zelf onder het mes", 9),
        ("dochter van 14 zorgt voor zieke moeder", 10),
        ("mijn moeder dwaalt", 11),
        ("een weekend logeren", 12),
        ("respite stay", 12),
    ],
)
def test_peoples_own_words_find_the_official_thing(
    index: SearchIndex, query: str, best: int
) -> None:
    assert ids(index.search(query))[0] == best


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "asdfgh qwrtp", "xyzzy", "de het een", "🙂", "b", "qq b"]
)
def test_what_means_nothing_finds_nothing(index: SearchIndex, query: str) -> None:
    answer = index.search(query)
    assert answer.results == []
    assert answer.understood == ()


def test_a_correction_is_shown_and_a_right_question_is_not_touched(index: SearchIndex) -> None:
    assert index.search("Zorgboerdrij in de buurt?").repaired == "zorgboerderij in de buurt?"
    assert index.search("zorgboerderij").repaired is None


def test_a_name_finds_its_own_card(index: SearchIndex) -> None:
    assert ids(index.search("De Wilgen"))[0] == 12
    assert ids(index.search("dagcentrum zuid"))[0] == 2


def test_a_service_that_does_not_come_here_loses(index: SearchIndex) -> None:
    assert ids(index.search("dagopvang", near=EMMEN))[0] == 2
    assert ids(index.search("dagopvang", near=ASSEN))[0] == 1


def test_the_nearest_of_two_alike_comes_first(
    categories: list[Category], expressions: list[Expression]
) -> None:
    pair = [
        card(1, "respite.day-care", "Dagopvang", at=EMMEN),
        card(2, "respite.day-care", "Dagopvang", at=ASSEN),
    ]
    index = SearchIndex.build(pair, categories, expressions)
    assert ids(index.search("dagopvang", near=Near(ASSEN.point))) == [2, 1]
    assert ids(index.search("dagopvang", near=Near(EMMEN.point))) == [1, 2]
    assert ids(index.search("dagopvang")) == [1, 2]


def test_kilometres_are_those_over_the_earth_and_only_where_there_is_a_point(
    index: SearchIndex,
) -> None:
    hits = {hit.id: hit.km for hit in index.search("dagopvang boerderij", near=ASSEN).results}
    assert hits[1] == 0
    assert hits[2] == pytest.approx(haversine_km(ASSEN.point, EMMEN.point), abs=0.1)
    assert all(hit.km is None for hit in index.search("alarmknop", near=ASSEN).results[:1])
    assert all(hit.km is None for hit in index.search("dagopvang").results)


def test_a_place_in_the_question_is_where_the_asker_is(index: SearchIndex) -> None:
    assert ids(index.search("dagopvang in Emmen"))[0] == 2
    assert index.search("dagopvang in Emmen").results[0].km == 0
    assert ids(index.search("dagopvang in Emmen", near=ASSEN))[0] == 1


@pytest.mark.parametrize("query", ["dagopvang een dag", "dagopvang loon"])
def test_a_place_that_is_also_a_word_is_a_word(index: SearchIndex, query: str) -> None:
    assert all(hit.km is None for hit in index.search(query).results)


def test_a_doubtful_question_shows_more_than_one_kind(
    categories: list[Category], expressions: list[Expression]
) -> None:
    many = [card(n, "respite.day-care", "Dagopvang") for n in range(8)]
    index = SearchIndex.build(
        [*many, card(9, "respite.care-farm", "Boerderij")], categories, expressions
    )
    assert 9 in ids(index.search("dagbesteding boerderij dagopvang"))[:3]
    assert 9 not in ids(index.search("dagopvang"))[:3]


def test_the_main_kind_of_a_card_counts_before_its_others(
    categories: list[Category], expressions: list[Expression]
) -> None:
    both = [
        card(1, "help.neighbours;help.chores", "Hulp"),
        card(2, "help.chores;help.neighbours", "Hulp"),
    ]
    index = SearchIndex.build(both, categories, expressions)
    assert ids(index.search("gras maaien")) == [2, 1]


def test_the_order_of_the_cards_does_not_matter(
    categories: list[Category], expressions: list[Expression], index: SearchIndex
) -> None:
    shuffled = random.Random(3).sample(CARDS, len(CARDS))
    other = SearchIndex.build(shuffled, categories, expressions)
    for query in ("dagopvang", "hulp thuis", "wie helpt mij"):
        assert index.search(query).results == other.search(query).results


def test_a_hit_tells_why(index: SearchIndex) -> None:
    assert "gras maaien" in index.search("gras maaien").results[0].why


def test_no_more_than_asked_for_and_at_least_one(index: SearchIndex) -> None:
    assert len(index.search("hulp thuis", limit=2).results) == 2
    with pytest.raises(ValueError, match="limit"):
        index.search("hulp", limit=0)


def test_an_empty_social_map_gives_an_empty_answer(
    categories: list[Category], expressions: list[Expression]
) -> None:
    answer = SearchIndex.build([], categories, expressions).search("dagopvang")
    assert answer.results == []
    assert answer.understood[0] == "respite.day-care"


def test_before_there_is_even_a_kind_the_answer_is_empty() -> None:
    assert SearchIndex.build([], [], []).search("dagopvang").results == []


def test_a_kind_that_is_not_in_the_table_is_an_error(
    categories: list[Category], expressions: list[Expression]
) -> None:
    with pytest.raises(KeyError):
        SearchIndex.build([replace(CARDS[0], categories=("no.such",))], categories, expressions)
    with pytest.raises(KeyError):
        SearchIndex.build([], categories, [Expression("iets", "no.such", 1)])


def test_a_card_has_a_kind_and_a_weight_is_one_to_three() -> None:
    with pytest.raises(ValueError, match="no category"):
        Card(1, ("Naam",), (), ())
    with pytest.raises(ValueError, match="weight"):
        Expression("gras maaien", "help.chores", 4)


def test_new_everyday_words_are_understood_at_once(categories: list[Category]) -> None:
    cards = [card(1, "help.chores", "Klussen"), card(2, "help.meals", "Eten")]
    before = SearchIndex.build(cards, categories, [])
    assert before.search("stamppotbrigade").results == []
    after = SearchIndex.build(cards, categories, [Expression("stamppotbrigade", "help.meals", 3)])
    assert ids(after.search("stamppotbrigade"))[0] == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text(max_size=600))
def test_anything_may_be_typed(index: SearchIndex, query: str) -> None:
    scores = [hit.score for hit in index.search(query).results]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
