"""Whoever signs in arrives where they belong."""

import pytest
from django.test import Client
from django.urls import reverse

from naober.accounts.models import User
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db


def arrive(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    return str(client.get(reverse("home_of_role") + query)["Location"])


@pytest.mark.parametrize(
    ("work", "page"),
    [
        (Role.CONSULTANT, "desk:today"),
        (Role.COORDINATOR, "desk:today"),
        (Role.ADMINISTRATOR, "desk:team"),
        (Role.PLATFORM_ADMINISTRATOR, "desk:team"),
        (Role.POLICY_OFFICER, "municipality:overview"),
        (Role.VOLUNTEER, "account_choose_role"),
    ],
)
def test_every_role_arrives_at_its_own_page(client: Client, work: str, page: str) -> None:
    assert arrive(client, make_membership(role=work).user) == reverse(page)


def test_a_carer_arrives_at_their_own_page(client: Client) -> None:
    carer = make_carer()
    assert carer.account is not None
    assert arrive(client, carer.account) == reverse("carer:home")


def test_a_colleague_who_also_cares_arrives_at_work(client: Client) -> None:
    membership = make_membership()
    make_carer(account=membership.user)
    assert arrive(client, membership.user) == reverse("desk:today")


def test_somebody_with_nothing_yet_can_register(client: Client) -> None:
    assert arrive(client, make_account()) == reverse("public:register")


@pytest.mark.parametrize("status", [MembershipStatus.SUSPENDED, MembershipStatus.ENDED])
def test_who_no_longer_works_there_does_not_arrive_there(client: Client, status: str) -> None:
    assert arrive(client, make_membership(status=status).user) == reverse("account_choose_role")


def test_nobody_arrives_without_signing_in(client: Client) -> None:
    assert reverse("account_login") in client.get(reverse("home_of_role"))["Location"]
    assert reverse("account_login") in client.get(reverse("invitation"))["Location"]


def test_an_invitation_is_shown_and_accepted_once(client: Client) -> None:
    point = make_organisation(name="Steunpunt Hier")
    member = make_membership(point, status=MembershipStatus.INVITED)
    assert arrive(client, member.user) == reverse("invitation")
    assert "Steunpunt Hier" in client.get(reverse("invitation")).content.decode()
    response = client.post(reverse("invitation"), {"membership": str(member.pk)})
    assert response["Location"] == reverse("home_of_role")
    assert status_of(member) == MembershipStatus.ACTIVE
    again = client.post(reverse("invitation"), {"membership": str(member.pk)})
    assert again["Location"] == reverse("home_of_role")


def test_an_invitation_of_somebody_else_cannot_be_accepted(client: Client) -> None:
    other = make_membership(status=MembershipStatus.INVITED)
    mine = make_membership(status=MembershipStatus.INVITED)
    client.force_login(mine.user)
    client.post(reverse("invitation"), {"membership": str(other.pk)})
    assert status_of(other) == MembershipStatus.INVITED
    assert status_of(mine) == MembershipStatus.INVITED


def test_an_invitation_can_wait(client: Client) -> None:
    working = make_membership()
    make_membership(user=working.user, status=MembershipStatus.INVITED)
    assert arrive(client, working.user) == reverse("invitation")
    assert arrive(client, working.user, "?later") == reverse("desk:today")


def status_of(member: Membership) -> str:
    with role("naober_system"):
        return Membership.objects.get(pk=member.pk).status
