"""A page that says what went wrong leads on: the menu, a search, a person to call."""

import html
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from naober.sites import errors
from tests.factories.carers import make_carer
from tests.sites.carer.pages import client_for

WORDS = {
    "": ("Deze pagina is er niet", "Zoek hulp", "Aanmelden", "Naar de eerste pagina"),
    "/en": ("This page is not here", "Find help", "Register", "To the first page"),
}


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("start", WORDS)
def test_a_page_that_is_not_there_offers_the_menu_a_search_and_a_person(start: str) -> None:
    response = Client().get(f"{start}/bestaat-niet/")
    page = text_of(response)
    assert response.status_code == 404
    assert [one for one in WORDS[start] if one not in page] == []
    assert f'role="search" action="{start}/hulp/"' in page
    assert f'href="{start}/steunpunten/"' in page
    assert 'href="tel:' in page
    assert page.count("utrecht-button--primary-action") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "other"), [("", "/en/"), ("/en", "/")])
def test_from_a_page_that_is_not_there_one_gets_to_the_other_language(
    start: str, other: str
) -> None:
    assert f'<a href="{other}" lang=' in text_of(Client().get(f"{start}/bestaat-niet/"))


@pytest.mark.django_db
def test_who_signed_in_keeps_their_own_menu_where_a_page_is_not_there() -> None:
    page = text_of(client_for(make_carer()).get("/bestaat-niet/"))
    assert "Uitloggen" in page
    assert "Inloggen</a>" not in page


def request_of_somebody() -> HttpRequest:
    """Return a request that reads the database as soon as somebody asks who sent it."""
    request = RequestFactory().get("/balie/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x" * 32
    for middleware in (SessionMiddleware, AuthenticationMiddleware):
        middleware(lambda _request: HttpResponse()).process_request(request)
    return request


@pytest.mark.parametrize(("language", "word"), [("nl", "Zoek hulp"), ("en", "Find help")])
@pytest.mark.parametrize(("answer", "status"), [(errors.broken, 500), (errors.busy, 503)])
def test_what_broke_is_said_with_the_menu_and_without_the_database(
    answer: Any, status: int, language: str, word: str
) -> None:
    with override(language):
        response = answer(request_of_somebody())
    assert response.status_code == status
    assert word in text_of(response)
    assert 'href="tel:' in text_of(response)


def test_a_page_that_asks_who_reads_it_is_caught_asking_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        errors.not_found(request_of_somebody())
