"""From registration to a person who calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers import services as carers
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer
from naober.carers.services import Registration
from naober.casework import letters, rules
from naober.casework.enums import CaseStatus, ContactWay, EndReason, Origin
from naober.casework.exceptions import AlreadyRegistered, AlreadySent
from naober.casework.models import Case, Contact, EarlierNote
from naober.casework.queries import case_key, caseload_size, first_call_by
from naober.organisations.models import Membership, Organisation
from naober.screening.services import keep_checkup
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused


@dataclass(frozen=True)
class Conversation:
    """A contact as the consultant writes it down.

    `token` names this one writing: the same form sent twice stays one contact. Without a next
    date, the yearly question follows.
    """

    way: ContactWay
    on: date
    note: str = ""
    next_on: date | None = None
    token: str = field(default_factory=lambda: str(uuid4()))


@transaction.atomic
def register(
    *,
    by: Actor,
    organisation: Organisation,
    registration: Registration,
    origin: Origin,
    at: datetime,
    answers: Mapping[str, object] | None = None,
    token: str = "",
) -> Case:
    """Take in a registration: file, consents, case with its clock, and the strain check brought.

    The carer is called within the days that the support point promises (calendar days).
    `token` names this one form: sent twice it stays one case.
    Raises AlreadyRegistered for a form that came twice and says something else now, or comes from
    a visitor, who may not see the case; PermissionDenied, Refused and InvalidAnswers like the
    services it calls.
    """
    key = case_key(organisation, token) if token else uuid4()
    if token:
        one_at_a_time(f"registration:{key}")
        if earlier := Case.objects.filter(pk=key).first():
            if not carers.is_as_registered(earlier.carer, registration):
                raise AlreadyRegistered
            return earlier
    carer = carers.register_carer(
        by=by, organisation=organisation, registration=registration, at=at
    )
    call_by = first_call_by(organisation, on=local_date(at))
    case = Case(
        pk=key,
        carer=carer,
        organisation=organisation,
        origin=origin,
        registered_at=at,
        call_by=call_by,
        due_on=call_by,
    )
    _insert(case)
    if answers and Purpose.CHECKUPS in registration.purposes:
        keep_checkup(by=by, carer=carer, instrument="csi", answers=answers, at=at)
    letters.send_registered(carer, on=local_date(at))
    return case


@transaction.atomic
def assign_contact_person(
    *,
    by: Actor,
    case: Case,
    consultant: Membership,
    at: datetime,
    instead_of: UUID | None = None,
) -> Case:
    """Give the case its fixed contact person.

    `instead_of` is the contact person that `by` saw (a membership id), None where there was none.
    Who was chosen already, on the same form or by somebody else, stays so: nothing is done again.
    Raises PermissionDenied if `by` may not assign, Refused if somebody else was first or if the
    consultant's caseload is full.
    """
    one_at_a_time(f"caseload:{consultant.pk}")
    consultant = Membership.objects.get(pk=consultant.pk)  # who just stopped takes nobody on
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_assign(by, case):
        raise PermissionDenied
    if rules.is_chosen_already(case, consultant, instead_of=instead_of):
        return case
    caseload = caseload_size(consultant.pk)
    if reason := rules.refusal_to_assign(
        case, consultant, caseload=caseload, instead_of=instead_of
    ):
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
    letters.send_contact_person(case.carer, on=local_date(at))
    return case


@transaction.atomic
def record_contact(*, by: Actor, case: Case, conversation: Conversation, at: datetime) -> Contact:
    """Write down a contact and when the next one is; somebody not reached stays due.

    Raises PermissionDenied if `by` may not, Refused for dates that cannot be, AlreadySent for a
    form that was written down before and says something else now.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_look_after(by, case):
        raise PermissionDenied
    if earlier := Contact.objects.filter(pk=_contact_id(case, conversation)).first():
        if _says_otherwise(case, earlier, conversation):
            raise AlreadySent
        return earlier
    if reason := rules.refusal_of_contact(
        case,
        way=conversation.way,
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
def correct_contact(
    *, by: Actor, contact: Contact, note: str, at: datetime, seen: int | None = None
) -> Contact:
    """Correct what was written down; what it said stays, with who corrected it and when.

    `seen` is how many corrections the reader saw; None to overwrite. The same words change
    nothing. Raises PermissionDenied if `by` may not, Refused if somebody else was first.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not rules.may_correct(by, contact) or by.membership_id is None:
        raise PermissionDenied
    if contact.note == note:
        return contact
    if seen is not None and seen != contact.earlier_notes.count():
        raise Refused(_("Somebody else just changed this. Look what it says now."))
    EarlierNote(
        contact=contact,
        organisation_id=contact.organisation_id,
        carer_id=contact.carer_id,
        note=contact.note,
        corrected_by_id=by.membership_id,
        corrected_at=at,
    ).save(force_insert=True)
    contact.note = note
    contact.save(update_fields=["note"])
    record(
        by=by, action=Action.CHANGE, kind="contact.corrected", at=at, subject_id=contact.carer_id
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
        Case.objects.filter(carer=carer).exclude(ended_because=EndReason.CONSENT).update(
            status=CaseStatus.ENDED,
            due_on=None,
            ended_at=at,
            ended_because=EndReason.CONSENT,
            ended_note="",
        )


@transaction.atomic
def close_case(*, by: Actor, case: Case, reason: EndReason, at: datetime, note: str = "") -> Case:
    """End the support for a reason; the case leaves every list and the caseload.

    The coordinator may open it again (see `reopen_case`). Raises PermissionDenied if `by` may
    not, Refused if it ended already or the reason needs a note.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_look_after(by, case):
        raise PermissionDenied
    if refusal := rules.refusal_to_close(case, reason, note=note):
        raise Refused(refusal)
    case.status, case.due_on = CaseStatus.ENDED, None
    case.ended_at, case.ended_because, case.ended_note = at, reason, note
    _keep_end(case)
    record(by=by, action=Action.CHANGE, kind="case.closed", at=at, subject_id=case.carer_id)
    return case


@transaction.atomic
def reopen_case(*, by: Actor, case: Case, at: datetime) -> Case:
    """Open a closed case again: it waits for a contact person, as a registration does.

    Raises PermissionDenied if `by` may not, Refused where it is open, was closed too long ago
    (`REOPEN_WITHIN`), or ended because consent was taken back.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_reopen(by, case):
        raise PermissionDenied
    if refusal := rules.refusal_to_reopen(case, at=at):
        raise Refused(refusal)
    case.status, case.contact_person = CaseStatus.NEW, None
    case.due_on = first_call_by(case.organisation, on=local_date(at))
    case.ended_at, case.ended_because, case.ended_note = None, "", ""
    _keep_end(case)
    record(by=by, action=Action.CHANGE, kind="case.reopened", at=at, subject_id=case.carer_id)
    return case


def _keep_end(case: Case) -> None:
    case.save(
        update_fields=[
            "status", "contact_person", "due_on", "ended_at", "ended_because", "ended_note",
        ]
    )  # fmt: skip


def _insert(case: Case) -> None:
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise AlreadyRegistered from error
        raise


def _write_down(by: Actor, case: Case, conversation: Conversation, *, at: datetime) -> Contact:
    if by.membership_id is None:
        raise PermissionDenied
    contact = Contact(
        pk=_contact_id(case, conversation),
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


def _contact_id(case: Case, conversation: Conversation) -> UUID:
    # Made from both, so that no token can name a contact of another case.
    return uuid5(case.pk, conversation.token)


def _says_otherwise(case: Case, earlier: Contact, conversation: Conversation) -> bool:
    """Return whether a conversation is not the one that was written down, corrected or not.

    The next day is compared only until somebody wrote down another contact: it may be theirs.
    """
    notes = {earlier.note, *(one.note for one in earlier.earlier_notes.all())}
    if (earlier.way, earlier.on) != (conversation.way, conversation.on):
        return True
    if conversation.note not in notes:
        return True
    if Contact.objects.filter(case=case, recorded_at__gt=earlier.recorded_at).exists():
        return False
    agreed = conversation.next_on
    if conversation.way != ContactWay.NOT_REACHED and conversation.on == case.last_contact_on:
        agreed = agreed or rules.yearly_question_on(conversation.on)
    return agreed not in {None, case.due_on}


def _reached(case: Case, conversation: Conversation, *, at: datetime) -> None:
    case.status = CaseStatus.ACTIVE
    case.first_contact_at = case.first_contact_at or at
    is_older = case.last_contact_on is not None and conversation.on < case.last_contact_on
    if not is_older:
        case.last_contact_on = conversation.on
    if conversation.next_on or not is_older:  # what was agreed later still holds
        case.due_on = conversation.next_on or rules.yearly_question_on(conversation.on)
    case.save(update_fields=["status", "first_contact_at", "last_contact_on", "due_on"])
