"""What visitors do together is counted once their page is there; it never costs them the page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import pytest
from django.db import DatabaseError
from django.test import Client

from naober.directory.models import CardCount, Service, UnansweredSearch
from tests.database import role
from tests.factories.directory import make_service
from tests.sites.public.flow import find_url

pytestmark = pytest.mark.django_db

Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def card() -> Service:
    return make_service()


def counted() -> list[tuple[str, int]]:
    with role("naober_system"):
        return list(CardCount.objects.order_by("kind").values_list("kind", "number"))


def unanswered() -> list[str]:
    with role("naober_system"):
        return list(UnansweredSearch.objects.order_by("words").values_list("words", flat=True))


def test_cards_are_counted_as_shown_opened_and_followed(
    client: Client, card: Service, django_capture_on_commit_callbacks: Commits
) -> None:
    other = make_service(name_nl="Iets anders", summary_nl="", summary_en="", name_en="Other")
    with django_capture_on_commit_callbacks(execute=True):
        client.get(find_url(q="logeerhuis"))
        client.get(find_url(q="logeerhuis"))
        client.get(f"/hulp/{card.key}/")
        client.head(f"/hulp/{card.key}/")
        assert client.get(f"/hulp/{card.key}/gevolgd/").content == b""
    with role("naober_system"):
        kinds = CardCount.objects.filter(service=card).order_by("kind")
        assert list(kinds.values_list("kind", "number")) == [
            ("followed", 1), ("opened", 1), ("shown", 2),
        ]  # fmt: skip
        assert not CardCount.objects.filter(service=other, kind="opened").exists()


@pytest.mark.usefixtures("card")
def test_words_that_find_nothing_are_kept_and_words_that_find_are_not(
    client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.get(find_url(q="Zzqxw   kwispel"))
        client.get(find_url(q="logeerhuis"))
    assert unanswered() == ["zzqxw kwispel"]


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    "question",
    [
        "zzqxw jan@example.org", "zzqxw 0612345678", "zzqxw " * 20, "zzqxw ik wil dood",
        "hij slaat mij", "999999990",
    ],
)  # fmt: skip
def test_nothing_personal_and_no_crisis_is_ever_kept(
    client: Client, question: str, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.get(find_url(q=question))
    assert unanswered() == []


@pytest.mark.usefixtures("card")
def test_a_question_that_needs_somebody_now_is_not_counted_at_all(
    client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = client.get(find_url(q="ik wil dood in het logeerhuis")).content.decode()
    assert "tel:113" in page
    assert counted() == []


@pytest.mark.usefixtures("card")
def test_a_filter_that_leaves_nothing_says_nothing_of_the_words(
    client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.get(find_url(q="zzqxw", payer="wlz"))
    assert unanswered() == []


def test_a_count_that_fails_leaves_the_page_as_it_is_and_its_words_out_of_the_log(
    client: Client,
    card: Service,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise DatabaseError("Key (words)=(zzqxw geheim) is broken")

    for name in ("count_cards", "note_unanswered"):
        monkeypatch.setattr(f"naober.sites.public.counting.{name}", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get(find_url(q="zzqxw geheim")).status_code == 200
        assert client.get(f"/hulp/{card.key}/").status_code == 200
    assert "not counted" in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("card")
def test_the_page_itself_reads_only_and_the_count_comes_after_it(client: Client) -> None:
    assert client.get(find_url(q="logeerhuis")).status_code == 200
    assert counted() == [("shown", 1)]
