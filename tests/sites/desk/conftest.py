"""A support point with a consultant, a coordinator and an administrator, each signed in.

Pages are asked in English, the language of the code. Days count from today, as on the pages.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from naober.casework.models import Case
from naober.organisations.enums import Role
from naober.organisations.models import Membership, Organisation
from naober.shared import clock
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership, make_organisation

Making = Callable[..., Case]


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Iterator[None]:
    settings.NAOBER_SECOND_FACTOR = False  # signing in has tests of its own
    with translation.override("en"):
        yield


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def point(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def consultant(point: Organisation) -> Membership:
    return make_membership(point, name="Corrie Consulent")


@pytest.fixture
def coordinator(point: Organisation) -> Membership:
    return make_membership(point, Role.COORDINATOR, name="Cor Coördinator")


@pytest.fixture
def administrator(point: Organisation) -> Membership:
    return make_membership(point, Role.ADMINISTRATOR, name="Bea Beheerder")


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def client(consultant: Membership) -> Client:
    """The browser of the consultant."""
    return signed_in(consultant)


@pytest.fixture
def chief(coordinator: Membership) -> Client:
    """The browser of the coordinator."""
    return signed_in(coordinator)


@pytest.fixture
def person(consultant: Membership, today: date) -> Making:
    """Make somebody in the caseload of the consultant: `person("Anna Zilver", due=-4)`."""

    def make(name: str = "Anna Zilver", due: int = 0, **more: Any) -> Case:
        first, last = name.split(" ", 1)
        details = {key: more.pop(key) for key in ("purposes", "phone", "email") if key in more}
        who = make_carer(consultant.organisation, first_name=first, last_name=last, **details)
        values: dict[str, Any] = {
            "contact_person": consultant,
            "due_on": today + timedelta(days=due),
        }
        return make_case(who, **values | more)

    return make


@pytest.fixture
def registration(point: Organisation, today: date) -> Making:
    """Make somebody who waits for a contact person."""

    def make(name: str = "Nico Nieuw", due: int = 5, **more: Any) -> Case:
        first, last = name.split(" ", 1)
        who = make_carer(point, first_name=first, last_name=last)
        return make_case(who, due_on=today + timedelta(days=due), **more)

    return make
