"""From registration to a person who calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers import services as carers
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer
from naober.carers.services import Registration
from naober.casework import letters, rules
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.casework.queries import caseload_size
from naober.organisations.models import Membership, Organisation
from naober.screening.services import keep_checkup
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused


@dataclass(frozen=True)
class Conversation:
    """A contact as the consultant writes it down."""

    way: ContactWay
    on: date
    note: str = ""
    next_on: date | None = None


@transaction.atomic
def register(
    *,
    by: Actor,
    organisation: Organisation,
    registration: Registration,
    origin: Origin,
    at: datetime,
    answers: Mapping[str, object] | None = None,
) -> Case:
    """Take in a registration: file, consents, case with its clock, and the strain check brought.

    The carer is called within the days that the support point promises (calendar days).
    Raises PermissionDenied, Refused and InvalidAnswers like the services it calls.
    """
    carer = carers.register_carer(
        by=by, organisation=organisation, registration=registration, at=at
    )
    call_by = local_date(at) + timedelta(days=organisation.call_within_days)
    case = Case(
        carer=carer,
        organisation=organisation,
        origin=origin,
        registered_at=at,
        call_by=call_by,
        due_on=call_by,
    )
    case.save(force_insert=True)
    if answers and Purpose.CHECKUPS in registration.purposes:
        keep_checkup(by=by, carer=carer, instrument="csi", answers=answers, at=at)
    letters.send_registered(carer)
    return case


@transaction.atomic
def assign_contact_person(*, by: Actor, case: Case, consultant: Membership, at: datetime) -> Case:
    """Give the case its fixed contact person.

    Raises PermissionDenied if `by` may not assign, Refused if the consultant's caseload is full.
    """
    one_at_a_time(f"caseload:{consultant.pk}")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_assign(by, case):
        raise PermissionDenied
    caseload = caseload_size(consultant.pk)
    if reason := rules.refusal_to_assign(case, consultant, caseload=caseload):
        raise Refused(reason)
    case.contact_person = consultant
    case.status = CaseStatus.ACTIVE if case.first_contact_at else CaseStatus.ASSIGNED
    case.save(update_fields=["contact_person", "status"])
    record(
        by=by,
        action=Action.CHANGE,
        kind="case.contact_person.assigned",
        at=at,
        subject_id=case.carer_id,
    )
    letters.send_contact_person(case.carer)
    return case


@transaction.atomic
def record_contact(*, by: Actor, case: Case, conversation: Conversation, at: datetime) -> Contact:
    """Write down a contact and when the next one is; somebody not reached stays due.

    Raises PermissionDenied if `by` may not, Refused for dates that cannot be.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_record_contact(by, case):
        raise PermissionDenied
    if reason := rules.refusal_of_contact(
        case,
        on=conversation.on,
        next_on=conversation.next_on,
        today=local_date(at),
        registered_on=local_date(case.registered_at),
    ):
        raise Refused(reason)
    contact = _write_down(by, case, conversation, at=at)
    if conversation.way != ContactWay.NOT_REACHED:
        _reached(case, conversation, at=at)
    record(
        by=by,
        action=Action.CREATE,
        kind=f"contact.{conversation.way}",
        at=at,
        subject_id=case.carer_id,
    )
    return contact


@transaction.atomic
def withdraw_consent(
    *, by: Actor, carer: Carer, purpose: Purpose, way: ConsentWay, at: datetime
) -> None:
    """Take back a consent; without the one for support, the case ends at once.

    Raises PermissionDenied if `by` may not.
    """
    carers.withdraw_consent(by=by, carer=carer, purpose=purpose, way=way, at=at)
    if purpose == Purpose.SUPPORT:
        Case.objects.filter(carer=carer).update(status=CaseStatus.ENDED, due_on=None)


def _write_down(by: Actor, case: Case, conversation: Conversation, *, at: datetime) -> Contact:
    if by.membership_id is None:
        raise PermissionDenied
    contact = Contact(
        case=case,
        organisation_id=case.organisation_id,
        carer_id=case.carer_id,
        by_id=by.membership_id,
        way=conversation.way,
        on=conversation.on,
        note=conversation.note,
        recorded_at=at,
    )
    contact.save(force_insert=True)
    return contact


def _reached(case: Case, conversation: Conversation, *, at: datetime) -> None:
    case.status = CaseStatus.ACTIVE
    case.first_contact_at = case.first_contact_at or at
    case.last_contact_on = max(conversation.on, case.last_contact_on or conversation.on)
    case.due_on = conversation.next_on
    case.save(update_fields=["status", "first_contact_at", "last_contact_on", "due_on"])
