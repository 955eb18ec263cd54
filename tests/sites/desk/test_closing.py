"""Ending the support at the desk, and opening a file again."""

import pytest
from django.test import Client
from django.urls import reverse

from naober.carers.models import Carer
from naober.casework.enums import CaseStatus
from naober.organisations.models import Membership
from tests.database import role
from tests.factories.casework import make_closed_case
from tests.sites.desk.conftest import Making
from tests.sites.desk.test_file import now, text, url

pytestmark = pytest.mark.django_db


def test_the_contact_person_ends_the_support_and_it_leaves_the_list(
    client: Client, person: Making
) -> None:
    case = person("Anna Zilver")
    assert "End the support" in text(client.get(url("file", case)))
    page = text(client.get(url("close", case)))
    assert "Does the support of Anna Zilver end?" in page
    assert "consent back" not in page
    response = client.post(url("close", case), {"reason": "moved", "note": ""}, follow=True)
    assert "The support has ended." in text(response)
    assert "Anna Zilver" not in text(response)
    assert client.get(url("file", case)).status_code == 404
    assert now(case).status == CaseStatus.ENDED


def test_something_else_is_explained_and_nothing_is_lost(client: Client, person: Making) -> None:
    case = person()
    response = client.post(url("close", case), {"reason": "other", "note": ""})
    assert "Write why the support ends." in text(response)
    assert 'value="other"' in response.content.decode().split("checked")[0]
    assert "Choose" not in text(client.post(url("close", case), {"reason": "consent"}))
    assert now(case).status == CaseStatus.ASSIGNED


def test_a_consultant_closes_no_registration_but_the_coordinator_does(
    client: Client, chief: Client, registration: Making
) -> None:
    case = registration()
    assert client.get(url("close", case)).status_code == 404
    assert "End the support" not in text(client.get(url("file", case)))
    chief.post(url("close", case), {"reason": "double"})
    assert now(case).ended_because == "double"


def test_the_coordinator_finds_a_closed_file_and_opens_it_again(
    chief: Client, client: Client, person: Making, consultant: Membership
) -> None:
    case = person("Anna Zilver")
    client.post(url("close", case), {"reason": "other", "note": "Wil even rust."})
    assert reverse("desk:closed") in chief.get(reverse("desk:people")).content.decode()
    page = text(chief.get(reverse("desk:closed")))
    for part in ("Anna Zilver", "Something else", "Wil even rust.", "Open again"):
        assert part in page
    assert "Open the file of Anna Zilver again?" in text(chief.get(url("reopen", case)))
    response = chief.post(url("reopen", case), follow=True)
    assert "Now choose a contact person." in text(response)
    assert now(case).status == CaseStatus.NEW
    assert chief.get(url("reopen", case)).status_code == 404
    assert client.get(reverse("desk:closed")).status_code == 404


def test_nothing_closed_says_what_will_be_here(chief: Client, point: object) -> None:
    assert "Nothing was closed" in text(chief.get(reverse("desk:closed")))


def test_who_closes_later_for_another_reason_is_told(client: Client, person: Making) -> None:
    case = person()
    make_closed_case()
    client.post(url("close", case), {"reason": "moved"})
    assert client.post(url("close", case), {"reason": "died"}).status_code == 404


@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_coordinator_removes_everything_of_a_carer_who_asks_for_it(
    chief: Client, client: Client, person: Making, state: str
) -> None:
    case = person("Anna Zilver")
    assert url("remove", case) in chief.get(url("close", case)).content.decode()
    if state == "closed":
        client.post(url("close", case), {"reason": "moved", "note": ""})
        assert url("remove", case) in chief.get(url("reopen", case)).content.decode()
    page = text(chief.get(url("remove", case)))
    assert "Remove everything about Anna Zilver?" in page
    assert "Only remove what the carer asks" in text(chief.post(url("remove", case)))
    response = chief.post(url("remove", case), {"asked": "on"}, follow=True)
    assert "Everything is removed." in text(response)
    assert "Anna Zilver" not in text(response)
    assert chief.post(url("remove", case), {"asked": "on"}).status_code == 404
    with role("naober_system"):
        assert not Carer.objects.filter(pk=case.carer_id).exists()


def test_a_consultant_is_not_offered_to_remove_a_file(client: Client, person: Making) -> None:
    case = person()
    assert url("remove", case) not in client.get(url("close", case)).content.decode()
    assert client.post(url("remove", case), {"asked": "on"}).status_code == 404
