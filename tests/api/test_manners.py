"""How the API behaves towards browsers, caches, the hasty and the mistaken."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY
from tests.world import make_world

pytestmark = pytest.mark.django_db

BAD = {
    "page=0": "page is a whole number from 1 to 1000000.",
    "page=-1": "page is a whole number",
    "page=99999999999999999999999": "page is a whole number",
    "page=²": "page is a whole number",
    "per_page=501": "per_page goes from 1 to 500.",
    "per_page=many": "per_page is a whole number",
    "full=perhaps": "full is true or false.",
    "modified_after=yesterday": "modified_after is a moment such as",
    "modified_after=2026-13-45": "modified_after is a moment such as",
    "modified_after=0001-01-01T00:00:00%2B14:00": "modified_after is a moment such as",
    "taxonomy_term_id=1": "taxonomy_term_id is an id as",
    "organization_id=%00": "organization_id is an id as",
    "search=%00": "search is a text of at most 200 characters.",
    f"search={'a' * 201}": "search is a text of at most 200 characters.",
    "format=xml": "format is json; there is no other.",
    "colour=red": "There is no parameter 'colour' here.",
}


def problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"]
    found: dict[str, Any] = json.loads(response.content)
    assert found["status"] == response.status_code
    return found


@pytest.mark.parametrize("query", BAD)
def test_a_parameter_that_cannot_be_read_is_answered_with_a_sentence(query: str) -> None:
    response = Client().get(f"/api/services?{query}")
    assert response.status_code == 400
    assert problem(response)["detail"].startswith(BAD[query])


def test_an_empty_parameter_counts_as_absent() -> None:
    make_service()
    response = Client().get("/api/services?search=&page=&taxonomy_term_id=")
    assert response.json()["total_items"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "services/1",
        "services/3f7b145d-84af-42d7-8fae-eaca714b02b2",
        "organizations/x%00y",
        "service_at_locations/3f7b145d-84af-42d7-8fae-eaca714b02b2",
        "taxonomies/none",
        "taxonomy_terms/3f7b145d-84af-42d7-8fae-eaca714b02b2",
        "services/",
        "nothing",
    ],
)
def test_what_is_not_there_is_a_problem_not_a_page(path: str) -> None:
    response = Client().get(f"/api/{path}")
    assert response.status_code == 404
    assert problem(response)["title"] == "Not Found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/services")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    problem(response)


def test_pages_of_other_sites_may_read_everything() -> None:
    for path in ("/api/", "/api/services", "/api/services/1", "/api/openapi.json"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*"
    asked = Client().options("/api/services", HTTP_ORIGIN="https://elders.example.org")
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_who_has_it_already_gets_it_not_again() -> None:
    card = make_service()
    for path in ("/api/", "/api/services", f"/api/services/{card.pk}", "/api/taxonomies"):
        first = Client().get(path)
        again = Client().get(path, HTTP_IF_NONE_MATCH=first["ETag"])
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == first["ETag"]
        assert again["Access-Control-Allow-Origin"] == "*"


def test_who_has_it_as_it_was_gets_it_anew() -> None:
    card = make_service()
    first = Client().get("/api/services")
    assert first["Last-Modified"] == http_date(MONDAY.timestamp())
    make_service()
    again = Client().get("/api/services", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    # The day alone changes a card, so an old moment is no reason to say that nothing changed.
    since = Client().get(f"/api/services/{card.pk}", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert since.status_code == 200


def test_no_cookie_is_set_and_no_session_is_read() -> None:
    world = make_world()
    client = Client()
    client.force_login(world.people["consultant"])
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/api/")
    assert not response.cookies
    assert "Vary" not in response
    assert not [one for one in queries if "session" in one["sql"]]


def test_somebody_who_is_signed_in_sees_what_everybody_sees() -> None:
    world = make_world()
    client = Client()
    client.force_login(world.people["editor"])
    hidden = make_service(published=False, organisation=world.service.organisation)
    assert client.get(f"/api/services/{hidden.pk}").status_code == 404
    assert client.get("/api/services").content == Client().get("/api/services").content


def test_who_asks_without_end_waits(settings: Any) -> None:
    settings.NAOBER_API_PER_MINUTE = 3
    answers = [Client().get("/api/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[3]["Retry-After"]) <= 60
    assert problem(answers[3])["detail"].startswith("Too many questions")
    elsewhere = Client().get("/api/", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


def test_a_mistake_of_ours_is_a_problem_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("naober.directory.openreferral.reading.services", broken)
    response = Client(raise_request_exception=False).get("/api/services")
    assert response.status_code == 500
    assert "secret" not in json.dumps(problem(response))


def test_an_answer_that_reads_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def asked(*_: object, **__: object) -> tuple[int, list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('naober.role')")
            seen.append(cursor.fetchone())
        return 0, []

    monkeypatch.setattr("naober.directory.openreferral.reading.services", asked)
    assert Client().get("/api/services").status_code == 200
    assert seen == [("visitor",)]
