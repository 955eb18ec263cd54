"""Who may do what with colleagues."""

import pytest

from naober.organisations import rules
from naober.organisations.enums import NEXT, MembershipStatus, Role
from naober.shared.actors import Actor
from naober.sites.entrance import actor_of
from tests.factories.organisations import make_membership, make_organisation

PLATFORM = Actor(user_id=0, role=Role.PLATFORM_ADMINISTRATOR)


def test_every_status_says_where_a_membership_may_go() -> None:
    assert set(NEXT) == set(MembershipStatus)
    assert set().union(*NEXT.values()) | {MembershipStatus.INVITED} == set(MembershipStatus)
    assert {status for status, after in NEXT.items() if not after} == {MembershipStatus.ENDED}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_only_administrators_change_colleagues_and_only_at_home(role: Role) -> None:
    here, there = make_organisation(), make_organisation()
    by = actor_of(make_membership(here, role))
    everywhere = role == Role.PLATFORM_ADMINISTRATOR
    assert rules.may_manage_members(by, here.pk) is (everywhere or role == Role.ADMINISTRATOR)
    assert rules.may_manage_members(by, there.pk) is everywhere


@pytest.mark.parametrize("role", Role)
def test_the_platform_alone_makes_policy_officers_editors_and_its_own_administrators(
    role: Role,
) -> None:
    given = role not in {Role.POLICY_OFFICER, Role.EDITOR, Role.PLATFORM_ADMINISTRATOR}
    assert rules.may_give_role(Actor(role=Role.ADMINISTRATOR), role) is given
    assert rules.may_give_role(PLATFORM, role)


@pytest.mark.django_db
@pytest.mark.parametrize("before", MembershipStatus)
@pytest.mark.parametrize("after", MembershipStatus)
def test_a_colleague_moves_only_along_the_table(
    before: MembershipStatus, after: MembershipStatus
) -> None:
    member = make_membership(status=before)
    saying_yes = (before, after) == (MembershipStatus.INVITED, MembershipStatus.ACTIVE)
    allowed = after in NEXT[before] and not saying_yes
    assert (rules.refusal_to_move(member, after, by=PLATFORM) is None) is allowed


@pytest.mark.django_db
def test_nobody_changes_their_own_place_also_not_from_another_role() -> None:
    administrator = make_membership(role=Role.ADMINISTRATOR)
    consultant = make_membership(administrator.organisation, user=administrator.user)
    by = actor_of(administrator)
    for own in (administrator, consultant):
        refused = rules.refusal_to_move(own, MembershipStatus.SUSPENDED, by=by)
        assert "your own place" in str(refused)
