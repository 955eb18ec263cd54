"""Whoever signs in arrives where they belong."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naober.accounts.models import User
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.sites.arrival import REFERS
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.directory import make_service
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


# From a card to the form with which somebody refers


def refer(client: Client, user: User, key: str) -> Any:
    client.force_login(user)
    return client.get(reverse("refer_from_card", args=[key]))


@pytest.mark.parametrize(
    ("work", "form"),
    [
        (Role.PROFESSIONAL, "practice:refer"),
        (Role.CONSULTANT, "desk:refer-from-card"),
        (Role.COORDINATOR, "desk:refer-from-card"),
    ],
)
def test_who_refers_comes_from_a_card_to_the_form_with_that_card(
    client: Client, work: str, form: str
) -> None:
    card = make_service()
    response = refer(client, make_membership(role=work).user, card.key)
    assert response["Location"] == reverse(form, args=[card.key]) + "?van=kaart"


@pytest.mark.parametrize("work", sorted(set(Role) - REFERS.keys()))
def test_who_refers_nobody_reads_who_does_and_what_they_can_do(client: Client, work: str) -> None:
    card = make_service()
    response = refer(client, make_membership(role=work).user, card.key)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Dat doet een consulent of een praktijkteam." in page
    for name in ("public:card", "public:referral-ask"):
        assert reverse(name, args=[card.key]) in page
    assert reverse("home_of_role") in page


def test_the_work_that_refers_counts_where_somebody_has_more(client: Client, settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False
    editor, card = make_membership(role=Role.EDITOR), make_service()
    make_membership(role=Role.PROFESSIONAL, user=editor.user)
    client.force_login(editor.user)
    client.post(reverse("account_choose_role"), {"membership": editor.pk})
    response = client.get(reverse("refer_from_card", args=[card.key]), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_choose_role"))
    assert reverse("practice:refer", args=[card.key]) in response.content.decode()


def test_who_does_not_work_here_asks_in_person(client: Client) -> None:
    card = make_service()
    ended = make_membership(status=MembershipStatus.ENDED)
    for user in (make_account(), ended.user):
        response = refer(client, user, card.key)
        assert response["Location"] == reverse("public:referral-ask", args=[card.key])


def test_from_a_card_that_is_not_there_nobody_refers(client: Client) -> None:
    make_service(key="weg", published=False)
    for key in ("weg", "nooit"):
        assert refer(client, make_membership().user, key).status_code == 404


def test_who_did_not_sign_in_signs_in_first(client: Client) -> None:
    response = client.get(reverse("refer_from_card", args=[make_service().key]))
    assert response["Location"].startswith(reverse("account_login"))
