"""Municipalities, support points and colleagues."""

import itertools
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from naober.accounts.models import User
from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Municipality, Organisation, Postcode
from naober.shared.actors import Actor
from naober.sites.entrance import actor_of
from tests.database import role as database_role

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""The moment at which tests happen, unless they say otherwise."""

_numbers = itertools.count(1)


def make_municipality(**overrides: Any) -> Municipality:
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"GM{number % 10_000:04}",  # no test makes so many
        "name": f"Gemeente {number}",
        "slug": f"gemeente-{number}",
        "inhabitants": 10_000,
    }
    with database_role("naober_system"):
        return Municipality.objects.create(**values | overrides)


def make_postcode(municipality: Municipality | None = None, **overrides: Any) -> Postcode:
    values: dict[str, Any] = {
        "pc4": f"{6000 + next(_numbers) % 1000}",
        "place": "Ons Dorp",
        "municipality": municipality or make_municipality(),
        "latitude": 52.99,
        "longitude": 6.56,
    }
    with database_role("naober_system"):
        return Postcode.objects.create(**values | overrides)


def make_organisation(**overrides: Any) -> Organisation:
    """Make a support point of a municipality of its own, with a postcode."""
    number = next(_numbers)
    kind = overrides.get("kind", OrganisationKind.SUPPORT_POINT)
    values: dict[str, Any] = {
        "key": f"organisation-{number}",
        "name": f"Steunpunt {number}",
        "kind": kind,
        "phone": f"088 000 {number % 100:02} 00",
        "email": f"steunpunt{number}@example.org",
    }
    if kind == OrganisationKind.SUPPORT_POINT and "municipality" not in overrides:
        values["postcode"] = make_postcode()
        values["municipality"] = values["postcode"].municipality
    with database_role("naober_system"):
        return Organisation.objects.create(**values | overrides)


def make_membership(
    organisation: Organisation | None = None,
    role: str = Role.CONSULTANT,
    status: str = MembershipStatus.ACTIVE,
    **overrides: Any,
) -> Membership:
    """Make a colleague with an account of their own."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "organisation": organisation or make_organisation(),
        "role": role,
        "status": status,
        "name": f"Collega {number}",
        "phone": f"088 000 {number % 100:02} 01",
        "invited_at": MONDAY,
        "status_since": MONDAY,
    }
    with database_role("naober_system"):
        if "user" not in overrides:
            values["user"] = User.objects.create(email=f"collega{number}@example.org")
        return Membership.objects.create(**values | overrides)


def make_actor(organisation: Organisation | None = None, role: str = Role.CONSULTANT) -> Actor:
    """Make a colleague and return who they are on a page."""
    return actor_of(make_membership(organisation, role))
