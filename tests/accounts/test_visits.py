"""Security test T12: how long a visit lasts, where one is signed in, and in which role."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from naober.accounts.models import User
from naober.accounts.tasks import forget_old_sessions
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.shared import clock
from naober.sites.entrance import ROLE_KEY
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.organisations import make_membership
from tests.sign_in import is_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planted(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.planted"  # type: ignore[attr-defined]
    settings.NAOBER_SECOND_FACTOR = False  # type: ignore[attr-defined]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Give a function that lets minutes pass on the clock of the house."""
    passed = timedelta()
    now = clock.now

    def wait(minutes: float) -> None:
        nonlocal passed
        passed += timedelta(minutes=minutes)

    def moved() -> datetime:
        return now() + passed

    monkeypatch.setattr(clock, "now", moved)
    return wait


def visit(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


STAFF, CARER, EVERYBODY = "/planted/desk/", "/planted/carer/", "/planted/everyone/"


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (16, False)])
def test_a_colleague_who_is_quiet_for_a_quarter_is_signed_out(
    later: object, minutes: int, *, opens: bool
) -> None:
    client = visit(make_membership().user)
    assert client.get(STAFF).status_code == 200
    later(minutes)  # type: ignore[operator]
    assert (client.get(STAFF).status_code == 200) is opens
    assert is_in(client) is opens


@pytest.mark.parametrize(("minutes", "opens"), [(29, True), (31, False)])
def test_a_carer_who_is_quiet_for_half_an_hour_is_signed_out(
    later: object, minutes: int, *, opens: bool
) -> None:
    client = visit(make_carer().account)
    assert client.get(CARER).status_code == 200
    later(minutes)  # type: ignore[operator]
    assert (client.get(CARER).status_code == 200) is opens


@pytest.mark.parametrize("page", [EVERYBODY, "/account/apparaten/", "/account/tweede-stap/"])
def test_a_page_for_everybody_does_not_bring_a_quiet_colleague_back(
    later: object, page: str
) -> None:
    client = visit(make_membership().user)
    client.get(STAFF)
    later(16)  # type: ignore[operator]
    client.get(page)
    assert not is_in(client)
    assert client.get(STAFF).status_code == 302


def test_whoever_goes_on_reading_stays(later: object) -> None:
    client = visit(make_membership().user)
    for _ in range(12):
        later(10)  # type: ignore[operator]
        assert client.get(STAFF).status_code == 200


@pytest.mark.parametrize("page", [STAFF, CARER])
def test_no_visit_lasts_longer_than_twelve_hours(later: object, page: str) -> None:
    user = make_membership().user if page == STAFF else make_carer().account
    client = visit(user)
    for _ in range(12 * 6):
        assert client.get(page).status_code == 200
        later(10)  # type: ignore[operator]
    later(1)  # type: ignore[operator]
    assert client.get(page).status_code == 302
    assert not is_in(client)


def test_a_session_that_somebody_kept_unused_is_too_old_after_half_a_day(later: object) -> None:
    client = visit(make_carer().account)
    later(12 * 60 + 1)  # type: ignore[operator]
    assert client.get(CARER).status_code == 302


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie() -> None:
    client = visit(make_carer().account)
    kept = client.cookies.copy()
    client.post("/account/uitloggen/")
    client.cookies = kept
    assert client.get(CARER).status_code == 302


# ---- devices


def test_one_sees_where_one_is_signed_in() -> None:
    user = make_carer().account
    telephone, computer = Client(), Client()
    telephone.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) Safari"
    computer.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows) Firefox"
    for client in (telephone, computer):
        sign_in(client, user)
    page = telephone.get("/account/apparaten/").content.decode()
    assert "iPhone" in page
    assert "Windows" in page
    assert make_carer().account.email not in page


@pytest.mark.parametrize(("data", "stays"), [({"everywhere": "1"}, False), ({}, True)])
def test_one_signs_out_everywhere_or_on_all_other_devices(
    data: dict[str, str], *, stays: bool
) -> None:
    user = make_carer().account
    here, there, somebody = visit(user), visit(user), visit(make_carer().account)
    here.post("/account/apparaten/", data)
    assert there.get(CARER).status_code == 302
    assert (here.get(CARER).status_code == 200) is stays
    assert somebody.get(CARER).status_code == 200
    assert UserSession.objects.filter(user=user).count() == int(stays)


# ---- roles


@pytest.fixture
def two_places() -> tuple[Membership, Membership]:
    member = make_membership()
    return member, make_membership(role=Role.ADMINISTRATOR, user=member.user)


def test_the_only_role_needs_no_choice() -> None:
    member = make_membership()
    client = visit(member.user)
    assert client.get(STAFF).status_code == 200
    assert client.session[ROLE_KEY] == str(member.pk)


def test_who_works_in_two_places_chooses_and_the_session_gets_a_new_key(
    two_places: tuple[Membership, Membership],
) -> None:
    consultant, administrator = two_places
    client = visit(consultant.user)
    first = client.get(STAFF)
    assert first.headers["Location"] == "/account/rol/?next=/planted/desk/"
    page = client.get(first.headers["Location"]).content.decode()
    assert consultant.organisation.name in page
    assert administrator.organisation.name in page
    for member, opens, closed in (
        (consultant, STAFF, "/planted/team/"),
        (administrator, "/planted/team/", STAFF),
    ):
        before = client.session.session_key
        answer = client.post("/account/rol/", {"membership": str(member.pk), "next": opens})
        assert answer.headers["Location"] == opens
        assert client.session.session_key != before
        assert client.get(opens).status_code == 200
        assert client.get(closed).status_code == 302  # asks to choose again
        old = Client()
        old.cookies["naober_session"] = before
        assert old.get(opens).status_code == 302
    assert UserSession.objects.get(user=consultant.user).session_key == client.session.session_key


def test_a_role_of_somebody_else_cannot_be_chosen(
    two_places: tuple[Membership, Membership],
) -> None:
    consultant, _ = two_places
    client = visit(consultant.user)
    for key in (str(make_membership().pk), "", "x", str(consultant.organisation_id)):
        assert client.post("/account/rol/", {"membership": key}).status_code == 404
    assert ROLE_KEY not in client.session


@pytest.mark.parametrize("status", [MembershipStatus.SUSPENDED, MembershipStatus.ENDED])
def test_a_chosen_role_that_ends_is_chosen_no_longer(
    two_places: tuple[Membership, Membership], status: str
) -> None:
    consultant, administrator = two_places
    client = visit(consultant.user)
    client.post("/account/rol/", {"membership": str(consultant.pk)})
    assert client.get(STAFF).status_code == 200
    with role("naober_system"):
        Membership.objects.filter(pk=consultant.pk).update(status=status)
    assert client.get(STAFF).status_code == 404
    assert client.get("/planted/team/").status_code == 200
    answer = client.post("/account/rol/", {"membership": str(consultant.pk)})
    assert answer.status_code == 404
    assert administrator.status == MembershipStatus.ACTIVE


@pytest.mark.parametrize("away", ["https://elsewhere.example.org/", "//x", "javascript:x"])
def test_choosing_a_role_never_leads_to_another_site(
    two_places: tuple[Membership, Membership], away: str
) -> None:
    client = visit(two_places[0].user)
    answer = client.post("/account/rol/", {"membership": str(two_places[0].pk), "next": away})
    assert answer.headers["Location"] == "/welkom/"


def test_who_has_no_role_reads_so_on_the_page_of_roles() -> None:
    page = visit(make_carer().account).get("/account/rol/")
    assert page.status_code == 200
    assert "membership" not in page.content.decode().replace("csrfmiddleware", "")


# ---- cookies


def test_in_production_the_cookie_is_bound_to_this_host_and_to_https() -> None:
    import os
    import subprocess
    import sys

    from naober.config.environment import ROOT

    asked = (
        "import naober.config.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["__Host-naober", "__Host-csrf", *["True"] * 4, "Lax"]


def test_the_cookie_of_a_session_is_for_this_browser_and_this_visit_only() -> None:
    client = visit(make_carer().account)
    cookie = client.cookies["naober_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["domain"] == cookie["max-age"] == cookie["expires"] == ""


def test_of_a_visit_that_ended_nothing_is_kept(settings: object) -> None:
    settings.CACHES = {"default": settings.CACHES["database"]}  # type: ignore[attr-defined]
    user = make_carer().account
    ended, goes_on = visit(user), visit(user)
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE naober_cache SET expires = now() - interval '1 second'")
    with role("naober_worker"):
        forget_old_sessions.func(0)
    assert [one.session_key for one in UserSession.objects.all()] == [goes_on.session.session_key]
    assert Session.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM naober_cache")
        assert cursor.fetchone() == (0,)
    assert goes_on.get(CARER).status_code == 200
