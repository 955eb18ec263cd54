"""The maintained lists, and how well search does with them on the real cards of the demo."""

from collections import Counter

import pytest

from bench.search_relevance_offline import REFERENCE, cards, places, read, sets
from naober.pure.dutch.search import Category, SearchIndex
from naober.pure.dutch.understanding import Expression
from tests.pure.dutch.conftest import rows

PILLARS = {"finding", "strengthening", "relieving", "connecting"}


def test_the_kinds_of_support_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference is not beside this checkout")
    kept = ("code", "basic_function", "label_nl", "label_en", "what_it_is_nl")
    ours = [{k: row[k] for k in kept} for row in rows("categories.csv")]
    assert ours == [{k: row[k] for k in kept} for row in read(REFERENCE / "support-categories.csv")]


def test_every_kind_has_a_pillar_and_is_described_in_english() -> None:
    assert all(row["pillar"] in PILLARS and row["what_it_is_en"] for row in rows("categories.csv"))


def test_every_everyday_word_points_to_a_kind_once() -> None:
    known = {row["code"] for row in rows("categories.csv")}
    listed = rows("everyday_words.csv")
    assert {row["category"] for row in listed} == known
    seen = Counter((r["expression"].lower(), r["category"], r["language"]) for r in listed)
    assert [expression for expression, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(("language", "least"), [("nl", 25), ("en", 6)])
def test_every_kind_has_many_everyday_words(language: str, least: int) -> None:
    listed = Counter(r["category"] for r in rows("everyday_words.csv") if r["language"] == language)
    assert min(listed[row["code"]] for row in rows("categories.csv")) >= least


@pytest.fixture(scope="module")
def demo(categories: list[Category], expressions: list[Expression]) -> SearchIndex:
    return SearchIndex.build(cards(), categories, expressions, places())


@pytest.mark.parametrize("name", sorted({"reference", *sets()}))
def test_the_right_kind_is_first_in_80_and_among_three_in_95_of_a_hundred(
    demo: SearchIndex, name: str
) -> None:
    if name not in sets():
        pytest.skip("the questions of the reference are not beside this checkout")
    kind: dict[object, str] = {card.id: card.categories[0] for card in cards()}
    asked = sets()[name]
    first = three = 0
    for row in asked:
        found = [kind[hit.id] for hit in demo.search(row["query"], limit=3).results]
        first += found[:1] == [row["best"]]
        three += row["best"] in found
    assert first >= 0.80 * len(asked)
    assert three >= 0.95 * len(asked)
