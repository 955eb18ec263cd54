"""Asking for help from a card, following it, and answering it: all without an account."""

import html
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from naober.casework.models import Referral
from naober.directory.models import Service
from naober.organisations.enums import Role
from naober.sites.words import words
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership

pytestmark = pytest.mark.django_db

NEED = "Mijn man kan een weekend niet alleen zijn."


@pytest.fixture
def card() -> Service:
    return make_service(email="huis@example.org")


def text_of(response: Any) -> str:
    main = html.unescape(response.content.decode()).split("<main")[1].split("</main")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def form_of(client: Client, card: Service, **typed: str) -> dict[str, str]:
    page = client.get(f"/hulp/{card.key}/vraag/").content.decode()
    word = re.search(r'name="word" value="([^"]+)"', page)
    assert word is not None
    known = {
        "word": word[1], "name": "Roelie Voorbeeld", "phone": "088 000 20 09",
        "email": "roelie@example.org", "postcode": "9401", "need": NEED, "consents": "on",
    }  # fmt: skip
    return known | typed


def ask(client: Client, card: Service, **typed: str) -> str:
    """Send a question, and return the word that the page shows."""
    form = form_of(client, card, **typed)
    response = client.post(f"/hulp/{card.key}/vraag/", form, follow=True)
    assert form["word"] in text_of(response)
    return form["word"]


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/]+(/vraag/\S+)", str(message.body))
    assert found is not None
    return found[1]


def code_in(message: Any) -> str:
    found = re.search(r"\d{4}-\d{4}", str(message.body))
    assert found is not None
    return found[0]


def come_in(client: Client, link: str) -> Any:
    client.get(link)
    before = len(mail.outbox)
    client.post(link)
    assert len(mail.outbox) == before + 1
    return client.post("/vraag/code/", {"code": code_in(mail.outbox[-1])}, follow=True)


def only() -> Referral:
    with role("naober_system"):
        return Referral.objects.get()


def test_the_card_offers_to_ask_where_it_says_whom_to_call_and_nowhere_else() -> None:
    card = make_service(phone="088 000 12 34")
    page = Client().get(f"/hulp/{card.key}/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    whom, rest = main.split("Wie u kunt bellen")[1].split("</section>", 1)
    assert "tel:" in whom
    assert f"/hulp/{card.key}/vraag/" in whom
    assert main.count("utrecht-button-link--primary-action") == 1
    assert "primary-action" not in rest


@pytest.mark.parametrize("who", [Role.PROFESSIONAL, Role.CONSULTANT])
def test_who_works_here_refers_somebody_from_the_card(settings: Any, who: Role) -> None:
    settings.NAOBER_SECOND_FACTOR = False
    card, client = make_service(), Client()
    client.force_login(make_membership(role=who).user)
    client.get("/welkom/", follow=True)
    page = client.get(f"/hulp/{card.key}/").content.decode()
    assert f"/welkom/verwijzen/{card.key}/" in page
    assert "Iemand verwijzen" in page
    assert "Deze hulp voor uzelf vragen" in page
    arrived = client.get(f"/welkom/verwijzen/{card.key}/", follow=True)
    assert arrived.status_code == 200
    assert words(card, "name") in text_of(arrived)


def test_only_who_works_here_sees_the_way_to_refer() -> None:
    card = make_service()
    for client in (Client(), signed_in_carer()):
        page = client.get(f"/hulp/{card.key}/").content.decode()
        assert f"/welkom/verwijzen/{card.key}/" not in page


def signed_in_carer() -> Client:
    client, carer = Client(), make_carer()
    assert carer.account is not None
    client.force_login(carer.account)
    return client


def test_a_question_goes_to_the_receiver_who_says_yes_and_the_carer_reads_it(card: Service) -> None:
    carer, provider = Client(), Client()
    ask(carer, card)
    to_provider, to_carer = link_in(mail.outbox[0]), link_in(mail.outbox[1])
    page = text_of(come_in(provider, to_provider))
    assert NEED in page
    assert "088 000 20 09" in page
    answered = provider.post("/vraag/lezen/", {"say": "yes", "yes-note": "Wij bellen morgen."})
    assert answered.status_code == 302
    page = text_of(come_in(carer, to_carer))
    assert "Wij bellen morgen." in page
    assert "Iemand van" in page  # read by
    assert only().state == "accepted"


def test_a_refusal_needs_a_reason_and_the_carer_reads_whom_to_call(card: Service) -> None:
    carer, provider = Client(), Client()
    word = ask(carer, card, email="")
    come_in(provider, link_in(mail.outbox[0]))
    assert provider.post("/vraag/lezen/", {"say": "no"}).status_code == 200
    provider.post("/vraag/lezen/", {"say": "no", "no-reason": "full", "no-note": "In mei wel."})
    page = text_of(carer.post("/vraag/", {"word": word.lower()}, follow=True))
    assert "In mei wel." in page
    assert "Er is geen plek." in page
    assert "steunpunt" in page.lower()


def test_the_word_alone_does_not_open_where_there_is_a_mail_address(card: Service) -> None:
    word = ask(Client(), card)
    stranger = Client()
    page = text_of(stranger.post("/vraag/", {"word": word}, follow=True))
    assert NEED not in page
    assert stranger.get("/vraag/stand/").status_code == 302


def test_no_page_opens_without_code_and_a_wrong_code_opens_nothing(card: Service) -> None:
    ask(Client(), card)
    link, stranger = link_in(mail.outbox[0]), Client()
    assert NEED not in text_of(stranger.get(link))
    stranger.post(link)
    for page in ("/vraag/lezen/", "/vraag/stand/"):
        assert stranger.get(page).status_code == 302
    wrong = stranger.post("/vraag/code/", {"code": "0000 0000"})
    assert "klopt niet" in text_of(wrong)
    assert stranger.get("/vraag/lezen/").status_code == 302


def test_the_code_of_the_receiver_does_not_open_the_page_of_the_carer(card: Service) -> None:
    ask(Client(), card)
    provider = Client()
    come_in(provider, link_in(mail.outbox[0]))
    assert provider.get("/vraag/stand/").status_code == 302
    assert provider.post("/vraag/stand/intrekken/").status_code == 302
    assert only().state == "sent"


def test_opening_a_link_changes_nothing_and_a_link_that_we_never_made_says_so(
    card: Service,
) -> None:
    ask(Client(), card)
    link = link_in(mail.outbox[0])
    before = len(mail.outbox)
    Client().get(link)
    other = f"{link[:-6]}AAAA/"
    assert "werkt niet" in text_of(Client().post(other))
    assert len(mail.outbox) == before


def test_the_carer_takes_the_question_back_and_leaves(card: Service) -> None:
    carer = Client()
    word = ask(carer, card, email="")
    carer.post("/vraag/", {"word": word})
    carer.post("/vraag/stand/intrekken/")
    assert only().state == "withdrawn"
    carer.post("/vraag/weg/")
    assert carer.get("/vraag/stand/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"consents": ""}, "Zonder ja"),
        ({"phone": "", "email": ""}, "telefoonnummer of een e-mailadres"),
        ({"need": "BSN 123456782"}, "BSN"),
        ({"need": ""}, "Vul dit in."),
        ({"word": "kort"}, "nog een keer"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    card: Service, typed: dict[str, str], says: str
) -> None:
    client = Client()
    response = client.post(f"/hulp/{card.key}/vraag/", form_of(client, card, **typed))
    assert response.status_code == 200
    assert says in text_of(response)
    assert "Roelie Voorbeeld" in response.content.decode()
    assert mail.outbox == []


def test_the_same_form_twice_is_one_question_and_too_many_are_stopped(card: Service) -> None:
    client = Client()
    form = form_of(client, card)
    for _ in range(2):
        assert client.post(f"/hulp/{card.key}/vraag/", form).status_code == 302
    only()
    statuses = [
        client.post(f"/hulp/{card.key}/vraag/", form_of(client, card)).status_code
        for _ in range(10)
    ]
    assert statuses == [302] * 9 + [429]


def test_who_sends_a_form_again_reads_whether_what_was_changed_is_sent(card: Service) -> None:
    client = Client()
    form, where = form_of(client, card), f"/hulp/{card.key}/vraag/"
    says = "Wat u daarna veranderde, is niet verstuurd."
    answers = [
        client.post(where, form | changed, follow=True).content.decode()
        for changed in ({}, {}, {"phone": "088 000 20 10"})
    ]
    assert [says in answer for answer in answers] == [False, False, True]
    assert only().phone == "088 000 20 09"


def test_who_received_a_question_that_was_taken_back_reads_only_that(card: Service) -> None:
    carer, provider = Client(), Client()
    word = ask(carer, card, email="")
    link = link_in(mail.outbox[0])
    assert NEED in text_of(come_in(provider, link))
    carer.post("/vraag/", {"word": word})
    assert "introk" in text_of(carer.post("/vraag/stand/intrekken/", follow=True))
    for page in (provider.get("/vraag/lezen/"), come_in(Client(), link)):
        assert "Deze vraag is ingetrokken." in text_of(page)
        assert NEED not in page.content.decode()
        assert "Roelie" not in page.content.decode()


def test_guessing_words_is_stopped(card: Service) -> None:
    client = Client()
    ask(client, card, email="")
    pages = [text_of(client.post("/vraag/", {"word": "ABCD-EFGH-JKMN"})) for _ in range(31)]
    assert "kennen dit woord niet" in pages[0]
    assert "te veel" in pages[-1].lower() or "te vaak" in pages[-1].lower()


def test_a_carer_with_a_page_finds_the_form_filled_in_and_the_question_in_the_file(
    card: Service,
) -> None:
    carer, client = make_carer(), Client()
    assert carer.account is not None
    client.force_login(carer.account)
    page = client.get(f"/hulp/{card.key}/vraag/").content.decode()
    assert carer.last_name in page
    ask(client, card)
    assert only().carer_id == carer.pk


@pytest.mark.parametrize("written", ["{}{}", "{}-{}", "{} {}", " {} - {} "])
def test_the_code_is_taken_however_it_is_typed(card: Service, written: str) -> None:
    provider = Client()
    ask(Client(), card)
    link = link_in(mail.outbox[0])
    provider.get(link)
    provider.post(link)
    code = code_in(mail.outbox[-1])
    typed = written.format(*code.split("-"))
    assert NEED in text_of(provider.post("/vraag/code/", {"code": typed}, follow=True))


def test_the_mail_with_news_leads_to_the_page_and_holds_nothing_else(card: Service) -> None:
    carer, provider = Client(), Client()
    word = ask(carer, card)
    come_in(provider, link_in(mail.outbox[0]))
    provider.post("/vraag/lezen/", {"say": "yes", "yes-note": "Wij bellen morgen."})
    news = mail.outbox[-1]
    assert link_in(news) == "/vraag/stand/"
    said = news.subject + str(news.body)
    for hidden in (word, "Roelie", NEED, "Wij bellen", words(card, "name"), "accepteer"):
        assert hidden not in said
    assert "Typ het woord" in text_of(Client().get("/vraag/stand/", follow=True))
