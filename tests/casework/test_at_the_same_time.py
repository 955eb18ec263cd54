"""What happens when two people press the button at the same moment, on real connections."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from naober.casework import services
from naober.casework.enums import ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.casework.services import Conversation
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.organisations.services import Invitation, invite_member
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import a_registration, make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import MONDAY, make_membership

pytestmark = pytest.mark.django_db(transaction=True)

LATER = MONDAY + timedelta(days=1)


def together(*actions: Callable[[], Any]) -> list[Any]:
    """Start every action at the same moment; return what each gave or raised."""
    outcomes: list[Any] = [None] * len(actions)
    start = threading.Barrier(len(actions))

    def run(index: int) -> None:
        start.wait(timeout=20)
        try:
            outcomes[index] = actions[index]()
        except Exception as problem:  # noqa: BLE001 - the outcome is compared by the test
            outcomes[index] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.fixture
def consultant() -> Membership:
    return make_membership(caseload_ceiling=1)


@pytest.fixture
def coordinators(consultant: Membership) -> list[Actor]:
    here = consultant.organisation
    return [actor_of(make_membership(here, Role.COORDINATOR)) for _two in range(2)]


def choosing(by: Actor, case: Case, consultant: Membership) -> Callable[[], Case]:
    def choose() -> Case:
        with acting_as(by):
            return services.assign_contact_person(by=by, case=case, consultant=consultant, at=LATER)

    return choose


def caseload(consultant: Membership) -> int:
    with role("naober_system"):
        return Case.objects.filter(contact_person=consultant).count()


def test_of_two_coordinators_one_chooses_and_the_other_is_told(
    consultant: Membership, coordinators: list[Actor]
) -> None:
    other = make_membership(consultant.organisation)
    case = make_case(make_carer(consultant.organisation))
    outcomes = together(
        choosing(coordinators[0], case, consultant), choosing(coordinators[1], case, other)
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Case", "Refused"]
    assert caseload(consultant) + caseload(other) == 1


def test_the_last_place_is_given_once(consultant: Membership, coordinators: list[Actor]) -> None:
    cases = [make_case(make_carer(consultant.organisation)) for _two in range(2)]
    outcomes = together(
        *(choosing(by, case, consultant) for by, case in zip(coordinators, cases, strict=True))
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Case", "Refused"]
    assert caseload(consultant) == 1


def test_without_the_queue_the_last_place_would_be_given_twice(
    consultant: Membership, coordinators: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [make_case(make_carer(consultant.organisation)) for _two in range(2)]
    counted, count = threading.Barrier(2), services.caseload_size

    def counts_at_the_same_time(*arguments: Any) -> int:
        size = count(*arguments)
        counted.wait(timeout=20)
        return size

    monkeypatch.setattr(services, "one_at_a_time", lambda _name: None)
    monkeypatch.setattr(services, "caseload_size", counts_at_the_same_time)
    together(
        *(choosing(by, case, consultant) for by, case in zip(coordinators, cases, strict=True))
    )
    assert caseload(consultant) == 2


def test_a_double_click_on_a_contact_is_one_contact(consultant: Membership) -> None:
    case, by = make_case(contact_person=consultant), actor_of(consultant)
    conversation = Conversation(ContactWay.PHONE, LATER.date(), token=str(uuid4()))

    def write() -> Contact:
        with acting_as(by):
            return services.record_contact(by=by, case=case, conversation=conversation, at=LATER)

    first, second = together(write, write)
    assert first.pk == second.pk
    with role("naober_system"):
        assert Contact.objects.count() == 1


def test_a_double_click_on_a_registration_is_one_registration(consultant: Membership) -> None:
    by, token, told = actor_of(consultant), str(uuid4()), a_registration()

    def register() -> Case:
        with acting_as(by):
            return services.register(
                by=by,
                organisation=consultant.organisation,
                registration=told,
                origin=Origin.DESK,
                token=token,
                at=LATER,
            )

    first, second = together(register, register)
    assert first.pk == second.pk
    with role("naober_system"):
        assert Case.objects.count() == 1


def test_two_administrators_invite_one_colleague_once(consultant: Membership) -> None:
    here = consultant.organisation
    administrators = [actor_of(make_membership(here, Role.ADMINISTRATOR)) for _two in range(2)]

    def inviting(by: Actor) -> Callable[[], Membership]:
        def invite() -> Membership:
            with acting_as(by):
                return invite_member(
                    by=by,
                    organisation=here,
                    invitation=Invitation("samen@example.org", "Samen", Role.CONSULTANT),
                    at=LATER,
                )

        return invite

    outcomes = together(*(inviting(by) for by in administrators))
    assert sorted(type(one).__name__ for one in outcomes) == ["Membership", "Refused"]
    assert any(isinstance(one, Refused) for one in outcomes)
