"""The pages that only a demonstration has: its mail, and as whom to look around."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from naober.demo.logins import CARER, LOGINS
from naober.demo.mailbox import SHOWN, newest
from tests.factories.carers import make_account

FILES = "django.core.mail.backends.filebased.EmailBackend"
demonstration = pytest.mark.urls("tests.demo.urls")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.NAOBER_MAIL_FOLDER = tmp_path / "mail"
    return settings.NAOBER_MAIL_FOLDER


def write(folder: Path, *bodies: str, subject: str = "Uw code", minute: int = 0) -> None:
    """Write messages as the worker of a demonstration does."""
    connection = get_connection(FILES, file_path=str(folder))
    connection.send_messages(
        [EmailMultiAlternatives(subject, body, "naober@example.org", [CARER]) for body in bodies]
    )
    (written,) = folder.glob("*-*.log")
    os.utime(written.rename(folder / f"{minute}.log"), (1_800_000_000 + minute * 60,) * 2)


def test_mail_is_read_back_as_it_was_written(folder: Path) -> None:
    write(folder, "Één regel.\n\nEn < nog een.", subject="Één bericht")
    (message,) = newest()
    assert (message.to, message.subject) == (CARER, "Één bericht")
    assert message.body == "Één regel.\n\nEn < nog een."
    assert message.at is not None
    assert message.at.tzinfo is not None


def test_the_newest_mail_comes_first_also_within_one_file(folder: Path) -> None:
    write(folder, "een", minute=1)
    write(folder, "drie", "vier", minute=3)
    write(folder, "twee", minute=2)
    assert [message.body for message in newest()] == ["vier", "drie", "twee", "een"]


def test_no_more_than_the_newest_mail_is_shown(folder: Path) -> None:
    write(folder, *(str(number) for number in range(SHOWN + 5)))
    assert len(newest()) == SHOWN
    assert newest()[0].body == str(SHOWN + 4)


def test_without_a_folder_there_is_no_mail(folder: Path) -> None:
    assert not folder.exists()
    assert newest() == []


def test_a_broken_file_is_shown_for_what_it_is(folder: Path) -> None:
    folder.mkdir()
    (folder / "1.log").write_bytes(b"Date: yesterday\n\n\xff\n")
    (message,) = newest()
    assert (message.to, message.at) == ("", None)


@demonstration
@pytest.mark.django_db
def test_the_page_shows_mail_as_text_and_never_as_code(client: Client, folder: Path) -> None:
    write(folder, "Uw code is 1234 <script>alert(1)</script> https://example.org/")
    page = client.get("/demo/post/").content.decode()
    assert "1234 &lt;script&gt;" in page
    assert 'href="https://example.org' not in page
    assert CARER in page


@demonstration
@pytest.mark.django_db
def test_an_empty_page_says_what_to_do(client: Client, folder: Path) -> None:
    page = client.get("/demo/post/").content.decode()
    assert 'href="/demo/inloggen/"' in page
    assert "Er is nog geen post" in page


@demonstration
@pytest.mark.django_db
def test_a_button_of_the_logins_asks_for_a_code_like_anybody(client: Client) -> None:
    make_account(email=CARER)
    page = client.get("/demo/inloggen/").content.decode()
    assert page.count('<form method="post" action="/account/inloggen/">') == len(LOGINS)
    answer = client.post("/account/inloggen/", {"email": CARER})
    assert answer.status_code == 302
    (message,) = mail.outbox
    assert message.to == [CARER]
    assert not answer.wsgi_request.user.is_authenticated


@demonstration
@pytest.mark.django_db
def test_the_logins_are_there_in_english_too(client: Client) -> None:
    page = client.get("/en/demo/inloggen/").content.decode()
    assert "Look around as somebody" in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/demo/post/", "/demo/inloggen/"])
def test_a_real_site_has_no_such_pages(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:mail")
