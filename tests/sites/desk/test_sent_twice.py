"""A form that is sent twice is done once; what changed in between is never lost in silence."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from naober.audit.models import Event
from naober.casework.models import Contact
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.sites.entrance import ROLE_KEY
from tests.database import role
from tests.factories.organisations import make_membership
from tests.sites.desk.conftest import Making, signed_in
from tests.sites.desk.test_file import choose, contact_form, now, text, url
from tests.sites.desk.test_register import cases, send, told
from tests.sites.desk.test_team import invitation, move
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


def test_a_contact_sent_again_after_a_later_one_of_a_colleague_is_no_mistake(
    client: Client, chief: Client, person: Making, today: Any
) -> None:
    case, form = person(), contact_form(today)
    client.post(url("contact", case), form)
    soon = (today + timedelta(days=9)).isoformat()
    chief.post(url("contact", case), contact_form(today, note="Later.", next_on=soon))
    assert client.post(url("contact", case), form).status_code == 302
    assert len(notes()) == 2


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


# What a second click of the same form would do once more


def twice(browser: Client, to: str, form: dict[str, Any]) -> str:
    """Send a form twice; both land on the same page, and it is what the second says."""
    first, second = (browser.post(to, form, follow=True) for _click in range(2))
    assert second.status_code == 200
    assert first.redirect_chain == second.redirect_chain != []
    return text(second)


def events(kind: str) -> int:
    with role("naober_system"):
        return Event.objects.filter(kind=kind).count()


@pytest.mark.parametrize("who", ["consultant", "coordinator"])
def test_a_file_is_closed_once(client: Client, chief: Client, person: Making, who: str) -> None:
    browser, case = (client if who == "consultant" else chief), person()
    assert "The support has ended." in twice(browser, url("close", case), {"reason": "moved"})
    assert events("case.closed") == 1
    assert browser.get(url("close", case)).status_code == 404


def test_a_file_that_a_colleague_closed_otherwise_is_not_closed_by_who_comes_later(
    client: Client, chief: Client, person: Making
) -> None:
    case = person()
    chief.post(url("close", case), {"reason": "died"})
    assert client.post(url("close", case), {"reason": "moved"}).status_code == 404


def test_a_colleague_learns_of_no_closed_file(
    client: Client, point: Organisation, person: Making
) -> None:
    case, form = person(), {"reason": "moved"}
    client.post(url("close", case), form)
    for other in (make_membership(point), make_membership(role=Role.COORDINATOR)):
        assert signed_in(other).post(url("close", case), form).status_code == 404


def test_a_file_is_opened_again_once(client: Client, chief: Client, person: Making) -> None:
    case = person()
    client.post(url("close", case), {"reason": "moved"})
    assert "The file is open again." in twice(chief, url("reopen", case), {})
    assert events("case.reopened") == 1


def test_a_file_that_somebody_took_on_meanwhile_is_not_said_to_wait(
    chief: Client, person: Making
) -> None:
    assert chief.post(url("reopen", person())).status_code == 404


def test_a_file_is_removed_once(chief: Client, person: Making) -> None:
    case = person()
    form = {"asked": "on", "mark": hidden(chief.get(url("remove", case)), "mark")}
    assert "Everything is removed." in twice(chief, url("remove", case), form)
    assert events("carer.removed") == 1
    assert chief.get(url("remove", case)).status_code == 404


@pytest.mark.parametrize("mark", ["of a colleague", "of another file", "false"])
def test_only_who_was_asked_about_a_file_learns_that_it_is_gone(
    chief: Client, point: Organisation, person: Making, mark: str
) -> None:
    case, other = person(), person()
    page = chief.get(url("remove", other if mark == "of another file" else case))
    form = {"asked": "on", "mark": "x" if mark == "false" else hidden(page, "mark")}
    chief.post(url("remove", case), {"asked": "on"})
    browser = chief
    if mark == "of a colleague":
        browser = signed_in(make_membership(point, Role.COORDINATOR))
    assert browser.post(url("remove", case), form).status_code == 404


def test_in_another_role_nobody_is_told_that_a_file_is_gone_that_is_still_there(
    chief: Client, point: Organisation, person: Making
) -> None:
    case = person()
    form = {"asked": "on", "mark": hidden(chief.get(url("remove", case)), "mark")}
    with role("naober_system"):
        boss = Membership.objects.get(organisation=point, role=Role.COORDINATOR)
    elsewhere = make_membership(role=Role.COORDINATOR, user=boss.user)
    session = chief.session
    session[ROLE_KEY] = str(elsewhere.pk)
    session.save()
    assert chief.post(url("remove", case), form).status_code == 404
    with role("naober_system"):
        assert type(case).objects.filter(pk=case.pk).exists()


def test_a_file_whose_carer_took_consent_back_is_not_said_to_be_removed(
    chief: Client, person: Making
) -> None:
    case = person()
    form = {"asked": "on", "mark": hidden(chief.get(url("remove", case)), "mark")}
    with role("naober_system"):
        type(case).objects.filter(pk=case.pk).update(
            status="ended", due_on=None, ended_at=case.registered_at, ended_because="consent"
        )
    assert chief.post(url("remove", case), form).status_code == 404


def test_a_colleague_is_invited_once_by_one_form(administrator: Membership) -> None:
    said = twice(signed_in(administrator), reverse("desk:invite"), invitation())
    assert "The invitation is on its way." in said
    assert len(mail.outbox) == events("membership.invited") == 1


def test_another_colleague_on_a_form_that_was_sent_before_is_invited_too(
    administrator: Membership,
) -> None:
    boss, form = signed_in(administrator), invitation()
    boss.post(reverse("desk:invite"), form)
    boss.post(reverse("desk:invite"), form | {"name": "Olga", "email": "olga@example.org"})
    assert [one.to for one in mail.outbox] == [["ina@example.org"], ["olga@example.org"]]


def test_an_old_form_invites_again_who_stopped_since(administrator: Membership) -> None:
    boss, form = signed_in(administrator), invitation()
    boss.post(reverse("desk:invite"), form)
    with role("naober_system"):
        ina = Membership.objects.get(name="Ina Invited")
    move(boss, ina, "stoppen")
    boss.post(reverse("desk:invite"), form)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("status", [MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED])
def test_nobody_is_told_that_an_invitation_is_on_its_way_to_who_works_here(
    administrator: Membership, status: str
) -> None:
    boss, form = signed_in(administrator), invitation()
    boss.post(reverse("desk:invite"), form)
    with role("naober_system"):
        Membership.objects.filter(name="Ina Invited").update(status=status)
    said = text(boss.post(reverse("desk:invite"), form))
    assert "already has this role here" in said
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("step", "kind"), [("pauze", "membership.suspended"), ("stoppen", "membership.ended")]
)
def test_a_colleague_is_paused_or_stopped_once(
    administrator: Membership, consultant: Membership, step: str, kind: str
) -> None:
    to = reverse("desk:move", args=[consultant.pk, step])
    said = twice(signed_in(administrator), to, {})
    assert "Done." in said
    assert "no longer possible" not in said
    assert events(kind) == 1


def test_who_was_stopped_by_somebody_else_cannot_be_paused(
    administrator: Membership, consultant: Membership
) -> None:
    boss = signed_in(administrator)
    move(boss, consultant, "stoppen")
    assert "no longer possible" in text(move(boss, consultant, "pauze"))


@pytest.mark.parametrize("had", [True, False])
def test_a_contact_person_is_chosen_once(
    chief: Client, person: Making, registration: Making, point: Organisation, had: bool
) -> None:
    case, new = (person() if had else registration()), make_membership(point)
    seen = case.contact_person_id or ""
    form = {"consultant": str(new.pk), "instead_of": str(seen)}
    assert "The contact person has been chosen." in twice(chief, url("assign", case), form)
    assert events("case.contact_person.assigned") == 1
    assert "already the contact person" in text(choose(chief, case, new.pk, new.pk))
    assert now(case).contact_person == new
