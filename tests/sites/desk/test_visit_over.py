"""A colleague who types longer than a visit lasts loses nothing, and shows it to nobody else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naober.casework.models import Contact
from naober.organisations.models import Membership, Organisation
from naober.shared import clock
from naober.shared.drafts import MAX_BYTES
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


def send_after_signing_in_elsewhere(member: Membership, to: str, sent: dict[str, Any]) -> Any:
    """Send a form of an earlier visit, as a browser does where another tab signed in again."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member.user)
    return browser, browser.post(to, sent | {"csrfmiddlewaretoken": "x" * 64})


def note_for(client: Client, case: Any, **more: str) -> dict[str, Any]:
    page = client.get(url("file", case))
    marks = {name: hidden(page, name) for name in ("token", "reader")}
    return {"way": "phone", "on": clock.today().isoformat(), "note": "Zij slaapt slecht."} | (
        marks | more
    )


def test_a_note_is_kept_for_who_signed_in_again_in_another_tab(
    client: Client, consultant: Membership, person: Making
) -> None:
    case = person()
    to = url("contact", case)
    browser, response = send_after_signing_in_elsewhere(consultant, to, note_for(client, case))
    assert response.status_code == 403
    assert "What was typed is kept." in text(response)
    assert f'href="{to}"' in response.content.decode()
    page = browser.get(to)
    assert "We kept what you typed." in text(page)
    assert "Zij slaapt slecht." in page.content.decode()
    with role("naober_system"):
        assert not Contact.objects.exists()


@pytest.mark.parametrize("mark", ["of a colleague", "false", "none"])
def test_a_form_of_another_site_or_reader_is_not_kept(
    client: Client, coordinator: Membership, person: Making, mark: str
) -> None:
    case = person()
    sent = note_for(client, case)
    if mark != "of a colleague":
        sent["reader"] = {"false": str(coordinator.user_id), "none": ""}[mark]
    to = url("contact", case)
    browser, response = send_after_signing_in_elsewhere(coordinator, to, sent)
    assert "load the page again" in text(response)
    assert "naober_unsent" not in browser.cookies


def test_what_is_too_long_to_keep_is_not_said_to_be_kept(
    client: Client, consultant: Membership, person: Making
) -> None:
    case = person()
    note = "".join(chr(0x4E00 + number) for number in range(MAX_BYTES // 2))
    to, sent = url("contact", case), note_for(client, case, note=note)
    _browser, response = send_after_signing_in_elsewhere(consultant, to, sent)
    assert "kept" not in text(response)
    assert "load the page again" in text(response)
