"""Colleagues: inviting, pausing, stopping, and never oneself."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Organisation
from tests.database import role
from tests.factories.organisations import make_membership, make_organisation
from tests.sites.desk.conftest import signed_in
from tests.sites.desk.test_file import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(administrator: Membership) -> Client:
    return signed_in(administrator)


@pytest.fixture
def platform() -> Client:
    home = make_organisation(kind=OrganisationKind.PLATFORM, name="Naober")
    return signed_in(make_membership(home, Role.PLATFORM_ADMINISTRATOR, name="Pia Platform"))


def now(member: Membership) -> Membership:
    with role("naober_system"):
        return Membership.objects.get(pk=member.pk)


def move(browser: Client, member: Membership, step: str) -> Any:
    return browser.post(reverse("desk:move", args=[member.pk, step]), follow=True)


def invitation(**more: str) -> dict[str, str]:
    return {
        "name": "Ina Invited",
        "email": "Ina@Example.org",
        "phone": "088 000 00 44",
        "role": "consultant",
        "token": str(uuid4()),
    } | more


def test_a_team_shows_role_status_and_what_can_be_done(
    boss: Client, point: Organisation, consultant: Membership
) -> None:
    make_membership(point, name="Paul Pauze", status=MembershipStatus.SUSPENDED)
    make_membership(point, name="Ilse Invited", status=MembershipStatus.INVITED)
    make_membership(point, name="Ab Af", status=MembershipStatus.ENDED)
    said = text(boss.get(reverse("desk:team")))
    assert re.search(
        r"Corrie Consulent collega\S+ Consultant Active since .{3,20} Pause .* Stop", said
    )
    assert re.search(r"Paul Pauze \S+ Consultant Suspended since .{3,20} Come back .* Stop", said)
    assert re.search(r"Ilse Invited \S+ Consultant Invited since .{3,20} Stop", said)
    assert said.index("Ab Af") > said.index("Paul Pauze")
    assert "Bea Beheerder (you)" in said


def test_a_colleague_is_invited_by_mail_name_and_role(boss: Client, point: Organisation) -> None:
    here = f"{reverse('desk:invite')}?organisation={point.pk}"
    assert "Invite a colleague" in text(boss.get(here))
    response = boss.post(here, invitation(), follow=True)
    assert "The invitation is on its way." in text(response)
    assert "Ina Invited" in text(response)
    with role("naober_system"):
        member = Membership.objects.get(name="Ina Invited")
    assert (member.status, member.phone) == (MembershipStatus.INVITED, "088 000 00 44")
    [message] = mail.outbox
    assert message.to == ["ina@example.org"]
    assert "Ina" not in message.body


def test_who_has_the_role_already_is_not_invited_again(
    boss: Client, consultant: Membership
) -> None:
    data = invitation(email=consultant.user.email)
    response = boss.post(reverse("desk:invite"), data)
    assert "This colleague already has this role here." in text(response)
    assert 'value="Ina Invited"' in response.content.decode()


@pytest.mark.parametrize("given", ["policy_officer", "platform_administrator", "koning", ""])
def test_an_administrator_gives_only_the_roles_of_the_organisation(
    boss: Client, given: str
) -> None:
    response = boss.post(reverse("desk:invite"), invitation(role=given))
    assert response.status_code == 200
    assert mail.outbox == []


def test_an_administrator_cannot_become_a_coordinator_by_their_own_invitation(
    boss: Client, administrator: Membership
) -> None:
    data = invitation(email=administrator.user.email, role="coordinator")
    assert "You cannot give yourself a role." in text(boss.post(reverse("desk:invite"), data))


@pytest.mark.parametrize(
    ("before", "step", "question", "after"),
    [
        (MembershipStatus.ACTIVE, "pauze", "Pause for Corrie?", MembershipStatus.SUSPENDED),
        (MembershipStatus.SUSPENDED, "hervatten", "May Corrie come", MembershipStatus.ACTIVE),
        (MembershipStatus.SUSPENDED, "stoppen", "Does Corrie stop", MembershipStatus.ENDED),
        (MembershipStatus.INVITED, "stoppen", "Does Corrie stop", MembershipStatus.ENDED),
    ],
)
def test_a_step_is_asked_on_a_page_and_then_taken(
    boss: Client,
    point: Organisation,
    before: MembershipStatus,
    step: str,
    question: str,
    after: MembershipStatus,
) -> None:
    member = make_membership(point, name="Corrie", status=before)
    assert question in text(boss.get(reverse("desk:move", args=[member.pk, step])))
    assert now(member).status == before
    assert "Done." in text(move(boss, member, step))
    assert now(member).status == after


def test_a_step_that_is_no_longer_possible_is_said(boss: Client, point: Organisation) -> None:
    member = make_membership(point, status=MembershipStatus.ENDED)
    assert "This is no longer possible." in text(move(boss, member, "pauze"))


def test_nobody_says_yes_for_an_invited_colleague(boss: Client, point: Organisation) -> None:
    member = make_membership(point, status=MembershipStatus.INVITED)
    assert "Only the colleague can say yes" in text(move(boss, member, "hervatten"))
    assert now(member).status == MembershipStatus.INVITED


def test_nobody_changes_their_own_place(boss: Client, administrator: Membership) -> None:
    assert "You cannot change your own place." in text(move(boss, administrator, "stoppen"))
    assert now(administrator).status == MembershipStatus.ACTIVE


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_colleague_elsewhere_and_a_strange_step_are_not_there(
    boss: Client, consultant: Membership, method: str
) -> None:
    ask = getattr(boss, method)
    assert ask(reverse("desk:move", args=[make_membership().pk, "pauze"])).status_code == 404
    assert ask(reverse("desk:move", args=[uuid4(), "pauze"])).status_code == 404
    assert ask(reverse("desk:move", args=[consultant.pk, "ontslaan"])).status_code == 404
    assert now(consultant).status == MembershipStatus.ACTIVE


@pytest.mark.parametrize("asked", ["x", "00000000-0000-4000-8000-000000000000", "other"])
def test_an_administrator_sees_no_other_organisation(boss: Client, asked: str) -> None:
    organisation = str(make_organisation().pk) if asked == "other" else asked
    for name in ("desk:team", "desk:invite"):
        assert boss.get(reverse(name), {"organisation": organisation}).status_code == 404


def test_the_platform_chooses_an_organisation_first(
    platform: Client, point: Organisation, consultant: Membership
) -> None:
    first = text(platform.get(reverse("desk:team")))
    assert "For which organisation do you work now?" in first
    assert "Corrie Consulent" not in first
    chosen = text(platform.get(reverse("desk:team"), {"organisation": str(point.pk)}))
    assert "Corrie Consulent" in chosen
    assert platform.get(reverse("desk:invite")).headers["Location"] == reverse("desk:team")


def test_the_platform_invites_a_policy_officer(platform: Client) -> None:
    town = make_organisation(kind=OrganisationKind.MUNICIPALITY, name="Gemeente Ergens")
    here = f"{reverse('desk:invite')}?organisation={town.pk}"
    response = platform.post(here, invitation(role="policy_officer"), follow=True)
    assert "Policy officer" in text(response)


def test_an_organisation_without_colleagues_offers_to_invite(platform: Client) -> None:
    empty = make_organisation()
    page = text(platform.get(reverse("desk:team"), {"organisation": str(empty.pk)}))
    assert "Nobody works here yet" in page


def test_a_large_team_costs_no_more_questions(boss: Client, point: Organisation) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            boss.get(reverse("desk:team"))
        return len(captured)

    questions()
    few = questions()
    for _number in range(30):
        make_membership(point)
    assert questions() == few


@pytest.mark.parametrize("name", ["desk:team", "desk:invite"])
def test_a_consultant_has_no_team_page(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404
