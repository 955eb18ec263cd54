"""Security tests T14 and T15: who guesses is stopped, and nobody else is."""

from collections.abc import Callable

import pytest
from allauth.account import forms as library
from django.core.cache import caches
from django.test import Client, RequestFactory

from naober.accounts.limits import attempt
from naober.accounts.models import User
from tests.factories.carers import make_account
from tests.sign_in import ask, fill_in, give_app, is_in, mailed_code, other_codes, sign_in

pytestmark = pytest.mark.django_db
ATTACKER, HOME = "203.0.113.7", "198.51.100.20"


@pytest.fixture
def user() -> User:
    return make_account()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of codes that were really compared with the right one."""
    compared: list[str] = []
    compare: Callable[..., bool] = library.compare_user_code

    def noting(*, actual: str, expected: str) -> bool:
        compared.append(actual)
        return compare(actual=actual, expected=expected)

    monkeypatch.setattr(library, "compare_user_code", noting)
    return compared


def guess(address: str, network: str, *, rounds: int, **headers: str) -> None:
    """Ask for codes and fill in wrong ones, each round in a new browser."""
    codes = other_codes("0000-0000")
    for number in range(rounds):
        browser = Client(REMOTE_ADDR=network)
        browser.defaults["HTTP_USER_AGENT"] = f"browser {number}"
        for name, value in headers.items():
            browser.defaults[f"HTTP_{name.upper()}"] = value.format(number)
        ask(browser, address)
        for _ in range(3):
            fill_in(browser, next(codes))


def test_one_network_gets_ten_tries_an_hour_for_an_account(user: User, tried: list[str]) -> None:
    guess(user.email, ATTACKER, rounds=40)
    assert len(tried) == 10


def test_another_browser_or_a_made_up_address_gives_no_more_tries(
    user: User, tried: list[str]
) -> None:
    guess(user.email, ATTACKER, rounds=40, x_forwarded_for="10.0.0.{}", x_real_ip="10.1.0.{}")
    assert len(tried) == 10


def test_an_account_gets_a_hundred_tries_an_hour_from_everywhere(
    user: User, tried: list[str]
) -> None:
    for number in range(14):
        guess(user.email, f"203.0.113.{number}", rounds=4)
    assert len(tried) == 100


def test_the_owner_elsewhere_signs_in_during_the_attack(user: User) -> None:
    guess(user.email, ATTACKER, rounds=40)
    stopped, owner = Client(REMOTE_ADDR=ATTACKER), Client(REMOTE_ADDR=HOME)
    page = ask(stopped, user.email)
    assert page.status_code == 200
    assert "Wacht een uur" in page.content.decode()
    sign_in(owner, user)
    assert is_in(owner)


def test_the_limit_is_the_same_for_an_address_that_we_do_not_know() -> None:
    pages = []
    for address in (make_account().email, "niemand@example.org"):
        client = Client(REMOTE_ADDR=ATTACKER)
        pages.append([ask(client, address).status_code for _ in range(12)])
    assert pages[0] == pages[1] == [302] * 10 + [200] * 2


def test_another_account_is_not_hindered_by_the_attack(user: User) -> None:
    guess(user.email, ATTACKER, rounds=40)
    client = Client(REMOTE_ADDR=ATTACKER)
    sign_in(client, make_account())
    assert is_in(client)


def test_who_signs_in_often_is_not_guessing(user: User) -> None:
    for number in range(25):
        client = Client(REMOTE_ADDR=HOME)
        sign_in(client, user)
        assert is_in(client), number


def test_behind_a_proxy_of_ours_the_address_that_it_saw_counts(
    user: User, tried: list[str], settings: object
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for number in range(3):  # the proxy adds what it saw; the rest was made up by the client
        guess(user.email, "127.0.0.1", rounds=5, x_forwarded_for=f"10.0.0.{{}}, 203.0.113.{number}")
    assert len(tried) == 30
    guess(user.email, "127.0.0.1", rounds=5, x_forwarded_for="203.0.113.99, 203.0.113.1")
    assert len(tried) == 30


def test_a_town_hall_behind_one_address_is_served(settings: object) -> None:
    """Three hundred carers sign in from one network, each with a code of their own."""
    users = [make_account() for _ in range(300)]
    refused = []
    for user in users:
        client = Client(REMOTE_ADDR=HOME)
        sign_in(client, user)
        if not is_in(client):
            refused.append(user.pk)
    assert refused == []


def test_the_second_step_is_tried_ten_times_an_hour(user: User) -> None:
    secret = give_app(user)
    wrong = [f"{number:06}" for number in range(200, 220)]
    client = Client(REMOTE_ADDR=ATTACKER)
    ask(client, user.email)
    fill_in(client, mailed_code())
    for code in wrong:
        client.post("/account/inloggen/tweede-stap/", {"code": code})
    late = client.post("/account/inloggen/tweede-stap/", {"code": _now(secret)})
    assert late.status_code == 200
    assert not is_in(client)


def _now(secret: str) -> str:
    from tests.sign_in import app_code

    return app_code(secret)


def test_tries_are_counted_where_all_processes_count_them(settings: object) -> None:
    settings.CACHES = {"default": settings.CACHES["database"]}  # type: ignore[attr-defined]
    request = RequestFactory().post("/", REMOTE_ADDR=ATTACKER)
    counted = [attempt(request, "try_code", "Iemand@example.org") for _ in range(12)]
    assert [one is not None for one in counted] == [True] * 10 + [False] * 2
    counted[0].forget()  # type: ignore[union-attr]
    assert attempt(request, "try_code", "iemand@example.org") is not None
    assert type(caches["default"]).__name__ == "DatabaseCache"
