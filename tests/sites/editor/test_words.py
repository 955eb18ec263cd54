"""Editors: what found nothing, the words by kind, and what people find with a word now."""

from typing import Any

import pytest
from django.test import Client

from naober.audit.models import Event
from naober.directory.models import EverydayWord, UnansweredSearch
from naober.directory.queries import mark_of_word
from naober.organisations.enums import Role
from tests.database import role
from tests.factories.directory import make_category, make_search, make_service, make_word
from tests.factories.organisations import make_membership

pytestmark = pytest.mark.django_db

HERE = "/redactie/woorden/"
NEW = f"{HERE}nieuw/"
WORD = {"expression": "Even  weg", "category": "respite.stay", "weight": "3", "language": "nl"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_membership(role=Role.EDITOR).user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def now(word: EverydayWord) -> EverydayWord:
    with role("naober_system"):
        return EverydayWord.objects.get(pk=word.pk)


def audited(kind: str) -> int:
    with role("naober_system"):
        return Event.objects.filter(kind=kind).count()


def move(client: Client, word: EverydayWord, how: str, **more: str) -> str:
    said = {"seen": mark_of_word(now(word))} | more
    return text(client.post(f"{HERE}{word.pk}/{how}", said, follow=True))


def test_the_most_asked_search_that_found_nothing_stands_on_top(editor: Client) -> None:
    make_search("kanarie", number=2)
    make_search("parkiet", number=9)
    page = text(editor.get(HERE))
    assert page.index("parkiet") < page.index("kanarie")
    assert "9 keer gezocht" in page


def test_the_page_of_upkeep_leads_to_everything_an_editor_keeps(editor: Client) -> None:
    page = text(editor.get("/redactie/"))
    for path in (HERE, "/redactie/dubbel/", "/redactie/gaten/"):
        assert f'href="{path}"' in page
        assert 'href="/redactie/"' in text(editor.get(path))


def test_without_such_searches_the_page_says_that_all_is_well(editor: Client) -> None:
    assert "Elke zoekvraag vond iets" in text(editor.get(HERE))


def test_a_search_that_is_left_is_off_the_list(editor: Client) -> None:
    search = make_search("kanarie")
    page = text(editor.post(f"{HERE}niets/{search.pk}/weg/", follow=True))
    assert "Elke zoekvraag vond iets" in page
    assert audited("search.left") == 1
    assert editor.post(f"{HERE}niets/{search.pk}/weg/").status_code == 404


def test_a_search_becomes_a_word_and_the_page_shows_what_it_finds_now(editor: Client) -> None:
    card = make_service(name_nl="Villa Rust")
    make_search("even weg")
    assert 'value="even weg"' in text(editor.get(f"{NEW}?woorden=even+weg"))
    page = text(editor.post(NEW, WORD, follow=True))
    assert card.name_nl in page
    assert "“Even weg” vindt 1 kaart." in page
    with role("naober_system"):
        assert not UnansweredSearch.objects.exists()
        assert EverydayWord.objects.get().expression == "Even weg"
    assert audited("word.added") == 1


def test_a_word_that_is_there_is_not_added_twice(editor: Client) -> None:
    make_word("even weg")
    assert "staat al bij deze soort hulp" in text(editor.post(NEW, WORD))


@pytest.mark.parametrize("expression", ["x", "12"])
def test_a_word_has_letters(editor: Client, expression: str) -> None:
    make_category()
    page = text(editor.post(NEW, WORD | {"expression": expression}))
    assert "minstens twee letters" in page


def test_a_word_that_was_taken_away_finds_nothing_and_can_come_back(editor: Client) -> None:
    make_service(name_nl="Villa Rust", summary_nl="", audience_nl="")
    word = make_word("hortensia")
    assert "vindt 1 kaart" in text(editor.get(f"{HERE}{word.pk}/"))
    page = move(editor, word, "weg/")
    assert "“hortensia” vindt niets." in page
    assert "Weggehaald" in text(editor.get(f"{HERE}lijst/"))
    assert "vindt 1 kaart" in move(editor, word, "terug/")
    assert audited("word.taken_away") == audited("word.brought_back") == 1


def test_a_word_that_was_taken_away_comes_back_by_adding_it(editor: Client) -> None:
    word = make_word("even weg")
    move(editor, word, "weg/")
    editor.post(NEW, WORD | {"weight": "1"})
    assert (now(word).removed_at, now(word).weight) == (None, 1)


def test_the_weight_of_a_word_is_changed(editor: Client) -> None:
    word = make_word("even weg")
    assert "Opgeslagen." in move(editor, word, "", weight="1")
    assert now(word).weight == 1
    assert audited("word.weighed") == 1


@pytest.mark.parametrize("how", ["", "weg/", "terug/"])
def test_of_two_editors_the_second_is_told(editor: Client, how: str) -> None:
    word = make_word("even weg")
    early = mark_of_word(word)
    move(editor, word, "", weight="1")
    assert "net gewijzigd" in move(editor, word, how, weight="2", seen=early)
    assert now(word).weight == 1


def test_the_list_is_shorter_by_a_part_of_a_word_and_by_a_kind(editor: Client) -> None:
    make_word("even weg")
    make_word("koffie", "support.cafe")
    part = text(editor.get(f"{HERE}lijst/?q=KOF"))
    assert "koffie" in part
    assert "even weg" not in part
    kind = text(editor.get(f"{HERE}lijst/?soort=respite.stay"))
    assert "even weg" in kind
    assert "koffie" not in kind
    assert "Dit woord is er niet." in text(editor.get(f"{HERE}lijst/?q=niets"))


def test_odd_letters_in_the_address_find_nothing(editor: Client) -> None:
    assert editor.get("/redactie/woorden/lijst/", {"q": "\0", "soort": "\0"}).status_code == 200
