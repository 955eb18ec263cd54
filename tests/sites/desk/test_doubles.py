"""Is it the same person? Asked before somebody is registered, and in the file of a new one."""

import pytest
from django.test import Client

from naober.audit.models import Event
from naober.organisations.models import Organisation
from tests.database import role
from tests.sites.desk.conftest import Making
from tests.sites.desk.test_file import text, url
from tests.sites.desk.test_register import cases, send, told

pytestmark = pytest.mark.django_db


def test_somebody_alike_is_shown_before_anything_is_kept_and_one_may_go_on(
    client: Client, point: Organisation, person: Making
) -> None:
    case = person("Geesje de Tafel", phone="0880000033")
    data = told(point)
    response = send(client, data)
    page = response.content.decode()
    assert "Is it the same person?" in text(response)
    assert "Geesje de Tafel" in text(response)
    assert url("file", case) in page
    assert 'value="Tafel"' in page
    assert "Liever niet op dinsdag." in page
    assert cases() == [case]
    first = page.split('method="post" novalidate', 1)[1].split("<button", 2)[1].split(">")[0]
    assert "is_other" not in first  # what the enter key sends
    with role("naober_system", "audit"):
        seen = Event.objects.using("audit").filter(subject_id=case.carer_id, action="read")
        assert [line.access_point for line in seen] == ["desk:register"]
    send(client, data | {"is_other": "on"})
    assert len(cases()) == 2


def test_a_form_that_is_sent_twice_is_no_double_of_itself(
    client: Client, point: Organisation
) -> None:
    data = told(point)
    first, second = send(client, data), send(client, data)
    assert first.redirect_chain == second.redirect_chain
    assert len(cases()) == 1


def test_nobody_alike_is_registered_at_once(
    client: Client, point: Organisation, person: Making
) -> None:
    person("Anna Zilver")
    send(client, told(point))
    assert len(cases()) == 2


def test_the_file_of_a_new_registration_names_who_may_be_the_same(
    client: Client, chief: Client, person: Making, registration: Making
) -> None:
    known, new = person("Anna Zilver"), registration("Ans Zilver")
    page = chief.get(url("file", new))
    assert "Is it the same person?" in text(page)
    assert url("file", known) in page.content.decode()
    assert url("close", new) in page.content.decode()
    assert "Anna Zilver" in text(client.get(url("file", new)))
    assert "Is it the same person?" not in text(chief.get(url("file", known)))
