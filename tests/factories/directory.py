"""Kinds of support and service cards."""

import itertools
from typing import Any

from naober.directory.enums import Payer, Pillar, PlaceKind, Room, Scope
from naober.directory.models import Category, Service, ServiceCategory
from tests.database import role
from tests.factories.organisations import MONDAY, make_organisation

_numbers = itertools.count(1)


def make_category(code: str = "respite.stay", **overrides: Any) -> Category:
    values: dict[str, Any] = {
        "basic_function": "respijtzorg",
        "pillar": Pillar.RELIEVING,
        "label_nl": "Logeerzorg",
        "label_en": "Respite stay",
        "what_it_is_nl": "Uw naaste slaapt een of meer nachten in een logeerhuis",
        "what_it_is_en": "Your loved one sleeps some nights in a respite house",
    }
    with role("naober_system"):
        return Category.objects.get_or_create(code=code, defaults=values | overrides)[0]


def make_service(*codes: str, **overrides: Any) -> Service:
    """Make a card for all of the region, of the kinds named (a respite stay by default)."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "key": f"kaart-{number}",
        "organisation": overrides.pop("organisation", None) or make_organisation(),
        "scope": Scope.REGIONAL,
        "place_kind": PlaceKind.PHONE,
        "payers": [Payer.FREE],
        "room": Room.OPEN,
        "contact_name": "Balie",
        "phone": "088 000 00 07",
        "confirmed_on": MONDAY.date(),
        "changed_at": MONDAY,
    }
    for language in ("nl", "en"):
        values |= {
            f"name_{language}": f"Logeerhuis {number} ({language})",
            f"summary_{language}": f"Een huis om te logeren ({language}).",
            f"audience_{language}": f"Voor iedereen ({language})",
            f"first_step_{language}": f"Bel ons ({language}).",
            f"cost_{language}": f"Het kost niets ({language}).",
        }
    with role("naober_system"):
        service = Service.objects.create(**values | overrides)
        for position, code in enumerate(codes or ("respite.stay",)):
            ServiceCategory.objects.create(
                service=service, category=make_category(code), position=position
            )
    return service
