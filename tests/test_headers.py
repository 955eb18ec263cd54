"""Security test T8: every answer of the site carries the headers that keep a page to its reader.

Every row of the access matrix, asked and posted to, by a visitor and by somebody for whom it opens;
and what no row gives: pages that are not there, forms that were open too long, sign-in, files.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import settings as as_they_are
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.addresses import Row, address, matrix
from tests.database import role
from tests.sign_in import sign_in
from tests.sites.public.flow import begin
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
    ),
}
SOMEBODY = (
    *("carer", "consultant", "coordinator", "administrator", "professional", "policy officer"),
    *("provider", "editor"),
)
FORGET = '"cache", "cookies", "storage"'


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def secure(settings: Any) -> None:
    """Run with the settings that NAOBER_HTTPS=1 gives, as a process of its own reads them."""
    names = [
        name
        for name in dir(as_they_are)
        if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_", "LANGUAGE_COOKIE"))
    ]
    script = (
        "import json; from naober.config import settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in {names!r} if hasattr(s, n)}}))"
    )
    environment = os.environ | {"NAOBER_HTTPS": "1", "NAOBER_DEMO": "0"}
    answer = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    for name, value in json.loads(answer.stdout).items():
        setattr(settings, name, value)
    assert settings.SESSION_COOKIE_SECURE


def policy(response: HttpResponse) -> dict[str, str]:
    parts = response.headers.get("Content-Security-Policy", "").split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


def faults(response: HttpResponse, *, somebody: bool) -> Iterator[str]:
    """Yield what an answer lacks; `somebody` is signed in, so nothing of it is stored."""
    if policy(response) != POLICY:
        yield f"policy {policy(response)}"
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield f"{name}: {response.headers.get(name)}"
    if somebody and response.headers.get("Cache-Control") != "no-store":
        yield f"stored: {response.headers.get('Cache-Control')}"
    for name, cookie in response.cookies.items():
        if not (cookie["httponly"] or forgotten(cookie)) or cookie["samesite"] != "Lax":
            yield f"cookie {name} {cookie}"


def forgotten(cookie: "Morsel[str]") -> bool:
    return cookie["max-age"] == 0


def rows_of(who: str) -> list[Row]:
    """Return what somebody asks: a visitor all, others what opens for nobody before them."""
    rows = list(matrix().values())
    if who == "visitor":
        return rows
    earlier = SOMEBODY[: SOMEBODY.index(who)]
    return [
        row
        for row in rows
        if (row.audience == "signed in" and not earlier)
        or (who in row.opens_for and not set(earlier) & set(row.opens_for))
    ]


def answers(world: World, who: str) -> Iterator[tuple[str, HttpResponse]]:
    """Ask and post to rows as somebody, from the gentlest to leaving."""
    client = Client(raise_request_exception=False)
    if who != "visitor":
        client.force_login(world.people[who])
    for row in sorted(rows_of(who), key=lambda row: row.name.startswith("carer:leave")):
        where = address(row, world, world.a)
        for method in ("get", "head", "post", "delete"):
            yield f"{method} {where}", getattr(client, method)(where)


def test_every_row_is_asked_by_somebody_for_whom_it_opens() -> None:
    asked = {row.name for who in SOMEBODY for row in rows_of(who)}
    assert asked == {row.name for row in matrix().values() if row.audience != "everyone"}


@pytest.mark.parametrize("who", ["visitor", *SOMEBODY])
def test_every_answer_keeps_a_page_to_its_reader(world: World, who: str) -> None:
    statuses, wrong = set(), []
    for where, response in answers(world, who):
        statuses.add(response.status_code)
        wrong += [(where, one) for one in faults(response, somebody=who != "visitor")]
    assert wrong == []
    assert {200, 405} <= statuses


def test_what_no_row_gives_has_the_headers_too(world: World) -> None:
    visitor, strict = Client(), Client(enforce_csrf_checks=True)
    somebody = Client(raise_request_exception=False)
    somebody.force_login(world.people["consultant"])
    for client in (visitor, somebody):
        found = [
            (404, client.get("/bestaat-niet/")),
            (404, client.get("/static/bestaat-niet.css")),
            (301, client.get("/privacy")),
            (200 if client is somebody else 302, client.get("/account/tweede-stap/")),
        ]
        for status, response in found:
            assert response.status_code == status, response.headers.get("Location")
            assert list(faults(response, somebody=client is somebody)) == []
    response = strict.post("/check/")
    assert response.status_code == 403
    assert list(faults(response, somebody=False)) == []
    response = visitor.get("/account/inloggen/")
    assert list(faults(response, somebody=False)) == []
    assert response.headers["Cache-Control"] != "public"


def test_a_broken_page_has_the_headers_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("naober.sites.desk.views.lists.end_of_week", broken)
    client = Client(raise_request_exception=False)
    client.force_login(world.people["consultant"])
    response = client.get("/balie/")
    assert response.status_code == 500
    assert list(faults(response, somebody=True)) == []


def test_a_draft_of_a_visitor_is_never_stored(world: World) -> None:
    client = Client()
    begin(client)
    assert client.get("/aanmelden/zorg/").headers["Cache-Control"] == "no-store"


def test_a_file_of_ours_is_read_as_what_it_is(client: Client) -> None:
    response = client.get("/static/naober/favicon.svg")
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        ("consultant", "/account/uitloggen/", {}),
        ("carer", "/account/uitloggen/", {}),
        ("carer", "/account/apparaten/", {"everywhere": "1"}),
        ("young carer", "/mijn/stoppen/", {"registration": "their own"}),
    ],
)
def test_who_leaves_leaves_nothing_behind_in_the_browser(
    world: World, who: str, path: str, body: dict[str, str]
) -> None:
    client = Client()
    client.force_login(world.people[who])
    if "registration" in body:
        with role("naober_system"):
            body = {"registration": str(world.people[who].carers.get().pk)}
    response = client.post(path, body)
    assert response.status_code == 302
    assert response.headers["Clear-Site-Data"] == FORGET


@pytest.mark.usefixtures("secure")
def test_over_https_every_cookie_stays_on_this_host(world: World) -> None:
    client = Client(headers={"host": "testserver"})
    response = client.get("/account/inloggen/", secure=True)
    assert response.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )
    seen = dict(response.cookies)
    seen |= client.post("/aanmelden/", {}, secure=True).cookies
    client.force_login(world.people["carer"])
    seen |= client.cookies
    seen |= client.post(
        "/mijn/toestemming/", {"purpose": "news", "answer": "yes"}, secure=True
    ).cookies
    seen |= client.post("/mijn/check-bewaren/", secure=True).cookies
    kept = {name: one for name, one in seen.items() if not forgotten(one)}
    assert {"__Host-naober", "__Host-csrf"} < set(kept)
    for name, cookie in seen.items():
        assert cookie["secure"], name
        assert cookie["path"] == "/", name
        assert cookie["domain"] == "", name
    assert [name for name in kept if not name.startswith("__Host-") and name != "messages"] == []


@pytest.mark.usefixtures("secure")
def test_plain_http_leads_to_https(client: Client) -> None:
    response = client.get("/balie/")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/balie/"


@pytest.mark.parametrize(
    "line",
    [
        "csp.middleware.CSPMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "naober.config.middleware.PrivacyHeadersMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
def test_a_middleware_that_is_lost_is_noticed(world: World, settings: Any, line: str) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != line]
    client = Client()
    client.force_login(world.people["carer"])
    assert list(faults(client.get(reverse("carer:home")), somebody=True))


def test_a_looser_policy_is_noticed(client: Client, settings: Any) -> None:
    loose = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"script-src": ["'unsafe-inline'"]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": loose}
    assert list(faults(client.get("/"), somebody=False))


def test_signing_in_for_real_stores_nothing_either(world: World) -> None:
    client = Client()
    response = sign_in(client, world.people["carer"])
    assert list(faults(response, somebody=True)) == []
