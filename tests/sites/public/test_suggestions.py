"""Suggestions while somebody types: kinds of support in everyday words, and cards by name."""

import logging
import re
from html import unescape

import pytest
from django.test import Client

from tests.factories.directory import make_category, make_service, make_word

pytestmark = pytest.mark.django_db


def suggested(client: Client, typed: str, path: str = "/zoeken/suggesties/") -> list[str]:
    response = client.get(path, {"q": typed})
    assert response.status_code == 200
    return re.findall(r'data-text="([^"]*)"', unescape(response.content.decode()))


@pytest.fixture(autouse=True)
def _cards() -> None:
    make_service("respite.stay", name_nl="Huis Zonnebloem", name_en="House Sunflower")
    make_word("een weekend weg")
    make_word("nachtje slapen", weight=1)
    make_word("a night away", language="en")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("loge", "Logeerzorg"),
        ("weekend", "een weekend weg"),
        ("een week", "een weekend weg"),
        ("wekend", "een weekend weg"),
        ("zonneb", "Huis Zonnebloem"),
        ("huis zon", "Huis Zonnebloem"),
        ("Zonnebleom", "Huis Zonnebloem"),
    ],
)
def test_the_beginning_of_a_word_is_enough_and_an_error_does_no_harm(
    client: Client, typed: str, first: str
) -> None:
    assert suggested(client, typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["", "l", " ", "qqqq", "zonnebloem logeerzorg", "x" * 500, "\x00"]
)
def test_what_begins_nothing_suggests_nothing(client: Client, typed: str) -> None:
    assert suggested(client, typed) == []


def test_a_kind_of_support_without_a_card_is_not_suggested(client: Client) -> None:
    make_category("support.cafe", label_nl="Mantelzorgcafé")
    assert suggested(client, "mantelzorgc") == []


def test_a_kind_is_suggested_once_and_there_are_at_most_eight(client: Client) -> None:
    for number in range(12):
        make_word(f"logeren {number}")
        make_service(name_nl=f"Logeerhuis {chr(97 + number)}")
    found = suggested(client, "loge")
    assert len(found) == 8
    assert found[0] == "Logeerzorg"
    assert len([one for one in found if not one.startswith("Logeerhuis")]) == 1


def test_in_english_the_words_are_english(client: Client) -> None:
    assert suggested(client, "night", "/en/zoeken/suggesties/") == ["a night away"]
    assert suggested(client, "sunfl", "/en/zoeken/suggesties/") == ["House Sunflower"]


def test_a_card_leads_to_the_card_and_words_to_a_search(client: Client) -> None:
    page = client.get("/zoeken/suggesties/", {"q": "zonneb"}).content.decode()
    assert re.search(r'data-url="/hulp/kaart-\d+/"', page)
    assert "data-url" not in client.get("/zoeken/suggesties/", {"q": "weekend"}).content.decode()


def test_what_is_typed_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        suggested(client, "zonnebloempit")
    assert "zonnebloempit" not in caplog.text.replace("django.db", "")
