"""Closing a case for a reason, and opening it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naober.audit.models import Event
from naober.carers.enums import ConsentWay, Purpose
from naober.casework import queries, rules, services
from naober.casework.enums import CLOSED_BY_HAND, REOPEN_WITHIN, CaseStatus, EndReason
from naober.casework.models import Case
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import actor_for
from tests.factories.casework import make_case, make_closed_case
from tests.factories.organisations import MONDAY, make_membership

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def consultant() -> Membership:
    return make_membership()


@pytest.fixture
def coordinator(consultant: Membership) -> Actor:
    return actor_of(make_membership(consultant.organisation, Role.COORDINATOR))


def now(case: Case) -> Case:
    with role("naober_system"):
        return Case.objects.get(pk=case.pk)


def kinds() -> list[str]:
    with role("naober_system"):
        return [event.kind for event in Event.objects.order_by("at", "kind")]


def close(by: Actor, case: Case, reason: EndReason = EndReason.MOVED, note: str = "") -> None:
    with acting_as(by):
        services.close_case(by=by, case=case, reason=reason, note=note, at=LATER)


def reopen(by: Actor, case: Case, days: int = 1) -> None:
    with acting_as(by):
        services.reopen_case(by=by, case=case, at=LATER + timedelta(days=days))


@pytest.mark.parametrize("reason", sorted(CLOSED_BY_HAND))
def test_the_contact_person_closes_a_case_and_it_leaves_the_caseload(
    consultant: Membership, reason: EndReason
) -> None:
    case, by = make_case(contact_person=consultant), actor_of(consultant)
    close(by, case, reason, note="Zo is het.")
    closed = now(case)
    assert (closed.status, closed.due_on, closed.ended_at) == (CaseStatus.ENDED, None, LATER)
    assert (closed.ended_because, closed.ended_note) == (reason, "Zo is het.")
    with acting_as(by):
        assert not queries.cases_visible_to(by).exists()
        assert queries.caseload_size(consultant.pk) == 0
    assert kinds() == ["case.closed"]


def test_the_coordinator_closes_a_registration_that_is_a_double(coordinator: Actor) -> None:
    with role("naober_system"):
        case = make_case()
        coordinator = actor_of(make_membership(case.organisation, Role.COORDINATOR))
    close(coordinator, case, EndReason.DOUBLE)
    assert now(case).status == CaseStatus.ENDED


def test_nobody_else_closes_a_case(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    others = [
        actor_of(make_membership(consultant.organisation)),
        actor_of(make_membership(role=Role.COORDINATOR)),
        actor_of(make_membership(consultant.organisation, Role.ADMINISTRATOR)),
        actor_for(case.carer),
    ]
    for other in others:
        with pytest.raises((PermissionDenied, Case.DoesNotExist)):
            close(other, case)
    assert now(case).status == CaseStatus.ASSIGNED


def test_a_case_ends_once_and_something_else_is_explained(consultant: Membership) -> None:
    case, by = make_case(contact_person=consultant), actor_of(consultant)
    with pytest.raises(Refused, match="Write why"):
        close(by, case, EndReason.OTHER)
    with pytest.raises(Refused, match="another page"):
        close(by, case, EndReason.CONSENT)
    close(by, case)
    with pytest.raises(Refused, match="already"):
        close(by, case)


def test_the_coordinator_opens_it_again_and_it_waits_for_a_contact_person(
    consultant: Membership, coordinator: Actor
) -> None:
    case = make_case(contact_person=consultant)
    close(actor_of(consultant), case)
    with acting_as(coordinator):
        assert list(queries.closed_cases_for(coordinator, at=LATER)) == [case]
    reopen(coordinator, case)
    opened = now(case)
    assert (opened.status, opened.contact_person, opened.ended_at) == (CaseStatus.NEW, None, None)
    assert opened.due_on == (LATER + timedelta(days=11)).date()
    assert (opened.ended_because, opened.call_by) == ("", case.call_by)
    with acting_as(coordinator):
        assert list(queries.registrations_for(coordinator)) == [case]
    assert kinds() == ["case.closed", "case.reopened"]
    with pytest.raises(Refused, match="open already"):
        reopen(coordinator, case)


def test_a_consultant_or_a_stranger_finds_and_opens_nothing(consultant: Membership) -> None:
    case = make_closed_case(contact_person=consultant, ended_at=LATER)
    for by in (actor_of(consultant), actor_of(make_membership(role=Role.COORDINATOR))):
        with acting_as(by):
            assert not queries.closed_cases_for(by, at=LATER).exists()
        with pytest.raises((PermissionDenied, Case.DoesNotExist)):
            reopen(by, case)


def test_after_half_a_year_it_stays_closed(consultant: Membership, coordinator: Actor) -> None:
    case = make_closed_case(contact_person=consultant, ended_at=LATER)
    late = REOPEN_WITHIN.days + 1
    with acting_as(coordinator):
        found = queries.closed_cases_for
        assert found(coordinator, at=LATER + REOPEN_WITHIN).exists()
        assert not found(coordinator, at=LATER + timedelta(days=late)).exists()
    with pytest.raises(Refused, match="half a year"):
        reopen(coordinator, case, days=late)
    reopen(coordinator, case, days=late - 1)


@pytest.mark.parametrize("first_closed", [False, True])
def test_without_consent_it_stays_closed(
    consultant: Membership, coordinator: Actor, first_closed: bool
) -> None:
    case = make_case(contact_person=consultant)
    if first_closed:
        close(actor_of(consultant), case)
    with acting_as(carer := actor_for(case.carer)):
        services.withdraw_consent(
            by=carer, carer=case.carer, purpose=Purpose.SUPPORT, way=ConsentWay.ONLINE,
            at=LATER + timedelta(hours=1),
        )  # fmt: skip
    assert now(case).ended_because == EndReason.CONSENT
    with acting_as(coordinator):
        assert not queries.closed_cases_for(coordinator, at=LATER).exists()
    with pytest.raises(Refused, match="consent"):
        reopen(coordinator, case)


def test_only_a_case_that_ended_says_why() -> None:
    case = make_case()
    with role("naober_system"), pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(ended_because=EndReason.MOVED)


def test_every_reason_but_consent_is_chosen_by_hand() -> None:
    assert set(EndReason) - {EndReason.CONSENT} == CLOSED_BY_HAND
    assert rules.refusal_to_close(Case(status="new"), EndReason.CONSENT, note="") is not None
