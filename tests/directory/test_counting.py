"""What visitors do together: counts of cards, and words that found nothing. Nobody is in it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.directory.enums import CountKind
from naober.directory.models import CardCount, UnansweredSearch
from naober.directory.rules import words_to_keep
from naober.directory.services import (
    UNANSWERED_KEPT,
    count_cards,
    forget_unanswered,
    note_unanswered,
)
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY

TODAY = MONDAY.date()


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("  Kanarie in\tHuis ", "kanarie in huis"),
        ("'s Nachts alleen?", "'s nachts alleen?"),
        ("wie leest voor, aan huis?", "wie leest voor, aan huis?"),
        ("bel mij op 06 12345678", ""),
        ("bel mij op ٠٦", ""),
        ("jansen@example.org", ""),
        ("jan at example punt org", "jan at example punt org"),
        ("mijn moeder " * 6, ""),
        ("ik wil dood", ""),
        ("hij slaat mij", ""),
        ("<script>", ""),
        ("a\x00b", ""),
        ("", ""),
    ],
)
def test_of_a_question_only_a_few_plain_words_are_kept(question: str, kept: str) -> None:
    assert words_to_keep(question) == kept


@given(st.text(max_size=90))
def test_whatever_is_typed_no_number_address_or_story_is_kept(question: str) -> None:
    kept = words_to_keep(question)
    assert len(kept) <= 60
    assert "@" not in kept
    assert not any(one.isdigit() for one in kept)
    assert kept == kept.lower() == " ".join(kept.split())


@pytest.mark.django_db
def test_the_same_question_is_one_row_without_place_or_time() -> None:
    with acting_as(Actor(role=SYSTEM)):
        for question in ("Kanarie in huis", "kanarie  in huis", "bel 0612345678"):
            note_unanswered(question, on=TODAY)
        [row] = UnansweredSearch.objects.values()
    assert row.pop("id")
    assert row == {"words": "kanarie in huis", "number": 2, "last_on": TODAY}


@pytest.mark.django_db
def test_nonsense_does_not_fill_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naober.directory.counting.MOST_UNANSWERED", 1)
    with acting_as(Actor(role=SYSTEM)):
        for question in ("een", "twee", "een"):
            note_unanswered(question, on=TODAY)
        assert list(UnansweredSearch.objects.values_list("words", "number")) == [("een", 2)]


@pytest.mark.django_db
def test_the_cards_of_a_page_are_counted_in_one_statement(
    django_assert_num_queries: object,
) -> None:
    first, second = make_service(), make_service()
    with acting_as(Actor(role=SYSTEM)):
        with django_assert_num_queries(1):  # type: ignore[operator]
            count_cards([first.pk, second.pk], CountKind.SHOWN, on=TODAY)
        count_cards([second.pk, second.pk], CountKind.SHOWN, on=TODAY)
        count_cards([second.pk], CountKind.OPENED, on=TODAY)
        found = CardCount.objects.order_by("kind", "number")
        assert list(found.values_list("service", "kind", "number")) == [
            (second.pk, "opened", 1), (first.pk, "shown", 1), (second.pk, "shown", 2),
        ]  # fmt: skip


@pytest.mark.django_db
def test_words_that_nobody_asks_any_more_are_forgotten() -> None:
    with acting_as(Actor(role=SYSTEM)):
        note_unanswered("kanarie in huis", on=TODAY - UNANSWERED_KEPT - timedelta(days=1))
        note_unanswered("hond in huis", on=TODAY)
        forget_unanswered(on=TODAY)
    with role("naober_system"):
        assert [one.words for one in UnansweredSearch.objects.all()] == ["hond in huis"]
