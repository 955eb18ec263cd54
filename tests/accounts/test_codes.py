"""Security tests T13 and T16: a code counts once, in one browser, and tells nobody who we know."""

import io
import logging
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows import code_verification
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from naober.accounts.models import User
from naober.organisations.enums import MembershipStatus
from naober.shared.logs import NoPeople
from naober.shared.mail import deliver
from naober.sites import account_urls
from naober.sites import sign_in as views
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.organisations import make_membership
from tests.sign_in import ASK, CONFIRM, ask, fill_in, is_in, mailed_code, other_codes, sign_in

pytestmark = pytest.mark.django_db
CHANGING = re.compile(rb'(csrfmiddlewaretoken" value=")[^"]+')


@pytest.fixture
def user() -> User:
    return make_account()


def body(response: HttpResponse) -> bytes:
    return CHANGING.sub(b"", response.content)


def same(response: HttpResponse) -> dict[str, str]:
    """Return the headers without the one that tells the time."""
    return {name: value for name, value in response.headers.items() if name != "Expires"}


def test_a_code_by_mail_signs_somebody_in(user: User) -> None:
    client = Client()
    assert "/account/inloggen/code/" in ask(client, user.email).headers["Location"]
    assert mail.outbox[-1].to == [user.email]
    response = fill_in(client, mailed_code())
    assert response.headers["Location"] == "/welkom/"
    assert is_in(client)


def test_the_address_may_be_typed_in_capitals_and_the_code_with_spaces(user: User) -> None:
    client = Client()
    ask(client, f"  {user.email.upper()} ")
    fill_in(client, mailed_code().replace("-", " "))
    assert is_in(client)


def test_the_mail_says_nothing_about_care_and_comes_in_ones_own_language(user: User) -> None:
    ask(Client(), user.email)
    Client().post(f"/en{ASK}", {"email": user.email})
    dutch, english = mail.outbox[-2:]
    assert (dutch.subject, english.subject) == ("De code", "Your code")
    for message in (dutch, english):
        words = f"{message.subject} {message.body}".lower()
        assert not {"mantelzorg", "carer", "zorg"} & set(re.findall(r"\w+", words))
        assert "http" not in words  # nothing to click, nothing to imitate


def test_signing_in_gives_the_session_a_new_key(user: User) -> None:
    client = Client()
    ask(client, user.email)
    before = client.session.session_key
    fill_in(client, mailed_code())
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_code_works_once(user: User) -> None:
    client = Client()
    ask(client, user.email)
    code, cookies = mailed_code(), client.cookies.copy()
    fill_in(client, code)
    again = Client()
    again.cookies = cookies
    fill_in(again, code)
    assert not is_in(again)
    client.post("/account/uitloggen/")
    fill_in(client, code)
    assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(user: User) -> None:
    mine, theirs = Client(), Client()
    ask(mine, user.email)
    code = mailed_code()
    ask(theirs, user.email)
    fill_in(theirs, code)
    assert not is_in(theirs)
    fill_in(mine, code)
    assert is_in(mine)


def test_a_new_request_makes_the_earlier_code_worthless(user: User) -> None:
    client = Client()
    ask(client, user.email)
    earlier = mailed_code()
    ask(client, user.email)
    fill_in(client, earlier)
    assert not is_in(client)
    fill_in(client, mailed_code())
    assert is_in(client)


def test_looking_at_the_pages_never_uses_up_a_code(user: User) -> None:
    """A scanner of mail, a preview or a second tab may look as often as it wants."""
    client = Client()
    ask(client, user.email)
    for _ in range(20):
        for page in (ASK, CONFIRM, f"{CONFIRM}?code={mailed_code()}"):
            assert client.get(page).status_code == 200
            assert client.head(page).status_code == 200
    assert not is_in(client)
    fill_in(client, mailed_code())
    assert is_in(client)


def test_a_code_is_worthless_after_ten_minutes(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    ask(client, user.email)
    now = code_verification.time.time()
    for seconds, works in ((601, False), (599, True)):
        monkeypatch.setattr(
            code_verification, "time", SimpleNamespace(time=lambda later=seconds: now + later)
        )
        browser = Client()
        browser.cookies = client.cookies.copy()
        if works:
            ask(browser, user.email)
            monkeypatch.setattr(
                code_verification, "time", SimpleNamespace(time=lambda: now + 2 * 599)
            )
        fill_in(browser, mailed_code())
        assert is_in(browser) is works
    assert django_settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT <= 600


def test_three_wrong_codes_end_it_and_the_right_one_then_comes_too_late(user: User) -> None:
    client = Client()
    ask(client, user.email)
    code = mailed_code()
    wrong = other_codes(code)
    assert [fill_in(client, next(wrong)).status_code for _ in range(3)] == [200, 200, 302]
    fill_in(client, code)
    assert not is_in(client)


@pytest.mark.parametrize("address", ["", "niemand@example.org"])
def test_who_was_wrong_three_times_reads_to_ask_a_new_code(user: User, address: str) -> None:
    client = Client()
    ask(client, address or user.email)
    for _time in range(3):
        answer = client.post(CONFIRM, {"code": "0000-0000"}, follow=True)
    assert answer.redirect_chain == [(ASK, 302)]
    assert "Vraag een nieuwe code" in answer.content.decode()


def test_somebody_who_mistyped_the_address_begins_again_without_any_button(user: User) -> None:
    client = Client()
    ask(client, "vergissing@example.org")
    assert client.get(ASK).status_code == 200
    sign_in(client, user)
    assert is_in(client)


def test_who_is_already_in_goes_on_to_the_own_page(user: User) -> None:
    client = Client()
    sign_in(client, user)
    assert client.get(ASK).headers["Location"] == "/welkom/"


@pytest.mark.parametrize(
    "away",
    [
        "https://elsewhere.example.org/",
        "//elsewhere.example.org",
        "/\\elsewhere.example.org",
        "javascript:alert(1)",
        "http:elsewhere",
        "\thttps://elsewhere.example.org",
    ],
)
def test_signing_in_never_leads_to_another_site(user: User, away: str) -> None:
    client = Client()
    client.post(f"{ASK}?next={away}", {"email": user.email, "next": away})
    response = client.post(CONFIRM, {"code": mailed_code(), "next": away})
    assert response.headers["Location"] == "/welkom/"


def test_signing_in_leads_back_to_the_page_that_asked_for_it(user: User) -> None:
    client = Client()
    client.post(ASK, {"email": user.email, "next": "/mijn/"})
    response = client.post(CONFIRM, {"code": mailed_code(), "next": "/mijn/"})
    assert response.headers["Location"] == "/mijn/"


# ---- at the same moment


def at_once(client: Client, codes: list[str]) -> list[str]:
    """Send these codes from one browser at the same moment; return where each answer leads."""
    start = threading.Barrier(len(codes))

    def one(code: str) -> str:
        browser = Client()
        browser.cookies = client.cookies.copy()
        start.wait()
        try:
            return str(fill_in(browser, code).headers.get("Location", ""))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(codes)) as pool:
        return list(pool.map(one, codes))


@pytest.mark.django_db(transaction=True)
def test_fifty_times_the_same_code_at_once_is_one_session(user: User) -> None:
    client = Client()
    ask(client, user.email)
    answers = at_once(client, [mailed_code()] * 50)
    assert answers.count("/welkom/") == 1
    assert answers.count(ASK) == 49
    assert UserSession.objects.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_wrong_codes_at_once_are_three_tries(user: User) -> None:
    client = Client()
    ask(client, user.email)
    code = mailed_code()
    wrong = other_codes(code)
    answers = at_once(client, [next(wrong) for _ in range(50)])
    assert answers.count("") == 2  # told that it is wrong, and may try again
    fill_in(client, code)
    assert not is_in(client)


@pytest.fixture
def _without_waiting(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for pattern in account_urls.urlpatterns:
        if pattern.name == "account_confirm_login_code":
            monkeypatch.setattr(pattern, "callback", views.ConfirmCode.as_view())
    return


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_without_waiting")
def test_without_waiting_for_each_other_a_code_counts_more_than_once(user: User) -> None:
    """The fault that the test above must see."""
    client = Client()
    ask(client, user.email)
    assert at_once(client, [mailed_code()] * 30).count("/welkom/") > 1


# ---- who we know


def test_an_unknown_address_gets_the_same_answer_in_the_same_bytes(user: User) -> None:
    known, unknown = Client(), Client()
    answers = []
    for client, address in ((known, user.email), (unknown, "z" + user.email[1:])):
        first = ask(client, address)
        page = client.get(CONFIRM)
        wrong = fill_in(client, "1234-5678")
        answers.append(
            [
                (one.status_code, same(one), body(one).replace(address.encode(), b"@"))
                for one in (first, page, wrong)
            ]
        )
        assert django_settings.SESSION_COOKIE_NAME in client.cookies
    assert answers[0] == answers[1]
    assert [message.subject for message in mail.outbox] == ["De code"] * 2


@pytest.mark.usefixtures("queued_mail")
def test_an_unknown_address_costs_the_same_work(user: User) -> None:
    """No timing can tell what takes the same questions to the database and the same one mail."""
    asked = []
    for address in (user.email, "z" + user.email[1:]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(Client(), address)
        asked.append([re.sub(r"'[^']*'|\d+", "…", one["sql"]) for one in queries.captured_queries])
    assert asked[0] == asked[1]
    assert ProcrastinateJob.objects.count() == 2


def test_a_closed_account_looks_like_no_account(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    assert ask(client, user.email).status_code == 302
    assert "0000" not in mail.outbox[-1].body
    assert mail.outbox[-1].subject == "De code"
    assert not re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))


@pytest.mark.parametrize("status", [MembershipStatus.ENDED, MembershipStatus.SUSPENDED])
def test_who_only_worked_here_may_sign_in_and_finds_nothing(status: str) -> None:
    member = make_membership(status=status)
    client = Client()
    sign_in(client, member.user)
    assert is_in(client)
    assert client.get("/balie/").status_code in {302, 404}


def test_the_mail_to_an_unknown_address_leads_to_registering_and_not_to_a_dead_end() -> None:
    ask(Client(), "nieuw@example.org")
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    assert Client().get(found[1]).headers["Location"] == "/aanmelden/"


# ---- what lies where


def everywhere(words: list[str]) -> list[str]:
    """Return the tables in which one of these words can be read."""
    found = []
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            for word in words:
                name = connection.ops.quote_name(table)
                search = f"SELECT count(*) FROM {name} t WHERE t::text LIKE %s"
                cursor.execute(search, [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.append(table)
    return found


@pytest.mark.usefixtures("queued_mail")
@pytest.mark.django_db(transaction=True)
def test_a_code_is_readable_nowhere_in_the_database(user: User) -> None:
    client = Client()
    ask(client, user.email)
    job = ProcrastinateJob.objects.get()
    deliver(job.args["sealed"])  # what the worker does
    code = mailed_code()
    assert everywhere([code, code.replace("-", ""), "De code"]) == []
    assert set(everywhere([user.email])) == {"accounts_user"}
    fill_in(client, code)
    assert is_in(client)
    assert everywhere([code, code.replace("-", "")]) == []


@pytest.mark.django_db(transaction=True)
def test_the_search_for_codes_would_find_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO naober_cache VALUES ('planted', 'the code is 1111-2222', now())"
        )
    assert everywhere(["1111-2222"]) == ["naober_cache"]


def test_no_code_and_no_address_comes_in_a_log(user: User) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(NoPeople("%(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        client = Client()
        ask(client, user.email)
        code = mailed_code()
        client.get(f"/nergens/?code={code}&mail={user.email}")
        fill_in(client, next(other_codes(code)))
        fill_in(client, code)
        logging.getLogger("planted").warning("%s tried %s", user.email, f"/x?code={code}")
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
    written = stream.getvalue()
    assert "planted" in written
    assert code not in written
    assert user.email not in written


def test_no_address_of_a_page_holds_a_code(user: User) -> None:
    client = Client()
    first = ask(client, user.email)
    second = fill_in(client, mailed_code())
    assert not re.search(r"\d{4}", first.headers["Location"] + second.headers["Location"])


def test_signing_out_asks_the_browser_to_forget(user: User) -> None:
    client = Client()
    sign_in(client, user)
    assert client.get("/account/uitloggen/").status_code == 200
    assert is_in(client)
    response = client.post("/account/uitloggen/")
    assert response.status_code == 302
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(client)


def test_a_form_of_another_site_cannot_sign_anybody_in_or_out(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(ASK, {"email": user.email}).status_code == 403
    client.force_login(make_carer().account)
    assert client.post("/account/uitloggen/").status_code == 403
    assert is_in(client)
