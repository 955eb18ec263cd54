"""The third net: every address × everybody × every method, against one table.

Security tests T1 (matrix), T2 (canaries), T7 (roles without person-level data), T20 (the log).
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, clear_url_caches, path, reverse
from django.utils.translation import override

from naober.audit.models import Event
from naober.config import urls
from naober.sites.entrance import enter
from tests.addresses import Row, address, matrix, names
from tests.database import role
from tests.world import Point, World, make_world

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "visitor", "carer", "young carer", "consultant", "coordinator", "administrator",
    "policy officer", "platform administrator", "professional", "volunteer",
    "provider", "editor", "consultant invited", "consultant suspended", "consultant ended",
    "consultant elsewhere", "consultant of an ended organisation", "nobody in particular",
)  # fmt: skip
NEVER_A_CARER = ("administrator", "policy officer", "platform administrator", "professional",
                 "volunteer", "provider", "editor", "consultant invited",
                 "consultant suspended", "consultant ended",
                 "consultant of an ended organisation", "nobody in particular")  # fmt: skip
CARER_WORDS = ("voornaam", "achternaam", "straat", "plaats", "bijzonderheid", "gesprek")
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
SECRETS = re.compile(rb'(csrfmiddlewaretoken" value="|nonce=")[^"]+')


OF_EVERYBODY = {
    *("link", "question", "guide question", "guide answer", "old guide", "search", "word"),
    *("import run", "card"),
}
"""What no organisation has for itself: a link that is its own key, the one guide, what the
editors keep together, and a card of the social map."""


@pytest.fixture(autouse=True)
def _without_second_factor(settings: object) -> None:
    settings.NAOBER_SECOND_FACTOR = False  # type: ignore[attr-defined]


@pytest.fixture
def world() -> World:
    return make_world()


def client_of(world: World, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who != "visitor":
        client.force_login(world.people[who])
    return client


def home_of(world: World, who: str) -> Point:
    return world.b if who == "consultant elsewhere" else world.a


def opens(row: Row, who: str) -> bool:
    """Return whether the table lets somebody in; a role at B is a role at B."""
    if row.audience == "everyone":
        return True
    who = {"consultant elsewhere": "consultant"}.get(who, who)
    return (row.audience == "signed in" and who != "visitor") or who in row.opens_for


def body(response: HttpResponse) -> bytes:
    return SECRETS.sub(b"", response.content)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert names() == set(matrix())


def test_an_address_without_a_row_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    planted: list[URLPattern] = [path("planted/", enter, name="planted")]
    monkeypatch.setattr(urls, "urlpatterns", urls.urlpatterns + planted)
    clear_url_caches()
    try:
        assert names() - set(matrix()) == {"planted"}
    finally:
        monkeypatch.undo()
        clear_url_caches()


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_opens_only_for_whom_the_table_says_and_shows_nothing_of_others(
    world: World, who: str
) -> None:
    """T1, T2 and T7: no word of another support point, no carer for who is not a consultant."""
    hidden = hidden_from(world, who)
    wrong, leaks = [], []
    for row, point, where, response in pages(world, who):
        home = not row.about or point is home_of(world, who)
        if home and not _opens_as_it_should(row, who, response):
            wrong.append((row.name, response.status_code))
        if _shows(response, *hidden):
            leaks.append(where)
    assert wrong == []
    assert leaks == []


def hidden_from(world: World, who: str) -> list[str]:
    """Return the words that somebody may see on no page at all."""
    here, elsewhere = home_of(world, who), world.a if who == "consultant elsewhere" else world.b
    hidden = [elsewhere.canary + word for word in CARER_WORDS]
    if who in ("visitor", "young carer", *NEVER_A_CARER):
        hidden += [here.canary + word for word in CARER_WORDS]
    if who != "platform administrator":  # who sees the colleagues of every organisation
        hidden.append(elsewhere.canary)
    return hidden


def _opens_as_it_should(row: Row, who: str, response: HttpResponse) -> bool:
    if opens(row, who):
        return response.status_code in {200, 302} and not _to_sign_in(response)
    return _turned_away(response, who)


def _to_sign_in(response: HttpResponse) -> bool:
    """Choosing in which role to work is an account page too, and asks nobody to sign in."""
    where = response.headers.get("Location", "").removeprefix("/en")
    with override("nl"):
        return where.startswith("/account/") and where != reverse("account_choose_role")


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_form_is_taken_only_from_whom_the_table_says(world: World, who: str) -> None:
    client = client_of(world, who)
    wrong = []
    for row in sorted(matrix().values(), key=lambda row: row.name == "carer:leave"):
        where = address(row, world, home_of(world, who))
        response = client.post(where, {})
        if "POST" not in row.methods:
            good = response.status_code == 405 or _turned_away(response, who)
        elif opens(row, who):
            good = response.status_code < 500 and not _to_sign_in(response)
        else:
            good = _turned_away(response, who)
        if not good:
            wrong.append((row.name, response.status_code))
    assert wrong == []


def _turned_away(response: HttpResponse, who: str) -> bool:
    return _to_sign_in(response) if who == "visitor" else response.status_code == 404


@pytest.mark.parametrize("who", ["visitor", "carer", "consultant", "coordinator"])
def test_other_methods_open_nothing(world: World, who: str) -> None:
    client = client_of(world, who)
    wrong = [
        (row.name, method, status)
        for row in matrix().values()
        for method in OTHER_METHODS
        if (
            status := client.generic(
                method, address(row, world, world.a), content_type="application/json"
            ).status_code
        )
        not in {302, 403, 404, 405}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "who", ["carer", "consultant", "coordinator", "administrator", "provider", "editor"]
)
def test_what_is_elsewhere_looks_like_what_is_not_there(world: World, who: str) -> None:
    client = client_of(world, who)
    rows = [
        row
        for row in matrix().values()
        if row.about and row.audience != "everyone" and row.about not in OF_EVERYBODY
    ]
    assert rows
    wrong = []
    for row in rows:
        for method in row.methods:
            theirs = client.generic(method, address(row, world, world.b))
            nothing = client.generic(
                method, address(row, world, world.b, missing=str(uuid.uuid4()))
            )
            if theirs.status_code != 404 or body(theirs) != body(nothing):
                wrong.append((row.name, method, theirs.status_code))
    assert wrong == []


def pages(world: World, who: str) -> Iterator[tuple[Row, Point, str, HttpResponse]]:
    """Return every page that somebody can ask, with the objects of A and of B."""
    client = client_of(world, who)
    for row in matrix().values():
        if "GET" in row.methods:
            for point in (world.a, world.b) if row.about else (world.a,):
                where = address(row, world, point)
                yield row, point, where, client.get(where)


def _shows(response: HttpResponse, *words: str) -> bool:
    content = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
    return any(word.encode() in content or word in str(response.headers) for word in words)


@pytest.mark.parametrize("who", ["carer", "consultant", "coordinator"])
def test_who_may_see_a_file_sees_it_and_only_in_the_page(world: World, who: str) -> None:
    """Without this the test above could pass by showing nothing; and no page names a person
    where it stays behind: in an address, a title or a redirect."""
    heard = 0
    for _row, _point, where, response in pages(world, who):
        heard += _shows(response, world.a.canary)
        assert world.a.canary not in where + response.headers.get("Location", "")
        for title in TITLE.findall(body(response)):
            assert world.a.canary.encode() not in title, where
    assert heard >= 4


@pytest.mark.parametrize("who", ["carer", "consultant", "coordinator"])
def test_what_is_shown_of_a_person_is_in_the_log(world: World, who: str) -> None:
    client = client_of(world, who)
    for row in matrix().values():
        if "GET" not in row.methods:
            continue
        before = {carer: _lines(carer.pk) for carer in (world.a.carer, world.a.registration.carer)}
        response = client.get(address(row, world, world.a))
        for carer, lines in before.items():
            if _shows(response, carer.first_name):
                assert _lines(carer.pk) > lines, row.name


def _lines(subject: uuid.UUID) -> int:
    with role("naober_system", "audit"):
        return Event.objects.using("audit").filter(subject_id=subject).count()


def test_a_line_of_the_log_says_everything_but_content(world: World) -> None:
    client_of(world, "consultant").get(f"/balie/mensen/{world.a.case.pk}/")
    with role("naober_system", "audit"):
        line = Event.objects.using("audit").filter(subject_id=world.a.carer.pk).latest("at")
    assert (line.action, line.role, line.access_point, line.done) == (
        "read", "consultant", "desk:file", True,
    )  # fmt: skip
    assert line.user_id == world.people["consultant"].pk
    assert line.organisation_id == world.a.organisation.pk
    assert line.ground == "task"
    assert world.a.canary not in "".join(
        str(value) for name, value in vars(line).items() if name != "actor_name"
    )


def test_being_turned_away_is_in_the_log(world: World) -> None:
    client_of(world, "consultant").get(f"/balie/mensen/{world.b.case.pk}/")
    with role("naober_system", "audit"):
        line = Event.objects.using("audit").latest("at")
    assert (line.action, line.done) == ("refused", False)
