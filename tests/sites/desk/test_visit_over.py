"""A colleague who types longer than a visit lasts loses nothing, and shows it to nobody else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naober.casework.models import Contact
from naober.organisations.models import Membership, Organisation
from naober.shared import clock
from tests.database import role
from tests.sites.desk.conftest import Making, signed_in
from tests.sites.desk.test_file import now, text, url
from tests.sites.desk.test_register import cases, told

pytestmark = pytest.mark.django_db


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def send_too_late(client: Client, form: str, sent: dict[str, Any], *, to: str = "") -> None:
    """Open a form, let the visit end, and send it."""
    mark = hidden(client.get(form), "reader")
    del client.cookies["naober_session"]
    response = client.post(to or form, sent | {"reader": mark})
    assert response["Location"].endswith(f"?next={to or form}")


def test_a_registration_at_the_table_is_there_again_after_signing_in(
    client: Client, consultant: Membership, point: Organisation
) -> None:
    page, form = reverse("desk:register"), told(point)
    send_too_late(client, page, form)
    assert cases() == []
    client.force_login(consultant.user)
    shown = client.get(page)
    assert "We kept what you typed." in text(shown)
    assert "Geesje" in shown.content.decode()
    client.post(page, form)
    assert len(cases()) == 1
    assert "Geesje" not in client.get(page).content.decode()


def test_a_note_is_there_again_and_is_written_down_once(
    client: Client, consultant: Membership, person: Making
) -> None:
    case = person()
    note = {"way": "phone", "on": clock.today().isoformat(), "note": "Zij slaapt slecht.",
            "token": hidden(client.get(url("file", case)), "token")}  # fmt: skip
    send_too_late(client, url("file", case), note, to=url("contact", case))
    client.force_login(consultant.user)
    assert "Zij slaapt slecht." in client.get(url("contact", case)).content.decode()
    for _click in range(2):
        client.post(url("contact", case), note)
    with role("naober_system"):
        assert Contact.objects.get().note == "Zij slaapt slecht."


def test_a_change_that_came_in_between_is_still_noticed(
    client: Client, chief: Client, consultant: Membership, person: Making
) -> None:
    case = person()
    opened = client.get(url("edit", case))
    typed = {"first_name": "Tweede", "last_name": "Zilver", "postcode": "9401", "channel": "phone",
             "phone": "088 000 00 01", "reach_time": "any"}  # fmt: skip
    typed["seen"] = hidden(opened, "seen")
    send_too_late(client, url("edit", case), typed)
    seen = hidden(chief.get(url("edit", case)), "seen")
    chief.post(url("edit", case), typed | {"first_name": "Eerste", "seen": seen})
    client.force_login(consultant.user)
    page = client.get(url("edit", case))
    assert "First name Eerste" in text(page)
    assert 'value="Tweede"' in page.content.decode()
    assert now(case).carer.first_name == "Eerste"


def test_a_colleague_at_the_same_computer_sees_nothing_of_it(
    client: Client, coordinator: Membership, point: Organisation
) -> None:
    send_too_late(client, reverse("desk:register"), told(point))
    other = signed_in(coordinator)
    other.cookies["naober_unsent"] = client.cookies["naober_unsent"].value
    assert "Geesje" not in other.get(reverse("desk:register")).content.decode()


def test_who_is_not_known_by_a_true_mark_leaves_nothing_behind(point: Organisation) -> None:
    stranger = Client()
    stranger.post(reverse("desk:register"), told(point) | {"reader": "1"})
    assert "naober_unsent" not in stranger.cookies
