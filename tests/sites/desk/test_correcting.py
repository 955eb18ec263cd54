"""Correcting a note in the file, and what the carer sees of it."""

import pytest
from django.test import Client

from naober.casework.models import Contact
from naober.organisations.models import Membership
from tests.factories.casework import make_contact
from tests.factories.organisations import make_membership
from tests.sites.carer.pages import client_for
from tests.sites.desk.conftest import Making
from tests.sites.desk.test_file import shown, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(person: Making) -> Contact:
    return make_contact(person("Anna Zilver"), note="Zij wil geen oppas.")


def test_the_author_corrects_a_note_and_the_page_says_so(client: Client, contact: Contact) -> None:
    where = url("correct", contact.case, str(contact.pk))
    assert where in client.get(url("file", contact.case)).content.decode()
    assert "Zij wil geen oppas." in text(client.get(where))
    response = client.post(where, {"note": "Hij wil geen oppas.", "seen": "0"}, follow=True)
    assert "The note has been corrected." in text(response)
    assert "Hij wil geen oppas." in text(response)
    assert "Zij wil" not in text(response)
    assert "Changed on" in text(response)
    assert "Zij wil geen oppas." in text(client.get(where))


def test_who_was_too_late_sees_what_it_says_and_keeps_the_words(
    client: Client, contact: Contact
) -> None:
    where = url("correct", contact.case, str(contact.pk))
    client.post(where, {"note": "Eerst.", "seen": "0"})
    page = text(client.post(where, {"note": "Toch anders.", "seen": "0"}))
    for part in ("Somebody else just changed this.", "Eerst.", "Toch anders."):
        assert part in page


def test_a_note_of_a_colleague_is_the_coordinators_to_correct(
    client: Client, chief: Client, consultant: Membership, person: Making
) -> None:
    colleague = make_membership(consultant.organisation)
    contact = make_contact(person(), by=colleague, note="Van een ander.")
    where = url("correct", contact.case, str(contact.pk))
    assert client.get(where).status_code == 404
    assert where not in client.get(url("file", contact.case)).content.decode()
    assert chief.post(where, {"note": "Verbeterd.", "seen": "0"}).status_code == 302
    assert "Verbeterd." in shown(client, contact.case)


def test_the_carer_reads_the_new_words_that_they_changed_and_what_it_said(
    chief: Client, contact: Contact
) -> None:
    where = url("correct", contact.case, str(contact.pk))
    chief.post(where, {"note": "Hij wil geen oppas.", "seen": "0"})
    reader = client_for(contact.carer)
    page = reader.get("/mijn/gegevens/").content.decode()
    assert "Hij wil geen oppas." in page
    assert "Gewijzigd op" in page
    [kept] = reader.get("/mijn/downloaden/mijn-gegevens.json").json()["registrations"][0][
        "contacts"
    ]
    assert kept["earlier_notes"][0]["note"] == "Zij wil geen oppas."
    assert kept["earlier_notes"][0]["corrected_by"] == "Cor Coördinator"
