"""A young carer is never called "u": not on a card, nor asking, nor in the guide or signing in."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import naober
from naober.carers.models import Carer
from naober.config.translations import read
from naober.sites.kept import MOST
from naober.sites.tone import YOUNG
from tests.factories.carers import make_carer
from tests.factories.directory import make_service, make_word
from tests.factories.organisations import make_organisation
from tests.sites.carer.pages import carry, client_for, words
from tests.sites.carer.test_young import FORMAL
from tests.sites.public.flow import begin

SAID = re.compile(
    r'translate "([^"]+)" context reader_tone'
    r"|blocktranslate[^%]*context reader_tone[^%]*%}(.*?){% (?:plural|endblocktranslate) "
)
ASKED = {"need": "Iemand om mee te praten.", "name": "Kim", "email": "kim@example.org"}


def whole(response: Any) -> str:
    """Return a page with its menu and its foot, without what happens to be in a link."""
    return " ".join(re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ",
                           response.content.decode(), flags=re.DOTALL).split())  # fmt: skip


def said(page: str) -> set[str]:
    return {one[0] or re.sub(r"{{ *(\w+) *}}", r"%(\1)s", one[1]) for one in SAID.findall(page)}


def test_every_sentence_in_the_tone_of_the_reader_has_its_second_form() -> None:
    templates = Path(naober.__file__).parent.rglob("templates/**/*.html")
    asked = {one for path in templates for one in said(path.read_text("utf-8"))}
    assert "Your word" in asked
    assert asked - {one.msgid for one in read() if one.msgctxt == YOUNG} == set()


def test_a_sentence_without_its_second_form_is_noticed() -> None:
    page = "{% blocktranslate count n=n context reader_tone %}{{ n }} day{% plural %}"
    assert said(page) == {"%(n)s day"}


@pytest.mark.parametrize(
    "name", ["account_login", "usersessions_list", "mfa_index", "account_logout"]
)
@pytest.mark.django_db
def test_account_pages_and_the_menu_speak_to_nobody(name: str) -> None:
    client = Client() if name == "account_login" else client_for(make_carer(is_young=True))
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert FORMAL.findall(whole(page)) == []


@pytest.mark.django_db
def test_the_page_for_the_code_and_its_mail_speak_to_nobody(mailoutbox: list[Any]) -> None:
    carer = make_carer(is_young=True)
    assert carer.account is not None
    page = Client().post("/account/inloggen/", {"email": carer.account.email}, follow=True)
    assert "Typ de code uit de mail" in whole(page)
    assert FORMAL.findall(whole(page)) == []
    for mail in mailoutbox:
        assert FORMAL.findall(f"{mail.subject} {mail.body}") == []


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["", "vraag/"])
def test_a_card_and_its_question_say_je_to_who_signed_in_as_a_young_carer(end: str) -> None:
    client, card = client_for(make_carer(is_young=True)), make_service()
    assert FORMAL.findall(whole(client.get(f"/hulp/{card.key}/{end}"))) == []
    older = whole(client_for(make_carer()).get(f"/hulp/{card.key}/{end}"))
    assert FORMAL.findall(older) != []


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["", "vraag/"])
def test_they_say_je_to_who_began_to_register_as_a_young_carer(client: Client, end: str) -> None:
    card = make_service()
    begin(client, young=True)
    assert FORMAL.findall(whole(client.get(f"/hulp/{card.key}/{end}"))) == []
    begin(client)
    assert FORMAL.findall(whole(client.get(f"/hulp/{card.key}/{end}"))) != []


@pytest.mark.django_db
def test_a_card_says_je_to_who_found_it_on_the_page_for_young_carers(client: Client) -> None:
    card = make_service()
    page = client.get(f"/hulp/{card.key}/", headers={"referer": "http://testserver/jong/"})
    assert FORMAL.findall(whole(page)) == []


@pytest.mark.django_db
def test_so_does_the_question_that_they_ask_on_it_and_the_card_after_it(client: Client) -> None:
    card = make_service(email="kaart@example.org")
    here = f"/hulp/{card.key}/"
    page = client.get(here, headers={"referer": "http://testserver/jong/"}).content.decode()
    found = re.search(rf'href="({here}vraag/[^"]*)"', page)
    assert found is not None
    assert FORMAL.findall(whole(client.get(found[1]))) == []
    again = {"referer": f"http://testserver{found[1]}"}
    assert FORMAL.findall(whole(client.get(here, headers=again))) == []
    sent = client.post(found[1], whole_form(client, card.key), follow=True)
    assert "Je vraag is verstuurd" in whole(sent)
    assert FORMAL.findall(whole(client.get("/vraag/"))) == []


@pytest.mark.django_db
def test_after_asking_for_what_is_for_young_carers_every_page_says_je(client: Client) -> None:
    card = make_service(for_young_carers=True, email="kaart@example.org")
    form = whole_form(client, card.key)
    page = client.post(f"/hulp/{card.key}/vraag/", form, follow=True)
    assert "Je vraag is verstuurd" in whole(page)
    assert FORMAL.findall(whole(page)) == []
    assert FORMAL.findall(whole(client.get("/vraag/"))) == []


def whole_form(client: Client, key: str) -> dict[str, str]:
    page = client.get(f"/hulp/{key}/vraag/").content.decode()
    found = re.search(r'name="word" value="([^"]+)"', page)
    assert found is not None
    return ASKED | {"word": found[1], "consents": "on"}


@pytest.mark.django_db
def test_the_guide_says_je_to_who_signed_in_as_a_young_carer() -> None:
    carer: Carer = make_carer(make_organisation(), is_young=True)
    client = client_for(carer)
    assert FORMAL.findall(words(client.get("/keuzehulp/"))) == []


SEARCHES = (
    "/",
    "/hulp/",
    "/hulp/?q=praten",
    "/hulp/?q=praten&postcode=9999",
    "/hulp/?q=qqqzzz",
    "/hulp/?q=mijn+vader+slaat+mij",
    "/hulp/?payer=wmo&daypart=night",
    "/pakket/",
    "/aanmelden/",
    "/keuzehulp/",
    "/bestaat-niet/",
)


@pytest.fixture
def young_reader(settings: Any) -> Client:
    """Return the browser of a young carer, which knows a place and has a card in the pack."""
    settings.NAOBER_NUMBERS_NOW = ["112"]
    point = make_organisation()
    make_word("praten", "support.listening-ear")
    card = make_service("support.listening-ear", place_kind="home")
    client = client_for(make_carer(point, is_young=True))
    client.get(f"/hulp/?q=praten&postcode={point.postcode_id}")
    client.post("/pakket/", {"keep": card.key})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("address", SEARCHES)
def test_looking_for_help_says_je_to_who_signed_in_as_a_young_carer(
    young_reader: Client, address: str
) -> None:
    assert FORMAL.findall(whole(young_reader.get(address))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", SEARCHES[:3])
def test_it_says_u_to_others_also_after_a_young_carer_looked(
    young_reader: Client, client: Client, address: str
) -> None:
    young_reader.get(address)
    assert FORMAL.findall(whole(client.get(address))) != []
    assert FORMAL.findall(whole(young_reader.get(address))) == []


@pytest.mark.django_db
def test_a_pack_that_is_full_or_lost_a_card_says_je_too() -> None:
    client = client_for(make_carer(is_young=True))
    cards = [make_service().key, *(f"weg-{number}" for number in range(MOST - 1))]
    carry(client, "pack", {"cards": cards})
    pages = whole(client.get("/pakket/")) + whole(
        client.post("/pakket/", {"keep": make_service().key}, follow=True)
    )
    assert "bewaarde kaarten zijn er niet meer" in pages
    assert FORMAL.findall(pages) == []
