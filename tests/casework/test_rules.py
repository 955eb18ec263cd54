"""Who may do what with a case, and when."""

from datetime import date, timedelta
from typing import Any

import pytest

from naober.casework import rules
from naober.casework.enums import IN_CASELOAD, NEXT, OPEN_STATUSES, CaseStatus, ContactWay
from naober.casework.models import Case
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.sites.entrance import actor_of
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership

TODAY = date(2026, 3, 10)
REGISTERED = date(2026, 3, 2)


def test_every_status_says_where_a_case_may_go() -> None:
    assert set(NEXT) == set(CaseStatus)
    assert set().union(*NEXT.values()) <= set(CaseStatus)


def test_every_status_can_be_reached_and_from_the_end_one_only_begins_again() -> None:
    reached = {CaseStatus.NEW} | set().union(*NEXT.values())
    assert reached == set(CaseStatus)
    assert NEXT[CaseStatus.ENDED] == {CaseStatus.NEW}
    assert all(CaseStatus.ENDED in NEXT[status] for status in OPEN_STATUSES)


def test_a_case_in_a_caseload_is_open_and_an_ended_one_is_not() -> None:
    assert set(CaseStatus) - {CaseStatus.ENDED} == OPEN_STATUSES
    assert OPEN_STATUSES - {CaseStatus.NEW} == IN_CASELOAD


@pytest.fixture
def here(db: None) -> Case:
    return make_case(contact_person=make_membership())


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role == Role.COORDINATOR) for role in Role],
)
def test_only_a_coordinator_chooses_a_contact_person(here: Case, role: Role, may: bool) -> None:
    by = actor_of(make_membership(here.organisation, role))
    assert rules.may_assign(by, here) is may


def test_a_coordinator_of_another_support_point_chooses_nothing_here(here: Case) -> None:
    assert not rules.may_assign(actor_of(make_membership(role=Role.COORDINATOR)), here)


def test_the_contact_person_and_the_coordinator_write_down_contacts(here: Case) -> None:
    assert here.contact_person is not None
    coordinator = make_membership(here.organisation, Role.COORDINATOR)
    assert rules.may_look_after(actor_of(here.contact_person), here)
    assert rules.may_look_after(actor_of(coordinator), here)


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMINISTRATOR, Role.POLICY_OFFICER])
def test_no_other_colleague_writes_down_a_contact(here: Case, role: Role) -> None:
    by = actor_of(make_membership(here.organisation, role))
    assert not rules.may_look_after(by, here)


def test_a_coordinator_elsewhere_writes_down_no_contact(here: Case) -> None:
    by = actor_of(make_membership(role=Role.COORDINATOR))
    assert not rules.may_look_after(by, here)


def refusal(case: Case, consultant: Membership, **overrides: Any) -> str | None:
    values: dict[str, Any] = {"caseload": 0, "instead_of": case.contact_person_id}
    return rules.refusal_to_assign(case, consultant, **values | overrides)


def test_a_colleague_with_room_can_be_chosen(here: Case) -> None:
    assert refusal(here, make_membership(here.organisation)) is None
    assert refusal(here, make_membership(here.organisation, Role.COORDINATOR)) is None


def test_the_last_place_counts_and_one_more_does_not(here: Case) -> None:
    colleague = make_membership(here.organisation, caseload_ceiling=3)
    assert refusal(here, colleague, caseload=2) is None
    assert "3 of 3" in str(refusal(here, colleague, caseload=3))


def test_an_ended_case_gets_no_contact_person(here: Case) -> None:
    here.status = CaseStatus.ENDED
    assert "ended" in str(refusal(here, make_membership(here.organisation)))


def test_a_colleague_elsewhere_cannot_be_chosen(here: Case) -> None:
    assert "another support point" in str(refusal(here, make_membership()))


@pytest.mark.parametrize("status", set(MembershipStatus) - {MembershipStatus.ACTIVE})
def test_who_does_not_work_here_now_cannot_be_chosen(here: Case, status: str) -> None:
    colleague = make_membership(here.organisation, status=status)
    assert "does not work here now" in str(refusal(here, colleague))


def test_an_administrator_is_never_a_contact_person(here: Case) -> None:
    colleague = make_membership(here.organisation, Role.ADMINISTRATOR)
    assert "does not work here now" in str(refusal(here, colleague))


def test_who_is_the_contact_person_already_is_not_chosen_again(here: Case) -> None:
    assert here.contact_person is not None
    assert "already" in str(refusal(here, here.contact_person))


def test_a_choice_made_on_an_old_page_is_refused(here: Case) -> None:
    colleague = make_membership(here.organisation)
    assert "Somebody else" in str(refusal(here, colleague, instead_of=None))


def contact(case: Case, **overrides: Any) -> str | None:
    values: dict[str, Any] = {
        "way": ContactWay.PHONE,
        "on": TODAY,
        "next_on": None,
        "today": TODAY,
        "registered_on": REGISTERED,
    }
    return rules.refusal_of_contact(case, **values | overrides)


@pytest.mark.parametrize("on", [REGISTERED, TODAY])
def test_a_contact_from_the_registration_until_today_is_fine(here: Case, on: date) -> None:
    assert contact(here, on=on) is None


@pytest.mark.parametrize("status", [CaseStatus.NEW, CaseStatus.ENDED])
def test_without_a_contact_person_nothing_is_written_down(here: Case, status: str) -> None:
    here.status = status
    assert "no contact person" in str(contact(here))


def test_a_contact_is_not_in_the_future_nor_before_the_registration(here: Case) -> None:
    assert "future" in str(contact(here, on=TODAY + timedelta(days=1)))
    assert "before the registration" in str(contact(here, on=REGISTERED - timedelta(days=1)))


def test_the_next_contact_is_today_or_later_and_within_a_year(here: Case) -> None:
    year = rules.yearly_question_on(TODAY)
    assert contact(here, next_on=TODAY) is None
    assert contact(here, next_on=year) is None
    assert "past" in str(contact(here, next_on=TODAY - timedelta(days=1)))
    assert "within a year" in str(contact(here, next_on=year + timedelta(days=1)))


def test_who_was_not_reached_keeps_the_day_that_was_promised(here: Case) -> None:
    assert contact(here, way=ContactWay.NOT_REACHED) is None
    refused = contact(here, way=ContactWay.NOT_REACHED, next_on=TODAY)
    assert "stays on your list" in str(refused)


def test_a_year_without_contact_is_the_longest_there_is() -> None:
    assert rules.yearly_question_on(date(2026, 3, 2)) == date(2027, 3, 2)
