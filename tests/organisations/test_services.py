"""Inviting, pausing, coming back, stopping and saying yes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from naober.audit.models import Event
from naober.organisations import services
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.organisations.queries import (
    members_of,
    memberships_in_force,
    organisations_managed_by,
)
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role as database_role
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture
def administrator() -> Membership:
    return make_membership(role=Role.ADMINISTRATOR)


def invite(by: Actor, organisation: Organisation, **overrides: str) -> Membership:
    values = {"email": "Collega@Example.org", "name": "Nieuwe Collega", "role": Role.CONSULTANT}
    with acting_as(by):
        return services.invite_member(
            by=by,
            organisation=organisation,
            invitation=services.Invitation(**values | overrides),
            at=LATER,
        )


def move(by: Actor, member: Membership, status: MembershipStatus) -> None:
    with acting_as(by):
        services.move_member(by=by, member=member, status=status, at=LATER)


def now(member: Membership) -> Membership:
    with database_role("naober_system"):
        return Membership.objects.get(pk=member.pk)


def kinds() -> list[str]:
    with database_role("naober_system"):
        return [event.kind for event in Event.objects.all()]


def test_an_invited_colleague_opens_nothing_yet(administrator: Membership) -> None:
    member = invite(actor_of(administrator), administrator.organisation)
    assert now(member).status == MembershipStatus.INVITED
    assert kinds() == ["membership.invited"]
    with acting_as(Actor(user_id=member.user_id)):
        assert not memberships_in_force(member.user_id, on=TODAY).exists()


def test_the_invitation_says_where_to_sign_in_and_nothing_else(administrator: Membership) -> None:
    invite(actor_of(administrator), administrator.organisation)
    [message] = mail.outbox
    text = f"{message.subject} {message.body}".lower()
    assert message.to == ["collega@example.org"]
    assert "/account/" in text
    for word in ("mantelzorg", "consulent", administrator.organisation.name.lower(), "collega"):
        assert word not in text


def test_the_same_role_is_not_given_twice(administrator: Membership) -> None:
    by, here = actor_of(administrator), administrator.organisation
    invite(by, here)
    with pytest.raises(Refused, match="already has this role"):
        invite(by, here, email="collega@example.org")
    invite(by, here, role=Role.COORDINATOR)


def test_somebody_who_stopped_can_be_invited_again(administrator: Membership) -> None:
    by, here = actor_of(administrator), administrator.organisation
    move(by, invite(by, here), MembershipStatus.ENDED)
    assert invite(by, here).status == MembershipStatus.INVITED


def test_an_administrator_invites_only_at_home_and_only_what_is_theirs_to_give(
    administrator: Membership,
) -> None:
    by = actor_of(administrator)
    with pytest.raises(PermissionDenied):
        invite(by, make_organisation())
    with pytest.raises(PermissionDenied):
        invite(by, administrator.organisation, role=Role.POLICY_OFFICER)
    assert mail.outbox == []


def test_nobody_gives_themselves_a_role_that_sees_carers(administrator: Membership) -> None:
    with pytest.raises(Refused, match="yourself"):
        invite(
            actor_of(administrator),
            administrator.organisation,
            email=administrator.user.email,
            role=Role.COORDINATOR,
        )


def test_the_database_too_lets_nobody_give_themselves_a_role(administrator: Membership) -> None:
    with acting_as(actor_of(administrator)), pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.create(
            user=administrator.user,
            organisation=administrator.organisation,
            role=Role.COORDINATOR,
            status=MembershipStatus.ACTIVE,
            name="Ik",
            invited_at=LATER,
            status_since=LATER,
        )


def test_a_colleague_pauses_comes_back_and_stops(administrator: Membership) -> None:
    by = actor_of(administrator)
    member = make_membership(administrator.organisation)
    for status in (MembershipStatus.SUSPENDED, MembershipStatus.ACTIVE, MembershipStatus.ENDED):
        move(by, member, status)
        assert now(member).status == status
        assert now(member).status_since == LATER
    assert kinds() == ["membership.suspended", "membership.active", "membership.ended"]


def test_a_step_that_somebody_else_took_first_is_refused(administrator: Membership) -> None:
    by, member = actor_of(administrator), make_membership(administrator.organisation)
    move(by, member, MembershipStatus.ENDED)
    with pytest.raises(Refused, match="no longer possible"):
        move(by, member, MembershipStatus.SUSPENDED)


def test_a_consultant_and_an_administrator_elsewhere_change_nobody() -> None:
    member = make_membership()
    consultant = actor_of(make_membership(member.organisation))
    with pytest.raises(PermissionDenied):
        move(consultant, member, MembershipStatus.SUSPENDED)
    elsewhere = actor_of(make_membership(role=Role.ADMINISTRATOR))
    with pytest.raises(PermissionDenied):
        move(elsewhere, member, MembershipStatus.SUSPENDED)
    assert now(member).status == MembershipStatus.ACTIVE


def accept(member: Membership, user_id: int) -> None:
    by = Actor(user_id=user_id)
    with acting_as(by):
        services.accept_invitation(by=by, member=member, at=LATER)


def test_saying_yes_opens_the_door_once() -> None:
    member = make_membership(status=MembershipStatus.INVITED)
    accept(member, member.user_id)
    assert now(member).status == MembershipStatus.ACTIVE
    with pytest.raises(Refused, match="already answered"):
        accept(member, member.user_id)


def test_an_invitation_is_answered_by_nobody_else(administrator: Membership) -> None:
    member = make_membership(administrator.organisation, status=MembershipStatus.INVITED)
    with pytest.raises(PermissionDenied), acting_as(actor_of(administrator)):
        services.accept_invitation(by=actor_of(administrator), member=member, at=LATER)
    assert now(member).status == MembershipStatus.INVITED


def test_a_membership_is_in_force_only_while_active_and_the_organisation_lasts() -> None:
    active = make_membership()
    ended = make_membership(make_organisation(ended_on=TODAY), user=active.user)
    for status in set(MembershipStatus) - {MembershipStatus.ACTIVE}:
        make_membership(user=active.user, status=status)
    with acting_as(Actor(user_id=active.user_id)):
        assert list(memberships_in_force(active.user_id, on=TODAY)) == [active]
        earlier = memberships_in_force(active.user_id, on=TODAY - timedelta(days=1))
        assert set(earlier) == {active, ended}


def test_an_administrator_manages_one_organisation_the_platform_all(
    administrator: Membership,
) -> None:
    other, gone = make_organisation(), make_organisation(ended_on=TODAY)
    platform = make_membership(role=Role.PLATFORM_ADMINISTRATOR)
    own = organisations_managed_by(actor_of(administrator), on=TODAY)
    assert list(own) == [administrator.organisation]
    everywhere = set(organisations_managed_by(actor_of(platform), on=TODAY))
    assert {administrator.organisation, other} <= everywhere
    assert gone not in everywhere
    nobody = actor_of(make_membership(administrator.organisation, Role.COORDINATOR))
    assert not organisations_managed_by(nobody, on=TODAY).exists()


def test_colleagues_see_each_other_and_nobody_elsewhere(administrator: Membership) -> None:
    colleague, stranger = make_membership(administrator.organisation), make_membership()
    with acting_as(actor_of(administrator)):
        assert colleague in members_of(administrator.organisation_id)
        assert not members_of(stranger.organisation_id).exists()


def test_only_the_platform_makes_an_organisation(administrator: Membership) -> None:
    by = actor_of(administrator)
    with acting_as(by), pytest.raises(PermissionDenied):
        services.save_organisation(by=by, key="mine", details={"name": "Van mij"}, at=LATER)
