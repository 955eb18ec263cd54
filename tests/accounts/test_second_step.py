"""Security test T17b: staff show a second factor, and the server is the one that asks."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as app_codes
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from naober.accounts.models import User
from naober.organisations.enums import Role
from naober.sites.access import access_of
from naober.sites.entrance import enter
from tests.factories.carers import make_carer
from tests.factories.organisations import make_membership
from tests.passkey import FLAG, Passkey
from tests.sign_in import (
    SECOND,
    app_code,
    ask,
    fill_in,
    give_app,
    give_spare_codes,
    is_in,
    kept_secrets,
    mailed_code,
    readable,
    sign_in,
)

pytestmark = pytest.mark.django_db
STAFF = "/planted/desk/"
OVERVIEW = "/account/tweede-stap/"
NEEDED = f"{OVERVIEW}?needed=1"


@pytest.fixture(autouse=True)
def _planted(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.planted"
    settings.NAOBER_SECOND_FACTOR = True
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]


@pytest.fixture
def user() -> User:
    return make_membership().user


def halfway(user: User) -> Client:
    """Return a browser in which the code from the mail was right and the second step waits."""
    client = Client()
    ask(client, user.email)
    assert fill_in(client, mailed_code()).headers["Location"] == SECOND
    return client


def staff_pages(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from staff_pages(pattern)
        else:
            rule = access_of(pattern.callback)
            if rule is not None and rule.audience == "staff":
                yield pattern


def test_production_asks_a_second_step_and_a_demonstration_says_that_it_does_not() -> None:
    from naober.config import settings as file

    assert file.NAOBER_SECOND_FACTOR is not file.NAOBER_DEMO
    assert django_settings.NAOBER_SECOND_FACTOR is True


@pytest.mark.parametrize("role", list(Role.values))
def test_without_a_second_step_no_page_of_staff_opens(role: str) -> None:
    client = Client()
    sign_in(client, make_membership(role=role).user)
    assert is_in(client)
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    pages = list(staff_pages(get_resolver()))
    assert len(pages) >= 10
    for pattern in pages:
        rule = access_of(pattern.callback)
        assert rule is not None
        answer = enter(request, rule)
        assert isinstance(answer, HttpResponse), pattern.name
        assert answer.headers["Location"] == NEEDED
    for page in (STAFF, "/planted/team/", "/planted/writes/"):
        assert client.get(page).headers["Location"] == NEEDED
        assert client.post(page).headers["Location"] == NEEDED


def test_between_the_two_steps_nothing_opens_at_all(user: User) -> None:
    give_app(user)
    client = halfway(user)
    assert not is_in(client)
    for page in (STAFF, "/planted/carer/", OVERVIEW, "/account/apparaten/", "/welkom/"):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(("/account/inloggen/", SECOND)), page
    client.get("/planted/everyone/")
    assert not is_in(client)


def test_somebody_in_a_support_point_connects_an_app_and_is_let_in(user: User) -> None:
    client = Client()
    sign_in(client, user)
    client.get(STAFF)
    page = client.get("/account/tweede-stap/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found
    secret = found[0]
    done = client.post("/account/tweede-stap/app/", {"code": app_code(secret)})
    assert done.headers["Location"] == "/account/tweede-stap/codes/"
    again = client.get(STAFF)
    assert again.headers["Location"].startswith("/account/opnieuw/?next=")
    asked = client.get(again.headers["Location"], follow=True)
    form = asked.redirect_chain[-1][0]
    answer = client.post(form, {"code": app_code(secret), "next": STAFF})
    assert answer.headers["Location"] == STAFF
    assert client.get(STAFF).status_code == 200


def test_from_then_on_both_steps_are_asked(user: User) -> None:
    secret = give_app(user)
    client = halfway(user)
    wrong = client.post(SECOND, {"code": app_code(secret, periods_ago=-9)})
    assert wrong.status_code == 200
    assert "Deze code klopt niet" in wrong.content.decode()
    assert not is_in(client)
    before = client.session.session_key
    assert client.post(SECOND, {"code": app_code(secret)}).headers["Location"] == "/welkom/"
    assert client.session.session_key != before
    assert client.get(STAFF).status_code == 200


def test_a_code_of_the_app_works_once(user: User) -> None:
    secret = give_app(user)
    code = app_code(secret)
    first, second = halfway(user), halfway(user)
    first.post(SECOND, {"code": code})
    second.post(SECOND, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_code_of_the_app_is_forgotten_no_sooner_than_it_stops_working(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A used code is remembered for one half minute, so it may be right in one half minute only."""
    secret = give_app(user)
    code, now = app_code(secret), app_codes.time.time()
    for seconds in (-30, 30, 60):
        monkeypatch.setattr(app_codes, "time", SimpleNamespace(time=lambda s=seconds: now + s))
        client = halfway(user)
        client.post(SECOND, {"code": code})
        assert not is_in(client), seconds


def test_a_spare_code_works_once(user: User) -> None:
    give_app(user)
    spare = give_spare_codes(user)[0]
    first, second = halfway(user), halfway(user)
    first.post(SECOND, {"code": spare})
    second.post(SECOND, {"code": spare})
    assert (is_in(first), is_in(second)) == (True, False)
    assert first.get(STAFF).status_code == 200


def test_secrets_of_the_second_step_cannot_be_read_in_the_database(user: User) -> None:
    secret = give_app(user)
    spare = give_spare_codes(user)
    kept = kept_secrets(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM mfa_authenticator t")
        text = cursor.fetchone()[0]
    assert len(kept) == 2
    assert secret not in text
    assert not [code for code in spare if code in text]
    assert readable(kept[0]) == secret


def test_who_has_only_spare_codes_has_no_second_step_yet(user: User) -> None:
    give_spare_codes(user)
    client = Client()
    sign_in(client, user)
    assert client.get(STAFF).headers["Location"] == NEEDED


REMOVALS = ["app/weg/", "codes/", "codes/nieuw/", "codes/bewaren/", "passkey/"]


@pytest.mark.parametrize("page", REMOVALS)
def test_the_second_step_is_changed_only_by_who_shows_it_once_more(user: User, page: str) -> None:
    secret = give_app(user)
    give_spare_codes(user)
    client = Client()
    sign_in(client, user, secret)
    before = Authenticator.objects.filter(user=user).count()
    for answer in (client.get(OVERVIEW + page), client.post(OVERVIEW + page)):
        if answer.status_code == 405:
            continue  # a page that only shows
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/opnieuw/")
    assert Authenticator.objects.filter(user=user).count() == before


def test_what_changes_in_the_second_step_is_mailed_to_its_owner(user: User) -> None:
    secret = give_app(user)
    client = Client()
    sign_in(client, user, secret)
    spare = give_spare_codes(user)[0]
    client.post("/account/opnieuw/code/", {"code": spare})
    mail.outbox.clear()
    client.post("/account/tweede-stap/app/weg/")
    assert not Authenticator.objects.filter(user=user).exists()
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert message.subject == "Het account is veranderd"
    assert "losgemaakt" in message.body
    assert client.get(STAFF).headers["Location"] == NEEDED


def test_a_carer_may_have_a_second_step_but_need_not() -> None:
    user = make_carer().account
    client = Client()
    sign_in(client, user)
    assert client.get("/planted/carer/").status_code == 200
    secret = give_app(user)
    both = halfway(user)
    both.post(SECOND, {"code": app_code(secret)})
    assert both.get("/planted/carer/").status_code == 200


# ---- passkeys


ADD, LOGIN = "/account/tweede-stap/passkey/", "/account/inloggen/passkey/"


def local() -> Client:
    return Client(SERVER_NAME="localhost")


def options_on(page: HttpResponse) -> dict[str, Any]:
    found = re.search(r'id="js_data"[^>]*>(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found
    options: dict[str, Any] = json.loads(found[1])
    return options


def login_options(client: Client) -> dict[str, Any]:
    options: dict[str, Any] = client.get(LOGIN, headers={"Accept": "application/json"}).json()
    return options


def give_passkey(user: User) -> Passkey:
    """Add a passkey as somebody does who just signed in."""
    client = local()
    sign_in(client, user)
    passkey = Passkey()
    done = client.post(
        ADD, {"name": "telefoon", "credential": passkey.register(options_on(client.get(ADD)))}
    )
    assert done.status_code == 302, done.content.decode()
    return passkey


def with_passkey(client: Client, passkey: Passkey, **wrong: Any) -> None:
    client.post(LOGIN, {"credential": passkey.answer(login_options(client), **wrong)})


def test_a_passkey_is_enough_and_counts_as_both_steps(user: User) -> None:
    passkey = give_passkey(user)
    client = local()
    with_passkey(client, passkey)
    assert is_in(client)
    assert client.get(STAFF).status_code == 200


LIES = {
    "another site asked": {"origin": "https://elsewhere.example.org"},
    "a site with a name like ours asked": {"origin": "https://localhost.example.org"},
    "a page without https asked": {"origin": "http://127.0.0.1"},
    "the key is of another host": {"host": "elsewhere.example.org"},
    "another question was answered": {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    "it was made for adding a key": {"kind": "webauthn.create"},
    "nobody was there": {"flags": FLAG(0)},
    "the device did not look who it was": {"flags": FLAG.UP},
    "somebody else signed": {"signature": b"0" * 70},
    "the key is unknown": {"id": b"0" * 16},
    "the account is unknown": {"owner": "enp6emVucQ"},
    "the account is no account": {"owner": "!"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_passkey_that_lies_opens_nothing(user: User, lie: str) -> None:
    passkey = give_passkey(user)
    client = local()
    with_passkey(client, passkey, **LIES[lie])
    assert not is_in(client)


def test_a_passkey_of_another_account_opens_only_that_account(user: User) -> None:
    mine, theirs = give_passkey(user), give_passkey(make_membership().user)
    client = local()
    with_passkey(client, mine, owner=theirs.owner)
    assert not is_in(client)


def test_an_answer_of_a_passkey_works_once(user: User) -> None:
    passkey = give_passkey(user)
    client = local()
    answer = passkey.answer(login_options(client))
    client.post(LOGIN, {"credential": answer})
    assert is_in(client)
    client.post("/account/uitloggen/")
    client.post(LOGIN, {"credential": answer})
    assert not is_in(client)
    login_options(client)
    client.post(LOGIN, {"credential": answer})
    assert not is_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://elsewhere.example.org"},
        {"host": "elsewhere.example.org"},
        {"challenge": "AAAA"},
        {"kind": "webauthn.get"},
        {"flags": FLAG.UP},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_passkey_that_lies_is_not_added(user: User, lie: dict[str, Any]) -> None:
    client = local()
    sign_in(client, user)
    credential = Passkey().register(options_on(client.get(ADD)), **lie)
    assert client.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()


GARBAGE = [
    "", "{}", "[]", "null", "1", '"x"', '{"id": 1}', "{", '{"response": {}}',
    '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"x"}}',
    '{"id":"aa","rawId":"aa","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    '{"id":"aa","rawId":"aa","response":{"clientDataJSON":"e30","authenticatorData":"oA"}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", GARBAGE)
def test_nonsense_in_place_of_a_passkey_breaks_nothing(user: User, credential: str) -> None:
    client = local()
    login_options(client)
    assert client.post(LOGIN, {"credential": credential}).status_code in {200, 302}
    sign_in(client, user)
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_passkey_as_second_step_after_the_code_from_the_mail(user: User) -> None:
    passkey = give_passkey(user)
    client = local()
    ask(client, user.email)
    fill_in(client, mailed_code())
    page = client.get(SECOND)
    client.post(SECOND, {"credential": passkey.answer(options_on(page))})
    assert is_in(client)
    assert client.get(STAFF).status_code == 200


def test_a_passkey_that_was_removed_opens_nothing(user: User) -> None:
    passkey = give_passkey(user)
    Authenticator.objects.filter(user=user).delete()
    client = local()
    with_passkey(client, passkey)
    assert not is_in(client)


def test_nobody_removes_the_passkey_of_another(user: User) -> None:
    give_passkey(user)
    theirs = Authenticator.objects.get(user=user, type="webauthn")
    client = Client()
    sign_in(client, make_carer().account)
    assert client.post(f"{OVERVIEW}passkey/{theirs.pk}/weg/").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
