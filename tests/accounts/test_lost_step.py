"""Security test T17b: taking off somebody's second step takes two people."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError
from django.test import Client

from naober.audit.models import Event
from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Organisation, SecondStepReset
from naober.organisations.services import agree_to_reset, ask_reset
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import make_account
from tests.factories.organisations import MONDAY, make_membership, make_organisation
from tests.sign_in import give_app, is_in, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/account/kwijt/"


@pytest.fixture
def here() -> Organisation:
    return make_organisation()


@pytest.fixture
def administrator(here: Organisation) -> Membership:
    return make_membership(here, Role.ADMINISTRATOR)


@pytest.fixture
def colleague(here: Organisation) -> Membership:
    """Somebody who lost the telephone with the app."""
    member = make_membership(here)
    give_app(member.user)
    return member


@pytest.fixture
def reset(administrator: Membership, colleague: Membership) -> SecondStepReset:
    by = actor_of(administrator)
    with acting_as(by):
        return ask_reset(by=by, member=colleague, at=MONDAY)


def agree(member: Membership, reset: SecondStepReset, *, after: timedelta = timedelta()) -> None:
    by = actor_of(member)
    with acting_as(by):
        agree_to_reset(by=by, reset=reset, at=MONDAY + after)


def has_second_step(member: Membership) -> bool:
    return Authenticator.objects.filter(user=member.user).exists()


def test_two_people_take_it_off_and_every_visit_ends(
    here: Organisation, administrator: Membership, colleague: Membership
) -> None:
    Authenticator.objects.all().delete()
    kept = Client()
    sign_in(kept, colleague.user, give_app(colleague.user))
    assert is_in(kept)
    by = actor_of(administrator)
    with acting_as(by):
        reset = ask_reset(by=by, member=colleague, at=MONDAY)
    assert has_second_step(colleague)
    agree(make_membership(here, Role.COORDINATOR), reset)
    assert not has_second_step(colleague)
    assert not is_in(kept)


def test_who_it_is_about_gets_a_mail_both_times(
    reset: SecondStepReset, here: Organisation, colleague: Membership
) -> None:
    agree(make_membership(here, Role.ADMINISTRATOR), reset)
    assert [message.to for message in mail.outbox] == [[colleague.user.email]] * 2
    assert "gevraagd" in mail.outbox[0].body or "vroeg" in mail.outbox[0].body
    with role("naober_system"):
        kinds = [one.kind for one in Event.objects.order_by("at", "kind")]
    assert sorted(kinds) == ["second_step.reset", "second_step.reset_asked"]


def test_one_person_is_not_enough_whatever_their_roles(
    reset: SecondStepReset, here: Organisation, administrator: Membership, colleague: Membership
) -> None:
    also_coordinator = make_membership(here, Role.COORDINATOR, user=administrator.user)
    for one in (administrator, also_coordinator):
        with pytest.raises(Refused):
            agree(one, reset)
    also = make_membership(here, Role.COORDINATOR, user=colleague.user)
    with pytest.raises(Refused):
        agree(also, reset)
    assert has_second_step(colleague)


@pytest.mark.parametrize("who", [Role.CONSULTANT, Role.POLICY_OFFICER, Role.VOLUNTEER])
def test_who_does_not_run_the_place_neither_asks_nor_agrees(
    reset: SecondStepReset, here: Organisation, colleague: Membership, who: str
) -> None:
    member = make_membership(here, who)
    with pytest.raises(PermissionDenied):
        agree(member, reset)
    by = actor_of(member)
    with pytest.raises(PermissionDenied), acting_as(by):
        ask_reset(by=by, member=colleague, at=MONDAY)
    assert has_second_step(colleague)


def test_another_organisation_neither_asks_nor_agrees(
    reset: SecondStepReset, colleague: Membership
) -> None:
    elsewhere = make_membership(role=Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        agree(elsewhere, reset)
    by = actor_of(elsewhere)
    with pytest.raises(PermissionDenied), acting_as(by):
        ask_reset(by=by, member=colleague, at=MONDAY)


def test_a_coordinator_agrees_but_does_not_ask(here: Organisation, colleague: Membership) -> None:
    by = actor_of(make_membership(here, Role.COORDINATOR))
    with pytest.raises(PermissionDenied), acting_as(by):
        ask_reset(by=by, member=colleague, at=MONDAY)


def test_nobody_asks_for_themselves(administrator: Membership) -> None:
    by = actor_of(administrator)
    with pytest.raises(Refused), acting_as(by):
        ask_reset(by=by, member=administrator, at=MONDAY)


def test_a_question_is_open_for_a_day_and_answered_once(
    reset: SecondStepReset, here: Organisation, colleague: Membership
) -> None:
    second = make_membership(here, Role.COORDINATOR)
    with pytest.raises(Refused):
        agree(second, reset, after=timedelta(hours=25))
    assert has_second_step(colleague)
    agree(second, reset, after=timedelta(hours=23))
    give_app(colleague.user)
    with pytest.raises(Refused):
        agree(second, reset, after=timedelta(hours=23))
    assert has_second_step(colleague)


def test_an_administrator_of_the_platform_can_be_the_second_where_there_is_only_one(
    reset: SecondStepReset, colleague: Membership
) -> None:
    platform = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    agree(make_membership(platform, Role.PLATFORM_ADMINISTRATOR), reset)
    assert not has_second_step(colleague)


# ---- the database keeps the rule too


def test_the_database_lets_nobody_agree_with_themselves_or_in_anothers_name(
    reset: SecondStepReset, here: Organisation, administrator: Membership, colleague: Membership
) -> None:
    second = make_membership(here, Role.COORDINATOR)
    also = make_membership(here, Role.COORDINATOR, user=administrator.user)
    for who, agreed_by in ((administrator, second), (also, also), (administrator, administrator)):
        with pytest.raises(DatabaseError), acting_as(actor_of(who)):
            SecondStepReset.objects.filter(pk=reset.pk).update(
                agreed_by=agreed_by, agreed_at=MONDAY
            )
    with acting_as(actor_of(make_membership(here))):
        assert SecondStepReset.objects.filter(pk=reset.pk).update(agreed_by=second) == 0
    with pytest.raises(IntegrityError), role("naober_system"):
        SecondStepReset.objects.filter(pk=reset.pk).update(agreed_by=administrator)


# ---- the page


@pytest.fixture
def _one_step(settings: object) -> None:
    settings.NAOBER_SECOND_FACTOR = False  # type: ignore[attr-defined]


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@pytest.mark.usefixtures("_one_step")
def test_the_page_leads_two_people_through_it(
    here: Organisation, administrator: Membership, colleague: Membership
) -> None:
    first, second = browser(administrator), browser(make_membership(here, Role.COORDINATOR))
    assert colleague.name in first.get(PAGE).content.decode()
    first.post(PAGE, {"member": str(colleague.pk)})
    with role("naober_system"):
        key = str(SecondStepReset.objects.get().pk)
    mine = first.get(PAGE).content.decode()
    assert key not in mine
    first.post(PAGE, {"reset": key})
    assert has_second_step(colleague)
    assert key in second.get(PAGE).content.decode()
    second.post(PAGE, {"reset": key})
    assert not has_second_step(colleague)
    assert key not in second.get(PAGE).content.decode()


@pytest.mark.usefixtures("_one_step")
def test_what_is_elsewhere_is_not_there(reset: SecondStepReset, colleague: Membership) -> None:
    client = browser(make_membership(role=Role.ADMINISTRATOR))
    for data in ({"member": str(colleague.pk)}, {"reset": str(reset.pk)}, {"reset": "x"}, {}):
        assert client.post(PAGE, data).status_code == 404
    assert colleague.name not in client.get(PAGE).content.decode()
    assert has_second_step(colleague)


@pytest.mark.usefixtures("_one_step")
def test_the_page_is_not_there_for_others(here: Organisation) -> None:
    assert browser(make_membership(here)).get(PAGE).status_code == 404
    suspended = make_membership(here, Role.ADMINISTRATOR, MembershipStatus.SUSPENDED)
    assert browser(suspended).get(PAGE).status_code == 404
    client = Client()
    client.force_login(make_account())
    assert client.get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


AWAY = [MembershipStatus.INVITED, MembershipStatus.SUSPENDED, MembershipStatus.ENDED]


@pytest.mark.parametrize("status", AWAY)
def test_an_invitation_gives_no_hold_on_the_account_of_somebody_elsewhere(
    administrator: Membership, here: Organisation, status: MembershipStatus
) -> None:
    elsewhere = make_membership(role=Role.COORDINATOR)
    give_app(elsewhere.user)
    member = make_membership(here, user=elsewhere.user, status=status)
    by = actor_of(administrator)
    with acting_as(by), pytest.raises(Refused):
        ask_reset(by=by, member=member, at=MONDAY)
    assert has_second_step(elsewhere)


@pytest.mark.parametrize("status", AWAY)
def test_the_database_takes_no_question_about_who_does_not_work_here(
    administrator: Membership, here: Organisation, status: MembershipStatus
) -> None:
    member = make_membership(here, status=status)
    with acting_as(actor_of(administrator)), pytest.raises(DatabaseError):
        SecondStepReset(
            member=member, organisation=here, asked_by=administrator, asked_at=MONDAY
        ).save(force_insert=True)


def test_who_stopped_meanwhile_keeps_the_second_step(
    reset: SecondStepReset, here: Organisation, colleague: Membership
) -> None:
    with role("naober_system"):
        Membership.objects.filter(pk=colleague.pk).update(status=MembershipStatus.ENDED)
    with pytest.raises(Refused):
        agree(make_membership(here, Role.COORDINATOR), reset)
    assert has_second_step(colleague)


def test_a_question_that_was_answered_meanwhile_is_refused_not_broken(
    reset: SecondStepReset, here: Organisation
) -> None:
    second, third = (make_membership(here, Role.COORDINATOR) for _ in range(2))
    agree(second, SecondStepReset(pk=reset.pk, organisation_id=here.pk))
    with pytest.raises(Refused):
        agree(third, SecondStepReset(pk=reset.pk, organisation_id=here.pk))
