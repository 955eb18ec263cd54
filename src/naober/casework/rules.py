"""Who may do what with a case, and when."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from naober.casework.enums import (
    CLOSED_BY_HAND,
    LONGEST_SILENCE,
    NEXT,
    REOPEN_WITHIN,
    CaseStatus,
    ContactWay,
    EndReason,
)
from naober.casework.models import Case, Contact
from naober.organisations.enums import CARING_ROLES, MembershipStatus, Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor


def may_assign(by: Actor, case: Case) -> bool:
    """Return whether somebody may give a case its contact person: the coordinator there."""
    return by.role == Role.COORDINATOR and case.organisation_id == by.organisation_id


def may_look_after(by: Actor, case: Case) -> bool:
    """Return whether somebody may write down a contact, or close the case.

    The contact person and the coordinator may.
    """
    if case.organisation_id not in by.cares_for:
        return False
    return by.role == Role.COORDINATOR or case.contact_person_id == by.membership_id


def may_correct(by: Actor, contact: Contact) -> bool:
    """Return whether somebody may correct what was written down: its author and the coordinator."""
    if contact.organisation_id not in by.cares_for:
        return False
    return by.role == Role.COORDINATOR or contact.by_id == by.membership_id


def may_reopen(by: Actor, case: Case) -> bool:
    """Return whether somebody may open a closed case again: the coordinator there."""
    return may_assign(by, case)


def refusal_to_close(case: Case, reason: EndReason, *, note: str) -> str | None:
    """Return why a case cannot be closed for this reason, or None."""
    if CaseStatus.ENDED not in NEXT[CaseStatus(case.status)]:
        return _("This case has ended already.")
    if reason not in CLOSED_BY_HAND:
        return _("The carer takes consent back. That is on another page.")
    if reason == EndReason.OTHER and not note:
        return _("Write why the support ends.")
    return None


def refusal_to_reopen(case: Case, *, at: datetime) -> str | None:
    """Return why a case cannot be opened again, or None."""
    if CaseStatus.NEW not in NEXT[CaseStatus(case.status)]:
        return _("This case is open already.")
    if case.ended_because not in CLOSED_BY_HAND or case.ended_at is None:
        return _("The carer took consent back. Only the carer can register again.")
    if at - case.ended_at > REOPEN_WITHIN:
        return _("This was closed more than half a year ago. The carer can register again.")
    return None


def yearly_question_on(last: date) -> date:
    """Return when a carer is asked again how it goes: a year after the last contact at most.

    Carers in Drenthe asked for one trusted guide who asks every year (field report 003).
    """
    return last + timedelta(days=LONGEST_SILENCE)


def refusal_to_assign(
    case: Case, consultant: Membership, *, caseload: int, instead_of: UUID | None
) -> str | None:
    """Return why this consultant cannot be the contact person, or None.

    `instead_of` is the contact person that the coordinator saw while choosing.
    """
    if CaseStatus.ASSIGNED not in NEXT[CaseStatus(case.status)]:
        return _("This case has ended. It cannot get a contact person.")
    if reason := _refusal_of_colleague(case, consultant):
        return reason
    if case.contact_person_id == consultant.pk:
        return _("This colleague is already the contact person.")
    if case.contact_person_id != instead_of:
        return _("Somebody else just chose a contact person. Look who it is, and choose again.")
    if caseload >= consultant.caseload_ceiling:
        return _("%(name)s is full: %(caseload)s of %(ceiling)s people. Choose somebody else.") % {
            "name": consultant.name,
            "caseload": caseload,
            "ceiling": consultant.caseload_ceiling,
        }
    return None


def _refusal_of_colleague(case: Case, consultant: Membership) -> str | None:
    if consultant.organisation_id != case.organisation_id:
        return _("This colleague works at another support point.")
    if consultant.status != MembershipStatus.ACTIVE or consultant.role not in CARING_ROLES:
        return _("This colleague does not work here now. Choose somebody else.")
    return None


def refusal_of_contact(
    case: Case,
    *,
    way: ContactWay,
    on: date,
    next_on: date | None,
    today: date,
    registered_on: date,
) -> str | None:
    """Return why a contact cannot be written down, or None."""
    if case.status not in {CaseStatus.ASSIGNED, CaseStatus.ACTIVE}:
        return _("This case has no contact person, or it has ended.")
    if on > today:
        return _("A contact cannot be in the future. Use the date for the next contact.")
    if on < registered_on:
        return _("This date is before the registration. Look at the year.")
    return None if next_on is None else _refusal_of_next(way, next_on, today=today)


def _refusal_of_next(way: ContactWay, next_on: date, *, today: date) -> str | None:
    if way == ContactWay.NOT_REACHED:
        return _("Somebody who was not reached stays on your list. Leave the next date empty.")
    if next_on < today:
        return _("The next contact cannot be in the past.")
    if next_on > yearly_question_on(today):
        return _("The next contact is within a year. Look at the year.")
    return None
