"""Cases and contacts."""

from datetime import timedelta
from typing import Any

from naober.carers.models import Carer
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.organisations.models import Membership
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.organisations import MONDAY, make_membership


def make_case(
    carer: Carer | None = None, contact_person: Membership | None = None, **overrides: Any
) -> Case:
    """Make a registration, or with a contact person a case that was taken up."""
    carer = carer or make_carer(contact_person.organisation if contact_person else None)
    call_by = MONDAY.date() + timedelta(days=10)
    values: dict[str, Any] = {
        "carer": carer,
        "organisation": carer.organisation,
        "status": CaseStatus.ASSIGNED if contact_person else CaseStatus.NEW,
        "origin": Origin.SELF,
        "contact_person": contact_person,
        "registered_at": MONDAY,
        "call_by": call_by,
        "due_on": call_by,
    }
    with role("naober_system"):
        return Case.objects.create(**values | overrides)


def make_contact(case: Case | None = None, **overrides: Any) -> Contact:
    """Make a telephone call that was written down."""
    case = case or make_case(contact_person=make_membership())
    values: dict[str, Any] = {
        "case": case,
        "organisation": case.organisation,
        "carer": case.carer,
        "by": case.contact_person,
        "way": ContactWay.PHONE,
        "on": MONDAY.date(),
        "note": "Kennisgemaakt.",
        "recorded_at": MONDAY,
    }
    with role("naober_system"):
        return Contact.objects.create(**values | overrides)
