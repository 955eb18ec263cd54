"""Who may be the same person, within what somebody may see."""

from typing import Any
from uuid import UUID

import pytest

from naober.casework import queries
from naober.casework.enums import CaseStatus
from naober.organisations.enums import Role
from naober.organisations.models import Membership, Organisation
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

KNOWN: dict[str, Any] = {
    "last_name": "De Vriès-Jansen",
    "birth_year": 1951,
    "postcode": "9401 AB",
    "phone": "088 000 12 34",
    "email": "vries@example.org",
}
STRANGE: dict[str, Any] = {
    "last_name": "Anders",
    "birth_year": 1970,
    "postcode": "9999 ZZ",
    "phone": "",
    "email": "",
}


@pytest.fixture
def point() -> Organisation:
    return make_organisation()


@pytest.fixture
def coordinator(point: Organisation) -> Actor:
    return actor_of(make_membership(point, Role.COORDINATOR))


def found(actor: Actor, other_than: UUID | None = None, **details: Any) -> list[UUID]:
    with acting_as(actor):
        doubles = queries.likely_doubles(actor, STRANGE | details, other_than=other_than)
        return [case.pk for case in doubles]


@pytest.mark.parametrize(
    "details",
    [
        {"last_name": "de vries jansen", "birth_year": 1951},
        {"last_name": "DEVRIÈS-JANSEN", "postcode": "9401 AB"},
        {"phone": "+31880001234"},
        {"phone": "(088) 0001234"},
        {"email": "Vries@Example.org"},
    ],
)
def test_somebody_alike_is_found(
    point: Organisation, coordinator: Actor, details: dict[str, Any]
) -> None:
    case = make_case(make_carer(point, **KNOWN))
    assert found(coordinator, **details) == [case.pk]
    assert found(coordinator, other_than=case.pk, **details) == []


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"last_name": "de vries jansen"},
        {"birth_year": 1951, "postcode": "9401 AB"},
        {"last_name": "", "birth_year": None, "postcode": ""},
        {"phone": "088 000 12 35"},
    ],
)
def test_somebody_else_is_not(
    point: Organisation, coordinator: Actor, details: dict[str, Any]
) -> None:
    make_case(make_carer(point, **KNOWN))
    make_case(make_carer(point))
    assert found(coordinator, **details) == []


def test_names_in_another_script_are_not_all_alike(point: Organisation, coordinator: Actor) -> None:
    make_case(make_carer(point, last_name="مريم", birth_year=1951))
    assert found(coordinator, last_name="فاطمه", birth_year=1951) == []


def test_only_what_somebody_may_open_is_found(point: Organisation, coordinator: Actor) -> None:
    consultant, colleague = make_membership(point), make_membership(point)
    mine = make_case(make_carer(point, **KNOWN), consultant)
    theirs = make_case(make_carer(point, **KNOWN), colleague)
    make_case(make_carer(make_organisation(), **KNOWN))
    make_case(make_carer(point, **KNOWN), consultant, status=CaseStatus.ENDED)
    assert found(actor_of(consultant), email=KNOWN["email"]) == [mine.pk]
    assert set(found(coordinator, email=KNOWN["email"])) == {mine.pk, theirs.pk}
    assert found(actor_of(make_membership(point, Role.ADMINISTRATOR)), **KNOWN) == []


def test_of_many_alike_a_few_are_shown(point: Organisation, coordinator: Actor) -> None:
    member: Membership = make_membership(point)
    for _ in range(queries.MOST_DOUBLES + 2):
        make_case(make_carer(point, **KNOWN), member)
    assert len(found(coordinator, email=KNOWN["email"])) == queries.MOST_DOUBLES
