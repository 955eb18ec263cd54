"""Cases, contacts and referrals."""

from datetime import timedelta
from typing import Any

from naober.carers.enums import ConsentWay
from naober.carers.models import Carer
from naober.casework.enums import CaseStatus, ContactWay, EndReason, Origin
from naober.casework.models import Case, Contact, EarlierNote, Referral, ReferralEvent
from naober.directory.models import Service
from naober.organisations.models import Membership
from naober.shared import clock
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.directory import make_service
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


def make_closed_case(
    carer: Carer | None = None, contact_person: Membership | None = None, **overrides: Any
) -> Case:
    """Make a case that was closed by hand just now, so that it can be opened again."""
    values: dict[str, Any] = {
        "status": CaseStatus.ENDED,
        "due_on": None,
        "ended_at": clock.now(),
        "ended_because": EndReason.MOVED,
    }
    return make_case(carer, contact_person, **values | overrides)


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


def make_earlier_note(contact: Contact, **overrides: Any) -> EarlierNote:
    """Make a note that was corrected: what it said before."""
    values: dict[str, Any] = {
        "contact": contact,
        "organisation": contact.organisation,
        "carer": contact.carer,
        "note": "Kennisgemakt.",
        "corrected_by": contact.by,
        "corrected_at": MONDAY,
    }
    with role("naober_system"):
        return EarlierNote.objects.create(**values | overrides)


def make_referral(
    service: Service | None = None, sender: Membership | None = None, **overrides: Any
) -> Referral:
    """Make a question to who offers a service: by a colleague, or by somebody without account."""
    service = service or make_service()
    values: dict[str, Any] = {
        "service": service,
        "organisation": service.organisation,
        "sender": sender,
        "sender_organisation": sender.organisation if sender else None,
        "sender_name": sender.name if sender else "",
        "name": "Roelie Voorbeeld",
        "phone": "088 000 20 09",
        "need": "Een weekend logeren.",
        "consent_at": MONDAY,
        "consent_way": ConsentWay.IN_PERSON if sender else ConsentWay.ONLINE,
        "sent_at": MONDAY,
        "answer_by": MONDAY.date() + timedelta(days=5),
    }
    with role("naober_system"):
        referral = Referral.objects.create(**values | overrides)
        ReferralEvent.objects.create(referral=referral, at=MONDAY, kind="sent")
    return referral
