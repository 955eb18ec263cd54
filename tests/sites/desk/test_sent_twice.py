"""A form that is sent twice is done once; what changed in between is never lost in silence."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from naober.casework.models import Contact
from naober.organisations.models import Organisation
from tests.database import role
from tests.sites.desk.conftest import Making
from tests.sites.desk.test_file import contact_form, text, url
from tests.sites.desk.test_register import cases, send, told
from tests.sites.desk.test_visit_over import hidden

pytestmark = pytest.mark.django_db


def notes() -> set[str]:
    with role("naober_system"):
        return set(Contact.objects.values_list("note", flat=True))


@pytest.mark.parametrize("next_on", ["", "soon"])
def test_a_contact_that_is_sent_twice_is_one_contact_and_no_mistake(
    client: Client, person: Making, today: Any, next_on: str
) -> None:
    case = person()
    form = contact_form(today, next_on=today.isoformat() if next_on else "")
    for _click in range(2):
        response = client.post(url("contact", case), form, follow=True)
        assert "The contact has been written down." in text(response)
    assert notes() == {form["note"]}


def test_an_older_contact_that_is_sent_twice_is_no_mistake(
    client: Client, person: Making, today: Any
) -> None:
    case = person()
    older = case.registered_at.date().isoformat()
    client.post(url("contact", case), contact_form(today))
    form = contact_form(today, on=older, next_on="")
    for _click in range(2):
        assert client.post(url("contact", case), form).status_code == 302


@pytest.mark.parametrize("changed", ["note", "way", "next_on"])
def test_what_changed_in_a_contact_that_was_sent_before_is_kept_and_said(
    client: Client, person: Making, today: Any, changed: str
) -> None:
    case, form = person(), contact_form(today)
    soon = (today + timedelta(days=9)).isoformat()
    client.post(url("contact", case), form)
    other = {"note": "Een ander verslag.", "way": "visit", "next_on": soon}[changed]
    response = client.post(url("contact", case), form | {changed: other})
    assert "What you changed since is not saved." in text(response)
    if changed == "note":
        assert "Een ander verslag." in response.content.decode()
        assert notes() == {form["note"]}
    token = hidden(response, "token")
    client.post(url("contact", case), form | {changed: other, "token": token})
    with role("naober_system"):
        assert Contact.objects.count() == 2


def test_a_contact_that_was_corrected_since_may_still_be_sent_twice(
    client: Client, person: Making, today: Any
) -> None:
    case, form = person(), contact_form(today)
    client.post(url("contact", case), form)
    with role("naober_system"):
        contact = Contact.objects.get()
    client.post(url("contact", case) + f"{contact.pk}/", {"note": "Verbeterd.", "seen": "0"})
    assert notes() == {"Verbeterd."}
    assert client.post(url("contact", case), form).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [
        {"first_name": "Harm", "last_name": "Ander", "phone": "088 000 00 44"},
        {"note": "Wel op dinsdag."},
        {"news": "yes"},
        {"language": "en"},
    ],
)
def test_somebody_else_on_a_form_that_was_sent_before_is_not_lost_in_silence(
    client: Client, point: Organisation, changed: dict[str, str]
) -> None:
    form = told(point)
    send(client, form)
    response = send(client, form | changed)
    assert "What it says now is not saved." in text(response)
    assert "Geesje has been" not in text(response)
    assert len(cases()) == 1
    again = form | changed | {"token": hidden(response, "token"), "is_other": "on"}
    assert send(client, again).redirect_chain
    assert len(cases()) == 2
