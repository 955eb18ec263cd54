"""Whom somebody sees, in which order, and how many wait."""

from datetime import date, timedelta
from typing import Any

import pytest

from naober.carers.models import Carer
from naober.casework import queries
from naober.casework.enums import CaseStatus, NextStep
from naober.casework.models import Case
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.factories.carers import actor_for, make_carer
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()


@pytest.fixture
def consultant() -> Membership:
    return make_membership()


@pytest.fixture
def coordinator(consultant: Membership) -> Actor:
    return actor_of(make_membership(consultant.organisation, Role.COORDINATOR))


def due(days: int, consultant: Membership, **more: Any) -> Case:
    return make_case(contact_person=consultant, due_on=TODAY + timedelta(days=days), **more)


def waiting(consultant: Membership, **more: Any) -> Case:
    return make_case(make_carer(consultant.organisation), **more)


def test_a_consultant_sees_their_own_and_what_waits(consultant: Membership) -> None:
    colleague = make_membership(consultant.organisation)
    own, new = due(1, consultant), waiting(consultant)
    due(1, colleague)
    due(1, make_membership())
    with acting_as(actor_of(consultant)):
        seen = set(queries.cases_visible_to(actor_of(consultant)))
        assert seen == {own, new}
        assert list(queries.people_of(actor_of(consultant))) == [own]
        assert list(queries.registrations_for(actor_of(consultant))) == [new]


def test_a_coordinator_sees_all_of_the_support_point_and_nothing_of_another(
    consultant: Membership, coordinator: Actor
) -> None:
    ours = {due(1, consultant), waiting(consultant)}
    due(1, make_membership())
    with acting_as(coordinator):
        assert set(queries.people_of(coordinator)) == ours


def test_an_ended_case_is_closed_to_everybody_at_the_desk(
    consultant: Membership, coordinator: Actor
) -> None:
    due(1, consultant, status=CaseStatus.ENDED)
    for actor in (coordinator, actor_of(consultant)):
        with acting_as(actor):
            assert not queries.cases_visible_to(actor).exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CONSULTANT, Role.COORDINATOR}), ids=str)
def test_no_other_role_sees_a_case(consultant: Membership, role: str) -> None:
    due(1, consultant)
    actor = actor_of(make_membership(consultant.organisation, role))
    with acting_as(actor):
        assert not queries.cases_visible_to(actor).exists()
        assert not Case.objects.exists()


def test_a_carer_sees_their_own_case_also_when_it_ended(consultant: Membership) -> None:
    case = due(1, consultant, status=CaseStatus.ENDED)
    due(1, consultant)
    actor = actor_for(case.carer)
    with acting_as(actor):
        assert list(queries.cases_visible_to(actor)) == [case]
        assert queries.case_of(actor, case.carer) == case


def test_the_most_overdue_stands_on_top_and_who_is_not_due_below(consultant: Membership) -> None:
    rest = due(1, consultant)
    never = make_case(contact_person=consultant, due_on=None)
    late, latest = due(-1, consultant), due(-9, consultant)
    with acting_as(actor_of(consultant)):
        assert list(queries.caseload_of(actor_of(consultant))) == [latest, late, rest, never]


def test_figures_count_each_day_once_and_the_week_with_today(consultant: Membership) -> None:
    for days in (-2, -1, 0, 3, 6, 7):
        due(days, consultant)
    actor = actor_of(consultant)
    with acting_as(actor):
        figures = queries.figures_of(
            queries.people_of(actor), on=TODAY, until=TODAY + timedelta(days=6)
        )
    assert figures == queries.Figures(late=2, today=1, week=3, in_care=6)


def test_a_registration_counts_as_waiting_but_not_as_in_care(
    consultant: Membership, coordinator: Actor
) -> None:
    waiting(consultant, due_on=TODAY)
    with acting_as(coordinator):
        figures = queries.figures_of(queries.people_of(coordinator), on=TODAY, until=TODAY)
    assert (figures.today, figures.in_care) == (1, 0)


def test_parts_of_the_list_hold_the_right_days(consultant: Membership) -> None:
    late, now, friday, _later = (due(days, consultant) for days in (-1, 0, 4, 9))
    actor = actor_of(consultant)
    with acting_as(actor):
        people = queries.people_of(actor)
        assert list(queries.overdue(people, on=TODAY)) == [late]
        assert list(queries.due(people, until=TODAY, since=TODAY)) == [now]
        assert list(queries.due(people, until=TODAY + timedelta(days=6))) == [late, now, friday]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("zilver", True),
        ("ANNA zilver", True),
        ("zilver anna", True),
        ("ann", True),
        ("anna goud", False),
        ("%", False),
        ("_", False),
        ("a b c d e zzz", True),  # from the sixth word on nothing counts
    ],
)
def test_a_search_looks_at_every_word_of_a_name(
    consultant: Membership, name: str, found: bool
) -> None:
    carer = make_carer(
        consultant.organisation, first_name="Anna Bea Cor", last_name="de Zilversmid"
    )
    make_case(carer, consultant)
    actor = actor_of(consultant)
    with acting_as(actor):
        assert queries.called(queries.people_of(actor), name).exists() is found


def test_what_a_list_shows_comes_in_one_query(
    consultant: Membership, django_assert_num_queries: Any
) -> None:
    for _number in range(3):
        due(1, consultant)
    actor = actor_of(consultant)
    with acting_as(actor), django_assert_num_queries(1):
        for case in queries.for_a_list(queries.people_of(actor)):
            assert case.carer.last_name
            assert case.contact_person == consultant
            assert queries.next_step(case)


def test_who_left_is_found_by_the_people_who_are_left(
    consultant: Membership, coordinator: Actor
) -> None:
    gone = make_membership(consultant.organisation, status=MembershipStatus.SUSPENDED)
    alone = due(1, gone)
    due(1, consultant)
    waiting(consultant)
    with acting_as(coordinator):
        assert list(queries.left_alone(queries.people_of(coordinator))) == [alone]
        counted = queries.colleagues_with_people(consultant.organisation_id)
        assert set(counted) == {consultant, gone}


def test_caseloads_count_running_cases_only(consultant: Membership, coordinator: Actor) -> None:
    due(1, consultant)
    due(1, consultant, status=CaseStatus.ENDED)
    empty = make_membership(consultant.organisation)
    make_membership(consultant.organisation, Role.ADMINISTRATOR)
    with acting_as(coordinator):
        assert queries.caseload_size(consultant.pk) == 1
        offered = queries.consultants_with_caseload(consultant.organisation_id)
        loads = {one.pk: one.caseload for one in offered}
    assert loads == {consultant.pk: 1, empty.pk: 0, coordinator.membership_id: 0}


@pytest.mark.parametrize(
    ("case", "step"),
    [
        (Case(status=CaseStatus.NEW, due_on=TODAY), NextStep.CONTACT_PERSON),
        (Case(status=CaseStatus.ASSIGNED, due_on=TODAY), NextStep.FIRST_TALK),
        (
            Case(
                status=CaseStatus.ACTIVE,
                first_contact_at=MONDAY,
                last_contact_on=TODAY,
                due_on=TODAY + timedelta(days=364),
            ),
            NextStep.AGREED,
        ),
        (
            Case(
                status=CaseStatus.ACTIVE,
                first_contact_at=MONDAY,
                last_contact_on=TODAY,
                due_on=TODAY + timedelta(days=365),
            ),
            NextStep.YEARLY,
        ),
        (Case(status=CaseStatus.ACTIVE, first_contact_at=MONDAY, due_on=None), NextStep.YEARLY),
    ],
)
def test_what_is_next_follows_from_the_case(case: Case, step: NextStep) -> None:
    assert queries.next_step(case) == step


def test_contacts_come_newest_first(consultant: Membership) -> None:
    case = due(1, consultant)
    old = make_contact(case, on=TODAY - timedelta(days=3))
    new = make_contact(case, on=TODAY)
    with acting_as(actor_of(consultant)):
        assert list(queries.contacts_of(case)) == [new, old]


def test_a_carer_knows_their_contact_person_without_their_file_being_read(
    consultant: Membership,
) -> None:
    case = due(1, consultant)
    with acting_as(actor_for(case.carer)):
        assert queries.contact_person_of(actor_for(case.carer)) == consultant


def test_nobody_else_has_a_contact_person(consultant: Membership) -> None:
    carer: Carer = make_carer()
    for actor in (Actor(), actor_of(consultant), actor_for(carer)):
        with acting_as(actor):
            assert queries.contact_person_of(actor) is None


@pytest.mark.parametrize(
    ("day", "called"),
    [(date(2026, 3, 2), date(2026, 3, 12)), (date(2026, 3, 4), date(2026, 3, 13)),
     (date(2026, 3, 5), date(2026, 3, 13)), (date(2026, 3, 6), date(2026, 3, 16))],
)  # fmt: skip
def test_nobody_is_promised_a_call_at_the_weekend(day: date, called: date) -> None:
    assert queries.first_call_by(make_organisation(), on=day) == called
