"""Carers, their care and their consents."""

import itertools
from collections.abc import Iterable
from typing import Any

from naober.accounts.models import User
from naober.carers.enums import Channel, ConsentWay, Hours, Purpose, Relation, Since
from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.services import Registration
from naober.organisations.models import Organisation
from naober.shared.actors import CARER, Actor
from tests.database import role
from tests.factories.organisations import MONDAY, make_organisation

_numbers = itertools.count(1)

SITUATION: dict[str, Any] = {
    "relation": Relation.PARTNER,
    "since": Since.UNDER_5_YEARS,
    "hours": Hours.UNDER_20,
    "conditions": ["dementia"],
    "wishes": ["talk", "time_off"],
    "note": "",
}


def make_account(**overrides: Any) -> User:
    with role("naober_system"):
        return User.objects.create(
            **{"email": f"mantelzorger{next(_numbers)}@example.org"} | overrides
        )


def make_carer(
    organisation: Organisation | None = None,
    purposes: Iterable[Purpose] = (Purpose.SUPPORT, Purpose.CHECKUPS),
    **overrides: Any,
) -> Carer:
    """Make a carer with an account, one care situation and the consents named."""
    organisation = organisation or make_organisation()
    account = overrides.pop("account", None) or make_account()
    values: dict[str, Any] = {
        "organisation": organisation,
        "account": account,
        "first_name": "Roelie",
        "last_name": f"Voorbeeld{next(_numbers)}",
        "postcode": "9401",
        "email": account.email,
        "channel": Channel.EMAIL,
        "registered_at": MONDAY,
    }
    with role("naober_system"):
        carer = Carer.objects.create(**values | overrides)
        CareSituation.objects.create(
            carer=carer, organisation=organisation, recorded_at=MONDAY, **SITUATION
        )
        for purpose in purposes:
            Consent.objects.create(
                carer=carer,
                organisation=organisation,
                purpose=purpose,
                given_at=MONDAY,
                given_way=ConsentWay.ONLINE,
            )
    return carer


def actor_for(carer: Carer) -> Actor:
    """Return who a carer is on their own page."""
    return Actor(user_id=carer.account_id, role=CARER)


def a_registration(**details: Any) -> Registration:
    """Return what a carer tells at the front door."""
    return Registration(
        details={
            "first_name": "Jan",
            "last_name": "Nieuw",
            "birth_year": 1951,
            "postcode": "9401",
            "email": f"nieuw{next(_numbers)}@example.org",
            "phone": "",
            "channel": Channel.EMAIL,
            **details,
        },
        situation=SITUATION,
        purposes=frozenset({Purpose.SUPPORT, Purpose.CHECKUPS}),
        consent_way=ConsentWay.ONLINE,
    )
